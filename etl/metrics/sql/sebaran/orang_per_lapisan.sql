/*---
label: metrik.orang_per_lapisan
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-25-2021]
caveat: metrik.orang_per_lapisan.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select
    kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, varian, lapisan as sumbu_x, jenis_jabatan as sumbu_y,
    sum(orang) as jumlah
from kerja.simpul
group by grouping sets (
    (kiriman_id, kode_wilayah, periode, varian, lapisan, jenis_jabatan),
    (kiriman_id, kode_wilayah, periode, varian, lapisan, jenis_jabatan, kode_opd)
)
having grouping(kode_opd) = 1 or kode_opd is not null
