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
    select r.rentang, p.mulai, p.sampai, arg_max(p.kode, p.urutan) as kode
    from (select distinct rentang from turunan.rentang_opd) as r
    inner join regulasi.skala as p on p.regulasi = 'acuan-rentang' and p.skala = 'pita' and r.rentang >= p.dari
    group by r.rentang, p.mulai, p.sampai
)
select r.kelompok, r.varian, p.kode as sumbu_x, r.lapisan as sumbu_y, sum(r.manajer) as jumlah
from turunan.rentang_opd as r
inner join kerja.opd as o on r.kelompok = o.opd
inner join pita as p on r.rentang = p.rentang and o.akhir between p.mulai and p.sampai
group by r.kelompok, r.varian, p.kode, r.lapisan
