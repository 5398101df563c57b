/*---
label: metrik.kelompok_pelaksana
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-45-2022]
caveat: metrik.kelompok_pelaksana.catatan
varian: []
versi: 1
---*/
with j as (
    select kiriman_id, kode_opd, kelompok, case when di_dalam then 'di_dalam' else 'di_luar' end as daftar, jabatan
    from turunan.pelaksana
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian,
    j.kelompok as sumbu_x, j.daftar as sumbu_y, sum(j.jabatan) as jumlah
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.kelompok, j.daftar),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.kelompok, j.daftar, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
