-- The nodes with layer (a root has 1), direct reports and where they belong.
create or replace table kerja.simpul as
with bawahan as (
    select kiriman_id, varian, simpul_atasan, sum(orang) as rentang
    from turunan.calon
    where simpul_atasan is not null
    group by kiriman_id, varian, simpul_atasan
)
select
    c.kiriman_id, k.kode_wilayah, k.periode, c.varian, c.simpul_id, c.simpul_atasan, c.kode_jabatan,
    j.nama_jabatan, j.jenis_jabatan, j.eselon, j.jenjang, j.kode_unit, j.kode_opd,
    cast(coalesce(s.lapisan, a.lapisan + 1, 1) as integer) as lapisan,
    cast(coalesce(b.rentang, 0) as integer) as rentang,
    cast(c.orang as integer) as orang, c.lowong, c.plt
from turunan.calon as c
inner join turunan.kiriman as k on c.kiriman_id = k.kiriman_id
inner join turunan.jabatan as j on c.kiriman_id = j.kiriman_id and c.kode_jabatan = j.kode_jabatan
left join bawahan as b on c.kiriman_id = b.kiriman_id and c.varian = b.varian and c.simpul_id = b.simpul_atasan
left join turunan.lapisan as s on c.kiriman_id = s.kiriman_id and c.varian = s.varian and c.simpul_id = s.simpul_id
left join turunan.lapisan as a on c.kiriman_id = a.kiriman_id and c.varian = a.varian and c.simpul_atasan = a.simpul_id;
