/*---
label: metrik.kebutuhan_terisi
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-1-2020]
caveat: metrik.kebutuhan_terisi.catatan
varian: []
versi: 1
---*/
-- Need and definitive holders by kind and level, over the posts whose need is stated.
with j as (
    select
        a.kiriman_id, a.kode_opd, s.sumbu_x, a.jenis_jabatan || coalesce(':' || a.jenjang, '') as sumbu_y,
        case s.sumbu_x when 'kebutuhan' then a.kebutuhan else a.definitif end as jumlah
    from turunan.jabatan_opd as a
    cross join (select 'kebutuhan' as sumbu_x union all select 'terisi') as s
    where a.berkebutuhan > 0 and a.jenis_jabatan <> 'kepala_daerah'
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian, j.sumbu_x, j.sumbu_y,
    cast(sum(j.jumlah) as bigint) as jumlah
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.sumbu_x, j.sumbu_y),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.sumbu_x, j.sumbu_y, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
