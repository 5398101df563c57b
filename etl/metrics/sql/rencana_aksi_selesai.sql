/*---
label: metrik.rencana_aksi_selesai
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, acuan-sistem-kerja]
caveat: metrik.rencana_aksi_selesai.catatan
varian: []
versi: 1
---*/
select
    k.kiriman_id, k.kode_wilayah, k.periode, u.kode_opd as kode_unit,
    case when count(r.kode_aksi) > 0 then count(*) filter (where r.status = 'selesai') end as pembilang,
    nullif(count(r.kode_aksi), 0) as penyebut,
    case when count(r.kode_aksi) = 0 then 'rencana_aksi_kosong' end as alasan
from turunan.kiriman as k
left join kerja.rencana_aksi as r on k.kiriman_id = r.kiriman_id
left join kerja.unit_opd as u on r.kiriman_id = u.kiriman_id and r.kode_unit = u.kode_unit
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, u.kode_opd))
having grouping(u.kode_opd) = 1 or u.kode_opd is not null
