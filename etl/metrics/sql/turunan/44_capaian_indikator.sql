-- Attainment as it is shown: floor 0, cap, step of the five-level scale, beside what the sender printed.
create or replace table kerja.capaian_indikator as
with kosong as (
    select nomor from turunan.capaian_mentah where basis = 'triwulan' and alasan = 'belum_diisi'
),
tampil as (
    -- 44.49999999999999 is noise of binary fractions; ten decimals are more than any source has.
    select m.* replace (round(m.mentah, 10) + 0.0 as mentah), k.nomor is not null as kini_kosong
    from turunan.capaian_mentah as m
    left join kosong as k on m.nomor = k.nomor
),
capaian as (
    select *, case when mentah is not null then least(greatest(mentah, 0), batas) end as capaian from tampil
),
-- The steps in force for each submission, each up to the next one.
tingkat as (
    select k.kiriman_id, s.kode, s.dari, lead(s.dari) over (partition by k.kiriman_id order by s.urutan) as sampai
    from turunan.kiriman as k
    inner join regulasi.skala as s on s.skala = 'skala_capaian' and k.akhir between s.mulai and s.sampai and s.dari is not null
),
tahap as (
    select t.*, n.kode as kategori
    from capaian as t
    left join (
        select c.kiriman_id, c.bulat, s.kode
        from (select distinct kiriman_id, round(capaian, 2) as bulat from capaian) as c
        inner join tingkat as s on c.kiriman_id = s.kiriman_id and c.bulat >= s.dari and c.bulat < coalesce(s.sampai, 'infinity')
    ) as n on t.kiriman_id = n.kiriman_id and round(t.capaian, 2) = n.bulat
),
dibaca as (
    select kiriman_id, string_agg(kiriman_acuan, ',' order by kiriman_acuan) as kiriman_acuan
    from turunan.acuan
    where peran = 'tahun' and kiriman_acuan <> kiriman_id
    group by kiriman_id
)
select
    i.kiriman_id, w.kode_wilayah, w.periode, i.kode_indikator, i.nama_indikator, i.kode_unit, w.opd, w.kode_opd, i.tingkat, i.satuan,
    i.arah, t.rumus, i.sifat, i.jenis as jenis_nilai, i.skala_predikat, t.basis,
    coalesce(t.target, t.bawah) as target,
    case
        when t.jenis in ('predikat', 'ya_tidak') then t.target_teks
        when t.rumus = 'rentang' then coalesce(format('{:.15g}..{:.15g}', t.bawah, t.atas), t.target_teks)
    end as target_teks,
    t.realisasi, case when t.jenis in ('predikat', 'ya_tidak') then t.realisasi_teks end as realisasi_teks,
    t.mentah as capaian_mentah, t.capaian, t.batas, t.kategori, c.capaian_dilaporkan,
    -- A printed figure agrees if it equals the raw or the capped one, as far as its own decimals (two at least) say.
    round(
        case
            when abs(c.capaian_dilaporkan - t.mentah) < abs(c.capaian_dilaporkan - t.capaian) then c.capaian_dilaporkan - t.mentah
            else c.capaian_dilaporkan - t.capaian
        end,
        cast(greatest(2, least(9, length(split_part(cast(c.capaian_dilaporkan as varchar), '.', 2)))) as integer)
    ) + 0.0 as selisih,
    -- A value that stands on earlier quarters alone says so.
    coalesce(t.alasan, case when t.kini_kosong and t.basis <> 'triwulan' then 'nilai_triwulan_lalu' end) as alasan,
    c.pagu, c.realisasi_anggaran, d.kiriman_acuan
from tahap as t
inner join turunan.indikator as i on t.nomor = i.nomor
left join kerja.capaian as c on i.kiriman_id = c.kiriman_id and i.kode_indikator = c.kode_indikator
left join kerja.unit_opd as o on i.kiriman_id = o.kiriman_id and i.kode_unit = o.kode_unit
inner join kerja.opd as w on i.kiriman_id = w.kiriman_id and coalesce(o.kode_opd, '') = coalesce(w.kode_opd, '')
left join dibaca as d on t.kiriman_id = d.kiriman_id;
