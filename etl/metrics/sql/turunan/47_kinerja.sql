-- Appraised persons under their perangkat daerah; groups too small to hide a person are left out of every count,
-- from the region's as well: its total minus the others would give them away.
create or replace table turunan.kinerja as
with orang as (
    select p.kiriman_id, a.kode_opd, p.hasil_kerja, p.perilaku_kerja, p.predikat_kinerja
    from turunan.penempatan as p
    inner join turunan.jabatan as a on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
    where a.kode_opd is not null and a.jenis_jabatan <> 'kepala_daerah'
),
kelompok as (
    select
        kiriman_id, kode_opd, count(predikat_kinerja) as berpredikat,
        count(*) filter (where hasil_kerja is not null and perilaku_kerja is not null) as bernilai
    from orang
    group by kiriman_id, kode_opd
),
unit as (
    select u.kiriman_id, u.kode_unit, max(u.predikat_organisasi) as predikat_organisasi
    from kerja.kinerja_unit as u
    group by u.kiriman_id, u.kode_unit
)
select
    o.kiriman_id, o.kode_opd, o.hasil_kerja, o.perilaku_kerja, o.predikat_kinerja,
    coalesce(u.predikat_organisasi, '-') as predikat_organisasi,
    o.predikat_kinerja is not null and g.berpredikat >= b.nilai as predikat_tampil,
    o.hasil_kerja is not null and o.perilaku_kerja is not null and g.bernilai >= b.nilai as nilai_tampil
from orang as o
inner join turunan.kiriman as k on o.kiriman_id = k.kiriman_id
inner join kelompok as g on o.kiriman_id = g.kiriman_id and o.kode_opd = g.kode_opd
inner join regulasi.parameter as b
    on b.regulasi = 'acuan-pribadi' and b.parameter = 'kelompok_terkecil' and k.akhir between b.mulai and b.sampai
left join unit as u on o.kiriman_id = u.kiriman_id and o.kode_opd = u.kode_unit;
