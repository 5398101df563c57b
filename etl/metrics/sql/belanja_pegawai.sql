/*---
label: metrik.belanja_pegawai
unit: persen
scale: 100
direction: turun
grain: [periode]
agregasi: tidak
legal_basis: [uu-1-2022]
caveat: metrik.belanja_pegawai.catatan
varian: []
versi: 1
---*/
-- Personnel without the teacher allowances that come through transfers, of all expenditure (art. 146).
with jumlah as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, sum(a.pagu) as belanja,
        count(a.jenis_belanja) as bertanda,
        coalesce(sum(a.pagu) filter (where a.jenis_belanja = 'pegawai'), 0) as pegawai,
        coalesce(sum(a.pagu) filter (where a.tunjangan_guru_tkd = 'ya'), 0) as tunjangan
    from turunan.anggaran as a
    inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
    group by k.kiriman_id, k.kode_wilayah, k.periode
)
select
    kiriman_id, kode_wilayah, periode, null as kode_unit, pegawai - tunjangan as pembilang, belanja as penyebut,
    case
        when bertanda = 0 then 'jenis_belanja_kosong'
        when tunjangan > pegawai then 'tunjangan_melebihi_pegawai'
    end as alasan
from jumlah
