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
    select kelompok, sum(definitif) as pembilang, sum(kebutuhan) as penyebut
    from turunan.jabatan_opd
    -- Elected, not placed.
    where berkebutuhan > 0 and jenis_jabatan <> 'kepala_daerah'
    group by kelompok
)
select kelompok, pembilang, penyebut, pembilang - penyebut as nilai from jumlah
