/*---
label: metrik.realisasi_terisi
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [acuan-capaian]
caveat: metrik.realisasi_terisi.catatan
varian: []
versi: 1
---*/
-- Of the values that fall due this quarter; an annual indicator is not due before the fourth.
select
    c.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit,
    count(*) filter (where c.jatuh_tempo and c.terisi) as pembilang, count(*) filter (where c.jatuh_tempo) as penyebut
from turunan.capaian_basis as c
inner join turunan.kiriman as k on c.kiriman_id = k.kiriman_id
inner join turunan.indikator as i on c.kiriman_id = i.kiriman_id and c.kode_indikator = i.kode_indikator
left join kerja.unit_opd as o on i.kiriman_id = o.kiriman_id and i.kode_unit = o.kode_unit
where c.basis = 'triwulan'
group by grouping sets ((c.kiriman_id, k.kode_wilayah, k.periode), (c.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
