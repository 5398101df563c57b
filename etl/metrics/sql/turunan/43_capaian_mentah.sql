-- The formula of each indicator, and its result before floor and cap.
create or replace table turunan.capaian_mentah as
with bandingan as (
    select
        b.*, i.kiriman_id, i.jenis, i.arah,
        coalesce(i.rumus_turun, baku.teks) as rumus_turun,
        coalesce(i.batas_capaian, batas.nilai) as batas,
        -- Outside a range its nearer end is the target.
        case when b.realisasi > b.atas then b.atas else b.bawah end as target,
        b.bawah < b.atas and b.realisasi between b.bawah and b.atas as di_dalam,
        i.arah = 'turun' or (i.arah = 'rentang' and b.realisasi > b.atas) as makin_rendah
    from turunan.capaian_basis as b
    inner join turunan.indikator as i on b.nomor = i.nomor
    left join regulasi.parameter as baku
        on baku.regulasi = 'acuan-capaian' and baku.parameter = 'rumus_turun_baku' and i.akhir between baku.mulai and baku.sampai
    left join regulasi.parameter as batas
        on batas.regulasi = 'acuan-capaian' and batas.parameter = 'batas_capaian' and i.akhir between batas.mulai and batas.sampai
),
alasan as (
    select
        *,
        case
            when jenis in ('predikat', 'ya_tidak') then jenis
            when arah = 'rentang' or jenis = 'rentang' or bawah < atas then 'rentang'
            when arah = 'turun' then 'turun_' || rumus_turun
            else 'naik'
        end as rumus,
        case
            when not terisi then case when jatuh_tempo then 'belum_diisi' else 'belum_jatuh_tempo' end
            when realisasi is null then case when jenis = 'predikat' then 'predikat_tidak_dikenal' else 'nilai_tidak_sah' end
            when bawah is null then case when target_teks is null then 'target_kosong' else 'target_tidak_sah' end
            when jenis = 'ya_tidak' or di_dalam or (arah = 'rentang' and realisasi between bawah and atas) then null
            when target = 0 then 'target_nol'
            when target < 0 then 'target_negatif'
            when makin_rendah and rumus_turun = 'terbalik' and realisasi <= 0 then 'realisasi_nol'
        end as alasan
    from bandingan
)
select
    *,
    case
        when alasan = 'target_nol' and makin_rendah then case when realisasi <= 0 then 100.0 else 0.0 end
        when alasan = 'realisasi_nol' then 100.0
        when alasan is not null then null
        when jenis = 'ya_tidak' then case when realisasi = bawah then 100.0 else 0.0 end
        when di_dalam or (arah = 'rentang' and realisasi between bawah and atas) then 100.0
        when makin_rendah and rumus_turun = 'terbalik' then 100.0 * target / realisasi
        when makin_rendah then 100.0 * (2 * target - realisasi) / target
        else 100.0 * realisasi / target
    end as mentah
from alasan;
