-- Units that serve the public directly, with everything below them: their functional officers are not counted for teams.
create or replace table turunan.unit_layanan as
with recursive turun as (
    select u.kiriman_id, u.kode_unit
    from kerja.unit as u
    inner join turunan.kiriman as k on u.kiriman_id = k.kiriman_id
    inner join regulasi.daftar as d
        on d.regulasi = 'acuan-sistem-kerja' and d.parameter = 'unit_layanan' and u.jenis_unit = d.kode
        and k.akhir between d.mulai and d.sampai
    union
    select u.kiriman_id, u.kode_unit
    from kerja.unit as u
    inner join turun as t on u.kiriman_id = t.kiriman_id and u.kode_induk = t.kode_unit
)
select kiriman_id, kode_unit from turun;

-- The posts of the persons whom teams name, found by their trace and then compared by what they are.
create or replace table turunan.rumah as
with sebut as (
    select kiriman_id, id_pegawai from kerja.anggota_tim
    union
    select kiriman_id, id_ketua from kerja.tim
),
calon as (
    select t.nomor, t.baris
    from turunan.penempatan as t
    semi join (select hash(kiriman_id, id_pegawai) as jejak from sebut) as s on t.jejak = s.jejak
)
select p.kiriman_id, p.id_pegawai, c.nomor
from calon as c
inner join kerja.pegawai as p on c.baris = p.rowid;

-- One row per person and team, the leader included even if only the team names one; the home is the definitive post.
create or replace table turunan.anggota as
with sebut as (
    select kiriman_id, kode_tim, id_pegawai, coalesce(peran = 'ketua', false) as ketua,
        nullif(trim(instansi_asal), '') is not null as instansi, nullif(trim(kode_wilayah_asal), '') as asal
    from kerja.anggota_tim
    union all
    select kiriman_id, kode_tim, id_ketua, true, false, null from kerja.tim where nullif(trim(id_ketua), '') is not null
),
orang as (
    select
        s.kiriman_id, s.kode_tim, s.id_pegawai, bool_or(s.ketua) as ketua, bool_or(s.instansi) as instansi,
        bool_or(coalesce(s.asal <> k.kode_wilayah, false)) as wilayah_lain
    from sebut as s
    inner join turunan.kiriman as k on s.kiriman_id = k.kiriman_id
    inner join (select distinct kiriman_id, kode_tim from kerja.tim) as t on s.kiriman_id = t.kiriman_id and s.kode_tim = t.kode_tim
    group by s.kiriman_id, s.kode_tim, s.id_pegawai
),
rumah as (
    -- Who holds a post here is not from another institution, whatever name was typed in.
    select
        o.kiriman_id, o.kode_tim, o.id_pegawai, o.ketua, o.wilayah_lain or (o.instansi and p.nomor is null) as luar,
        case when not o.wilayah_lain then p.nomor end as nomor
    from orang as o
    left join turunan.rumah as p on o.kiriman_id = p.kiriman_id and o.id_pegawai = p.id_pegawai
)
select
    r.kiriman_id, r.kode_tim, r.id_pegawai, j.kode_jabatan, j.kode_unit, j.kode_opd, r.luar, r.ketua
from rumah as r
left join turunan.pos as j on r.nomor = j.nomor;

-- The teams with what follows from their members; the kind of a team is never typed in.
create or replace table turunan.tim as
with isi as (
    select
        kiriman_id, kode_tim, count(*) as anggota, count(distinct kode_opd) as jumlah_opd, count(distinct kode_unit) as jumlah_unit,
        bool_or(luar) as luar, bool_or(ketua) as berketua
    from turunan.anggota
    group by kiriman_id, kode_tim
),
sasaran as (select distinct kiriman_id, kode_tim from kerja.tim_indikator)
select
    t.kiriman_id, t.kode_tim, t.nama_tim, t.kode_unit, u.kode_opd, coalesce(t.status, 'aktif') as status,
    coalesce(t.status, 'aktif') = 'aktif' as aktif,
    case
        when i.luar then 'lintas_instansi'
        when i.jumlah_opd >= 2 then 'lintas_opd'
        when i.jumlah_unit >= 2 then 'lintas_unit'
        else 'dalam_unit'
    end as jenis,
    coalesce(i.berketua, false) as berketua,
    nullif(trim(t.nomor_sk), '') is not null as ber_sk,
    s.kode_tim is not null as ber_indikator,
    coalesce(i.anggota, 0) as anggota,
    coalesce(i.jumlah_opd, 0) as jumlah_opd,
    coalesce(t.status, 'aktif') = 'aktif' and coalesce(t.tanggal_selesai < k.akhir, false) as kedaluwarsa
from kerja.tim as t
inner join turunan.kiriman as k on t.kiriman_id = k.kiriman_id
left join kerja.unit_opd as u on t.kiriman_id = u.kiriman_id and t.kode_unit = u.kode_unit
left join isi as i on t.kiriman_id = i.kiriman_id and t.kode_tim = i.kode_tim
left join sasaran as s on t.kiriman_id = s.kiriman_id and t.kode_tim = s.kode_tim;

-- What a submission lacks before anything can be said of its teams: a sheet left empty is not a figure of nought.
create or replace table turunan.tim_kosong as
select
    kiriman_id,
    case
        when kiriman_id not in (select kiriman_id from kerja.tim) then 'tim_kosong'
        when kiriman_id not in (select kiriman_id from kerja.anggota_tim) then 'anggota_tim_kosong'
    end as anggota,
    case
        when kiriman_id not in (select kiriman_id from kerja.tim) then 'tim_kosong'
        when kiriman_id not in (select kiriman_id from kerja.tim_indikator) then 'tim_indikator_kosong'
    end as sasaran
from turunan.kiriman;
