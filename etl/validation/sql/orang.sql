-- What the rules of the staff read. Few passes over the biggest table; what is in doubt is looked at again.

-- How many hold each post, whether the file knows it (dikenal), and its agency; an empty assignment is definitive.
create table bantu.pengisi as
select p.*, j.kode_jabatan is not null as dikenal, j.kode_opd
from (select kiriman_id, kode_jabatan, count(*) as jumlah,
             count(*) filter (where coalesce(jenis_penugasan, 'definitif') = 'definitif') as definitif,
             count(*) filter (where jenis_penugasan = 'pj') as pj
      from masuk.pegawai where kode_jabatan is not null group by all) p
left join (select kiriman_id, kode_jabatan, kode_opd from bantu.jabatan where pertama) j
  on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan;

-- Graded staff of each agency with those below it, by predicate.
create table bantu.sebaran_predikat as
select kiriman_id, kode_opd, sum(orang)::bigint as jumlah, map(list(predikat_kinerja), list(orang)) as isi from (
    select p.kiriman_id, j.kode_opd, p.predikat_kinerja, count(*) as orang
    from masuk.pegawai p
    join (from bantu.pengisi semi join masuk.kinerja_unit using (kiriman_id)) j
      on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan
    where p.predikat_kinerja is not null and coalesce(p.jenis_penugasan, 'definitif') = 'definitif' and j.kode_opd is not null
    group by all)
group by all;

-- Years of birth at which no post is too early or too late: known as numbers, they cost nothing at each row.
set variable lahir_tertua = (select max(year(akhir)) from bantu.akhir_periode) - (select min(usia) from bantu.bup) + 1;
set variable lahir_termuda = (select min(year(akhir)) from bantu.akhir_periode) - 19;

-- Most numbers are sound at a glance, as arithmetic tells at a tenth of the cost; the others get all the questions below. A text
-- of eighteen signs that begins as a year and is a number of eighteen digits holds nothing else, unless it is written with an
-- exponent: such a number ends with two zeros.
-- Beside them those whose year of birth alone does not tell that they are old enough and not too old for any post.
create table bantu.nip_ragu as
select kiriman_id, baris_sumber, nip, id_pegawai_lokal, status_kepegawaian, jenis_penugasan, kode_jabatan, sah from (
    select *, coalesce(strlen(nip) = 18 and nip > '1' and n >= 100000000000000000 and lahir between 1900 and 2099
        and bulan between 1 and 12 and hari between 1 and case bulan when 2 then 28 else 30 end
        and kelamin between 1 and 2 and n % 100 > 0 and angkat >= lahir + 18
        and case status_kepegawaian when 'pns' then angkat between 1900 and 2099 and sandi between 1 and 12
            else status_kepegawaian in ('pppk', 'pppk_paruh_waktu') and sandi > 12 end, false) as sah
    from (
        select *, n // 100000000000000 as lahir, n // 1000000000000 % 100 as bulan, n // 10000000000 % 100 as hari,
               n // 1000000 % 10000 as angkat, n // 10000 % 100 as sandi, n // 1000 % 10 as kelamin
        from (select *, try_cast(nip as bigint) as n from masuk.pegawai)))
where not sah or lahir not between getvariable('lahir_tertua') and getvariable('lahir_termuda');

-- Only numbers with something wrong, and the first thing that is wrong (NIP: birth 8, appointment 6, sex 1, serial 3;
-- PPPK: birth 8, year 4, contract code 2, sex 1, serial 3).
create table bantu.nip as
select * from (
    select kiriman_id, baris_sumber, status_kepegawaian, case
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
    from bantu.nip_ragu where not sah)
where masalah is not null;

-- Rows whose number stands in the submission more than once (or, one in a billion, shares its hash with another).
create table bantu.nip_kembar as
select kiriman_id, baris_sumber, nip, id_pegawai_lokal, kode_jabatan, jenis_penugasan from masuk.pegawai
where nip is not null and hash(kiriman_id, nip) in (
    select hash(kiriman_id, nip) from masuk.pegawai where nip is not null group by all having count(*) > 1);

create table bantu.nip_ganda as
select kiriman_id, nip, count(*) as jumlah from bantu.nip_kembar
where coalesce(jenis_penugasan, 'definitif') = 'definitif'
group by all having count(*) > 1;
