-- Who gives the work to whom, where that is written and known.
create or replace table turunan.pengarah as
with tertulis as (
    select p.rowid as baris, j.nomor
    from kerja.pegawai as p
    inner join turunan.pos as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan_pengarah = j.kode_jabatan
)
select t.nomor, t.urutan, p.nomor as pengarah
from turunan.penempatan as t
inner join tertulis as p on t.baris = p.baris;

-- Posts under which somebody may report: there the leading holder is a node apart from the other holders.
create or replace table turunan.induk as
with bawah as (
    select atasan as nomor, true as formal from turunan.jabatan where atasan is not null
    union all
    select definitif, true from turunan.rangkap
    union all
    select pengarah, false from turunan.pengarah
)
select nomor, bool_or(formal) as formal from bawah group by nomor;

-- The node of each person who looks after another post: the leading holder's, which has the number of the post, else one of
-- the person's own, below nought.
create or replace table turunan.pejabat as
with orang as (
    select
        kiriman_id, id_pegawai, definitif, urutan,
        row_number() over (partition by definitif order by id_pegawai) as ke,
        cast(- row_number() over (order by definitif, id_pegawai) as integer) as simpul
    from (select distinct kiriman_id, id_pegawai, definitif, urutan from turunan.rangkap)
)
select
    r.nomor, r.definitif, r.urutan,
    case when j.pemimpin = r.urutan then j.nomor else o.simpul end as simpul,
    case when j.pemimpin = r.urutan then '' else '#' || cast(o.ke as varchar) end as bagian
from turunan.rangkap as r
inner join orang as o on r.kiriman_id = o.kiriman_id and r.id_pegawai = o.id_pegawai
inner join turunan.jabatan as j on r.definitif = j.nomor;

-- Whom the reports of a vacant post go to: the acting official nearest above, else the next occupied superior (`polos`: never acting).
create or replace table turunan.pengganti as
with recursive naik as (
    select nomor as mulai, 0 as langkah, nomor as kini, atasan, terisi
    from turunan.jabatan
    where not terisi
    union all
    select n.mulai, n.langkah + 1, j.nomor, j.atasan, j.terisi
    from naik as n
    inner join turunan.jabatan as j on n.atasan = j.nomor
    where not n.terisi
)
select
    n.mulai as nomor,
    max(case when n.terisi then n.kini end) as polos,
    coalesce(arg_min(p.simpul, n.langkah), max(case when n.terisi then n.kini end)) as simpul
from naik as n
left join turunan.pejabat as p on n.kini = p.nomor and not n.terisi
group by n.mulai;

-- The node that answers for each post.
create or replace table turunan.penanggung as
select j.nomor,
    case when j.terisi then j.nomor else g.simpul end as simpul,
    case when j.terisi then j.nomor else g.polos end as polos
from turunan.jabatan as j
left join turunan.pengganti as g on j.nomor = g.nomor;
