/*---
label: metrik.kelas_terisi
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-34-2011]
caveat: metrik.kelas_terisi.catatan
varian: []
versi: 1
---*/
-- A row may stand for several seats; the class belongs to the post, so posts are counted.
select
    kiriman_id, kode_wilayah, periode, kode_opd as kode_unit,
    coalesce(sum(jabatan) filter (where kelas is not null), 0) as pembilang, sum(jabatan) as penyebut
from turunan.jabatan_opd
-- The elected head has no class.
where jenis_jabatan <> 'kepala_daerah'
group by grouping sets ((kiriman_id, kode_wilayah, periode), (kiriman_id, kode_wilayah, periode, kode_opd))
having grouping(kode_opd) = 1 or kode_opd is not null
