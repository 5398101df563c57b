-- What several rules read. One pass over each big table.

-- Posts with their agency and their superior (none where the code is unknown, empty or the post itself).
create table bantu.jabatan as
select j.kiriman_id, j.baris_sumber, j.kode_jabatan, j.kode_unit, j.kode_atasan, j.nama_jabatan, j.jenis_jabatan, j.eselon,
       j.jumlah_formasi, o.kode_opd, p.induk,
       case j.jenis_jabatan when 'kepala_daerah' then 0 when 'jpt_madya' then 1 when 'jpt_pratama' then 2
            when 'administrator' then 3 when 'pengawas' then 4 end as tingkat
from masuk.jabatan j
left join bantu.opd o on o.kiriman_id = j.kiriman_id and o.kode_unit = j.kode_unit
left join bantu.pohon_jabatan p on p.kiriman_id = j.kiriman_id and p.kode = j.kode_jabatan;

-- The posts at the top of their agency: no superior, or one in another agency (an unknown superior is another rule's), and
-- those right under the head of the region. Those and, where there are none, the one of highest rank are the agency's own head.
create table bantu.puncak as
with atas as (
    select a.kiriman_id, a.kode_jabatan, a.kode_opd, coalesce(any_value(a.tingkat), 9) as tingkat,
           coalesce(bool_or(b.jenis_jabatan = 'kepala_daerah'), false) as langsung
    from bantu.jabatan a
    left join bantu.jabatan b on b.kiriman_id = a.kiriman_id and b.kode_jabatan = a.induk
    where a.kode_opd is not null and a.jenis_jabatan <> 'kepala_daerah'
      and (a.kode_opd is distinct from b.kode_opd or b.jenis_jabatan = 'kepala_daerah')
      and (a.induk is not null or a.kode_atasan is null or a.kode_atasan = a.kode_jabatan)
    group by all
)
select kiriman_id, kode_jabatan, kode_opd, count(*) over opd as jumlah,
       langsung or (not bool_or(langsung) over opd and tingkat = min(tingkat) over opd
                    and count(*) over (partition by kiriman_id, kode_opd, tingkat) = 1) as kepala
from atas window opd as (partition by kiriman_id, kode_opd);

-- How many hold each post; an empty assignment is definitive.
create table bantu.pengisi as
select kiriman_id, kode_jabatan, count(*) as jumlah,
       count(*) filter (where coalesce(jenis_penugasan, 'definitif') = 'definitif') as definitif,
       count(*) filter (where jenis_penugasan = 'pj') as pj
from masuk.pegawai where kode_jabatan is not null group by all;

-- Most numbers are sound at a glance, as arithmetic tells at a tenth of the cost; the others get all the questions below. A text
-- of eighteen signs that is a number of eighteen digits holds nothing else, unless it is written with an exponent.
create table bantu.nip_ragu as
select kiriman_id, baris_sumber, nip, id_pegawai_lokal, status_kepegawaian from (
    select kiriman_id, baris_sumber, nip, id_pegawai_lokal, status_kepegawaian, strlen(nip) = 18 and not contains(nip, 'e')
           and not contains(nip, 'E') as tulisan, n, n // 100000000000000 as lahir, n // 1000000000000 % 100 as bulan,
           n // 10000000000 % 100 as hari, n // 1000000 % 10000 as angkat, n // 10000 % 100 as sandi, n // 1000 % 10 as kelamin
    from (select *, try_cast(nip as bigint) as n from masuk.pegawai))
where not coalesce(tulisan and n >= 100000000000000000 and lahir between 1900 and 2099 and bulan between 1 and 12
    and hari between 1 and case bulan when 2 then 28 else 30 end and kelamin between 1 and 2 and n % 1000 > 0
    and angkat >= lahir + 18
    and case status_kepegawaian when 'pns' then angkat between 1900 and 2099 and sandi between 1 and 12
        else status_kepegawaian in ('pppk', 'pppk_paruh_waktu') and sandi > 12 end, false);

-- Only numbers with something wrong, and the first thing that is wrong (NIP: birth 8, appointment 6, sex 1, serial 3;
-- PPPK: birth 8, year 4, contract code 2, sex 1, serial 3).
create table bantu.nip as
select * from (
    select kiriman_id, baris_sumber, case
        when nip is null then case
            when status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu') then 'wajib'
            when id_pegawai_lokal is null then 'lokal' end
        when not regexp_full_match(nip, '[0-9]{18}') then 'bentuk'
        when nip[16:18] = '000' then 'nol'
        when nip[1:2] not in ('19', '20') or try_strptime(nip[1:8], '%Y%m%d') is null then 'lahir'
        when nip[15] not in ('1', '2') then 'kelamin'
        when status_kepegawaian = 'pns' and (nip[9:10] not in ('19', '20') or nip[13:14] not between '01' and '12') then 'angkat'
        when status_kepegawaian in ('pppk', 'pppk_paruh_waktu') and nip[13:14] <= '12' then 'pppk'
        when nip[9:12]::int < nip[1:4]::int + 18 then 'usia'
    end as masalah
    from bantu.nip_ragu)
where masalah is not null;

create table bantu.nip_ganda as
select kiriman_id, nip, count(*) as jumlah from masuk.pegawai
where nip is not null and coalesce(jenis_penugasan, 'definitif') = 'definitif'
group by all having count(*) > 1;

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

-- Each budget line with every line above it: those whose code, and a dot, its own code begins with.
create table bantu.atas_anggaran as
with bagian as (
    select kiriman_id, baris_sumber, tingkat, pagu, string_split(kode_program, '.') as ruas,
           unnest(range(1, len(string_split(kode_program, '.')))) as n
    from masuk.anggaran
)
select b.kiriman_id, b.baris_sumber, b.tingkat, b.pagu, i.kode_program as kode_induk, i.tingkat as tingkat_induk
from bagian b
join (select distinct kiriman_id, kode_program, tingkat from masuk.anggaran) i
  on i.kiriman_id = b.kiriman_id and i.kode_program = array_to_string(b.ruas[1:b.n], '.');

create table bantu.isi_skala as select skala, list(kode) as kode from bantu.predikat group by all;

-- Whether a target or realisation has the form that its indicator asks for.
create macro bantu.bentuk_benar(isi, jenis, skala) as case coalesce(jenis, 'angka')
    when 'ya_tidak' then isi in ('ya', 'tidak')
    when 'predikat' then skala is null or list_contains(skala, isi)
    when 'rentang' then regexp_full_match(isi, '-?[0-9]+([.][0-9]+)?([.][.]-?[0-9]+([.][0-9]+)?)?')
    else regexp_full_match(isi, '-?[0-9]+([.][0-9]+)?') end;
