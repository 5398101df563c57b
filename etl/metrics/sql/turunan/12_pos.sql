-- The groups of which figures are told, numbered: each perangkat daerah of a submission, and (null) what lies above them all.
-- Millions of rows are joined and counted by numbers; the codes come back with the figures (view kerja.nilai_metrik).
-- The numbers follow the order in which the lake keeps figures: whole regions first, then region after region.
create or replace table kerja.opd as
select
    cast(row_number() over (order by o.kode_opd is not null, k.kode_wilayah, k.periode, k.kiriman_id, o.kode_opd) as integer) as opd,
    k.kiriman_id, k.kode_wilayah, k.periode, k.akhir, o.kode_opd
from (
    select distinct kiriman_id, kode_opd from kerja.unit_opd
    union
    select kiriman_id, null from turunan.kiriman
) as o
inner join turunan.kiriman as k on o.kiriman_id = k.kiriman_id;

-- What counts for a perangkat daerah (`opd`) counts in two figures (`kelompok`): its own, and that of the whole region, which
-- bears the number of what lies above them all.
create or replace table turunan.kelompok as
select opd, opd as kelompok from kerja.opd
union all
select o.opd, w.opd
from kerja.opd as o
inner join kerja.opd as w on o.kiriman_id = w.kiriman_id and w.kode_opd is null
where o.kode_opd is not null;

-- The posts, numbered too: by their row in kerja.jabatan, where each code of a submission stands once.
create or replace table turunan.pos as
select
    cast(j.rowid as integer) as nomor, j.kiriman_id, j.kode_jabatan, j.kode_unit, o.opd, o.kode_opd,
    nullif(j.kode_atasan, j.kode_jabatan) as kode_atasan, j.nama_jabatan, j.jenis_jabatan, j.eselon, j.jenjang,
    j.jenis_perubahan, j.kelas, j.jumlah_formasi, j.kebutuhan, j.kelompok_pelaksana
from kerja.jabatan as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
left join kerja.unit_opd as u on j.kiriman_id = u.kiriman_id and j.kode_unit = u.kode_unit
inner join kerja.opd as o on j.kiriman_id = o.kiriman_id and coalesce(u.kode_opd, '') = coalesce(o.kode_opd, '');
