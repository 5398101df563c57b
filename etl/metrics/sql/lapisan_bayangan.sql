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
    select j.opd, 1 as memimpin, 0 as disetarakan
    from turunan.simpul as s
    inner join turunan.jabatan as j on s.nomor = j.nomor
    left join turunan.penempatan as t on j.nomor = t.nomor and j.pemimpin = t.urutan
    left join kerja.pegawai as p on t.baris = p.rowid
    left join regulasi.daftar as d on d.parameter = 'peran_bayangan' and p.peran = d.kode
    where
        s.varian = 'bayangan' and s.rentang > 0 and s.simpul = s.nomor and j.jenis_jabatan = 'fungsional'
        and (d.kode is not null or exists (
            select 1 from regulasi.daftar as n
            where n.parameter = 'peran_bayangan'
                and strpos(replace(replace(lower(j.nama_jabatan), ' ', ''), '-', ''), replace(n.kode, '_', '')) > 0
        ))
),
setara as (
    select opd, 1 as kursi from turunan.penyetaraan where status_penyetaraan = 'disetarakan'
    union all
    -- A submission without the list: posts marked as equalised, seat by seat.
    select j.opd, j.formasi
    from turunan.jabatan as j
    where j.formasi > 0 and j.jenis_perubahan = 'disetarakan' and j.kiriman_id not in (select kiriman_id from turunan.penyetaraan)
),
j as (select * from pemimpin union all select opd, 0, kursi from setara)
select g.kelompok, sum(j.memimpin) as pembilang, sum(j.disetarakan) as penyebut
from j
inner join turunan.kelompok as g on j.opd = g.opd
group by g.kelompok
