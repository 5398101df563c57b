/*---
label: metrik.nomenklatur_pelaksana
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-45-2022]
caveat: metrik.nomenklatur_pelaksana.catatan
varian: []
versi: 1
---*/
select
    g.kelompok,
    coalesce(sum(j.jabatan) filter (where j.di_dalam), 0) as pembilang, sum(j.jabatan) as penyebut
from turunan.pelaksana as j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok
