/*---
label: metrik.keterisian_jabatan
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [pp-11-2017]
caveat: metrik.keterisian_jabatan.catatan
varian: []
versi: 1
---*/
select kelompok, sum(isi) as pembilang, sum(formasi) as penyebut
from turunan.jabatan_opd
-- Elected, not placed.
where jenis_jabatan <> 'kepala_daerah'
group by kelompok
