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
select kelompok, varian, lapisan as sumbu_x, jenis_jabatan as sumbu_y, jabatan as jumlah
from turunan.lapisan_opd
