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
        s.kiriman_id, s.kode_wilayah, s.periode, s.kode_opd, s.varian, s.lapisan, p.kode,
        row_number() over (partition by s.kiriman_id, s.varian, s.simpul_id order by p.urutan desc) as ke
    from kerja.simpul as s
    inner join turunan.kiriman as k on s.kiriman_id = k.kiriman_id
    inner join regulasi.skala as p
        on p.regulasi = 'acuan-rentang' and p.skala = 'pita' and k.akhir between p.mulai and p.sampai and s.rentang >= p.dari
    where s.rentang > 0
)
select kiriman_id, kode_wilayah, periode, kode_opd as kode_unit, varian, kode as sumbu_x, lapisan as sumbu_y, count(*) as jumlah
from pita
where ke = 1
group by grouping sets (
    (kiriman_id, kode_wilayah, periode, varian, kode, lapisan),
    (kiriman_id, kode_wilayah, periode, varian, kode, lapisan, kode_opd)
)
having grouping(kode_opd) = 1 or kode_opd is not null
