/*---
label: metrik.nasib_jabatan
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-25-2021]
caveat: metrik.nasib_jabatan.catatan
varian: []
versi: 1
---*/
-- What became of the baseline's administrative posts.
with j as (
    select opd, nasib as sumbu_x, eselon_asal as sumbu_y, count(*) as jumlah
    from turunan.penyetaraan
    group by opd, sumbu_x, sumbu_y
)
select g.kelompok, null as varian, j.sumbu_x, j.sumbu_y, sum(j.jumlah) as jumlah
from j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok, j.sumbu_x, j.sumbu_y
