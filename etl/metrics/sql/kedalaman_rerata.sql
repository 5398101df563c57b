/*---
label: metrik.kedalaman_rerata
unit: lapisan
scale: 1
direction: turun
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-25-2021]
caveat: metrik.kedalaman_rerata.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, varian, sum(kedalaman) as pembilang, sum(orang) as penyebut
from turunan.simpul_opd
group by grouping sets ((kiriman_id, kode_wilayah, periode, varian), (kiriman_id, kode_wilayah, periode, varian, kode_opd))
having grouping(kode_opd) = 1 or kode_opd is not null
