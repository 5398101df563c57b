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
select kelompok, varian, satu as pembilang, manajer as penyebut
from turunan.simpul_opd
