-- Executing posts with their name tidied as the list's are, and whether it is on the list; the sender's group before the list's.
create or replace table turunan.pelaksana as
with nama as (
    select
        nama_jabatan, rtrim(regexp_replace(trim(lower(nama_jabatan)), '\s+', ' ', 'g'), ' .') as rapi
    from (select distinct nama_jabatan from turunan.jabatan where jenis_jabatan = 'pelaksana')
),
jenis as (
    select opd, nama_jabatan, kelompok_pelaksana, count(*) as jabatan
    from turunan.jabatan
    where jenis_jabatan = 'pelaksana'
    group by opd, nama_jabatan, kelompok_pelaksana
)
select
    j.opd, d.nama is not null as di_dalam, coalesce(j.kelompok_pelaksana, d.kelompok, '-') as kelompok,
    j.jabatan
from jenis as j
left join nama as n on j.nama_jabatan = n.nama_jabatan
left join regulasi.jabatan_pelaksana as d on n.rapi = d.nama;
