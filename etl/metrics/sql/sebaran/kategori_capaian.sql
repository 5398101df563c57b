/*---
label: metrik.kategori_capaian
unit: indikator
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permendagri-86-2017]
caveat: metrik.kategori_capaian.catatan
varian: [sd, tahun, triwulan]
acuan: [tahun]
versi: 1
---*/
-- Indicators per step; without a value the reason stands for the step.
select
    kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, basis as varian,
    coalesce(kategori, alasan) as sumbu_x, cast(null as varchar) as sumbu_y, count(*) as jumlah
from kerja.capaian_indikator
where basis <> 'tahun_awal'
group by grouping sets (
    (kiriman_id, kode_wilayah, periode, basis, coalesce(kategori, alasan)),
    (kiriman_id, kode_wilayah, periode, basis, coalesce(kategori, alasan), kode_opd)
)
having grouping(kode_opd) = 1 or kode_opd is not null
