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
        kelompok, jenis_jabatan || coalesce(':' || jenjang, '') as sumbu_y, sum(kebutuhan) as kebutuhan, sum(definitif) as terisi
    from turunan.jabatan_opd
    where berkebutuhan > 0 and jenis_jabatan <> 'kepala_daerah'
    group by kelompok, sumbu_y
)
select kelompok, null as varian, 'kebutuhan' as sumbu_x, sumbu_y, kebutuhan as jumlah from j
union all
select kelompok, null, 'terisi', sumbu_y, terisi from j
