/*---
label: metrik.predikat_kinerja
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [se-menpanrb-3-2023, acuan-pribadi]
caveat: metrik.predikat_kinerja.catatan
varian: []
versi: 1
---*/
-- Only groups that hide no person; see turunan.kinerja.
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian,
    j.predikat_kinerja as sumbu_x, j.predikat_organisasi as sumbu_y, sum(j.orang) as jumlah
from turunan.kinerja as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
where j.predikat_tampil
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.predikat_kinerja, j.predikat_organisasi),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.predikat_kinerja, j.predikat_organisasi, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
