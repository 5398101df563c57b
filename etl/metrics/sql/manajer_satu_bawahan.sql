/*---
label: metrik.manajer_satu_bawahan
unit: persen
scale: 100
direction: turun
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [pp-18-2016, acuan-rentang]
caveat: metrik.manajer_satu_bawahan.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, varian, sum(satu) as pembilang, sum(manajer) as penyebut
from turunan.simpul_opd
group by grouping sets ((kiriman_id, kode_wilayah, periode, varian), (kiriman_id, kode_wilayah, periode, varian, kode_opd))
having grouping(kode_opd) = 1 or kode_opd is not null
