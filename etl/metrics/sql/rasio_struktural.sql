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
    kiriman_id, kode_wilayah, periode, kode_opd as kode_unit,
    coalesce(sum(asn) filter (where jenis_jabatan in ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas')), 0) as pembilang,
    sum(asn) as penyebut
from turunan.jabatan_opd
where asn > 0
group by grouping sets ((kiriman_id, kode_wilayah, periode), (kiriman_id, kode_wilayah, periode, kode_opd))
having grouping(kode_opd) = 1 or kode_opd is not null
