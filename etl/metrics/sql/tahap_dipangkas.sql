/*---
label: metrik.tahap_dipangkas
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022]
caveat: metrik.tahap_dipangkas.catatan
varian: []
versi: 1
---*/
-- Only processes that state their steps before and after.
select
    k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit,
    sum(p.tahap_sebelum - p.tahap_sesudah) as pembilang, sum(p.tahap_sebelum) filter (where p.tahap_sesudah is not null) as penyebut,
    case when count(p.kode_proses) = 0 then 'proses_kosong' end as alasan
from turunan.kiriman as k
left join kerja.proses as p on k.kiriman_id = p.kiriman_id
left join kerja.unit_opd as o on p.kiriman_id = o.kiriman_id and p.kode_unit = o.kode_unit
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
