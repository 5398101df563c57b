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
select
    g.kelompok, null as varian, j.kelompok as sumbu_x, case when j.di_dalam then 'di_dalam' else 'di_luar' end as sumbu_y,
    sum(j.jabatan) as jumlah
from turunan.pelaksana as j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok, j.kelompok, j.di_dalam
