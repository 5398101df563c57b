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
select g.kelompok, null as varian, j.predikat_kinerja as sumbu_x, j.predikat_organisasi as sumbu_y, sum(j.orang) as jumlah
from turunan.kinerja as j
inner join turunan.kelompok as g on j.opd = g.opd
where j.predikat_tampil
group by g.kelompok, j.predikat_kinerja, j.predikat_organisasi
