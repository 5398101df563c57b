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
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit,
    count(*) filter (where j.kelas is not null) as pembilang, count(*) as penyebut
from turunan.jabatan as j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
-- The elected head has no class.
where j.jenis_jabatan <> 'kepala_daerah'
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
