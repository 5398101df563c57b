/*---
label: metrik.rasio_struktural
unit: persen
scale: 100
direction: turun
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-25-2021]
caveat: metrik.rasio_struktural.catatan
varian: []
versi: 1
---*/
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    count(*) filter (where j.jenis_jabatan in ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas')) as pembilang,
    count(*) as penyebut
from turunan.penempatan as p
inner join turunan.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan
inner join turunan.kiriman as k on p.kiriman_id = k.kiriman_id
where p.status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu')
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
