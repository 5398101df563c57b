-- Persons who are a node of their own, in both views: the leading holder where somebody may report, and whoever looks after
-- another post.
create or replace table turunan.khusus as
with orang as (
    select nomor, urutan, simpul, bagian, bool_or(formal) as formal, bool_or(plt) as plt
    from (
        select j.nomor, j.pemimpin as urutan, j.nomor as simpul, '' as bagian, i.formal, false as plt
        from turunan.jabatan as j
        inner join turunan.induk as i on j.nomor = i.nomor
        where j.pemimpin is not null
        union all
        select definitif, urutan, simpul, bagian, true, true from turunan.pejabat
    )
    group by nomor, urutan, simpul, bagian
)
select cast('terisi' as turunan.pandangan) as varian, nomor, urutan, simpul, bagian, plt, cast(null as integer) as arah from orang where formal
union all
select cast('bayangan' as turunan.pandangan), o.nomor, o.urutan, o.simpul, o.bagian, o.plt, r.pengarah
from orang as o
left join turunan.pengarah as r on o.nomor = r.nomor and o.urutan = r.urutan;

-- All other persons of a post are one node; in the shadow view one for each other post that gives the work.
create or replace table turunan.biasa as
with lain as (
    select r.nomor, r.pengarah as arah, count(*) as orang
    from turunan.pengarah as r
    inner join turunan.jabatan as j on r.nomor = j.nomor and r.pengarah is distinct from j.atasan
    anti join (select nomor, urutan from turunan.khusus where varian = 'bayangan') as s
        on r.nomor = s.nomor and r.urutan = s.urutan
    group by r.nomor, r.pengarah
),
sendiri as (
    select varian, nomor, count(*) as orang from turunan.khusus group by varian, nomor
    union all
    select cast('bayangan' as turunan.pandangan), nomor, sum(orang) from lain group by nomor
)
select v.varian, j.nomor, cast(null as integer) as arah, j.isi - coalesce(s.orang, 0) as orang
from turunan.jabatan as j
cross join (select cast(unnest(['terisi', 'bayangan']) as turunan.pandangan) as varian) as v
left join (select varian, nomor, sum(orang) as orang from sendiri group by varian, nomor) as s
    on v.varian = s.varian and j.nomor = s.nomor
where j.isi > coalesce(s.orang, 0)
union all
select cast('bayangan' as turunan.pandangan), nomor, arah, orang from lain;

-- Nodes of persons: by the post's superior (terisi) and by who gives the work (bayangan). `simpul` names who may have reports;
-- `bagian` and `arah` tell the nodes of one post apart.
create or replace table turunan.calon as
with simpul as (
    select varian, nomor, simpul, bagian, cast(null as integer) as lain, 1 as orang, plt, arah from turunan.khusus
    union all
    select
        b.varian, b.nomor, null, case when i.formal or (b.varian = 'bayangan' and i.nomor is not null) then '+' else '' end,
        b.arah, b.orang, false, b.arah
    from turunan.biasa as b
    left join turunan.induk as i on b.nomor = i.nomor
    union all
    select v.varian, j.nomor, j.nomor, '', null, 1, false, null
    from turunan.jabatan as j
    cross join (select cast(unnest(['terisi', 'bayangan']) as turunan.pandangan) as varian) as v
    where j.terisi and j.isi = 0
)
select
    k.varian, k.nomor, k.simpul, k.bagian, k.lain as arah, cast(k.orang as integer) as orang, false as lowong, k.plt,
    -- Whoever looks after the own superior's vacant post answers to the next occupied one above it.
    case when h.simpul = k.simpul then f.polos else h.simpul end as simpul_atasan,
    f.polos
from simpul as k
inner join turunan.jabatan as j on k.nomor = j.nomor
left join turunan.penanggung as h on coalesce(k.arah, j.atasan) = h.nomor
left join turunan.penanggung as f on j.atasan = f.nomor;
