-- Rows per agency now and in the last quarter, for staff and posts; the agency of a row is that of its post's unit.
create table bantu.jumlah_opd as
with lalu as (
    select p.kiriman_id, o.kode_opd, j.kode_jabatan
    from bantu.periode_lalu p
    join bantu.riwayat_jabatan j on j.kode_wilayah = p.kode_wilayah and j.periode = p.periode
    join bantu.opd_lalu o on o.kiriman_id = p.kiriman_id and o.kode_unit = j.kode_unit
), hitung as (
    select 'jabatan' as jenis_data, kiriman_id, kode_opd, 0 as kini, count(*) as lalu from lalu group by all
    union all
    select 'pegawai', l.kiriman_id, l.kode_opd, 0, count(*)
    from bantu.periode_lalu p
    join bantu.riwayat_pegawai g on g.kode_wilayah = p.kode_wilayah and g.periode = p.periode
    join lalu l on l.kiriman_id = p.kiriman_id and l.kode_jabatan = g.kode_jabatan group by all
    union all
    select 'jabatan', kiriman_id, kode_opd, count(*), 0 from bantu.jabatan group by all
    union all
    select 'pegawai', g.kiriman_id, j.kode_opd, sum(g.jumlah), 0
    from bantu.pengisi g join bantu.jabatan j on j.kiriman_id = g.kiriman_id and j.kode_jabatan = g.kode_jabatan group by all
)
select jenis_data, h.kiriman_id, kode_opd, sum(kini)::bigint as kini, sum(lalu)::bigint as lalu
from hitung h join bantu.periode_lalu p on p.kiriman_id = h.kiriman_id
where kode_opd is not null group by all;
