/*---
label: metrik.penyederhanaan_struktur
unit: persen
scale: 100
direction: naik
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-25-2021]
caveat: metrik.penyederhanaan_struktur.catatan
varian: []
acuan: [dasar]
versi: 1
---*/
-- A = posts of the baseline, C = kept, B = administrative posts now: (A - B) / (A - C).
with bagian as (
    select kiriman_id, kode_opd, 1 as a, 0 as b, case when nasib = 'dipertahankan' then 1 else 0 end as c
    from turunan.penyetaraan
    union all
    select j.kiriman_id, j.kode_opd, 0, j.formasi, 0
    from turunan.jabatan as j
    where j.jenis_jabatan in ('administrator', 'pengawas') or j.eselon = 'V.a'
),
jumlah as (
    select
        k.kiriman_id, k.kode_wilayah, k.periode, b.kode_opd as kode_unit,
        sum(b.a) as a, sum(b.b) as b, sum(b.c) as c
    from bagian as b
    inner join turunan.kiriman as k on b.kiriman_id = k.kiriman_id
    -- Without the baseline's list nothing can be said.
    where b.kiriman_id in (select kiriman_id from turunan.penyetaraan)
    group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, b.kode_opd))
    having grouping(b.kode_opd) = 1 or b.kode_opd is not null
)
select
    kiriman_id, kode_wilayah, periode, kode_unit, a - b as pembilang, a - c as penyebut,
    case
        when a = c and b = c then 'tidak_berlaku'
        when b < c then 'sisa_kurang_dari_dipertahankan'
        when b > a then 'sisa_lebih_dari_awal'
        when a = c then 'tidak_berlaku'
    end as alasan
from jumlah
