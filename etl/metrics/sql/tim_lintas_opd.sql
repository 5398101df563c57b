/*---
label: metrik.tim_lintas_opd
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.tim_lintas_opd.catatan
varian: []
versi: 1
---*/
-- By the agency that owns the team; members from another institution do not make it cross-agency.
select
    k.kiriman_id, k.kode_wilayah, k.periode, t.kode_opd as kode_unit,
    case when n.anggota is null then count(*) filter (where t.jumlah_opd >= 2) end as pembilang,
    case when n.anggota is null then count(t.kode_tim) end as penyebut,
    n.anggota as alasan
from turunan.kiriman as k
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id
left join turunan.tim as t on k.kiriman_id = t.kiriman_id and t.aktif
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota), (k.kiriman_id, k.kode_wilayah, k.periode, n.anggota, t.kode_opd)
)
having grouping(t.kode_opd) = 1 or t.kode_opd is not null
