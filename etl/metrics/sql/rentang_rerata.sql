/*---
label: metrik.rentang_rerata
unit: orang
scale: 1
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [pp-18-2016, acuan-rentang]
caveat: metrik.rentang_rerata.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
-- The reports of all managers are everybody but the roots: pembilang = N - roots, penyebut = M.
select kelompok, varian, bawahan as pembilang, manajer as penyebut
from turunan.simpul_opd
