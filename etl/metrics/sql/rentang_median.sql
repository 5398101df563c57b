/*---
label: metrik.rentang_median
unit: orang
scale: 1
direction: naik
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [pp-18-2016, acuan-rentang]
caveat: metrik.rentang_median.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, varian, median(rentang) filter (where rentang > 0) as nilai
from kerja.simpul
group by grouping sets ((kiriman_id, kode_wilayah, periode, varian), (kiriman_id, kode_wilayah, periode, varian, kode_opd))
having grouping(kode_opd) = 1 or kode_opd is not null
