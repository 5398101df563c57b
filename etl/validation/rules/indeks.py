"""Rules for index values: the regime must fit what is measured and limit its value."""

from etl.validation.rules.helpers import known, rows_where

INDEKS = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    rows_where(
        "indeks.rezim_jenis",
        """select a.*, r.jenis as semestinya from baris a join bantu.rezim_indeks r on r.rezim = a.rezim
           where r.jenis <> a.jenis""",
        "rezim",
        jenis="jenis",
        semestinya="semestinya",
    ),
    rows_where(
        "indeks.kisaran_rezim",
        """select a.*, r.dari, r.sampai from baris a join bantu.rezim_indeks r on r.rezim = a.rezim
           where r.jenis = a.jenis and (a.nilai < r.dari or a.nilai > r.sampai)""",
        "nilai",
        rezim="rezim",
        dari="dari",
        sampai="sampai",
    ),
    rows_where(
        "indeks.predikat_beda",
        # On the unrounded value, bands strictly above where the scale says so; a predicate without known bands is left alone.
        """select a.*, p.kode as semestinya from baris a join bantu.rezim_indeks r on r.rezim = a.rezim and r.jenis = a.jenis
           join (select i.kiriman_id, i.baris_sumber, arg_min(b.kode, b.urut) as kode
                 from baris i join bantu.rezim_indeks q on q.rezim = i.rezim
                 join bantu.pita_kini b on b.skala = q.skala
                  and (b.bawah is null or i.nilai > b.bawah or i.nilai = b.bawah and b.termasuk)
                 where i.nilai is not null
                 group by all) p on p.kiriman_id = a.kiriman_id and p.baris_sumber = a.baris_sumber
           where bantu.predikat_polos(a.predikat_dilaporkan) <> bantu.predikat_polos(p.kode)""",
        "predikat_dilaporkan",
        angka="nilai",
        semestinya="semestinya",
    ),
]
