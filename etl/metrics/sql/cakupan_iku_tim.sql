/*---
label: metrik.cakupan_iku_tim
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022]
caveat: metrik.cakupan_iku_tim.catatan
varian: []
versi: 1
---*/
-- Key performance indicators by the agency that owns them.
with dilayani as (
    select distinct i.kiriman_id, i.kode_indikator
    from kerja.tim_indikator as i
    inner join turunan.tim as t on i.kiriman_id = t.kiriman_id and i.kode_tim = t.kode_tim and t.aktif
),
iku as (
    select i.kiriman_id, i.kode_indikator, u.kode_opd
    from kerja.indikator as i
    left join kerja.unit_opd as u on i.kiriman_id = u.kiriman_id and i.kode_unit = u.kode_unit
    where i.jenis = 'IKU'
)
select
    k.kiriman_id, k.kode_wilayah, k.periode, i.kode_opd as kode_unit,
    case when n.sasaran is null then count(d.kode_indikator) end as pembilang,
    case when n.sasaran is null then count(i.kode_indikator) end as penyebut,
    n.sasaran as alasan
from turunan.kiriman as k
inner join turunan.tim_kosong as n on k.kiriman_id = n.kiriman_id
left join iku as i on k.kiriman_id = i.kiriman_id
left join dilayani as d on i.kiriman_id = d.kiriman_id and i.kode_indikator = d.kode_indikator
group by grouping sets (
    (k.kiriman_id, k.kode_wilayah, k.periode, n.sasaran), (k.kiriman_id, k.kode_wilayah, k.periode, n.sasaran, i.kode_opd)
)
having grouping(i.kode_opd) = 1 or i.kode_opd is not null
