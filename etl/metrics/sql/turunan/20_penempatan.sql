-- Every assignment to a known post; `urutan` puts definitif before pj before plt before plh, then the sender's order.
create or replace table turunan.penugasan as
select
    p.kiriman_id,
    coalesce(p.id_pegawai, 'baris ' || cast(p.baris_sumber as varchar)) as id_pegawai,
    p.kode_jabatan,
    p.status_kepegawaian,
    p.peran,
    p.kode_jabatan_pengarah,
    p.bulan_bup,
    p.hasil_kerja,
    p.perilaku_kerja,
    p.predikat_kinerja,
    p.baris_sumber + cast(1000000000 as bigint) * case coalesce(p.jenis_penugasan, 'definitif')
        when 'definitif' then 0 when 'pj' then 1 when 'plt' then 2 else 3
    end as urutan
from kerja.pegawai as p
inner join turunan.kiriman as k on p.kiriman_id = k.kiriman_id
inner join kerja.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan;

-- The one post that each person fills: definitif or pj, counted once however many rows name it.
create or replace table turunan.penempatan as
with ganda as (
    select kiriman_id, id_pegawai, min(urutan) as pertama
    from turunan.penugasan
    group by kiriman_id, id_pegawai
    having count(*) > 1
)
select p.*
from turunan.penugasan as p
left join ganda as g on p.kiriman_id = g.kiriman_id and p.id_pegawai = g.id_pegawai
where (g.pertama is null or p.urutan = g.pertama) and p.urutan < 2000000000;

-- Who looks after a post without filling it (plt, plh, or any row beside the own post): one person for each post.
create or replace table turunan.rangkap as
with semua as (
    select
        p.kiriman_id, p.kode_jabatan, p.id_pegawai, d.kode_jabatan as kode_definitif,
        row_number() over (partition by p.kiriman_id, p.kode_jabatan order by p.urutan) as ke
    from turunan.penugasan as p
    inner join turunan.penempatan as d
        on p.kiriman_id = d.kiriman_id and p.id_pegawai = d.id_pegawai and p.urutan <> d.urutan
    where p.kode_jabatan <> d.kode_jabatan
)
select kiriman_id, kode_jabatan, id_pegawai, kode_definitif from semua where ke = 1;
