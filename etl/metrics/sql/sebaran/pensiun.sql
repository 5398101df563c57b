/*---
label: metrik.pensiun
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [pp-11-2017]
caveat: metrik.pensiun.catatan
varian: []
versi: 1
---*/
-- Definitive holders who reach the retirement age of their present category in the five calendar years after the quarter.
with j as (
    select
        p.kiriman_id, a.kode_opd, try_cast(substr(p.bulan_bup, 1, 4) as integer) as tahun,
        a.jenis_jabatan || coalesce(':' || a.jenjang, '') as sumbu_y, try_strptime(p.bulan_bup || '-01', '%Y-%m-%d') as bulan
    from turunan.penempatan as p
    inner join turunan.jabatan as a on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
    where p.urutan < 1000000000 and p.bulan_bup is not null
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, null as varian, j.tahun as sumbu_x, j.sumbu_y,
    count(*) as jumlah
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
-- In the middle of a year its rest is the first of the five.
where j.bulan > k.akhir and j.tahun <= k.tahun + case when k.triwulan = 4 then 5 else 4 end
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, j.tahun, j.sumbu_y),
    (k.kiriman_id, k.kode_wilayah, k.periode, j.tahun, j.sumbu_y, j.kode_opd)
)
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
