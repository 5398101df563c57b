-- Posts with their superior (none if unknown or the post itself), seats, holders and the holder who leads.
create or replace table turunan.jabatan as
with isi as (
    select
        nomor,
        count(*) as isi,
        -- Definitif comes first in `urutan`; a pj fills the post for a time only.
        count(*) filter (where urutan < 1000000000) as definitif,
        count(*) filter (where asn) as asn,
        -- Of several holders the one with a leading role comes first, else the sender's first row.
        arg_min(urutan, urutan + case when berperan then 0 else 500000000 end) as pemimpin
    from turunan.penempatan
    group by nomor
)
select
    j.* exclude (kode_atasan),
    'jabatan' as varian,
    a.nomor as atasan,
    a.nomor as polos,
    coalesce(i.isi, 0) as isi,
    coalesce(i.definitif, 0) as definitif,
    coalesce(i.asn, 0) as asn,
    i.pemimpin,
    coalesce(
        j.jumlah_formasi,
        case when j.jenis_jabatan not in ('fungsional', 'pelaksana') then 1 end,
        j.kebutuhan, i.isi, 0
    ) as formasi,
    -- A regent or mayor is elected, not placed: the post counts as occupied.
    i.isi is not null or j.jenis_jabatan = 'kepala_daerah' as terisi
from turunan.pos as j
left join turunan.pos as a on j.kiriman_id = a.kiriman_id and j.kode_atasan = a.kode_jabatan
left join isi as i on j.nomor = i.nomor;
