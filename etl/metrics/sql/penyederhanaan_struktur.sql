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
    select kiriman_id, opd, 1 as a, 0 as b, case when nasib = 'dipertahankan' then 1 else 0 end as c
    from turunan.penyetaraan
    union all
    select j.kiriman_id, j.opd, 0, j.formasi, 0
    from turunan.jabatan as j
    where j.jenis_jabatan in ('administrator', 'pengawas') or j.eselon = 'V.a'
),
jumlah as (
    select
        g.kelompok, sum(b.a) as a, sum(b.b) as b, sum(b.c) as c
    from bagian as b
    inner join turunan.kelompok as g on b.opd = g.opd
    -- Without the baseline's list nothing can be said.
    where b.kiriman_id in (select kiriman_id from turunan.penyetaraan)
    group by g.kelompok
)
select
    kelompok, a - b as pembilang, a - c as penyebut,
    case
        when a = c and b = c then 'tidak_berlaku'
        when b < c then 'sisa_kurang_dari_dipertahankan'
        when b > a then 'sisa_lebih_dari_awal'
        when a = c then 'tidak_berlaku'
    end as alasan
from jumlah
