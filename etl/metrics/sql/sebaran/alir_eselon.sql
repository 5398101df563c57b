/*---
label: metrik.alir_eselon
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-25-2021, permenpanrb-17-2021]
caveat: metrik.alir_eselon.catatan
varian: []
versi: 1
---*/
-- From the old echelon to what is there now: kept, the new post's kind and level, still standing, else removed or merged.
with j as (
    select
        opd, eselon_asal as sumbu_x,
        case
            when nasib = 'dipertahankan' then 'dipertahankan'
            when jabatan_baru is not null then jabatan_baru
            when status_penyetaraan = 'disetarakan' and jenjang_baru is not null then 'fungsional:' || jenjang_baru
            when masih_ada then 'masih_ada'
            else nasib
        end as sumbu_y, count(*) as jumlah
    from turunan.penyetaraan
    group by opd, sumbu_x, sumbu_y
)
select g.kelompok, null as varian, j.sumbu_x, j.sumbu_y, sum(j.jumlah) as jumlah
from j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok, j.sumbu_x, j.sumbu_y
