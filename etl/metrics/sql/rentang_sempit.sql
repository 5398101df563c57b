/*---
label: metrik.rentang_sempit
unit: persen
scale: 100
direction: turun
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [pp-18-2016, acuan-rentang]
caveat: metrik.rentang_sempit.catatan
varian: [terisi, struktural, dengan_lowong, bayangan]
versi: 1
---*/
select
    s.kiriman_id, s.kode_wilayah, s.periode, s.kode_opd as kode_unit, s.varian,
    count(*) filter (where s.rentang > 0 and s.rentang <= p.nilai) as pembilang, count(*) filter (where s.rentang > 0) as penyebut
from kerja.simpul as s
inner join turunan.kiriman as k on s.kiriman_id = k.kiriman_id
inner join regulasi.parameter as p
    on p.regulasi = 'acuan-rentang' and p.parameter = 'sempit' and k.akhir between p.mulai and p.sampai
group by grouping sets (
    (s.kiriman_id, s.kode_wilayah, s.periode, s.varian), (s.kiriman_id, s.kode_wilayah, s.periode, s.varian, s.kode_opd)
)
having grouping(s.kode_opd) = 1 or s.kode_opd is not null
