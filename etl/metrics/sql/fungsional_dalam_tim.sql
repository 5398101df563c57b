/*---
label: metrik.fungsional_dalam_tim
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.fungsional_dalam_tim.catatan
varian: []
versi: 1
---*/
-- Persons, each once at the home post, however many teams they are in.
with fungsional as (
    select p.kiriman_id, p.id_pegawai, u.kode_opd
    from turunan.penempatan as p
    inner join kerja.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan
    left join kerja.unit_opd as u on j.kiriman_id = u.kiriman_id and j.kode_unit = u.kode_unit
    left join turunan.unit_layanan as l on j.kiriman_id = l.kiriman_id and j.kode_unit = l.kode_unit
    where j.jenis_jabatan = 'fungsional' and l.kode_unit is null
),
bertim as (
    select distinct a.kiriman_id, a.id_pegawai
    from turunan.anggota as a
    inner join turunan.tim as t on a.kiriman_id = t.kiriman_id and a.kode_tim = t.kode_tim and t.aktif
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, f.kode_opd as kode_unit,
    case when n.anggota is null then count(b.id_pegawai) end as pembilang,
    case when n.anggota is null then count(f.id_pegawai) end as penyebut,
    n.anggota as alasan
from turunan.kiriman as k
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id
left join fungsional as f on k.kiriman_id = f.kiriman_id
left join bertim as b on f.kiriman_id = b.kiriman_id and f.id_pegawai = b.id_pegawai
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota), (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota, f.kode_opd)
)
having grouping(f.kode_opd) = 1 or f.kode_opd is not null
