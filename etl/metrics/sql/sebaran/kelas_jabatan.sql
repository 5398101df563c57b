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
with j as (
    select kiriman_id, kode_opd, jenis_jabatan, coalesce(cast(kelas as varchar), '-') as kelas, jabatan
    from turunan.jabatan_opd
    where jenis_jabatan <> 'kepala_daerah'
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian,
    j.kelas as sumbu_x, j.jenis_jabatan as sumbu_y, sum(j.jabatan) as jumlah
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.kelas, j.jenis_jabatan),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.kelas, j.jenis_jabatan, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
