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
    select kelompok, varian, unnest(repeat([rentang], cast(manajer as bigint))) as rentang
    from (select kelompok, varian, rentang, sum(manajer) as manajer from turunan.rentang_opd group by kelompok, varian, rentang)
)
select s.kelompok, s.varian, median(r.rentang) as nilai
from turunan.simpul_opd as s
left join rentang as r on s.kelompok = r.kelompok and s.varian = r.varian
group by s.kelompok, s.varian
