"""The governments of Indonesia, from the reference files: names, kinds, provinces, sizes, places on the tile map."""

from __future__ import annotations

from functools import cache

import polars as pl

from etl.errors import WrongUsage
from etl.paths import REFERENCE

_COUNTED = ("jumlah_kecamatan", "jumlah_kelurahan", "jumlah_desa")


@cache
def regions() -> pl.DataFrame:
    """All governments with a government of their own: kode_wilayah, nama, jenis."""
    return governments().select("kode_wilayah", "nama", "jenis")


@cache
def governments() -> pl.DataFrame:
    """The same with kode_provinsi, nama_provinsi, pulau and their numbers of kecamatan, kelurahan and desa, by code.

    The six administrative areas of DKI Jakarta have no government of their own and report nothing, so they are not here.
    """
    read = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False).filter(pl.col("otonom") == "ya")
    named = provinces().select("kode_provinsi", "nama_provinsi", "pulau")
    return (
        read.rename({"kode": "kode_wilayah"})
        .join(named, on="kode_provinsi", how="left", validate="m:1")
        .with_columns(pl.col(_COUNTED).cast(pl.Int64))
        .select("kode_wilayah", "nama", "jenis", "kode_provinsi", "nama_provinsi", "pulau", *_COUNTED)
        .sort("kode_wilayah")
    )


@cache
def provinces() -> pl.DataFrame:
    """The 38 provinces: kode_provinsi, nama_provinsi, singkatan, pulau, kolom and baris (their tile, counted from 0)."""
    tiles = pl.read_csv(REFERENCE / "petak_provinsi.csv", infer_schema=False)
    names = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False).select("kode", pl.col("nama").alias("nama_provinsi"))
    return (
        tiles.join(names, on="kode", how="left", validate="1:1")
        .rename({"kode": "kode_provinsi"})
        .with_columns(pl.col("kolom", "baris").cast(pl.Int64))
        .select("kode_provinsi", "nama_provinsi", "singkatan", "pulau", "kolom", "baris")
        .sort("kode_provinsi")
    )


@cache
def administrative() -> frozenset[str]:
    """Codes of the areas that have no government of their own: the six of DKI Jakarta."""
    read = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False)
    return frozenset(read.filter(pl.col("otonom") != "ya")["kode"])


def demand_region(kode_wilayah: str) -> None:
    """WrongUsage unless this is the code of a government."""
    if kode_wilayah in administrative():
        raise WrongUsage("kelengkapan.galat.bukan_otonom", wilayah=kode_wilayah)
    if kode_wilayah not in regions()["kode_wilayah"]:
        raise WrongUsage("galat.wilayah", wilayah=kode_wilayah)
