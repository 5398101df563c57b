/*---
label: metrik.ej_jabatan
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [permenpanrb-1-2020]
caveat: metrik.ej_jabatan.catatan
varian: [jam_1250, jam_1200]
versi: 1
---*/
-- Posts with a workload by the class of their EJ; '-' has no definitive holder.
with pita as (
    select
        b.opd, b.varian, coalesce(p.kode, '-') as kode,
        row_number() over (partition by b.kiriman_id, b.varian, b.kode_jabatan order by p.urutan desc) as ke
    from turunan.beban as b
    inner join turunan.kiriman as k on b.kiriman_id = k.kiriman_id
    left join regulasi.skala as p
        on p.regulasi = 'permenpanrb-1-2020' and p.skala = 'pita_ej' and k.akhir between p.mulai and p.sampai
        -- Ten decimals: noise of binary fractions must not lift an EJ of 1.
        and (round(b.ej, 10) >= p.dari or round(b.ej, 10) > p.di_atas)
)
select g.kelompok, p.varian, p.kode as sumbu_x, null as sumbu_y, count(*) as jumlah
from pita as p
inner join turunan.kelompok as g on p.opd = g.opd
where p.ke = 1
group by g.kelompok, p.varian, p.kode
