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
with jumlah as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
        sum(j.definitif) as pembilang, sum(j.kebutuhan) as penyebut
    from turunan.jabatan as j
    inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
    -- Elected, not placed.
    where j.kebutuhan is not null and j.jenis_jabatan <> 'kepala_daerah'
    group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
    having grouping(j.kode_opd) = 1 or j.kode_opd is not null
)
select kiriman_id, kode_wilayah, periode, kode_unit, pembilang, penyebut, pembilang - penyebut as nilai from jumlah
