/*---
label: metrik.lapisan_maks
unit: lapisan
scale: 1
direction: turun
grain: [kode_unit, periode]
agregasi: maks
legal_basis: [permenpanrb-25-2021]
caveat: metrik.lapisan_maks.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select kelompok, varian, lapisan_maks as nilai
from turunan.simpul_opd
