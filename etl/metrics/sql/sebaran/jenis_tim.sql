/*---
label: metrik.jenis_tim
unit: tim
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-7-2022]
caveat: metrik.jenis_tim.catatan
varian: []
versi: 1
---*/
-- Active teams by kind and by the agency that owns them; without a single member listed nothing can be said.
select
    k.kiriman_id, k.kode_wilayah, k.periode, t.kode_opd as kode_unit, cast(null as varchar) as varian,
    t.jenis as sumbu_x, cast(null as varchar) as sumbu_y, count(*) as jumlah
from turunan.tim as t
inner join turunan.kiriman as k on t.kiriman_id = k.kiriman_id
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id and n.anggota is null
where t.aktif
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, t.jenis), (k.kiriman_id, k.kode_wilayah, k.periode, t.jenis, t.kode_opd)
)
having grouping(t.kode_opd) = 1 or t.kode_opd is not null
