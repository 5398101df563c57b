-- What several rules read. One pass over each big table.

-- Posts with their agency and their superior (none where the code is unknown, empty or the post itself); of posts with the same
-- code the first.
create table bantu.jabatan as
select j.kiriman_id, j.baris_sumber, j.kode_jabatan, j.kode_atasan, j.jenis_jabatan, o.kode_opd, p.induk,
       j.baris_sumber = p.baris as pertama,
       case j.jenis_jabatan when 'kepala_daerah' then 0 when 'jpt_madya' then 1 when 'jpt_pratama' then 2
            when 'administrator' then 3 when 'pengawas' then 4 end as tingkat
from masuk.jabatan j
left join bantu.opd o on o.kiriman_id = j.kiriman_id and o.kode_unit = j.kode_unit
left join bantu.pohon_jabatan p on p.kiriman_id = j.kiriman_id and p.kode = j.kode_jabatan;

-- The posts that are somebody's superior: few, so that looking up a superior costs little.
create table bantu.atasan as
select j.kiriman_id, j.kode_jabatan, j.jenis_jabatan, j.kode_opd, j.tingkat from bantu.jabatan j
semi join bantu.cabang_jabatan c on c.kiriman_id = j.kiriman_id and c.kode = j.kode_jabatan;

-- The posts at the top of their agency: no superior, or one in another agency (an unknown superior is another rule's), and
-- those right under the head of the region. Those and, where there are none, the one of highest rank are the agency's own head.
create table bantu.puncak as
with atas as (
    select a.kiriman_id, a.kode_jabatan, a.kode_opd, coalesce(any_value(a.tingkat), 9) as tingkat,
           coalesce(bool_or(b.jenis_jabatan = 'kepala_daerah'), false) as langsung
    from bantu.jabatan a
    left join bantu.atasan b on b.kiriman_id = a.kiriman_id and b.kode_jabatan = a.induk
    where a.kode_opd is not null and a.jenis_jabatan <> 'kepala_daerah'
      and (a.kode_opd is distinct from b.kode_opd or b.jenis_jabatan = 'kepala_daerah')
      and (a.induk is not null or a.kode_atasan is null or a.kode_atasan = a.kode_jabatan)
    group by all
)
select kiriman_id, kode_jabatan, kode_opd, count(*) over opd as jumlah,
       langsung or (not bool_or(langsung) over opd and tingkat = min(tingkat) over opd
                    and count(*) over (partition by kiriman_id, kode_opd, tingkat) = 1) as kepala
from atas window opd as (partition by kiriman_id, kode_opd);

-- Attainment in percent; null where it cannot be formed (zero or missing target, no number).
create macro bantu.capaian(t, r, arah, rumus) as case
    when t = 0 then null
    when arah = 'naik' then r / t * 100
    when arah = 'turun' and rumus = 'terbalik' then case when r <> 0 then t / r * 100 end
    when arah = 'turun' then (2 * t - r) / t * 100 end;

-- The numbers of each realisation with the target of its quarter.
create table bantu.capaian_angka as
select c.kiriman_id, c.baris_sumber, c.kode_indikator, bantu.capaian(c.t, c.r, c.arah, c.rumus_turun) as capaian, c.t, c.r
from (
    select c.kiriman_id, c.baris_sumber, c.kode_indikator, i.arah, i.rumus_turun, try_cast(c.realisasi as double) as r,
           coalesce(try_cast(c.target as double), try_cast(case right(k.periode, 1) when '1' then i.target_tw1
                    when '2' then i.target_tw2 when '3' then i.target_tw3 else i.target_tw4 end as double)) as t
    from masuk.capaian c
    join masuk.kiriman k on k.kiriman_id = c.kiriman_id
    join (select * from masuk.indikator qualify row_number() over (partition by kiriman_id, kode_indikator order by baris_sumber) = 1) i
      on i.kiriman_id = c.kiriman_id and i.kode_indikator = c.kode_indikator
    where coalesce(i.jenis_nilai, 'angka') = 'angka') c;

-- Retirement age by kind and level of post; the first row of the table that fits holds, teachers have their own law.
create table bantu.usia_pensiun as
select jenis_jabatan, jenjang, guru, arg_min(usia, urut) as usia from (
    select j.jenis_jabatan, j.jenjang, j.guru, b.usia, b.urut
    from (select distinct jenis_jabatan, jenjang, jenis_jabatan = 'fungsional' and nama_jabatan ilike 'guru%' as guru from masuk.jabatan) j
    join bantu.bup b on (b.jenis_jabatan = j.jenis_jabatan or b.jenis_jabatan = 'guru' and j.guru)
     and (b.jenjang is null or b.jenjang = j.jenjang))
group by all;

create table bantu.akhir_periode as
select kiriman_id, last_day(make_date(left(periode, 4)::int, 3 * right(periode, 1)::int, 1)) as akhir
from masuk.kiriman where regexp_full_match(periode, '[0-9]{4}-TW[1-4]');

-- Each budget line with every line above it: those whose code, and a dot, its own code begins with. Governments share most
-- codes, so what lies above a code is found once for all of them.
create table bantu.atas_anggaran as
with kode as (
    select distinct kode_program, string_split(kode_program, '.') as ruas from masuk.anggaran
), atas as (
    select kode_program, array_to_string(ruas[1:n], '.') as kode_induk
    from (select *, unnest(range(1, len(ruas))) as n from kode) where kode_induk in (select kode_program from kode)
)
select b.kiriman_id, b.baris_sumber, b.tingkat, b.pagu, i.kode_program as kode_induk, i.tingkat as tingkat_induk
from masuk.anggaran b
join atas a on a.kode_program = b.kode_program
join (select distinct kiriman_id, kode_program, tingkat from masuk.anggaran) i
  on i.kiriman_id = b.kiriman_id and i.kode_program = a.kode_induk;

create table bantu.isi_skala as select skala, list(kode) as kode from bantu.predikat group by all;

-- Whether a target or realisation has the form that its indicator asks for.
create macro bantu.bentuk_benar(isi, jenis, skala) as case coalesce(jenis, 'angka')
    when 'ya_tidak' then isi in ('ya', 'tidak')
    when 'predikat' then skala is null or list_contains(skala, isi)
    when 'rentang' then regexp_full_match(isi, '-?[0-9]+([.][0-9]+)?([.][.]-?[0-9]+([.][0-9]+)?)?')
    else regexp_full_match(isi, '-?[0-9]+([.][0-9]+)?') end;
