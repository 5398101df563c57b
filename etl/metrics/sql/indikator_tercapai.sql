/*---
label: metrik.indikator_tercapai
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [acuan-capaian]
caveat: metrik.indikator_tercapai.catatan
varian: []
acuan: [tahun]
versi: 1
---*/
select
    c.kiriman_id, c.kode_wilayah, c.periode, c.kode_opd as kode_unit,
    count(*) filter (where round(c.capaian_mentah, 2) >= p.nilai) as pembilang, count(c.capaian) as penyebut
from kerja.capaian_indikator as c
inner join turunan.kiriman as k on c.kiriman_id = k.kiriman_id
inner join regulasi.parameter as p
    on p.regulasi = 'acuan-capaian' and p.parameter = 'tercapai' and k.akhir between p.mulai and p.sampai
where c.basis = 'sd'
group by grouping sets ((c.kiriman_id, c.kode_wilayah, c.periode), (c.kiriman_id, c.kode_wilayah, c.periode, c.kode_opd))
having grouping(c.kode_opd) = 1 or c.kode_opd is not null
