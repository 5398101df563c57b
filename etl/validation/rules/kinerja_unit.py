"""Rules for the predicate of an organisation: the pattern of its staff predicates (SE MenPANRB 3/2023)."""

from etl.validation.rules.helpers import known, rows_where

KINERJA_UNIT = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    rows_where(
        "kinerja.sebaran_predikat",
        # A pattern, never an order: the wording says so. The share of a group too small to be shown is not told.
        """select *, case when cakup = 0 or cakup >= (select terkecil from bantu.wajar) then bagian end as tersebut from (
             select a.*, t.jumlah as semua, b.jenis, b.predikat, b.batas, b.urut,
                    coalesce(list_sum(list_transform(string_split(b.predikat, ', '), lambda p: t.isi[p])), 0) as cakup,
                    100.0 * cakup / t.jumlah as persen, round(persen, 1) as bagian
             from baris a
             join bantu.sebaran_predikat t on t.kiriman_id = a.kiriman_id and t.kode_opd = a.kode_unit
              and t.jumlah >= (select cacah from bantu.wajar)
             join bantu.batas_predikat b on b.organisasi = a.predikat_organisasi)
           where jenis = 'paling_banyak' and persen > batas + 1e-9 or jenis = 'paling_sedikit' and persen < batas - 1e-9
              or jenis = 'lebih_dari' and persen <= batas""",
        "predikat_organisasi",
        unit="kode_unit",
        orang="semua",
        predikat="predikat",
        bagian="tersebut",
        batas="(case jenis when 'paling_banyak' then '<= ' when 'paling_sedikit' then '>= ' else '> ' end) || batas || '%'",
    ),
]
