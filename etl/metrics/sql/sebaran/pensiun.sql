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
with masa as (select min(strftime(akhir, '%Y-%m')) as dari, cast(max(tahun) + 6 as varchar) as sampai from turunan.kiriman),
bulanan as (
    select j.opd, j.jenis_jabatan, j.jenjang, p.bulan_bup, count(*) as orang
    from turunan.penempatan as p
    inner join turunan.pos as j on p.nomor = j.nomor
    inner join masa as m on p.bulan_bup > m.dari and p.bulan_bup < m.sampai
    where p.urutan < 1000000000
    group by j.opd, j.jenis_jabatan, j.jenjang, p.bulan_bup
),
j as (
    select
        b.opd, o.akhir, try_cast(substr(b.bulan_bup, 1, 4) as integer) as tahun,
        b.jenis_jabatan || coalesce(':' || b.jenjang, '') as sumbu_y, try_strptime(b.bulan_bup || '-01', '%Y-%m-%d') as bulan, b.orang
    from bulanan as b
    inner join kerja.opd as o on b.opd = o.opd
)
select g.kelompok, null as varian, j.tahun as sumbu_x, j.sumbu_y, sum(j.orang) as jumlah
from j
inner join turunan.kelompok as g on j.opd = g.opd
-- In the middle of a year its rest is the first of the five.
where j.bulan > j.akhir and j.tahun <= year(j.akhir) + case when month(j.akhir) = 12 then 5 else 4 end
group by g.kelompok, j.tahun, j.sumbu_y
