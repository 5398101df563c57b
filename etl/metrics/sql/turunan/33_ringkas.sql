-- Small tables that the figures are formed from: nodes by layer, managers by span, posts by kind, each under its perangkat daerah.
create or replace table turunan.lapisan_opd as
with pos as (
    select varian, nomor, lapisan, sum(orang) as orang from turunan.simpul group by varian, nomor, lapisan
)
select j.opd, p.varian, j.jenis_jabatan, p.lapisan, count(*) as jabatan, sum(p.orang) as orang
from pos as p
inner join turunan.jabatan as j on p.nomor = j.nomor
group by j.opd, p.varian, j.jenis_jabatan, p.lapisan;

create or replace table turunan.rentang_opd as
select j.opd, s.varian, s.lapisan, s.rentang, count(*) as manajer
from turunan.simpul as s
inner join turunan.jabatan as j on s.nomor = j.nomor
where s.rentang > 0
group by j.opd, s.varian, s.lapisan, s.rentang;

-- One row per perangkat daerah and view, also where nobody has a report.
create or replace table turunan.simpul_opd as
with batas as (
    select o.opd, max(p.nilai) filter (where p.parameter = 'sempit') as sempit, max(p.nilai) filter (where p.parameter = 'lebar') as lebar
    from turunan.opd as o
    inner join regulasi.parameter as p
        on p.regulasi = 'acuan-rentang' and p.parameter in ('sempit', 'lebar') and o.akhir between p.mulai and p.sampai
    group by o.opd
),
lapisan as (
    select opd, varian, max(lapisan) as lapisan_maks, sum(lapisan * orang) as kedalaman, sum(orang) as orang
    from turunan.lapisan_opd
    group by opd, varian
),
rentang as (
    select
        r.opd, r.varian, sum(r.rentang * r.manajer) as bawahan, sum(r.manajer) as manajer,
        sum(r.manajer) filter (where r.rentang = 1) as satu,
        sum(r.manajer) filter (where r.rentang <= b.sempit) as sempit, sum(r.manajer) filter (where r.rentang > b.lebar) as lebar
    from turunan.rentang_opd as r
    left join batas as b on r.opd = b.opd
    group by r.opd, r.varian
)
select
    o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd, o.akhir, l.opd, l.varian, l.lapisan_maks, l.kedalaman, l.orang,
    coalesce(r.bawahan, 0) as bawahan, coalesce(r.manajer, 0) as manajer, coalesce(r.satu, 0) as satu,
    coalesce(r.sempit, 0) as sempit, coalesce(r.lebar, 0) as lebar
from lapisan as l
inner join turunan.opd as o on l.opd = o.opd
left join rentang as r on l.opd = r.opd and l.varian = r.varian;

create or replace table turunan.jabatan_opd as
with jenis as (
    select
        opd, jenis_jabatan, jenjang, kelas, count(*) as jabatan, sum(isi) as isi, sum(asn) as asn, sum(formasi) as formasi,
        count(kebutuhan) as berkebutuhan, coalesce(sum(kebutuhan), 0) as kebutuhan,
        coalesce(sum(definitif) filter (where kebutuhan is not null), 0) as definitif
    from turunan.jabatan
    group by opd, jenis_jabatan, jenjang, kelas
)
select o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd, j.*
from jenis as j
inner join turunan.opd as o on j.opd = o.opd;
