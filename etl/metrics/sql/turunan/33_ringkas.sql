-- Small tables that the figures are formed from: nodes by layer, managers by span, posts by kind; each for every perangkat
-- daerah and for the whole region (`kelompok`).
create or replace table turunan.lapisan_opd as
with banyak as (
    -- A post with several nodes in one layer is one post.
    select s.varian, s.nomor, s.lapisan, 1 - count(*) as jabatan
    from turunan.simpul as s
    semi join (select varian, nomor from turunan.simpul where bagian <> '' or arah is not null) as b
        on s.varian = b.varian and s.nomor = b.nomor
    group by s.varian, s.nomor, s.lapisan
    having count(*) > 1
),
pos as (
    select varian, nomor, lapisan, 1 as jabatan, orang from turunan.simpul
    union all
    select varian, nomor, lapisan, jabatan, 0 from banyak
),
opd as (
    select j.opd, p.varian, j.jenis_jabatan, p.lapisan, sum(p.jabatan) as jabatan, sum(p.orang) as orang
    from pos as p
    inner join turunan.jabatan as j on p.nomor = j.nomor
    group by j.opd, p.varian, j.jenis_jabatan, p.lapisan
)
select
    g.kelompok, o.varian, o.jenis_jabatan, o.lapisan, cast(sum(o.jabatan) as bigint) as jabatan, cast(sum(o.orang) as bigint) as orang
from opd as o
inner join turunan.kelompok as g on o.opd = g.opd
group by g.kelompok, o.varian, o.jenis_jabatan, o.lapisan;

create or replace table turunan.rentang_opd as
with opd as (
    select j.opd, s.varian, s.lapisan, s.rentang, count(*) as manajer
    from turunan.simpul as s
    inner join turunan.jabatan as j on s.nomor = j.nomor
    where s.rentang > 0
    group by j.opd, s.varian, s.lapisan, s.rentang
)
select g.kelompok, o.varian, o.lapisan, o.rentang, cast(sum(o.manajer) as bigint) as manajer
from opd as o
inner join turunan.kelompok as g on o.opd = g.opd
group by g.kelompok, o.varian, o.lapisan, o.rentang;

-- One row per view, also where nobody has a report.
create or replace table turunan.simpul_opd as
with batas as (
    select
        o.opd as kelompok, max(p.nilai) filter (where p.parameter = 'sempit') as sempit,
        max(p.nilai) filter (where p.parameter = 'lebar') as lebar
    from kerja.opd as o
    inner join regulasi.parameter as p
        on p.regulasi = 'acuan-rentang' and p.parameter in ('sempit', 'lebar') and o.akhir between p.mulai and p.sampai
    group by o.opd
),
lapisan as (
    select kelompok, varian, max(lapisan) as lapisan_maks, sum(lapisan * orang) as kedalaman, sum(orang) as orang
    from turunan.lapisan_opd
    group by kelompok, varian
),
rentang as (
    select
        r.kelompok, r.varian, sum(r.rentang * r.manajer) as bawahan, sum(r.manajer) as manajer,
        sum(r.manajer) filter (where r.rentang = 1) as satu,
        sum(r.manajer) filter (where r.rentang <= b.sempit) as sempit, sum(r.manajer) filter (where r.rentang > b.lebar) as lebar
    from turunan.rentang_opd as r
    left join batas as b on r.kelompok = b.kelompok
    group by r.kelompok, r.varian
)
select
    l.kelompok, l.varian, l.lapisan_maks, l.kedalaman, l.orang,
    coalesce(r.bawahan, 0) as bawahan, coalesce(r.manajer, 0) as manajer, coalesce(r.satu, 0) as satu,
    coalesce(r.sempit, 0) as sempit, coalesce(r.lebar, 0) as lebar
from lapisan as l
left join rentang as r on l.kelompok = r.kelompok and l.varian = r.varian;

create or replace table turunan.jabatan_opd as
with jenis as (
    select
        opd, jenis_jabatan, jenjang, kelas, count(*) as jabatan, sum(isi) as isi, sum(asn) as asn, sum(formasi) as formasi,
        count(kebutuhan) as berkebutuhan, coalesce(sum(kebutuhan), 0) as kebutuhan,
        coalesce(sum(definitif) filter (where kebutuhan is not null), 0) as definitif
    from turunan.jabatan
    group by opd, jenis_jabatan, jenjang, kelas
)
select
    g.kelompok, j.jenis_jabatan, j.jenjang, j.kelas, sum(j.jabatan) as jabatan, sum(j.isi) as isi, sum(j.asn) as asn,
    sum(j.formasi) as formasi, sum(j.berkebutuhan) as berkebutuhan, sum(j.kebutuhan) as kebutuhan, sum(j.definitif) as definitif
from jenis as j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok, j.jenis_jabatan, j.jenjang, j.kelas;
