-- Appraised persons under their perangkat daerah, counted (`orang`); groups too small to hide a person are left out of every
-- count, from the region's as well: its total minus the others would give them away.
create or replace table turunan.kinerja as
with orang as (
    select p.opd, hasil_kerja, perilaku_kerja, predikat_kinerja, count(*) as orang
    from turunan.penempatan as p
    anti join (select nomor from turunan.pos where coalesce(jenis_jabatan, 'kepala_daerah') = 'kepala_daerah') as d on p.nomor = d.nomor
    group by p.opd, hasil_kerja, perilaku_kerja, predikat_kinerja
),
kelompok as (
    select
        opd, sum(orang) filter (where predikat_kinerja is not null) as berpredikat,
        sum(orang) filter (where hasil_kerja is not null and perilaku_kerja is not null) as bernilai
    from orang
    group by opd
),
unit as (
    select u.kiriman_id, u.kode_unit, max(u.predikat_organisasi) as predikat_organisasi
    from kerja.kinerja_unit as u
    group by u.kiriman_id, u.kode_unit
)
select
    o.opd, o.hasil_kerja, o.perilaku_kerja, o.predikat_kinerja, o.orang,
    coalesce(u.predikat_organisasi, '-') as predikat_organisasi,
    o.predikat_kinerja is not null and coalesce(g.berpredikat, 0) >= b.nilai as predikat_tampil,
    o.hasil_kerja is not null and o.perilaku_kerja is not null and coalesce(g.bernilai, 0) >= b.nilai as nilai_tampil
from orang as o
inner join kerja.opd as d on o.opd = d.opd and d.kode_opd is not null
inner join kelompok as g on o.opd = g.opd
inner join regulasi.parameter as b
    on b.regulasi = 'acuan-pribadi' and b.parameter = 'kelompok_terkecil' and d.akhir between b.mulai and b.sampai
left join unit as u on d.kiriman_id = u.kiriman_id and d.kode_opd = u.kode_unit;
