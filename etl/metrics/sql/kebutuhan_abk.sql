/*---
label: metrik.kebutuhan_abk
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: tidak
legal_basis: [permenpanrb-1-2020]
caveat: metrik.kebutuhan_abk.catatan
varian: [jam_1250, jam_1200]
versi: 1
---*/
-- Workload in minutes ÷ effective minutes a year; the raw decimal, never rounded.
select
    k.kiriman_id, k.kode_wilayah, k.periode, b.kode_opd as kode_unit, b.varian,
    sum(b.menit) as pembilang, any_value(b.waktu_efektif) as penyebut
from turunan.beban as b
inner join turunan.kiriman as k on b.kiriman_id = k.kiriman_id
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, b.varian), (k.kiriman_id, k.kode_wilayah, k.periode, b.varian, b.kode_opd)
)
having grouping(b.kode_opd) = 1 or b.kode_opd is not null
