"""What became of units and posts between two periods: matched by code, else by `kode_asal`, never by name. Pure.

What neither code explains is one row removed and one row new.
"""

from __future__ import annotations

import polars as pl

KEPT, MERGED, SPLIT, CHANGED, REMOVED, NEW = "tetap", "digabung", "dipecah", "beralih", "dihapus", "baru"
STATUSES = (KEPT, CHANGED, MERGED, SPLIT, REMOVED, NEW)
"""beralih: the same row as another category or kind (a pengawas equalised to a functional post, a seksi turned kelompok_jf)."""
CAME = "masuk"
COUNTS = ("dulu", *STATUSES[:-1], CAME, NEW, "kini")


def pairs(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """kode, kode_lama, status, cara: one row per pair, per removed (kode null) and per new (kode_lama null) row.

    now: kode, kode_asal (codes before, `;` between); before: kode. cara: `kode` or `kode_asal`, null where nothing matched.
    """
    claims = _claims(now, before)
    counted = claims.with_columns(
        lama=pl.col("kode_lama").n_unique().over("kode"), kini=pl.col("kode").n_unique().over("kode_lama")
    )
    split = (pl.col("kini") > 1) & (pl.col("cara") == "kode_asal")
    status = pl.when(pl.col("lama") > 1).then(pl.lit(MERGED)).when(split).then(pl.lit(SPLIT)).otherwise(pl.lit(KEPT))
    matched = counted.select("kode", "kode_lama", "cara", status=status)
    new = now.select("kode").unique(maintain_order=True).join(claims, on="kode", how="anti").with_columns(status=pl.lit(NEW))
    gone = _codes(before).join(claims, on="kode_lama", how="anti").with_columns(status=pl.lit(REMOVED))
    order = ["kode", "kode_lama", "status", "cara"]
    return pl.concat([matched, new, gone], how="diagonal").select(pl.col(name).cast(pl.String) for name in order)


def _codes(before: pl.DataFrame) -> pl.DataFrame:
    return before.select(kode_lama="kode").unique(maintain_order=True)


def _claims(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """(kode, kode_lama, cara): which rows of today say that they come from which row before."""
    by_code = now.select("kode", kode_lama="kode").join(_codes(before), on="kode_lama", how="semi").unique(maintain_order=True)
    origin = now.select("kode", kode_lama=pl.col("kode_asal").cast(pl.String).str.split(";")).explode("kode_lama")
    origin = origin.with_columns(pl.col("kode_lama").str.strip_chars()).join(_codes(before), on="kode_lama", how="semi")
    # A row that kept its code takes in another one only if that is gone: what still stands was not merged.
    known = origin.join(by_code.select("kode"), on="kode", how="semi").join(
        now.select(kode_lama="kode"), on="kode_lama", how="anti"
    )
    unknown = origin.join(by_code.select("kode"), on="kode", how="anti")
    found = [by_code.with_columns(cara=pl.lit("kode"))]
    found += [part.unique(maintain_order=True).with_columns(cara=pl.lit("kode_asal")) for part in (unknown, known)]
    return pl.concat(found).unique(["kode", "kode_lama"], keep="first", maintain_order=True)


def units(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The pairs of two unit tables, with nama, golongan (jenis_unit), kode_unit and kode_opd of both sides (`_lama`)."""
    return _joined(_unit_side(now), _unit_side(before))


def posts(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The pairs of two post tables; golongan: the echelon, or category and level."""
    return _joined(_post_side(now), _post_side(before))


def _unit_side(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.unique("kode_unit", keep="first", maintain_order=True).select(
        "kode_unit", "kode_opd", "kode_asal", kode="kode_unit", nama="nama_unit", jenis="jenis_unit", golongan="jenis_unit"
    )


def _post_side(rows: pl.DataFrame) -> pl.DataFrame:
    """A structural post is named by its echelon where that is written, a functional one by its level."""
    level = pl.when(pl.col("jenjang").is_not_null()).then(pl.format("{}:{}", "jenis_jabatan", "jenjang"))
    structural = ~pl.col("jenis_jabatan").is_in(["fungsional", "pelaksana"])
    group = pl.when(structural).then(pl.coalesce("eselon", "jenis_jabatan")).otherwise(pl.coalesce(level, "jenis_jabatan"))
    return rows.unique("kode_jabatan", keep="first", maintain_order=True).select(
        "kode_unit", "kode_opd", "kode_asal", kode="kode_jabatan", nama="nama_jabatan", jenis="jenis_jabatan", golongan=group
    )


def _joined(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    sides = ("nama", "jenis", "golongan", "kode_unit", "kode_opd")
    right = before.select(pl.col("kode").alias("kode_lama"), *(pl.col(name).alias(f"{name}_lama") for name in sides))
    found = pairs(now.select("kode", "kode_asal"), before.select("kode"))
    found = found.join(now.select("kode", *sides), on="kode", how="left").join(right, on="kode_lama", how="left")
    other = (pl.col("status") == KEPT) & (pl.col("jenis") != pl.col("jenis_lama"))
    return found.with_columns(status=pl.when(other).then(pl.lit(CHANGED)).otherwise("status"))


def summary(found: pl.DataFrame) -> pl.DataFrame:
    """Per golongan: dulu, the statuses of what was (tetap … dihapus), masuk, baru, and kini. One row of `found` = one pair.

    dulu = tetap + beralih + digabung + dipecah + dihapus; an old row with several successors counts once, as the first of these.
    masuk: rows of today that come from another golongan.
    """
    old = _first(found, "kode_lama").group_by(golongan="golongan_lama")
    new = _first(found, "kode").group_by("golongan")
    moved = pl.col("golongan_lama").is_not_null() & (pl.col("golongan_lama") != pl.col("golongan"))
    then = old.agg(pl.len().alias("dulu"), *(pl.col("status").eq(name).sum().alias(name) for name in STATUSES[:-1]))
    now = new.agg(moved.sum().alias(CAME), pl.col("status").eq(NEW).sum().alias(NEW), pl.len().alias("kini"))
    joined = then.join(now, on="golongan", how="full", coalesce=True)
    return joined.select("golongan", pl.col(COUNTS).fill_null(0).cast(pl.Int64)).sort("golongan")


def _first(found: pl.DataFrame, side: str) -> pl.DataFrame:
    """One row per code of a side, the first status in the order of STATUSES."""
    rank = {name: place for place, name in enumerate(STATUSES)}
    present = found.filter(pl.col(side).is_not_null()).sort(pl.col("status").replace_strict(rank, return_dtype=pl.Int8))
    return present.unique(side, keep="first", maintain_order=True)
