-- Nodes of persons: by the post's superior (terisi) and by who gives the work (bayangan). Equal persons of one post are one row.
create or replace table turunan.calon as
with orang as (
    select p.kiriman_id, 'terisi' as varian, p.id_pegawai, p.kode_jabatan, j.atasan as arah, coalesce(i.formal, false) as induk
    from turunan.penempatan as p
    inner join turunan.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan
    left join turunan.induk as i on p.kiriman_id = i.kiriman_id and p.kode_jabatan = i.kode_jabatan
    union all
    select p.kiriman_id, 'bayangan', p.id_pegawai, p.kode_jabatan, coalesce(a.kode_jabatan, j.atasan), i.kode_jabatan is not null
    from turunan.penempatan as p
    inner join turunan.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan = j.kode_jabatan
    left join turunan.jabatan as a on p.kiriman_id = a.kiriman_id and p.kode_jabatan_pengarah = a.kode_jabatan
    left join turunan.induk as i on p.kiriman_id = i.kiriman_id and p.kode_jabatan = i.kode_jabatan
),
simpul as (
    select
        o.kiriman_id, o.varian, o.kode_jabatan, o.arah, j.atasan,
        case
            when o.induk and o.id_pegawai = j.pemimpin then o.kode_jabatan
            when o.induk and s.simpul is not null then s.simpul
            else o.kode_jabatan || case when o.induk then '+' else '' end
                || case when o.arah is distinct from j.atasan then '>' || o.arah else '' end
        end as simpul_id,
        s.simpul is not null as plt
    from orang as o
    inner join turunan.jabatan as j on o.kiriman_id = j.kiriman_id and o.kode_jabatan = j.kode_jabatan
    left join (select distinct kiriman_id, id_pegawai, simpul from turunan.pejabat) as s
        on o.kiriman_id = s.kiriman_id and o.id_pegawai = s.id_pegawai
    union all
    select j.kiriman_id, v.varian, j.kode_jabatan, j.atasan, j.atasan, j.kode_jabatan, false
    from turunan.jabatan as j
    cross join (select 'terisi' as varian union all select 'bayangan') as v
    where j.terisi and j.isi = 0
),
kelompok as (
    select kiriman_id, varian, simpul_id, kode_jabatan, arah, atasan, count(*) as orang, bool_or(plt) as plt
    from simpul
    group by kiriman_id, varian, simpul_id, kode_jabatan, arah, atasan
)
select
    k.kiriman_id, k.varian, k.simpul_id, k.kode_jabatan, k.orang, false as lowong, k.plt,
    -- Whoever looks after the own superior's vacant post answers to the next occupied one above it.
    case when h.simpul = k.simpul_id then f.polos else h.simpul end as simpul_atasan,
    f.polos
from kelompok as k
left join turunan.penanggung as h on k.kiriman_id = h.kiriman_id and k.arah = h.kode_jabatan
left join turunan.penanggung as f on k.kiriman_id = f.kiriman_id and k.atasan = f.kode_jabatan;
