"""Numbers and lists that regulations fix, as tables for the rules."""

from __future__ import annotations

from typing import Any

import polars as pl

from etl.regulations import regulations, value
from etl.regulations.pelaksana import executing_posts


def tables() -> dict[str, pl.DataFrame]:
    """Tables for schema `bantu`, by name."""
    return {
        "bup": _bup(),
        "eselon_jabatan": _eselon(),
        "batas_subunit": _sub_units(),
        "anak_unit": _children(),
        "tujuan_penyetaraan": _targets(),
        "pita": _bands(),
        "predikat": _predicates(),
        "batas_predikat": _patterns(),
        "rezim_indeks": _regimes(),
        "wajar": _yardsticks(),
        "waktu_efektif": _working_time(),
        "nama_pelaksana": _frame([(name,) for name in executing_posts()], nama=pl.String),
    }


def _frame(rows: list[tuple[Any, ...]], **schema: Any) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def _bup() -> pl.DataFrame:
    rows = [(urut, r["jenis_jabatan"], r["jenjang"], r["usia"]) for urut, r in enumerate(value("pp-11-2017", "bup").value)]
    teacher = (-1, "guru", None, value("uu-14-2005", "bup_guru").value)
    return _frame([teacher, *rows], urut=pl.Int64, jenis_jabatan=pl.String, jenjang=pl.String, usia=pl.Int64)


def _eselon() -> pl.DataFrame:
    pairs = value("pp-18-2016", "eselon_jabatan").value
    rows = [(kind, eselon) for kind, listed in pairs.items() for eselon in listed]
    return _frame(rows, jenis_jabatan=pl.String, eselon=pl.String)


def _sub_units() -> pl.DataFrame:
    limits = value("pp-18-2016", "batas_subunit").value
    rows = [
        (above, below, tipe, limit)
        for above, kinds in limits.items()
        for below, types in kinds.items()
        for tipe, limit in types.items()
    ]
    return _frame(rows, jenis_induk=pl.String, jenis_unit=pl.String, tipe=pl.String, batas=pl.Int64)


def _children() -> pl.DataFrame:
    row = (value("acuan-rentang", "anak_unit_wajar").value, value("pp-18-2016", "tambahan_bidang").value)
    return _frame([row], wajar=pl.Int64, tambahan_bidang=pl.Int64)


def _targets() -> pl.DataFrame:
    rows = list(value("permenpanrb-17-2021", "tujuan_penyetaraan").value.items())
    return _frame(rows, eselon_asal=pl.String, jenjang=pl.String)


def _bands() -> pl.DataFrame:
    """All scales: lists of bands with a lower limit each (`dari` at least, `di_atas` above), from the highest down."""
    rows = [
        (f"{name}.{parameter}", day.isoformat(), urut, band["kode"], band.get("dari", band.get("di_atas")), "dari" in band)
        for name, regulation in regulations().items()
        for parameter, entry in regulation["parameters"].items()
        for day, dated in entry["values"].items()
        if isinstance(dated, dict) and _is_scale(dated["value"])
        for urut, band in enumerate(dated["value"])
    ]
    return _frame(rows, skala=pl.String, berlaku=pl.String, urut=pl.Int64, kode=pl.String, bawah=pl.Float64, termasuk=pl.Boolean)


def _is_scale(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and all(isinstance(b, dict) and {"dari", "di_atas"} & b.keys() for b in entry)


def _predicates() -> pl.DataFrame:
    entries = regulations()["acuan-predikat"]["parameters"]
    rows = [(scale, grade["kode"]) for scale in entries for grade in value("acuan-predikat", scale).value]
    return _frame(rows, skala=pl.String, kode=pl.String)


def _patterns() -> pl.DataFrame:
    """Limits on the share of staff with some predicates, by the predicate of the organisation."""
    rows = [
        (organisation, urut, ", ".join(limit["predikat"]), kind, float(limit[kind]))
        for organisation, limits in value("se-menpanrb-3-2023", "batas_sebaran_predikat").value.items()
        for urut, limit in enumerate(limits)
        for kind in limit.keys() - {"predikat"}
    ]
    return _frame(rows, organisasi=pl.String, urut=pl.Int64, predikat=pl.String, jenis=pl.String, batas=pl.Float64)


def _regimes() -> pl.DataFrame:
    regimes = value("acuan-kiriman", "rezim_indeks").value
    rows = [(name, r["jenis"], float(r["dari"]), float(r["sampai"]), r.get("skala")) for name, r in regimes.items()]
    return _frame(rows, rezim=pl.String, jenis=pl.String, dari=pl.Float64, sampai=pl.Float64, skala=pl.String)


def _yardsticks() -> pl.DataFrame:
    """One row: what is still usual, the sizes of groups that may be told, and the years to complete a diploma."""
    row = (
        value("acuan-sistem-kerja", "tim_wajar").value,
        value("acuan-pribadi", "kelompok_cacah").value,
        value("acuan-pribadi", "kelompok_terkecil").value,
        value("acuan-kiriman", "umur_rancangan").value,
        float(value("acuan-kiriman", "selisih_kebutuhan").value),
        value("permenpanrb-17-2021", "batas_pemenuhan_ijazah").value,
    )
    kinds = dict.fromkeys(("tim", "cacah", "terkecil"), pl.Int64)
    return _frame([row], **kinds, rancangan=pl.Int64, kebutuhan=pl.Float64, ijazah=pl.Int64)


def _working_time() -> pl.DataFrame:
    """Effective working time of a year by its unit."""
    rows = [(unit, float(value("permenpanrb-1-2020", f"waktu_efektif_{unit}").value)) for unit in ("menit", "jam")]
    return _frame(rows, satuan=pl.String, waktu=pl.Float64)
