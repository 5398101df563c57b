"""Penyetaraan: matrix, posts that wait, exceptions, wrong levels, the diploma's due date, retirement. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import polars as pl

from etl.locale import text
from etl.regulations import value
from pages.ui import formats
from pages.ui import perubahan_model as rows_model
from pages.ui.singkatan import short_unit
from pages.ui.tahapan_model import joined

RULE = "permenpanrb-17-2021"
LEVELS = ("ahli_madya", "ahli_muda", "ahli_pertama", "-")
"""`-`: equalised, but the new level is not filled."""
DONE, WAITING, EXEMPT, OUTSIDE = "disetarakan", "belum", "dikecualikan", "bukan_sasaran"
FEW = 3
MOST = 12


@cache
def targets() -> dict[str, str]:
    """Old echelon → the level it becomes, as the regulation file says."""
    return {str(k): str(v) for k, v in value(RULE, "tujuan_penyetaraan").value.items()}


def counts(found: pl.DataFrame) -> dict[str, int]:
    """status_penyetaraan → posts."""
    return {str(status): n for status, n in found.group_by("status_penyetaraan").agg(pl.len()).iter_rows()}


def matrix(spread: pl.DataFrame) -> dict[tuple[str, str], int]:
    """(old echelon, new level) → posts, from the distribution arah_penyetaraan."""
    counted = spread.group_by("sumbu_x", "sumbu_y").agg(pl.col("jumlah").sum())
    return {(x, y): n for x, y, n in counted.iter_rows()}


def wrong_cells(cells: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Cells whose level is not the one of the echelon; a level not filled is missing, not wrong."""
    return {(e, level) for (e, level), n in cells.items() if n and level != "-" and targets().get(e, level) != level}


def mistakes(found: pl.DataFrame) -> pl.DataFrame:
    """Equalised posts with another level than their echelon's, with `semestinya`."""
    expected = pl.col("eselon_asal").replace_strict(targets(), default=None, return_dtype=pl.String)
    own = found.filter(pl.col("status_penyetaraan") == DONE).with_columns(semestinya=expected)
    return own.filter(pl.col("jenjang_baru").is_not_null() & (pl.col("jenjang_baru") != pl.col("semestinya")))


def of_status(found: pl.DataFrame, status: str) -> pl.DataFrame:
    """The rows of one status, agencies with most of them first."""
    own = found.filter(pl.col("status_penyetaraan") == status).with_columns(banyak=pl.len().over("kode_opd"))
    return own.sort("banyak", "kode_opd", "kode_jabatan_asal", descending=[True, False, False], nulls_last=True)


def waiting_table(found: pl.DataFrame, agencies: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Posts not yet equalised: agency, post, echelon, the level it should become."""
    shown = [
        (*rows_model.place(r, agencies), _level(targets().get(r["eselon_asal"]), lang))
        for r in of_status(found, WAITING).iter_rows(named=True)
    ]
    return _table(("opd", "jabatan", "eselon", "tujuan"), shown, lang)


def exempt_table(found: pl.DataFrame, agencies: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Exempt posts with their reason; none written says so."""
    shown = [
        (*rows_model.place(r, agencies), r["alasan_pengecualian"] or text("penyetaraan.tanpa_alasan", lang))
        for r in of_status(found, EXEMPT).sort("alasan_pengecualian", nulls_last=True, maintain_order=True).iter_rows(named=True)
    ]
    return _table(("opd", "jabatan", "eselon", "alasan"), shown, lang)


def mistakes_table(found: pl.DataFrame, agencies: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Wrong levels: what is written, what it should be."""
    shown = [
        (agency, echelon, _level(r["jenjang_baru"], lang), _level(r["semestinya"], lang), post)
        for r in mistakes(found).iter_rows(named=True)
        for agency, post, echelon in [rows_model.place(r, agencies)]
    ]
    return _table(("opd", "eselon", "tertulis", "semestinya", "jabatan"), shown, lang)


def matrix_table(cells: Mapping[tuple[str, str], int], lang: str) -> pl.DataFrame:
    """The matrix as a table."""
    rows = [
        (e, *(formats.number(cells.get((e, level), 0), 0, lang) for level in levels(cells)), _level(targets().get(e), lang))
        for e in echelons(cells)
    ]
    heads = [text("penyetaraan.tabel.eselon", lang), *(_level(level, lang) for level in levels(cells))]
    return pl.DataFrame(rows, schema=dict.fromkeys([*heads, text("penyetaraan.tabel.tujuan", lang)], pl.String), orient="row")


def echelons(cells: Mapping[tuple[str, str], int]) -> list[str]:
    """The echelons that occur, in their order."""
    return [e for e in rows_model.ECHELONS if any(key[0] == e for key in cells)]


def levels(cells: Mapping[tuple[str, str], int]) -> list[str]:
    """The three levels, and `-` where one is not filled."""
    return [level for level in LEVELS if level != "-" or any(key[1] == "-" for key in cells)]


def level_name(level: str, lang: str) -> str:
    """`Ahli Muda`; not filled says so."""
    return _level(level, lang)


def _level(level: str | None, lang: str) -> str:
    if level in (None, "-"):
        return text("penyetaraan.jenjang_kosong", lang)
    return text(f"hierarki.jenjang.{level}", lang)


def _table(columns: tuple[str, ...], shown: Sequence[tuple[str, ...]], lang: str) -> pl.DataFrame:
    heads = [text(f"penyetaraan.tabel.{name}", lang) for name in columns]
    return pl.DataFrame(shown, schema=dict.fromkeys(heads, pl.String), orient="row")


def finding(found: pl.DataFrame, agencies: Mapping[str, str], lang: str, *, alone: bool = False) -> str:
    """How many are done, and where the others are; alone: the rows are those of one agency, which need not be named."""
    n = counts(found)
    done, left = n.get(DONE, 0), n.get(WAITING, 0)
    if not done + left:
        return text("penyetaraan.temuan.tidak_ada", lang, n=formats.number(found.height, 0, lang))
    said = {"n": formats.number(done, 0, lang), "semua": formats.number(done + left, 0, lang),
            "nilai": formats.percent(100 * done / (done + left), lang)}  # fmt: skip
    if not left:
        return text("penyetaraan.temuan.selesai", lang, **said)
    homes = of_status(found, WAITING)["kode_opd"].value_counts(sort=True)
    names = [short_unit(agencies.get(kode or "")) for kode in homes["kode_opd"]]
    said["sisa"] = formats.number(left, 0, lang)
    if alone:
        return text("penyetaraan.temuan.sendiri", lang, **said)
    if len(names) <= FEW:
        return text("penyetaraan.temuan.sedikit", lang, **said, opd=joined(names, lang))
    top = formats.number(homes["count"][0], 0, lang)
    return text("penyetaraan.temuan.banyak", lang, **said, opd=len(names), nama=names[0], terbanyak=top)


def diploma(found: pl.DataFrame) -> tuple[date, date, int] | None:
    """(inaugurated, due, posts) of the largest wave of equalised posts; None where no date is filled.

    Due: the education must be complete that many years after the inauguration.
    """
    dated = found.filter((pl.col("status_penyetaraan") == DONE) & pl.col("tanggal_pelantikan").is_not_null())
    if dated.is_empty():
        return None
    waves = dated.group_by("tanggal_pelantikan").agg(n=pl.len()).sort("n", "tanggal_pelantikan", descending=[True, False])
    begun, n = waves.row(0)
    years = int(value(RULE, "batas_pemenuhan_ijazah").value)
    # 29 February has no anniversary in most years.
    day = min(begun.day, 28) if begun.month == 2 else begun.day
    return begun, date(begun.year + years, begun.month, day), n


def by_year(spread: pl.DataFrame) -> dict[tuple[str, str], int]:
    """(year, jenis_jabatan) → posts that fall vacant, from the distribution pensiun."""
    kinds = spread.with_columns(jenis=pl.col("sumbu_y").str.split(":").list.first())
    counted = kinds.group_by("sumbu_x", "jenis").agg(pl.col("jumlah").sum())
    return {(x, kind): n for x, kind, n in counted.iter_rows()}


def by_agency(spread: pl.DataFrame, most: int | None = None) -> tuple[dict[tuple[str, str], int], list[str]]:
    """(agency, year) → posts that fall vacant, and the agencies, most first."""
    own = spread.filter(pl.col("kode_unit").is_not_null())
    counted = own.group_by("kode_unit", "sumbu_x").agg(pl.col("jumlah").sum())
    totals = counted.group_by("kode_unit").agg(pl.col("jumlah").sum()).sort("jumlah", "kode_unit", descending=[True, False])
    order = totals["kode_unit"].to_list()
    return {(k, x): n for k, x, n in counted.iter_rows()}, order[:most]
