/*---
label: metrik.nomenklatur_pelaksana
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-45-2022]
caveat: metrik.nomenklatur_pelaksana.catatan
varian: []
versi: 1
---*/
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    coalesce(sum(j.jabatan) filter (where j.di_dalam), 0) as pembilang, sum(j.jabatan) as penyebut
from turunan.pelaksana as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
