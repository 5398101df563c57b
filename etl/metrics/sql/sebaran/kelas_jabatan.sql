/*---
label: metrik.kelas_jabatan
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-34-2011]
caveat: metrik.kelas_jabatan.catatan
varian: []
versi: 1
---*/
-- Posts by class; '-' has none.
select
    kelompok, null as varian, coalesce(cast(kelas as varchar), '-') as sumbu_x, jenis_jabatan as sumbu_y, sum(jabatan) as jumlah
from turunan.jabatan_opd
where jenis_jabatan <> 'kepala_daerah'
group by kelompok, sumbu_x, sumbu_y
