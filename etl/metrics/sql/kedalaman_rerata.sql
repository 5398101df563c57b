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
select kelompok, varian, kedalaman as pembilang, orang as penyebut
from turunan.simpul_opd
