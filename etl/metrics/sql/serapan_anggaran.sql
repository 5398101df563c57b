/*---
label: metrik.serapan_anggaran
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [acuan-capaian]
caveat: metrik.serapan_anggaran.catatan
varian: []
versi: 1
---*/
-- The ceiling and what was spent of it; `turunan.anggaran` holds leaves only.
select
    k.kiriman_id, k.kode_wilayah, k.periode, a.kode_opd as kode_unit, sum(a.realisasi_sd) as pembilang, sum(a.pagu) as penyebut
from turunan.anggaran as a
inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, a.kode_opd))
having grouping(a.kode_opd) = 1 or a.kode_opd is not null
