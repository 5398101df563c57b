-- Executing posts with their name tidied as the list's are, and whether it is on the list; the sender's group before the list's.
create or replace table turunan.pelaksana as
select
    j.kiriman_id, j.kode_jabatan, j.kode_opd, d.nama is not null as di_dalam,
    coalesce(j.kelompok_pelaksana, d.kelompok, '-') as kelompok
from turunan.jabatan as j
left join regulasi.jabatan_pelaksana as d
    on rtrim(regexp_replace(trim(lower(j.nama_jabatan)), '\s+', ' ', 'g'), ' .') = d.nama
where j.jenis_jabatan = 'pelaksana';
