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
select k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, sum(j.isi) as pembilang, sum(j.formasi) as penyebut
from turunan.jabatan as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
-- Elected, not placed.
where j.jenis_jabatan <> 'kepala_daerah'
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
