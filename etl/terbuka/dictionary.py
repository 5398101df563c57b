"""The data dictionary and the metadata of a table, in the terms of Satu Data Indonesia (Perpres 39/2019)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from etl.locale import has, text
from etl.metrics import catalog
from etl.regulations import regulations
from etl.terbuka.tables import TABLES

COLUMNS = ("jenis", "nama", "konsep", "definisi", "klasifikasi", "ukuran", "satuan", "tipe", "sumber")
"""Columns of the dictionary: the statistical standard (konsep, definisi, klasifikasi, ukuran, satuan), its type and source."""
_COUNTS = {
    "telat_hari": "hari", "versi": "versi", "jumlah_pemda": "pemda", "baris": "baris", "temuan": "temuan",
    "temuan_per_seribu": "per_seribu", "aturan_dilanggar": "aturan", "lembar": "lembar", "lembar_kosong": "lembar", "sel": "sel",
    "terisi": "sel", "versi_disetujui": "versi", "dihitung_ulang": "kali", "capaian_tercetak": "indikator",
    "capaian_beda": "indikator", "jumlah": "temuan",
}  # fmt: skip
_TYPES = {pl.String: "teks", pl.Boolean: "ya_tidak", pl.Date: "tanggal", pl.Datetime: "waktu", pl.Float64: "bilangan"}


def dictionary(table: str, rows: pl.DataFrame, lang: str = "id") -> list[dict[str, Any]]:
    """One entry per column of the table, and one per metric in it."""
    found = [_column(table, name, dtype, lang) for name, dtype in rows.schema.items()]
    if "metrik" in rows.columns:
        found += [_metric(name, lang) for name in rows["metrik"].unique().sort().to_list()]
    return found


def _column(table: str, name: str, dtype: pl.DataType, lang: str) -> dict[str, Any]:
    key = f"terbuka.kolom.{name}"
    unit = _COUNTS.get(name)
    classes = f"{key}.klasifikasi"
    return {
        "jenis": "kolom",
        "nama": name,
        "konsep": text(key, lang),
        "definisi": text(f"{key}.definisi", lang),
        "klasifikasi": text(classes, lang) if has(classes, lang) else None,
        "ukuran": text(f"terbuka.ukuran.{_measure(name, dtype, unit)}", lang),
        "satuan": text(f"terbuka.satuan.{unit}", lang) if unit else None,
        "tipe": _type(dtype),
        "sumber": text(f"terbuka.tabel.{table}.sumber", lang),
    }


def _measure(name: str, dtype: pl.DataType, unit: str | None) -> str:
    if unit:
        return "rasio" if unit == "per_seribu" else "jumlah"
    if dtype.is_float():
        return "nilai"
    return "kode" if dtype == pl.String and name != "nama" else "keterangan"


def _type(dtype: pl.DataType) -> str:
    return next((word for kind, word in _TYPES.items() if dtype == kind), "bilangan_bulat")


def _metric(name: str, lang: str) -> dict[str, Any]:
    metric = catalog().get(name)
    if metric is None:
        return dict.fromkeys(COLUMNS) | {"jenis": "metrik", "nama": name}
    basis = [regulations().get(one, {}).get("title", one) for one in metric.legal_basis]
    return {
        "jenis": "metrik",
        "nama": name,
        "konsep": text(metric.label, lang),
        "definisi": text(metric.formula, lang),
        "klasifikasi": ", ".join(metric.varian) or None,
        "ukuran": text(f"terbuka.cara.{national_way(metric.agregasi)}", lang),
        "satuan": text(metric.unit, lang),
        "tipe": "bilangan",
        "sumber": "; ".join(basis) or None,
    }


def national_way(agregasi: str) -> str:
    """How a figure of many governments is formed from this metric."""
    return agregasi if agregasi in ("jumlah", "maks") else "median"


def metadata(
    table: str, rows: pl.DataFrame, *, lingkup: str, periode: str, snapshot: int, now: datetime, digests: Mapping[str, str],
    lang: str = "id",
) -> dict[str, Any]:  # fmt: skip
    """What the table is, from whom, of when, under which licence and from which state of the lake. digests: file → SHA-256."""
    versions = {
        n: catalog()[n].versi for n in (rows["metrik"].unique().sort() if "metrik" in rows.columns else ()) if n in catalog()
    }
    return {
        "tabel": table,
        "judul": text(f"terbuka.tabel.{table}", lang),
        "uraian": text(f"terbuka.tabel.{table}.uraian", lang),
        "sumber": text(f"terbuka.tabel.{table}.sumber", lang),
        "produsen_data": text("terbuka.produsen", lang),
        "wali_data": text("terbuka.wali", lang),
        "cakupan": lingkup,
        "periode": periode,
        "frekuensi": text("terbuka.frekuensi", lang),
        "tanggal_dibuat": now.isoformat(timespec="seconds") + "Z",
        "lisensi": text("terbuka.lisensi", lang),
        "versi_data": {"snapshot": snapshot, "rumus": versions},
        "kode_referensi": text("terbuka.kode_referensi", lang),
        "kunci": list(TABLES[table].key),
        "jumlah_baris": rows.height,
        "berkas": dict(digests),
        "rujukan": text("terbuka.rujukan", lang),
    }
