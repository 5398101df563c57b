/*---
label: metrik.koordinasi
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [pp-18-2016]
caveat: metrik.koordinasi.catatan
varian: []
versi: 1
---*/
-- Which post of the secretariat coordinates which agency, with the persons placed in that agency; region only.
with isi as (select kelompok, sum(isi) as orang from turunan.jabatan_opd group by kelompok)
select
    k.kiriman_id, k.kode_wilayah, k.periode, cast(null as varchar) as kode_unit, cast(null as varchar) as varian,
    u.kode_koordinator as sumbu_x, u.kode_unit as sumbu_y, coalesce(i.orang, 0) as jumlah
from kerja.unit as u
inner join turunan.kiriman as k on u.kiriman_id = k.kiriman_id
inner join kerja.unit_opd as o on u.kiriman_id = o.kiriman_id and u.kode_unit = o.kode_unit and o.kode_unit = o.kode_opd
inner join kerja.jabatan as j on u.kiriman_id = j.kiriman_id and u.kode_koordinator = j.kode_jabatan
inner join kerja.opd as d on u.kiriman_id = d.kiriman_id and u.kode_unit = d.kode_opd
left join isi as i on d.opd = i.kelompok
