-- The same as numbers: a predicate by its rank, yes as 1, a range by its two ends.
create or replace table turunan.isian as
with baca as (
    select
        t.*,
        case t.jenis
            when 'predikat' then pt.nilai
            when 'ya_tidak' then case lower(t.target_teks) when 'ya' then 1 when 'tidak' then 0 end
            else try_cast(split_part(t.target_teks, '..', 1) as double)
        end as bawah,
        case
            when t.jenis not in ('predikat', 'ya_tidak') and strpos(t.target_teks, '..') > 0
                then try_cast(split_part(t.target_teks, '..', 2) as double)
        end as sampai,
        case t.jenis
            when 'predikat' then pr.nilai
            when 'ya_tidak' then case lower(t.realisasi_teks) when 'ya' then 1 when 'tidak' then 0 end
            else try_cast(t.realisasi_teks as double)
        end as realisasi
    from turunan.isian_teks as t
    left join regulasi.urutan as pt
        on t.skala_predikat = pt.skala and upper(t.target_teks) = upper(pt.kode) and t.akhir between pt.mulai and pt.sampai
    left join regulasi.urutan as pr
        on t.skala_predikat = pr.skala and upper(t.realisasi_teks) = upper(pr.kode) and t.akhir between pr.mulai and pr.sampai
)
select
    nomor, triwulan, target_teks, realisasi_teks, realisasi,
    least(bawah, coalesce(sampai, bawah)) as bawah, greatest(bawah, coalesce(sampai, bawah)) as atas
from baca;

-- Only filled quarters count. Running totals become what the quarter added since the last filled one.
create or replace table turunan.terisi as
select
    s.nomor, s.triwulan, s.target_teks, s.realisasi_teks,
    s.realisasi - case when i.berjalan then coalesce(lag(s.realisasi) over urut, 0) else 0 end as realisasi,
    s.bawah - case when i.berjalan then coalesce(lag(s.bawah) over urut, 0) else 0 end as bawah,
    s.atas - case when i.berjalan then coalesce(lag(s.atas) over urut, 0) else 0 end as atas,
    row_number() over (partition by s.nomor order by s.triwulan desc) as dari_akhir
from turunan.isian as s
inner join turunan.indikator as i on s.nomor = i.nomor
where s.triwulan <= i.triwulan and s.realisasi_teks is not null
window urut as (partition by s.nomor order by s.triwulan);
