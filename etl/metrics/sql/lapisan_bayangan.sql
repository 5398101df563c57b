/*---
label: metrik.lapisan_bayangan
unit: persen
scale: 100
direction: turun
grain: [kode_unit, periode]
agregasi: jumlah
legal_basis: [permenpanrb-7-2022, permenpanrb-17-2021]
caveat: metrik.lapisan_bayangan.catatan
varian: []
versi: 1
---*/
-- Functional officials who lead people in the assigning tree, by role or by the title of the post, per equalised post.
with pemimpin as (
    select s.kiriman_id, s.kode_opd, 1 as memimpin, 0 as disetarakan
    from kerja.simpul as s
    inner join turunan.jabatan as j on s.kiriman_id = j.kiriman_id and s.kode_jabatan = j.kode_jabatan
    left join turunan.penempatan as p on j.kiriman_id = p.kiriman_id and j.pemimpin = p.id_pegawai
    left join regulasi.daftar as d on d.parameter = 'peran_bayangan' and p.peran = d.kode
    where
        s.varian = 'bayangan' and s.rentang > 0 and s.simpul_id = s.kode_jabatan and s.jenis_jabatan = 'fungsional'
        and (d.kode is not null or exists (
            select 1 from regulasi.daftar as n
            where n.parameter = 'peran_bayangan'
                and strpos(replace(replace(lower(s.nama_jabatan), ' ', ''), '-', ''), replace(n.kode, '_', '')) > 0
        ))
),
setara as (
    select kiriman_id, kode_opd from turunan.penyetaraan where status_penyetaraan = 'disetarakan'
    union all
    -- A submission without the list: posts marked as equalised, seat by seat.
    select j.kiriman_id, j.kode_opd
    from turunan.jabatan as j
    cross join unnest(range(j.formasi)) as kursi
    where j.jenis_perubahan = 'disetarakan' and j.kiriman_id not in (select kiriman_id from turunan.penyetaraan)
),
j as (select * from pemimpin union all select kiriman_id, kode_opd, 0, 1 from setara)
select
    k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd as kode_unit, sum(j.memimpin) as pembilang, sum(j.disetarakan) as penyebut
from j
inner join turunan.kiriman as k on j.kiriman_id = k.kiriman_id
group by grouping sets ((k.kiriman_id, k.kode_wilayah, k.periode), (k.kiriman_id, k.kode_wilayah, k.periode, j.kode_opd))
having grouping(j.kode_opd) = 1 or j.kode_opd is not null
