"""Workload analysis: need = sum of volume x norm time ÷ effective working time (PermenPANRB 1/2020). Pure.

The raw decimal stays beside the rounded need; EJ = workload ÷ (holders x effective time).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from etl.regulations import Value, value

REGULATION = "permenpanrb-1-2020"
BURDENED, SLACK = "beban_lebih", "pegawai_lebih"


@dataclass(frozen=True)
class Waktu:
    """The constants: minutes of effective work in a year, the older convention, and the cut points of EJ."""

    menit: int
    jam: int
    menit_lama: int
    lebih: float
    longgar: float
    checked: bool


@cache
def constants() -> Waktu:
    """As the regulation file gives them."""
    menit, jam, lama = (_value(f"waktu_efektif_{name}") for name in ("menit", "jam", "menit_lama"))
    bands = _value("pita_ej").value
    over = next(float(b["di_atas"]) for b in bands if b.get("di_atas") is not None)
    slack = min(float(b["dari"]) for b in bands if b.get("dari") is not None)
    return Waktu(int(menit.value), int(jam.value), int(lama.value), over, slack, menit.checked)


def _value(name: str) -> Value:
    return value(REGULATION, name)


def per_post(rows: pl.DataFrame, posts: pl.DataFrame, ref: Waktu) -> pl.DataFrame:
    """One row per analysed post: menit, kebutuhan_abk (raw), dibulatkan, kebutuhan (map), terisi, ej, kode_opd; EJ falling.

    rows: the dataset beban_kerja; a task whose unit of time is empty counts as minutes.
    """
    minutes = pl.col("volume") * pl.col("norma_waktu") * pl.when(pl.col("satuan_waktu") == "jam").then(60).otherwise(1)
    summed = rows.group_by("kode_jabatan").agg(minutes.sum().alias("menit"), pl.len().alias("tugas"))
    wanted = posts.select("kode_jabatan", "nama_jabatan", "kode_opd", "kebutuhan", "terisi")
    need = pl.col("menit") / ref.menit
    return (
        summed.join(wanted, on="kode_jabatan", how="inner")
        .with_columns(
            kebutuhan_abk=need,
            dibulatkan=(need + 0.5).floor().cast(pl.Int64),
            ej=pl.when(pl.col("terisi") > 0).then(pl.col("menit") / (pl.col("terisi") * ref.menit)),
        )
        .sort("ej", "kode_jabatan", descending=[True, False], nulls_last=True)
    )


def band(ej: float | None, ref: Waktu) -> str | None:
    """`beban_lebih` above 1, `pegawai_lebih` below 0.5; None between them or without holders."""
    if ej is None:
        return None
    return BURDENED if round(ej, 3) > ref.lebih else SLACK if round(ej, 3) < ref.longgar else None


def counts(found: pl.DataFrame, ref: Waktu) -> tuple[int, int]:
    """Posts with too much work, and with too many people."""
    bands = [band(ej, ref) for ej in found["ej"]]
    return bands.count(BURDENED), bands.count(SLACK)
