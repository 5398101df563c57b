/*---
label: metrik.kolaborasi_opd
unit: tim
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-7-2022]
caveat: metrik.kolaborasi_opd.catatan
varian: []
versi: 1
---*/
-- Active teams in which both agencies have a member; each pair once, for the region as a whole.
with opd as (
    select distinct a.kiriman_id, a.kode_tim, a.kode_opd
    from turunan.anggota as a
    inner join turunan.tim as t on a.kiriman_id = t.kiriman_id and a.kode_tim = t.kode_tim and t.aktif
    where a.kode_opd is not null
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, cast(null as varchar) as kode_unit, cast(null as varchar) as varian,
    x.kode_opd as sumbu_x, y.kode_opd as sumbu_y, count(*) as jumlah
from opd as x
inner join opd as y on x.kiriman_id = y.kiriman_id and x.kode_tim = y.kode_tim and x.kode_opd < y.kode_opd
inner join turunan.kiriman as k on x.kiriman_id = k.kiriman_id
group by k.kiriman_id, k.kode_wilayah, k.periode, x.kode_opd, y.kode_opd
