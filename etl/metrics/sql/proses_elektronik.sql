/*---
label: metrik.proses_elektronik
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022]
caveat: metrik.proses_elektronik.catatan
varian: []
versi: 1
---*/
select
    k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit,
    case when count(p.elektronik) > 0 then count(*) filter (where p.elektronik = 'ya') end as pembilang,
    nullif(count(p.elektronik), 0) as penyebut,
    case when count(p.kode_proses) = 0 then 'proses_kosong' end as alasan
from turunan.kiriman as k
left join kerja.proses as p on k.kiriman_id = p.kiriman_id
left join kerja.unit_opd as o on p.kiriman_id = o.kiriman_id and p.kode_unit = o.kode_unit
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
