/*---
label: metrik.predikat_dinilai
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [se-menpanrb-3-2023]
caveat: metrik.predikat_dinilai.catatan
varian: []
versi: 1
---*/
-- How many have a predicate, whatever it is: without it a spread of predicates says nothing of the agency.
select
    g.kelompok,
    coalesce(sum(j.orang) filter (where j.predikat_kinerja is not null), 0) as pembilang, sum(j.orang) as penyebut
from turunan.kinerja as j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok
