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
    select opd, eselon_asal as sumbu_x, coalesce(jenjang_baru, '-') as sumbu_y, count(*) as jumlah
    from turunan.penyetaraan
    where status_penyetaraan = 'disetarakan'
    group by opd, sumbu_x, sumbu_y
)
select g.kelompok, null as varian, j.sumbu_x, j.sumbu_y, sum(j.jumlah) as jumlah
from j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok, j.sumbu_x, j.sumbu_y
