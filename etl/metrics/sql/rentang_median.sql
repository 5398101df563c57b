/*---
label: metrik.rentang_median
unit: orang
scale: 1
direction: naik
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [pp-18-2016, acuan-rentang]
caveat: metrik.rentang_median.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
-- Of the managers; also where there is none the value is told to be missing.
with rentang as (
    select opd, varian, unnest(repeat([rentang], cast(manajer as bigint))) as rentang
    from (select opd, varian, rentang, sum(manajer) as manajer from turunan.rentang_opd group by opd, varian, rentang)
)
select s.kiriman_id, s.kode_wilayah, s.periode, s.kode_opd as kode_unit, s.varian, median(r.rentang) as nilai
from turunan.simpul_opd as s
left join rentang as r on s.opd = r.opd and s.varian = r.varian
group by grouping sets (
    (s.kiriman_id, s.kode_wilayah, s.periode, s.varian), (s.kiriman_id, s.kode_wilayah, s.periode, s.varian, s.kode_opd)
)
having grouping(s.kode_opd) = 1 or s.kode_opd is not null
