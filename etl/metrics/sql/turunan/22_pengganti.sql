-- Posts under which somebody may report: there the leading holder is a node apart from the other holders.
create or replace table turunan.induk as
with bawah as (
    select kiriman_id, atasan as kode_jabatan, true as formal from turunan.jabatan where atasan is not null
    union
    select kiriman_id, kode_definitif, true from turunan.rangkap
    union
    select p.kiriman_id, j.kode_jabatan, false
    from turunan.penempatan as p
    inner join turunan.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan_pengarah = j.kode_jabatan
)
select kiriman_id, kode_jabatan, bool_or(formal) as formal from bawah group by kiriman_id, kode_jabatan;

-- The node of each person who looks after another post: the leading holder's, else one of the person's own.
create or replace table turunan.pejabat as
with orang as (
    select kiriman_id, id_pegawai, kode_definitif, row_number() over (partition by kiriman_id, kode_definitif order by id_pegawai) as ke
    from (select distinct kiriman_id, id_pegawai, kode_definitif from turunan.rangkap)
)
select
    r.kiriman_id, r.kode_jabatan, r.id_pegawai, r.kode_definitif,
    r.kode_definitif || case when j.pemimpin = r.id_pegawai then '' else '#' || cast(o.ke as varchar) end as simpul
from turunan.rangkap as r
inner join orang as o on r.kiriman_id = o.kiriman_id and r.id_pegawai = o.id_pegawai
inner join turunan.jabatan as j on r.kiriman_id = j.kiriman_id and r.kode_definitif = j.kode_jabatan;

-- Whom the reports of a vacant post go to: the acting official nearest above, else the next occupied superior (`polos`: never acting).
create or replace table turunan.pengganti as
with recursive naik as (
    select kiriman_id, kode_jabatan as mulai, 0 as langkah, kode_jabatan as kini, atasan, terisi
    from turunan.jabatan
    where not terisi
    union all
    select n.kiriman_id, n.mulai, n.langkah + 1, j.kode_jabatan, j.atasan, j.terisi
    from naik as n
    inner join turunan.jabatan as j on n.kiriman_id = j.kiriman_id and n.atasan = j.kode_jabatan
    where not n.terisi
)
select
    n.kiriman_id,
    n.mulai as kode_jabatan,
    max(case when n.terisi then n.kini end) as polos,
    coalesce(arg_min(p.simpul, n.langkah), max(case when n.terisi then n.kini end)) as simpul
from naik as n
left join turunan.pejabat as p on n.kiriman_id = p.kiriman_id and n.kini = p.kode_jabatan and not n.terisi
group by n.kiriman_id, n.mulai;

-- The node that answers for each post.
create or replace table turunan.penanggung as
select j.kiriman_id, j.kode_jabatan,
    case when j.terisi then j.kode_jabatan else g.simpul end as simpul,
    case when j.terisi then j.kode_jabatan else g.polos end as polos
from turunan.jabatan as j
left join turunan.pengganti as g on j.kiriman_id = g.kiriman_id and j.kode_jabatan = g.kode_jabatan;
