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
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    coalesce(sum(j.orang) filter (where j.predikat_kinerja is not null), 0) as pembilang, sum(j.orang) as penyebut
from turunan.kinerja as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
