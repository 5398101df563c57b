/*---
label: metrik.hasil_perilaku
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-6-2022, acuan-pribadi]
caveat: metrik.hasil_perilaku.catatan
varian: []
versi: 1
---*/
-- Only groups that hide no person; see turunan.kinerja.
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian,
    j.hasil_kerja as sumbu_x, j.perilaku_kerja as sumbu_y, sum(j.orang) as jumlah
from turunan.kinerja as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
where j.nilai_tampil
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.hasil_kerja, j.perilaku_kerja),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.hasil_kerja, j.perilaku_kerja, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
