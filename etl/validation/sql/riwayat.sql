-- The last quarter before each submission, its rows marked with the submission they are compared with.
create table bantu.periode_lalu as
select k.kiriman_id, k.kode_wilayah, max(r.periode) as periode
from masuk.kiriman k join (select distinct kode_wilayah, periode from bantu.riwayat_jabatan) r
  on r.kode_wilayah = k.kode_wilayah and r.periode < k.periode
group by all;

create table bantu.unit_lalu as
select p.kiriman_id, row_number() over () as baris_sumber, u.kode_unit, u.kode_induk, u.jenis_unit, u.nama_unit
from bantu.periode_lalu p join bantu.riwayat_unit u on u.kode_wilayah = p.kode_wilayah and u.periode = p.periode;

-- Mean attainment of each indicator over the twelve quarters before.
create table bantu.capaian_lalu as
select k.kiriman_id, c.kode_indikator, avg(bantu.capaian(
           coalesce(try_cast(c.target as double), try_cast(case right(c.periode, 1) when '1' then i.target_tw1
                    when '2' then i.target_tw2 when '3' then i.target_tw3 else i.target_tw4 end as double)),
           try_cast(c.realisasi as double), i.arah, i.rumus_turun)) as rerata
from masuk.kiriman k
join bantu.riwayat_capaian c on c.kode_wilayah = k.kode_wilayah and c.periode < k.periode
 and c.periode >= (left(k.periode, 4)::int - 3) || right(k.periode, 4)
join bantu.riwayat_indikator i on i.kode_wilayah = c.kode_wilayah and i.periode = c.periode and i.kode_indikator = c.kode_indikator
where coalesce(i.jenis_nilai, 'angka') = 'angka'
group by all;

-- The indicators of the last quarter, where that lies in the same year: a new year has targets of its own.
create table bantu.indikator_lalu as
select p.kiriman_id, i.kode_indikator, i.target_tahunan, i.target_tw1, i.target_tw2, i.target_tw3, i.target_awal
from bantu.periode_lalu p
join masuk.kiriman k on k.kiriman_id = p.kiriman_id and left(k.periode, 4) = left(p.periode, 4)
join bantu.riwayat_indikator i on i.kode_wilayah = p.kode_wilayah and i.periode = p.periode
qualify row_number() over (partition by p.kiriman_id, i.kode_indikator order by i.target_tahunan) = 1;

-- 90 and 90.0 are the same target; a word is compared without its capitals.
create macro bantu.sama_target(a, b) as coalesce(
    try_cast(a as double) = try_cast(b as double), lower(trim(a)) is not distinct from lower(trim(b)));

-- Units of the last quarter that are in the file under the same code and name.
create macro bantu.nama_polos(nama) as lower(trim(regexp_replace(nama, '\s+', ' ', 'g')));

create table bantu.unit_dikenal as
select l.kiriman_id, p.periode as lalu, count(*) as semua, count(k.kiriman_id) as dikenal
from bantu.unit_lalu l
join bantu.periode_lalu p on p.kiriman_id = l.kiriman_id
left join (select distinct kiriman_id, kode_unit, bantu.nama_polos(nama_unit) as nama from masuk.unit) k
  on k.kiriman_id = l.kiriman_id and k.kode_unit = l.kode_unit and k.nama = bantu.nama_polos(l.nama_unit)
where l.kiriman_id in (select distinct kiriman_id from masuk.unit)
group by all;
