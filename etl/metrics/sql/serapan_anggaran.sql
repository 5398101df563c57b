/*---
label: metrik.serapan_anggaran
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [acuan-capaian]
caveat: metrik.serapan_anggaran.catatan
varian: []
versi: 1
---*/
-- Only leaves are added: lines whose code no other line begins with. chr(1) sorts before any other character.
with urut as (
    select
        a.*,
        lead(a.kode_program) over (partition by a.kiriman_id order by replace(a.kode_program, '.', chr(1))) as berikut
    from kerja.anggaran as a
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd as kode_unit, sum(a.realisasi_sd) as pembilang, sum(a.pagu) as penyebut
from urut as a
inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
left join kerja.unit_opd as o on a.kiriman_id = o.kiriman_id and a.kode_unit = o.kode_unit
where a.berikut is null or not starts_with(a.berikut, a.kode_program || '.')
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, o.kode_opd))
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
