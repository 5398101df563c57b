/*---
label: metrik.rentang_tim
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.rentang_tim.catatan
varian: []
versi: 1
---*/
-- The mean span of team leaders: members without the leader, per active team that has one.
with pengikut as (
    select kiriman_id, kode_tim, count(*) as orang from turunan.anggota where not ketua group by kiriman_id, kode_tim
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, t.kode_opd as kode_unit,
    case when n.anggota is null then coalesce(sum(p.orang), 0) end as pembilang,
    case when n.anggota is null then count(t.kode_tim) end as penyebut,
    n.anggota as alasan
from turunan.kiriman as k
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id
left join turunan.tim as t on k.kiriman_id = t.kiriman_id and t.aktif and t.berketua
left join pengikut as p on t.kiriman_id = p.kiriman_id and t.kode_tim = p.kode_tim
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota), (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota, t.kode_opd)
)
having grouping(t.kode_opd) = 1 or t.kode_opd is not null
