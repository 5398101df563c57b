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
    g.kelompok, count(*) filter (where round(c.capaian_mentah, 2) >= p.nilai) as pembilang, count(c.capaian) as penyebut
from kerja.capaian_indikator as c
inner join kerja.opd as o on c.opd = o.opd
inner join turunan.kelompok as g on c.opd = g.opd
inner join regulasi.parameter as p
    on p.regulasi = 'acuan-capaian' and p.parameter = 'tercapai' and o.akhir between p.mulai and p.sampai
where c.basis = 'sd'
group by g.kelompok
