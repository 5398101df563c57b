-- Every assignment to a known post; `urutan` puts definitif before pj before plt before plh, then the sender's order.
-- `baris` finds the row of kerja.pegawai again, `jejak` (a hash) the rows that may be of one person.
create or replace table turunan.penempatan as
select
    j.nomor, j.opd,
    p.baris_sumber + cast(1000000000 as bigint) * case coalesce(p.jenis_penugasan, 'definitif')
        when 'definitif' then 0 when 'pj' then 1 when 'plt' then 2 else 3
    end as urutan,
    p.rowid as baris, hash(p.kiriman_id, p.id_pegawai) as jejak,
    coalesce(p.status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu'), false) as asn,
    p.peran is not null as berperan, p.bulan_bup, p.hasil_kerja, p.perilaku_kerja, p.predikat_kinerja
from kerja.pegawai as p
inner join turunan.pos as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan;

-- The assignments of persons who have several. Nearly all have one, so traces that repeat are told apart first, then persons.
create or replace table turunan.ganda as
with terulang as (select jejak from turunan.penempatan group by jejak having count(*) > 1),
orang as (
    select p.kiriman_id, p.id_pegawai, t.nomor, t.urutan, t.baris
    from turunan.penempatan as t
    semi join terulang as r on t.jejak = r.jejak
    inner join kerja.pegawai as p on t.baris = p.rowid
    where p.id_pegawai is not null
)
select *, min(urutan) over (partition by kiriman_id, id_pegawai) as pertama from orang;

-- Who looks after a post without filling it (plt, plh, or any row beside the own post): one person for each post.
create or replace table turunan.rangkap as
with semua as (
    select
        p.kiriman_id, p.nomor, p.id_pegawai, d.nomor as definitif, d.urutan,
        row_number() over (partition by p.nomor order by p.urutan) as ke
    from turunan.ganda as p
    inner join turunan.ganda as d
        on p.kiriman_id = d.kiriman_id and p.id_pegawai = d.id_pegawai and d.urutan = d.pertama and p.urutan <> d.urutan
    where p.nomor <> d.nomor and d.urutan < 2000000000
)
select * exclude (ke) from semua where ke = 1;

-- What stays is the one post that each person fills: definitif or pj, counted once however many rows name it.
delete from turunan.penempatan
where urutan >= 2000000000 or baris in (select baris from turunan.ganda where urutan <> pertama);
