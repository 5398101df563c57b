"""Names of governments, from the reference file."""

from __future__ import annotations

from functools import cache

import polars as pl

from etl.errors import WrongUsage
from etl.paths import REFERENCE


@cache
def regions() -> pl.DataFrame:
    """All governments with a government of their own: kode_wilayah, nama, jenis."""
    read = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False)
    return read.filter(pl.col("otonom") == "ya").select(pl.col("kode").alias("kode_wilayah"), "nama", "jenis")


def demand_region(kode_wilayah: str) -> None:
    """WrongUsage unless this is the code of a government."""
    if kode_wilayah not in regions()["kode_wilayah"]:
        raise WrongUsage("galat.wilayah", wilayah=kode_wilayah)
