/*---
label: metrik.tim_per_orang
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.tim_per_orang.catatan
varian: []
versi: 1
---*/
-- Persons by the number of active teams they are in, at their home agency.
with orang as (
    select a.kiriman_id, a.id_pegawai, any_value(a.kode_opd) as kode_opd, count(*) as tim
    from turunan.anggota as a
    inner join turunan.tim as t on a.kiriman_id = t.kiriman_id and a.kode_tim = t.kode_tim and t.aktif
    group by a.kiriman_id, a.id_pegawai
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit, cast(null as varchar) as varian,
    o.tim as sumbu_x, cast(null as varchar) as sumbu_y, count(*) as jumlah
from orang as o
inner join turunan.kiriman as k on o.kiriman_id = k.kiriman_id
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode, o.tim), (k.kiriman_id, k.kode_wilayah, k.periode, o.tim, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
