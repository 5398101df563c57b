-- The indicators, numbered; and the text of target and realisation of each in each quarter of the year; quarter 5 is the target of the year,
-- quarter 6 that target as it was before it was revised.
create or replace table turunan.indikator as
select
    -- `jenis` of the contract (IKU, IKK …) would hide the kind of value below.
    cast(i.rowid as integer) as nomor, i.* exclude (baris_sumber, jenis),
    k.tahun, k.triwulan, k.akhir,
    coalesce(i.jenis_nilai, 'angka') as jenis,
    coalesce(i.basis_isian, 'per_triwulan') = 'berjalan' and i.sifat = 'kumulatif' as berjalan,
    case
        when coalesce(i.jenis_nilai, 'angka') in ('predikat', 'ya_tidak') then 'terakhir'
        when i.sifat = 'kumulatif' then 'jumlah'
        when i.sifat = 'nonkumulatif' then 'rerata'
        else 'terakhir'
    end as cara,
    -- Every how many quarters a value falls due.
    case i.jadwal_ukur when 'tahunan' then 4 when 'semesteran' then 2 else 1 end as jarak
from kerja.indikator as i
inner join turunan.kiriman as k on i.kiriman_id = k.kiriman_id;

create or replace table turunan.isian_teks as
with saat as (select unnest([1, 2, 3, 4, 5, 6]) as triwulan),
capaian as (
    select a.kiriman_id, a.triwulan, c.kode_indikator, c.realisasi, c.target, c.target_bawah, c.target_atas
    from turunan.acuan as a
    inner join kerja.capaian as c on a.kiriman_acuan = c.kiriman_id
    where a.peran = 'tahun'
)
select
    i.nomor, i.jenis, i.skala_predikat, i.akhir, s.triwulan,
    coalesce(
        nullif(trim(c.target), ''),
        cast(coalesce(c.target_bawah, c.target_atas) as varchar) || '..' || cast(coalesce(c.target_atas, c.target_bawah) as varchar),
        nullif(trim(case s.triwulan
            when 1 then i.target_tw1 when 2 then i.target_tw2 when 3 then i.target_tw3 when 4 then i.target_tw4
            when 6 then i.target_awal
        end), ''),
        case
            when s.triwulan = 5 or (i.sifat = 'tetap' and s.triwulan < 5)
                or (s.triwulan = 4 and (i.jarak = 4 or i.cara <> 'jumlah' or i.berjalan))
                then nullif(trim(i.target_tahunan), '')
        end,
        case when i.jenis = 'ya_tidak' and s.triwulan < 6 then 'ya' end
    ) as target_teks,
    nullif(trim(c.realisasi), '') as realisasi_teks
from turunan.indikator as i
cross join saat as s
left join capaian as c on i.kiriman_id = c.kiriman_id and i.kode_indikator = c.kode_indikator and s.triwulan = c.triwulan;
