-- Target and realisation of each indicator to date (sd), against the year (tahun), in this quarter alone (triwulan), and
-- where the target was revised, against the year as it was first planned (tahun_awal).
create or replace table turunan.capaian_basis as
with hitung as (
    select
        nomor,
        count(*) as terisi,
        sum(realisasi) filter (where bawah is not null) as jumlah_r, sum(realisasi) as jumlah_semua,
        sum(bawah) filter (where realisasi is not null) as jumlah_b, sum(atas) filter (where realisasi is not null) as jumlah_a,
        avg(realisasi) filter (where bawah is not null) as rerata_r, avg(realisasi) as rerata_semua,
        avg(bawah) filter (where realisasi is not null) as rerata_b, avg(atas) filter (where realisasi is not null) as rerata_a,
        max(realisasi) filter (where dari_akhir = 1) as akhir_r, max(realisasi_teks) filter (where dari_akhir = 1) as realisasi_teks,
        max(bawah) filter (where dari_akhir = 1) as akhir_b, max(atas) filter (where dari_akhir = 1) as akhir_a,
        max(target_teks) filter (where dari_akhir = 1) as target_teks
    from turunan.terisi
    group by nomor
),
setahun as (
    select
        nomor,
        max(target_teks) filter (where triwulan = 5) as teks, max(target_teks) filter (where triwulan = 4) as teks_tw4,
        max(target_teks) filter (where triwulan = 6) as teks_awal,
        max(bawah) filter (where triwulan = 6) as b_awal, max(atas) filter (where triwulan = 6) as a_awal,
        max(bawah) filter (where triwulan = 5) as b, max(atas) filter (where triwulan = 5) as a,
        max(bawah) filter (where triwulan = 4) as b_tw4, max(atas) filter (where triwulan = 4) as a_tw4,
        sum(bawah) filter (where triwulan < 5) as b_jumlah, sum(atas) filter (where triwulan < 5) as a_jumlah
    from turunan.isian
    group by nomor
)
select
    i.nomor, 'sd' as basis, coalesce(h.terisi, 0) > 0 as terisi, i.triwulan >= i.jarak as jatuh_tempo,
    case i.cara when 'jumlah' then coalesce(h.jumlah_r, h.jumlah_semua)
        when 'rerata' then coalesce(h.rerata_r, h.rerata_semua) else h.akhir_r end as realisasi,
    case i.cara when 'jumlah' then h.jumlah_b when 'rerata' then h.rerata_b else h.akhir_b end as bawah,
    case i.cara when 'jumlah' then h.jumlah_a when 'rerata' then h.rerata_a else h.akhir_a end as atas,
    h.target_teks, h.realisasi_teks
from turunan.indikator as i
left join hitung as h on i.nomor = h.nomor
union all
select
    i.nomor, d.basis, coalesce(h.terisi, 0) > 0, i.triwulan >= i.jarak,
    case i.cara when 'jumlah' then h.jumlah_semua when 'rerata' then h.rerata_semua else h.akhir_r end,
    case when d.basis = 'tahun_awal' then t.b_awal
        else coalesce(t.b, case when i.cara = 'jumlah' and not i.berjalan then t.b_jumlah else t.b_tw4 end) end,
    case when d.basis = 'tahun_awal' then t.a_awal
        else coalesce(t.a, case when i.cara = 'jumlah' and not i.berjalan then t.a_jumlah else t.a_tw4 end) end,
    case when d.basis = 'tahun_awal' then t.teks_awal else coalesce(t.teks, t.teks_tw4) end, h.realisasi_teks
from turunan.indikator as i
inner join (values ('tahun'), ('tahun_awal')) as d (basis) on d.basis = 'tahun' or nullif(trim(i.target_awal), '') is not null
left join hitung as h on i.nomor = h.nomor
left join setahun as t on i.nomor = t.nomor
union all
select
    i.nomor, 'triwulan', s.realisasi_teks is not null, i.triwulan % i.jarak = 0,
    s.realisasi, coalesce(s.bawah, q.bawah), coalesce(s.atas, q.atas), coalesce(s.target_teks, q.target_teks), s.realisasi_teks
from turunan.indikator as i
left join turunan.terisi as s on i.nomor = s.nomor and i.triwulan = s.triwulan
left join turunan.isian as q on i.nomor = q.nomor and i.triwulan = q.triwulan;
