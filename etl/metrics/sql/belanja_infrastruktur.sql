/*---
label: metrik.belanja_infrastruktur
unit: persen
scale: 100
direction: naik
grain: [periode]
agregasi: tidak
legal_basis: [uu-1-2022]
caveat: metrik.belanja_infrastruktur.catatan
varian: []
versi: 1
---*/
-- Infrastructure for public services, of all expenditure without revenue sharing and transfers (art. 147).
with jumlah as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, sum(a.pagu) as belanja,
        count(a.jenis_belanja) as bertanda, count(a.infrastruktur) as ditandai,
        coalesce(sum(a.pagu) filter (where a.infrastruktur = 'ya'), 0) as infrastruktur,
        coalesce(sum(a.pagu) filter (where a.jenis_belanja = 'transfer'), 0) as transfer
    from turunan.anggaran as a
    inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
    group by k.kiriman_id, k.kode_wilayah, k.periode
)
select
    kiriman_id, kode_wilayah, periode, null as kode_unit, infrastruktur as pembilang, belanja - transfer as penyebut,
    case
        when bertanda = 0 then 'jenis_belanja_kosong'
        when ditandai = 0 then 'infrastruktur_kosong'
        when transfer >= belanja and belanja > 0 then 'transfer_melebihi_belanja'
    end as alasan
from jumlah
