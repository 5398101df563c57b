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
select g.kelompok, c.basis as varian, coalesce(c.kategori, c.alasan) as sumbu_x, null as sumbu_y, count(*) as jumlah
from kerja.capaian_indikator as c
inner join turunan.kelompok as g on c.opd = g.opd
where c.basis <> 'tahun_awal'
group by g.kelompok, c.basis, sumbu_x
