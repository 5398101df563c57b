/*---
label: metrik.capaian_kinerja
unit: persen
scale: 1
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permendagri-86-2017, acuan-capaian]
caveat: metrik.capaian_kinerja.catatan
varian: [rerata_indikator, rerata_opd]
acuan: [tahun]
versi: 1
---*/
-- The capped value to date is averaged: over all indicators, and (rerata_opd) over the means of the perangkat daerah.
with per_opd as (
    select opd, sum(capaian) as pembilang, count(capaian) as penyebut from kerja.capaian_indikator where basis = 'sd' group by opd
)
select g.kelompok, 'rerata_indikator' as varian, sum(p.pembilang) as pembilang, sum(p.penyebut) as penyebut
from per_opd as p
inner join turunan.kelompok as g on p.opd = g.opd
group by g.kelompok
union all
select
    g.kelompok, 'rerata_opd', sum(p.pembilang / p.penyebut) filter (where p.penyebut > 0), count(*) filter (where p.penyebut > 0)
from per_opd as p
inner join turunan.kelompok as g on p.opd = g.opd and g.kelompok <> p.opd
group by g.kelompok
