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
with isi as (select kelompok, sum(isi) as orang from turunan.jabatan_opd group by kelompok),
terkoordinasi as (
    select u.kiriman_id, u.kode_unit, u.kode_koordinator
    from kerja.unit as u
    inner join kerja.unit_opd as o on u.kiriman_id = o.kiriman_id and u.kode_unit = o.kode_unit and o.kode_unit = o.kode_opd
    where u.kode_koordinator is not null
)
select
    g.kelompok, null as varian, u.kode_koordinator as sumbu_x, u.kode_unit as sumbu_y, coalesce(i.orang, 0) as jumlah
from terkoordinasi as u
inner join turunan.pos as j on u.kiriman_id = j.kiriman_id and u.kode_koordinator = j.kode_jabatan
inner join kerja.opd as d on u.kiriman_id = d.kiriman_id and u.kode_unit = d.kode_opd
inner join turunan.kelompok as g on d.opd = g.opd and g.kelompok <> d.opd
left join isi as i on d.opd = i.kelompok
