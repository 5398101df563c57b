"""The structure of one government as small tables: trunk, agencies, branches, boxes. Pure: frames in, frames out.

`nodes` everywhere: the columns of kerja.simpul of one submission and one variant (root = layer 1).
`orang` = persons a node stands for; of a vacant node (`lowong`) the empty seats, in the structural variant always the seats.
"""

from __future__ import annotations

import polars as pl

RANK = ("kepala_daerah", "jpt_madya", "jpt_pratama", "administrator", "pengawas", "fungsional", "pelaksana")
"""Categories of posts, highest first."""
UPT = ("uptd", "puskesmas", "sekolah", "rsud", "kelurahan")
"""Kinds of units that stand side by side under one head and are shown as a strip, not as boxes."""
OUTSIDE = "-"
"""The code of posts that lie in no agency."""
REST = "+"
"""The code of the row that stands for all agencies past the cap."""
_PEOPLE = pl.col("orang").filter(~pl.col("lowong")).sum()
_EMPTY = pl.col("orang").filter(pl.col("lowong")).sum()


def trunk(nodes: pl.DataFrame) -> pl.DataFrame:
    """The chain above the agencies, one post a layer, at most two: the head of the region and the post all else runs through."""
    root = _only(nodes.filter((pl.col("lapisan") == 1) & (pl.col("jenis_jabatan") == "kepala_daerah")))
    if root.is_empty():
        return root
    return pl.concat([root, _only(nodes.filter(pl.col("simpul_atasan") == root["simpul_id"][0]))])


def _only(candidates: pl.DataFrame) -> pl.DataFrame:
    """The single candidate that has reports, or no row."""
    found = candidates.filter(pl.col("rentang") > 0)
    return found if found.height == 1 else candidates.clear()


def below_trunk(nodes: pl.DataFrame) -> pl.DataFrame:
    """All nodes but the trunk; posts that lie in no agency get the code OUTSIDE."""
    rest = nodes.join(trunk(nodes).select("simpul_id"), on="simpul_id", how="anti")
    return rest.with_columns(pl.col("kode_opd").fill_null(OUTSIDE))


def agencies(nodes: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """One row per perangkat daerah, most people first: kode_opd, nama, orang, lapisan_maks, jenis (its head's category)."""
    names = units.select(pl.col("kode_unit").alias("kode_opd"), pl.col("nama_unit").alias("nama"))
    return (
        below_trunk(nodes)
        .group_by("kode_opd")
        .agg(
            _PEOPLE.alias("orang"),
            pl.col("lapisan").filter(~pl.col("lowong")).max().alias("lapisan_maks"),
            pl.col("jenis_jabatan").sort_by("lapisan", "rentang", descending=[False, True]).first().alias("jenis"),
        )
        .join(names, on="kode_opd", how="left")
        .sort("orang", "kode_opd", descending=[True, False])
    )


def region_rows(nodes: pl.DataFrame, units: pl.DataFrame, cap: int = 13) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(rows, cells) of the region's icicle: `cap` agencies and one row for the rest (code REST, `anggota` = how many).

    cells: kode_opd, lapisan, jenis_jabatan, orang, kursi (seats), lowong (empty seats), manajer, bawahan (their reports).
    """
    found = agencies(nodes, units)
    shown = found.head(cap if found.height > cap + 1 else found.height)
    code = pl.when(pl.col("kode_opd").is_in(shown["kode_opd"].implode())).then("kode_opd").otherwise(pl.lit(REST))
    rest = found.slice(shown.height).select(
        kode_opd=pl.lit(REST), orang=pl.col("orang").sum(), lapisan_maks=pl.col("lapisan_maks").max(), anggota=pl.len()
    )
    rows = shown.with_columns(anggota=pl.lit(1, pl.UInt32))
    if found.height > shown.height:
        rows = pl.concat([rows, rest], how="diagonal_relaxed")
    return rows, _cells(below_trunk(nodes).with_columns(code.alias("kode_opd")), ["kode_opd", "lapisan", "jenis_jabatan"])


def _cells(nodes: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Persons, seats, empty seats, managers and their reports of each group."""
    manager = pl.col("rentang") > 0
    return nodes.group_by(by).agg(
        _PEOPLE.alias("orang"),
        kursi=pl.col("orang").sum(),
        lowong=_EMPTY,
        manajer=manager.sum(),
        bawahan=pl.col("rentang").filter(manager).sum(),
    )


def per_layer(nodes: pl.DataFrame) -> pl.DataFrame:
    """lapisan, orang, jabatan (posts) of every layer, top first."""
    return (
        nodes.group_by("lapisan").agg(_PEOPLE.alias("orang"), pl.col("kode_jabatan").n_unique().alias("jabatan")).sort("lapisan")
    )


def posts(structural: pl.DataFrame, occupied: pl.DataFrame) -> pl.DataFrame:
    """One row per post where it stands in the structure: orang = persons, kursi = seats, rentang = persons who report to it.

    lowong = the post has no definitive holder; plt = somebody acts in it.
    """
    people = occupied.group_by("kode_jabatan").agg(pl.col("orang").sum())
    seats = structural.group_by("kode_jabatan").agg(pl.col("orang").sum().alias("kursi"))
    rows = structural.filter(pl.col("simpul_id") == pl.col("kode_jabatan")).drop("orang", "rentang")
    rows = rows.join(people, on="kode_jabatan", how="left").join(seats, on="kode_jabatan", how="left")
    rows = rows.with_columns(pl.col("orang").fill_null(0))
    reports = rows.group_by(pl.col("simpul_atasan").alias("simpul_id")).agg(pl.col("orang").sum().alias("rentang"))
    return rows.join(reports, on="simpul_id", how="left").with_columns(pl.col("rentang").fill_null(0))


def subtree(nodes: pl.DataFrame, simpul: str) -> pl.DataFrame:
    """A node and everything below it."""
    edges = nodes.select("simpul_id", "simpul_atasan")
    found = front = edges.filter(pl.col("simpul_id") == simpul).select("simpul_id")
    while front.height:
        front = edges.join(front, left_on="simpul_atasan", right_on="simpul_id").select("simpul_id")
        front = front.join(found, on="simpul_id", how="anti")
        found = pl.concat([found, front])
    return nodes.join(found, on="simpul_id", how="semi")


def without_vacancies(rows: pl.DataFrame) -> pl.DataFrame:
    """The posts that somebody fills, and vacant ones that still have posts below them; no empty seats are counted."""
    kept = rows.filter((pl.col("orang") > 0) | pl.col("simpul_id").is_in(rows["simpul_atasan"].drop_nulls().implode()))
    return kept.with_columns(kursi=pl.col("orang"))


def branch(nodes: pl.DataFrame, structural: pl.DataFrame, kode_opd: str | None, kode_jabatan: str | None = None) -> pl.DataFrame:
    """The nodes of a branch: of the posts below one post in the structure, else of one agency, else of the whole region."""
    if kode_jabatan:
        return nodes.join(subtree(structural, kode_jabatan).select("kode_jabatan").unique(), on="kode_jabatan", how="semi")
    return nodes.filter(pl.col("kode_opd") == kode_opd) if kode_opd else nodes


def managers_of(nodes: pl.DataFrame) -> pl.DataFrame:
    """Nodes with reports, top first, in the order of their codes."""
    return nodes.filter(pl.col("rentang") > 0).sort("lapisan", "kode_jabatan")


def deepest_branches(nodes: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Units with people at the deepest layer, most people first: kode_unit, nama_unit, jenis, kode_opd, lapisan, orang.

    A sub-section counts as its parent: what keeps the layer is the secretariat, not one of its parts.
    """
    occupied = nodes.filter(~pl.col("lowong"))
    deepest = occupied["lapisan"].max()
    parents = units.select("kode_unit", "kode_induk", "jenis_unit")
    small = pl.col("jenis_unit").is_in(["subbagian", "seksi", "kelompok_jf"]) & pl.col("kode_induk").is_not_null()
    names = units.select("kode_unit", "nama_unit", pl.col("jenis_unit").alias("jenis"))
    return (
        occupied.filter(pl.col("lapisan") == deepest)
        .join(parents, on="kode_unit", how="left")
        .with_columns(kode_unit=pl.when(small).then("kode_induk").otherwise("kode_unit"))
        .group_by("kode_unit", "kode_opd")
        .agg(pl.col("lapisan").first(), pl.col("orang").sum())
        .join(names, on="kode_unit", how="left")
        .sort("orang", "kode_unit", descending=[True, False])
    )


def compared(now: pl.DataFrame, before: pl.DataFrame, origins: pl.DataFrame) -> pl.DataFrame:
    """Posts of both periods: the columns of `now` and lapisan_dulu, rentang_dulu, orang_dulu, perubahan (tetap, baru, dihapus).

    Matched by code, else by the first of `origins` (kode_jabatan, kode_asal); never by name.
    """
    codes = before.select("kode_jabatan").to_series().implode()
    first = pl.col("kode_asal").str.split(";").list.first().str.strip_chars()
    known = now.join(origins.select("kode_jabatan", "kode_asal").unique("kode_jabatan"), on="kode_jabatan", how="left")
    known = known.with_columns(kode_dulu=pl.when(pl.col("kode_jabatan").is_in(codes)).then("kode_jabatan").otherwise(first))
    past = before.unique("kode_jabatan").select(
        "kode_jabatan", lapisan_dulu="lapisan", rentang_dulu="rentang", orang_dulu="orang", ada=pl.lit(True)
    )
    joined = known.join(past, left_on="kode_dulu", right_on="kode_jabatan", how="left")
    joined = joined.with_columns(perubahan=pl.when("ada").then(pl.lit("tetap")).otherwise(pl.lit("baru")))
    gone = before.join(joined.select(pl.col("kode_dulu").alias("kode_jabatan")), on="kode_jabatan", how="anti").select(
        "kode_jabatan", "nama_jabatan", "jenis_jabatan", "kode_opd", "kode_unit",
        lapisan_dulu="lapisan", rentang_dulu="rentang", orang_dulu="orang", perubahan=pl.lit("dihapus"),
    )  # fmt: skip
    return pl.concat([joined.drop("kode_dulu", "kode_asal", "ada"), gone], how="diagonal_relaxed")
