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
    kelompok,
    coalesce(sum(asn) filter (where jenis_jabatan in ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas')), 0) as pembilang,
    sum(asn) as penyebut
from turunan.jabatan_opd
where asn > 0
group by kelompok
