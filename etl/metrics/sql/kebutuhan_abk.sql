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
select g.kelompok, b.varian, sum(b.menit) as pembilang, any_value(b.waktu_efektif) as penyebut
from turunan.beban as b
inner join turunan.kelompok as g on b.opd = g.opd
group by g.kelompok, b.varian
