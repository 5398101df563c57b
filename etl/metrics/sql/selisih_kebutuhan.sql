/*---
label: metrik.selisih_kebutuhan
unit: orang
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-1-2020]
caveat: metrik.selisih_kebutuhan.catatan
varian: []
versi: 1
---*/
-- Holders minus need, over the posts whose need is stated; negative is a shortage.
with orang as (
    select kiriman_id, kode_jabatan, count(*) as isi
    from turunan.penempatan
    -- Definitif comes first in `urutan`; pj fills a post for a time only.
    where urutan < 1000000000
    group by kiriman_id, kode_jabatan
),
jumlah as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
        sum(coalesce(o.isi, 0)) as pembilang, sum(j.kebutuhan) as penyebut
    from turunan.jabatan as j
    inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
    left join orang as o on j.kiriman_id = o.kiriman_id and j.kode_jabatan = o.kode_jabatan
    where j.kebutuhan is not null
    group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
    having grouping(j.kode_opd) = 1 or j.kode_opd is not null
)
select kiriman_id, kode_wilayah, periode, kode_unit, pembilang, penyebut, pembilang - penyebut as nilai from jumlah
