"""Rules for the units of organisation."""

from etl.validation.rules.helpers import known, rows_where

HEADED = """exists (select 1 from masuk.jabatan j where j.kiriman_id = a.kiriman_id
             and j.kode_unit = a.kode_unit and j.jenis_jabatan = 'kepala_daerah')"""
"""A unit that holds the head of the region stands above all agencies."""

UNIT = [
    known("kode_induk", among="unit.kode_unit", rule="rujukan.induk_unit"),
    known("kode_koordinator", among="jabatan.kode_jabatan", rule="rujukan.koordinator"),
    rows_where(
        "unit.siklus",
        "select a.* from baris a join bantu.siklus_unit s on s.kiriman_id = a.kiriman_id and s.kode = a.kode_unit",
        "kode_induk",
        kode="kode_unit",
    ),
    rows_where("unit.induk_sendiri", "kode_induk = kode_unit", "kode_induk"),
    rows_where(
        "unit.di_luar_opd",
        f"""select a.* from baris a join bantu.opd o on o.kiriman_id = a.kiriman_id and o.kode_unit = a.kode_unit
           where o.kode_opd is null and a.kode_induk is not null and not {HEADED}""",
        "kode_induk",
        kode="kode_unit",
        nama="nama_unit",
    ),
    rows_where(
        "unit.induk_kosong",
        f"""select a.* from baris a join bantu.opd o on o.kiriman_id = a.kiriman_id and o.kode_unit = a.kode_unit
           where o.kode_opd is null and a.kode_induk is null and not {HEADED}""",
        "kode_induk",
        kode="kode_unit",
        nama="nama_unit",
    ),
    rows_where(
        "unit.anak_terlalu_banyak",
        """select a.*, b.jumlah from baris a join (
              select kiriman_id, induk, count(*) as jumlah from bantu.pohon_unit where induk is not null group by all
              having count(*) > (select wajar from bantu.anak_unit)) b
             on b.kiriman_id = a.kiriman_id and b.induk = a.kode_unit""",
        "kode_unit",
        jumlah="jumlah",
        nama="nama_unit",
    ),
    rows_where(
        "unit.batas_subunit",
        # Public works, agriculture and finance agencies may have more bidang; which agency is one of them no column says.
        # Two tables at a time: joined by region alone, a nation's units would be some hundred million pairs.
        """select * from (with tipe_opd as materialized (
               select o.kiriman_id, o.kode_unit, p.tipe from bantu.opd o
               join baris p on p.kiriman_id = o.kiriman_id and p.kode_unit = o.kode_opd
           ), anak as materialized (
               select t.kiriman_id, t.induk, u.jenis_unit, count(*) as jumlah from bantu.pohon_unit t
               join baris u on u.kiriman_id = t.kiriman_id and u.kode_unit = t.kode
               group by all having count(*) > (select min(batas) from bantu.batas_subunit)
           ), induk as materialized (
               select a.*, h.jumlah, h.jenis_unit as jenis_anak from baris a
               join anak h on h.kiriman_id = a.kiriman_id and h.induk = a.kode_unit
           )
           select a.*, b.batas from induk a
           join tipe_opd o on o.kiriman_id = a.kiriman_id and o.kode_unit = a.kode_unit
           join bantu.batas_subunit b on b.jenis_induk = a.jenis_unit and b.jenis_unit = a.jenis_anak
            and b.tipe = coalesce(a.tipe, o.tipe)
           where a.jumlah > b.batas
             + case when a.jenis_anak = 'bidang' then (select tambahan_bidang from bantu.anak_unit) else 0 end)""",
        "kode_unit",
        jumlah="jumlah",
        anak="jenis_anak",
        batas="batas",
    ),
]
