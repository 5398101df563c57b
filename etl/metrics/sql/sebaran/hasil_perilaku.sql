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
select g.kelompok, null as varian, j.hasil_kerja as sumbu_x, j.perilaku_kerja as sumbu_y, sum(j.orang) as jumlah
from turunan.kinerja as j
inner join turunan.kelompok as g on j.opd = g.opd
where j.nilai_tampil
group by g.kelompok, j.hasil_kerja, j.perilaku_kerja
