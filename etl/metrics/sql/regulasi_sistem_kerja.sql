/*---
label: metrik.regulasi_sistem_kerja
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022]
caveat: metrik.regulasi_sistem_kerja.catatan
varian: []
versi: 1
---*/
-- One or nought for the government as a whole: is its own rule on the work system in force at the end of the quarter?
select
    k.kiriman_id, k.kode_wilayah, k.periode, cast(null as varchar) as kode_unit,
    case when count(p.kode_produk) > 0 then cast(bool_or(
        p.tahap = 'sistem_kerja' and p.jenis in ('perda', 'perbup', 'perwali', 'pergub') and p.status = 'ditetapkan'
        and coalesce(p.tanggal <= k.akhir, false)
    ) as integer) end as pembilang,
    case when count(p.kode_produk) > 0 then 1 end as penyebut,
    case when count(p.kode_produk) = 0 then 'produk_hukum_kosong' end as alasan
from turunan.kiriman as k
left join kerja.produk_hukum as p on k.kiriman_id = p.kiriman_id
group by k.kiriman_id, k.kode_wilayah, k.periode
