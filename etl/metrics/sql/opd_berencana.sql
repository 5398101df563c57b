/*---
label: metrik.opd_berencana
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.opd_berencana.catatan
varian: []
versi: 1
---*/
-- Agencies with at least one action, in their own units or below; nothing is said without a single action.
with rencana as (
    select distinct r.kiriman_id, u.kode_opd
    from kerja.rencana_aksi as r
    inner join kerja.unit_opd as u on r.kiriman_id = u.kiriman_id and r.kode_unit = u.kode_unit
),
opd as (select kiriman_id, kode_unit from kerja.unit_opd where kode_unit = kode_opd),
ada as (select kiriman_id, kiriman_id in (select kiriman_id from kerja.rencana_aksi) as ada from turunan.kiriman)
select
    k.kiriman_id, k.kode_wilayah, k.periode, o.kode_unit,
    case when a.ada then count(r.kode_opd) end as pembilang, case when a.ada then count(o.kode_unit) end as penyebut,
    case when not a.ada then 'rencana_aksi_kosong' end as alasan
from turunan.kiriman as k
inner join ada as a on k.kiriman_id = a.kiriman_id
left join opd as o on k.kiriman_id = o.kiriman_id
left join rencana as r on o.kiriman_id = r.kiriman_id and o.kode_unit = r.kode_opd
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, a.ada), (k.kiriman_id, k.kode_wilayah, k.periode, a.ada, o.kode_unit)
)
having grouping(o.kode_unit) = 1 or o.kode_unit is not null
