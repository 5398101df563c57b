"""Possible moves inside a region: who has too many in a post that somebody else has too few of. Pure; posts, never persons."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

MOVABLE = ("fungsional", "pelaksana")
"""Kinds of posts that more than one agency has; who leads a unit is appointed, not moved."""


@dataclass(frozen=True)
class Pindah:
    """So many persons of one post could go from one agency to another."""

    dari: str
    ke: str
    jabatan: str
    orang: int


@dataclass(frozen=True)
class Ukuran:
    """Post by post inside one agency: short and over do not make up for each other."""

    kurang: int
    lebih: int
    jabatan_kurang: str
    jabatan_lebih: str


def _balances(posts: pl.DataFrame) -> pl.DataFrame:
    """kode_opd, kunci (name, tidied), nama, selisih of the movable posts whose need is stated."""
    known = posts.filter(pl.col("kebutuhan").is_not_null() & pl.col("kode_opd").is_not_null())
    key = pl.col("nama_jabatan").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars(" .")
    named = known.with_columns(kunci=pl.concat_str(key, pl.col("jenis_jabatan"), pl.col("jenjang").fill_null(""), separator="|"))
    return named.group_by("kode_opd", "kunci").agg(
        pl.col("nama_jabatan").min().alias("nama"),
        pl.col("jenis_jabatan").first(),
        (pl.col("terisi") - pl.col("kebutuhan")).sum().alias("selisih"),
    )


def moves(posts: pl.DataFrame) -> list[Pindah]:
    """Post by post, always from the agency with most over to the one most short, until one side is used up.

    Same post name only (and the same level); ties fall to the smaller code. Largest moves first.
    """
    balances = _balances(posts).filter(pl.col("jenis_jabatan").is_in(MOVABLE) & (pl.col("selisih") != 0))
    found: list[Pindah] = []
    for _, rows in sorted(balances.group_by("kunci"), key=lambda part: str(part[0])):
        counts = dict(rows.select("kode_opd", "selisih").iter_rows())
        found += _matched(counts, str(rows["nama"].min()))
    return sorted(found, key=lambda m: (-m.orang, m.jabatan, m.dari, m.ke))


def _matched(counts: dict[str, int], name: str) -> list[Pindah]:
    found: list[Pindah] = []
    while True:
        dari, over = max(counts.items(), key=lambda c: (c[1], _last_first(c[0])))
        ke, short = min(counts.items(), key=lambda c: (c[1], c[0]))
        if over <= 0 or short >= 0:
            return found
        n = min(over, -short)
        found.append(Pindah(dari, ke, name, n))
        counts[dari], counts[ke] = over - n, short + n


def _last_first(kode: str) -> tuple[int, ...]:
    """So that of equal counts the smaller code is the maximum."""
    return tuple(-ord(letter) for letter in kode)


def of_agency(found: list[Pindah], kode_opd: str | None) -> list[Pindah]:
    """Those that an agency gives or gets; all without one."""
    return [m for m in found if kode_opd in (None, m.dari, m.ke)]


def sizes(posts: pl.DataFrame) -> dict[str, Ukuran]:
    """kode_opd → how many are short and over post by post, with the post of the largest shortage and surplus."""
    found: dict[str, Ukuran] = {}
    for (kode,), rows in _balances(posts).group_by("kode_opd"):
        ranked = rows.sort("selisih", "kunci")
        short, over = ranked.filter(pl.col("selisih") < 0), ranked.filter(pl.col("selisih") > 0)
        found[str(kode)] = Ukuran(
            -int(short["selisih"].sum()),
            int(over["selisih"].sum()),
            str(short["nama"][0]) if short.height else "",
            str(over["nama"][-1]) if over.height else "",
        )
    return found
