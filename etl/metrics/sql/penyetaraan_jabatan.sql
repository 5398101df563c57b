/*---
label: metrik.penyetaraan_jabatan
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-17-2021]
caveat: metrik.penyetaraan_jabatan.catatan
varian: []
versi: 1
---*/
select
    g.kelompok, count(*) filter (where j.status_penyetaraan = 'disetarakan') as pembilang, count(*) as penyebut
from turunan.penyetaraan as j
inner join turunan.kelompok as g on j.opd = g.opd
where j.status_penyetaraan in ('disetarakan', 'belum')
group by g.kelompok
