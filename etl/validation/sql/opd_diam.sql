-- Where agencies send files of their own: the agencies of the last quarter of which no such file holds a row.
create table bantu.opd_diam as
with milik as (
    select kiriman_id, 'unit' as dataset, unnest([kode_unit, kode_asal]) as kode_unit from masuk.unit
    union all select kiriman_id, 'jabatan', kode_unit from masuk.jabatan
    union all select p.kiriman_id, 'pegawai', j.kode_unit from bantu.pengisi p
    join masuk.jabatan j on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan
    union all select kiriman_id, 'tim', kode_unit from masuk.tim
    union all select kiriman_id, 'indikator', kode_unit from masuk.indikator
    union all select c.kiriman_id, 'capaian', i.kode_unit from masuk.capaian c
    join masuk.indikator i on i.kiriman_id = c.kiriman_id and i.kode_indikator = c.kode_indikator
    union all select kiriman_id, 'anggaran', kode_unit from masuk.anggaran
    union all select kiriman_id, 'kinerja_unit', kode_unit from masuk.kinerja_unit
    union all select kiriman_id, 'indeks', kode_unit from masuk.indeks
    union all select kiriman_id, 'rencana_aksi', kode_unit from masuk.rencana_aksi
    union all select kiriman_id, 'proses', kode_unit from masuk.proses
), dikirim as (
    select m.kiriman_id, m.kode_unit from milik m
    join masuk.lembar_bersama b on b.kiriman_id = m.kiriman_id and b.dataset = m.dataset
    where m.kode_unit is not null group by all
), masuk_opd as (
    select d.kiriman_id, o.kode_opd from dikirim d
    join bantu.opd_lalu o on o.kiriman_id = d.kiriman_id and o.kode_unit = d.kode_unit
    union
    select d.kiriman_id, o.kode_opd from dikirim d
    join bantu.opd o on o.kiriman_id = d.kiriman_id and o.kode_unit = d.kode_unit
), semua as (
    select o.kiriman_id, o.kode_opd, any_value(u.nama_unit) as nama, m.kode_opd is not null as masuk
    from bantu.opd_lalu o
    join bantu.unit_lalu u on u.kiriman_id = o.kiriman_id and u.kode_unit = o.kode_opd
    left join masuk_opd m on m.kiriman_id = o.kiriman_id and m.kode_opd = o.kode_opd
    where o.kode_unit = o.kode_opd and o.kiriman_id in (select kiriman_id from masuk.lembar_bersama)
    group by all
)
select s.kiriman_id, s.kode_opd, s.nama, p.periode as lalu, s.terima, s.semua
from (select *, count(*) filter (where masuk) over opd as terima, count(*) over opd as semua
      from semua window opd as (partition by kiriman_id)) s
join bantu.periode_lalu p on p.kiriman_id = s.kiriman_id
where not s.masuk;
