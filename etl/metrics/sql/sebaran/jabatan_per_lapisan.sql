/*---
label: metrik.jabatan_per_lapisan
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-25-2021]
caveat: metrik.jabatan_per_lapisan.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select
    o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd as kode_unit, l.varian, l.lapisan as sumbu_x, l.jenis_jabatan as sumbu_y,
    sum(l.jabatan) as jumlah
from turunan.lapisan_opd as l
inner join turunan.opd as o on l.opd = o.opd
group by grouping sets (
    (o.kiriman_id, o.kode_wilayah, o.periode, l.varian, l.lapisan, l.jenis_jabatan),
    (o.kiriman_id, o.kode_wilayah, o.periode, l.varian, l.lapisan, l.jenis_jabatan, o.kode_opd)
)
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
