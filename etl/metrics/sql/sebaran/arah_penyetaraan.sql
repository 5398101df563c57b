/*---
label: metrik.arah_penyetaraan
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-17-2021]
caveat: metrik.arah_penyetaraan.catatan
varian: []
versi: 1
---*/
with j as (
    select kiriman_id, kode_opd, eselon_asal as sumbu_x, coalesce(jenjang_baru, '-') as sumbu_y
    from turunan.penyetaraan
    where status_penyetaraan = 'disetarakan'
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian, j.sumbu_x, j.sumbu_y, count(*) as jumlah
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.sumbu_x, j.sumbu_y),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.sumbu_x, j.sumbu_y, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
