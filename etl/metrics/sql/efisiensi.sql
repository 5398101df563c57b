/*---
label: metrik.efisiensi
unit: poin
scale: 1
direction: naik
grain: [kode_unit, periode]
agregasi: selisih
legal_basis: [acuan-capaian]
caveat: metrik.efisiensi.catatan
varian: []
acuan: [tahun]
after: [capaian_kinerja, serapan_anggaran]
versi: 1
---*/
-- Attainment minus absorption, in points; without either there is no value.
select
    c.kelompok, c.nilai - s.nilai as nilai,
    case when c.nilai is null then 'tanpa_capaian' when s.nilai is null then 'tanpa_anggaran' end as alasan
from kerja.nilai as c
left join kerja.nilai as s on c.kelompok = s.kelompok and s.metrik = 'serapan_anggaran'
where c.metrik = 'capaian_kinerja' and c.varian = 'rerata_indikator'
