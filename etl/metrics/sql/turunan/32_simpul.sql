-- The nodes with layer (a root has 1) and direct reports.
create or replace table turunan.simpul as
with bawahan as (
    select varian, simpul_atasan, sum(orang) as rentang
    from turunan.calon
    where simpul_atasan is not null
    group by varian, simpul_atasan
)
select
    c.varian, c.nomor, c.simpul, c.bagian, c.arah, c.simpul_atasan,
    cast(coalesce(s.lapisan, a.lapisan + 1, 1) as integer) as lapisan,
    cast(coalesce(b.rentang, 0) as integer) as rentang,
    cast(c.orang as integer) as orang, c.lowong, c.plt
from turunan.calon as c
left join bawahan as b on c.varian = b.varian and c.simpul = b.simpul_atasan
left join turunan.lapisan as s on c.varian = s.varian and c.simpul = s.simpul
left join turunan.lapisan as a on c.varian = a.varian and c.simpul_atasan = a.simpul;

drop table turunan.calon;

-- The same with codes and names, for whoever looks at one tree.
create or replace view kerja.simpul as
with akting as (select distinct simpul, definitif, bagian from turunan.pejabat where simpul < 0)
select
    j.kiriman_id, o.kode_wilayah, o.periode, cast(s.varian as varchar) as varian,
    j.kode_jabatan || s.bagian || coalesce('>' || d.kode_jabatan, '') as simpul_id,
    a.kode_jabatan || coalesce(p.bagian, '') as simpul_atasan,
    j.kode_jabatan, j.nama_jabatan, j.jenis_jabatan, j.eselon, j.jenjang, j.kode_unit, j.kode_opd,
    s.lapisan, s.rentang, s.orang, s.lowong, s.plt
from turunan.simpul as s
inner join turunan.jabatan as j on s.nomor = j.nomor
inner join kerja.opd as o on j.opd = o.opd
left join turunan.jabatan as d on s.arah = d.nomor
left join akting as p on s.simpul_atasan = p.simpul
left join turunan.jabatan as a on coalesce(p.definitif, s.simpul_atasan) = a.nomor;
