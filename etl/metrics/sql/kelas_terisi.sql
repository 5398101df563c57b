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
    kelompok,
    coalesce(sum(jabatan) filter (where kelas is not null), 0) as pembilang, sum(jabatan) as penyebut
from turunan.jabatan_opd
-- The elected head has no class.
where jenis_jabatan <> 'kepala_daerah'
group by kelompok
