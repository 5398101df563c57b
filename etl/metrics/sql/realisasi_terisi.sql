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
    i.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit,
    count(*) filter (where c.jatuh_tempo and c.terisi) as pembilang, count(*) filter (where c.jatuh_tempo) as penyebut
from turunan.capaian_basis as c
inner join turunan.indikator as i on c.nomor = i.nomor
left join kerja.unit_opd as o on i.kiriman_id = o.kiriman_id and i.kode_unit = o.kode_unit
inner join turunan.kiriman as k on i.kiriman_id = k.kiriman_id
where c.basis = 'triwulan'
group by grouping sets ((i.kiriman_id, k.kode_wilayah, k.periode), (i.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
