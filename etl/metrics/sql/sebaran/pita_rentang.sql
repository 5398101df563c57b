/*---
label: metrik.pita_rentang
unit: jabatan
scale: 1
direction: netral
grain: [kode_unit, periode]
agregasi: sebaran
legal_basis: [acuan-rentang]
caveat: metrik.pita_rentang.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
-- Managers by band of span and by layer.
with pita as (
    select
        r.opd, r.varian, r.lapisan, r.manajer, p.kode,
        row_number() over (partition by r.opd, r.varian, r.lapisan, r.rentang order by p.urutan desc) as ke
    from turunan.rentang_opd as r
    inner join turunan.opd as o on r.opd = o.opd
    inner join regulasi.skala as p
        on p.regulasi = 'acuan-rentang' and p.skala = 'pita' and o.akhir between p.mulai and p.sampai and r.rentang >= p.dari
)
select
    o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd as kode_unit, p.varian, p.kode as sumbu_x, p.lapisan as sumbu_y,
    sum(p.manajer) as jumlah
from pita as p
inner join turunan.opd as o on p.opd = o.opd
where p.ke = 1
group by grouping sets (
    (o.kiriman_id, o.kode_wilayah, o.periode, p.varian, p.kode, p.lapisan),
    (o.kiriman_id, o.kode_wilayah, o.periode, p.varian, p.kode, p.lapisan, o.kode_opd)
)
having grouping(o.kode_opd) = 1 or o.kode_opd is not null
