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
    select
        kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, grouping(kode_opd) as wilayah,
        sum(capaian) as pembilang, count(capaian) as penyebut
    from kerja.capaian_indikator
    where basis = 'sd'
    group by grouping sets ((kiriman_id, kode_wilayah, periode), (kiriman_id, kode_wilayah, periode, kode_opd))
)
select kiriman_id, kode_wilayah, periode, kode_unit, 'rerata_indikator' as varian, pembilang, penyebut
from per_opd
where wilayah = 1 or kode_unit is not null
union all
select
    kiriman_id, kode_wilayah, periode, null, 'rerata_opd', sum(pembilang / penyebut) filter (where penyebut > 0),
    count(*) filter (where penyebut > 0)
from per_opd
where wilayah = 0 and kode_unit is not null
group by kiriman_id, kode_wilayah, periode
