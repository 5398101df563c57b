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
    select j.nomor, j.kiriman_id, j.kode_opd, j.isi
    from turunan.jabatan as j
    left join turunan.unit_layanan as l on j.kiriman_id = l.kiriman_id and j.kode_unit = l.kode_unit
    where j.jenis_jabatan = 'fungsional' and l.kode_unit is null and j.isi > 0
),
bertim as (
    select distinct a.kiriman_id, a.id_pegawai
    from turunan.anggota as a
    inner join turunan.tim as t on a.kiriman_id = t.kiriman_id and a.kode_tim = t.kode_tim and t.aktif
),
j as (
    select kiriman_id, kode_opd, 0 as bertim, isi from fungsional
    union all
    select f.kiriman_id, f.kode_opd, 1, 0
    from bertim as b
    inner join turunan.rumah as r on b.kiriman_id = r.kiriman_id and b.id_pegawai = r.id_pegawai
    inner join fungsional as f on r.nomor = f.nomor
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    case when n.anggota is null then coalesce(sum(j.bertim), 0) end as pembilang,
    case when n.anggota is null then coalesce(sum(j.isi), 0) end as penyebut,
    n.anggota as alasan
from turunan.kiriman as k
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id
left join j on k.kiriman_id = j.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota), (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
