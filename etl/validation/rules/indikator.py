"""Rules for indicators and their targets."""

from etl.validation.rules.helpers import Rule, known, rows_where

_TARGETS = ("target_tahunan", "target_tw1", "target_tw2", "target_tw3", "target_tw4", "target_awal")


def _form(column: str) -> Rule:
    return rows_where(
        "nilai.bentuk",
        f"""select a.* from baris a left join bantu.isi_skala s on s.skala = a.skala_predikat
            where a.{column} is not null and not bantu.bentuk_benar(a.{column}, a.jenis_nilai, s.kode)""",
        column,
        jenis="coalesce(jenis_nilai, 'angka')",
    )


def _revised(column: str, quarter: int | None = None) -> Rule:
    """A target of this year that is another one than in the quarter before, without the reason (and the first target).

    quarter: whose target it is; only that of a past quarter must stay.
    """
    past = "" if quarter is None else f"and {quarter} < right(k.periode, 1)::int"
    told = "a.alasan_perubahan_target is null" + ("" if quarter else " or a.target_awal is null")
    return rows_where(
        "riwayat.target_berubah",
        f"""select a.*, l.{column} as lalu from baris a
            join masuk.kiriman k on k.kiriman_id = a.kiriman_id {past}
            join bantu.indikator_lalu l on l.kiriman_id = a.kiriman_id and l.kode_indikator = a.kode_indikator
            where ({told}) and l.{column} is not null and not bantu.sama_target(a.{column}, l.{column})""",
        column,
        history=True,
        lalu="lalu",
        kode="kode_indikator",
    )


INDIKATOR = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    known("kode_induk", among="indikator.kode_indikator", rule="rujukan.induk_indikator"),
    rows_where(
        "indikator.siklus",
        "select a.* from baris a join bantu.siklus_indikator s on s.kiriman_id = a.kiriman_id and s.kode = a.kode_indikator",
        "kode_induk",
        kode="kode_indikator",
    ),
    rows_where("indikator.induk_sendiri", "kode_induk = kode_indikator", "kode_induk"),
    *[_form(column) for column in _TARGETS],
    rows_where("indikator.rumus_turun", "arah = 'turun' and rumus_turun is null", "rumus_turun", kode="kode_indikator"),
    rows_where(
        "indikator.jenis_rentang",
        "arah = 'rentang' and coalesce(jenis_nilai, 'angka') <> 'rentang'",
        "jenis_nilai",
        kode="kode_indikator",
    ),
    rows_where(
        "indikator.skala_predikat",
        "jenis_nilai = 'predikat' and (skala_predikat is null or skala_predikat not in (select skala from bantu.isi_skala))",
        "skala_predikat",
        skala="(select string_agg(skala, ', ' order by skala) from bantu.isi_skala)",
    ),
    rows_where(
        "indikator.target_jumlah",
        # Running targets end at the year's target; others add up to it.
        """select *, round(jumlah, 4) as terhitung from (
             select *, case when basis_isian = 'berjalan' then coalesce(t4, t3, t2, t1)
                            else coalesce(t1, 0) + coalesce(t2, 0) + coalesce(t3, 0) + coalesce(t4, 0) end as jumlah
             from (select *, try_cast(target_tahunan as double) as tahun, try_cast(target_tw1 as double) as t1,
                          try_cast(target_tw2 as double) as t2, try_cast(target_tw3 as double) as t3,
                          try_cast(target_tw4 as double) as t4 from baris
                   where sifat = 'kumulatif' and coalesce(jenis_nilai, 'angka') = 'angka')
             where coalesce(t1, t2, t3, t4) is not null)
           where abs(jumlah - tahun) > 0.01 + 1e-9""",
        "target_tahunan",
        jumlah="terhitung",
        kode="kode_indikator",
    ),
    rows_where(
        "target_nol",
        "try_cast(target_tahunan as double) = 0 and coalesce(jenis_nilai, 'angka') = 'angka'",
        "target_tahunan",
        kode="kode_indikator",
    ),
    rows_where(
        "kode_awalan",
        """regexp_full_match(kode_indikator, '[0-9]+([.][0-9]+)+') and regexp_full_match(kode_induk, '[0-9]+([.][0-9]+)+')
           and tingkat in ('kegiatan', 'subkegiatan') and not starts_with(kode_indikator, kode_induk || '.')""",
        "kode_induk",
        kode="kode_indikator",
    ),
    _revised("target_tahunan"),
    *[_revised(f"target_tw{quarter}", quarter) for quarter in (1, 2, 3)],
    rows_where(
        "riwayat.target_awal",
        # The first target of the year stays the first, however often it is revised.
        """select a.*, coalesce(l.target_awal, l.target_tahunan) as lalu from baris a
           join bantu.indikator_lalu l on l.kiriman_id = a.kiriman_id and l.kode_indikator = a.kode_indikator
           where coalesce(l.target_awal, l.target_tahunan) is not null
             and not bantu.sama_target(a.target_awal, coalesce(l.target_awal, l.target_tahunan))
             and (a.target_awal is not null
                  -- a revision that was taken back needs none
                  or l.target_awal is not null and not bantu.sama_target(a.target_tahunan, l.target_awal))""",
        "target_awal",
        history=True,
        lalu="lalu",
        kode="kode_indikator",
    ),
]
