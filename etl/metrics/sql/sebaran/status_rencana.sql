/*---
label: metrik.status_rencana
unit: rencana
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-7-2022]
caveat: metrik.status_rencana.catatan
varian: []
versi: 1
---*/
-- Actions by status and stage; what is not done by its deadline within the quarter is overdue, whatever its status.
with aksi as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, u.kode_opd, r.tahap,
        case
            when r.status = 'selesai' then r.status
            when r.tenggat < k.akhir then 'terlambat'
            else coalesce(r.status, 'belum')
        end as status
    from kerja.rencana_aksi as r
    inner join turunan.kiriman as k on r.kiriman_id = k.kiriman_id
    left join kerja.unit_opd as u on r.kiriman_id = u.kiriman_id and r.kode_unit = u.kode_unit
)
select
    kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, cast(null as varchar) as varian,
    status as sumbu_x, tahap as sumbu_y, count(*) as jumlah
from aksi
group by grouping sets (
    (kiriman_id, kode_wilayah, periode, status, tahap), (kiriman_id, kode_wilayah, periode, status, tahap, kode_opd)
)
having grouping(kode_opd) = 1 or kode_opd is not null
