-- Posts with their superior (none if unknown or the post itself), seats, holders and the holder who leads.
create or replace table turunan.jabatan as
with isi as (
    select
        kiriman_id,
        kode_jabatan,
        count(*) as isi,
        -- Definitif comes first in `urutan`; a pj fills the post for a time only.
        count(*) filter (where urutan < 1000000000) as definitif,
        -- Of several holders the one with a leading role comes first, else the sender's first row.
        arg_min(id_pegawai, urutan + case when peran is null then 500000000 else 0 end) as pemimpin
    from turunan.penempatan
    group by kiriman_id, kode_jabatan
)
select
    j.kiriman_id,
    'jabatan' as varian,
    j.kode_jabatan,
    a.kode_jabatan as atasan,
    a.kode_jabatan as polos,
    j.nama_jabatan,
    j.jenis_jabatan,
    j.eselon,
    j.jenjang,
    j.jenis_perubahan,
    j.kelas,
    j.kebutuhan,
    j.kelompok_pelaksana,
    j.kode_unit,
    o.kode_opd,
    coalesce(i.isi, 0) as isi,
    coalesce(i.definitif, 0) as definitif,
    i.pemimpin,
    coalesce(
        j.jumlah_formasi,
        case when j.jenis_jabatan not in ('fungsional', 'pelaksana') then 1 end,
        j.kebutuhan, i.isi, 0
    ) as formasi,
    -- A regent or mayor is elected, not placed: the post counts as occupied.
    i.isi is not null or j.jenis_jabatan = 'kepala_daerah' as terisi
from kerja.jabatan as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
left join kerja.jabatan as a
    on j.kiriman_id = a.kiriman_id and nullif(j.kode_atasan, j.kode_jabatan) = a.kode_jabatan
left join kerja.unit_opd as o on j.kiriman_id = o.kiriman_id and j.kode_unit = o.kode_unit
left join isi as i on j.kiriman_id = i.kiriman_id and j.kode_jabatan = i.kode_jabatan;
