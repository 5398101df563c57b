-- Workload of each post in minutes a year, the need that follows by either convention, and the EJ of its definitive holders.
create or replace table turunan.beban as
with beban as (
    select
        b.kiriman_id, b.kode_jabatan,
        sum(b.volume * b.norma_waktu * case b.satuan_waktu when 'jam' then 60 else 1 end) as menit
    from kerja.beban_kerja as b
    group by b.kiriman_id, b.kode_jabatan
),
waktu as (
    select k.kiriman_id, p.parameter, p.nilai
    from turunan.kiriman as k
    inner join regulasi.parameter as p
        on p.regulasi = 'permenpanrb-1-2020' and p.parameter in ('waktu_efektif_menit', 'waktu_efektif_menit_lama')
        and k.akhir between p.mulai and p.sampai
)
select
    b.kiriman_id, b.kode_jabatan, j.opd, b.menit, w.nilai as waktu_efektif,
    case w.parameter when 'waktu_efektif_menit' then 'jam_1250' else 'jam_1200' end as varian,
    b.menit / w.nilai as kebutuhan, j.definitif, b.menit / (nullif(j.definitif, 0) * w.nilai) as ej
from beban as b
inner join waktu as w on b.kiriman_id = w.kiriman_id
inner join turunan.jabatan as j on b.kiriman_id = j.kiriman_id and b.kode_jabatan = j.kode_jabatan;
