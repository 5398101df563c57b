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
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    count(*) filter (where j.status_penyetaraan = 'disetarakan') as pembilang, count(*) as penyebut
from turunan.penyetaraan as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
where j.status_penyetaraan in ('disetarakan', 'belum')
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
