"""Sebelum dan Sesudah: the baseline's administrative posts with today's place, what stays by rule, what was not done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from etl.contracts import contracts
from etl.locale import has, text
from pages.ui import formats
from pages.ui.singkatan import short_unit

STILL, KEPT = "masih_ada", "dipertahankan"
ADMINISTRATIVE = ("administrator", "pengawas")
ECHELONS = ("III.a", "III.b", "IV.a", "IV.b", "V.a")
UNIT_KINDS = list(contracts()["unit"].columns["jenis_unit"].choices)
GROUNDS = tuple(contracts()["penyetaraan"].columns["dasar_dipertahankan"].choices)


def rows(
    sheet: pl.DataFrame, now: pl.DataFrame, then: pl.DataFrame, units: pl.DataFrame, units_then: pl.DataFrame
) -> pl.DataFrame:
    """The sheet penyetaraan with the agency of today, the old post's and unit's names, and where each post leads (`kini`).

    kode_opd: by the old unit, else by the new post, else by the old unit's agency where that still stands.
    kini: `dipertahankan`, the new post's category (`fungsional:ahli_muda`), `masih_ada`, or its fate (dihapus, digabung).
    """
    posts = now.unique("kode_jabatan", keep="first").select(
        "kode_jabatan", opd_baru="kode_opd", kategori_baru=_category(), administrasi=_administrative(), nama_baru="nama_jabatan"
    )
    old = then.unique("kode_jabatan", keep="first").select(kode_jabatan_asal="kode_jabatan", nama_jabatan="nama_jabatan")
    homes = units_then.unique("kode_unit", keep="first").select(
        kode_unit_asal="kode_unit", opd_lama="kode_opd", nama_unit="nama_unit"
    )
    found = sheet.join(posts.rename({"kode_jabatan": "kode_jabatan_baru"}), on="kode_jabatan_baru", how="left")
    there = posts.select(kode_jabatan_asal="kode_jabatan", ada="administrasi")
    found = found.join(there, on="kode_jabatan_asal", how="left").join(old, on="kode_jabatan_asal", how="left")
    found = found.join(homes, on="kode_unit_asal", how="left")
    standing = pl.when(pl.col("opd_lama").is_in(units["kode_unit"].to_list())).then("opd_lama")
    found = found.with_columns(
        kode_opd=pl.coalesce("kode_opd", "opd_baru", standing),
        masih_ada=pl.col("ada").fill_null(False) & (pl.col("nasib") != KEPT),
        nama_jabatan=pl.coalesce("nama_jabatan", "kode_jabatan_asal"),
    )
    return found.with_columns(kini=_today()).drop("opd_baru", "opd_lama", "ada", "administrasi")


def _category() -> pl.Expr:
    level = pl.format("{}:{}", "jenis_jabatan", "jenjang")
    return pl.when(pl.col("jenjang").is_not_null()).then(level).otherwise("jenis_jabatan")


def _administrative() -> pl.Expr:
    return pl.col("jenis_jabatan").is_in(ADMINISTRATIVE) | pl.col("eselon").eq_missing(pl.lit("V.a"))


def _today() -> pl.Expr:
    equalised = (pl.col("status_penyetaraan") == "disetarakan") & pl.col("jenjang_baru").is_not_null()
    return (
        pl.when(pl.col("nasib") == KEPT).then(pl.lit(KEPT))
        .when(pl.col("kategori_baru").is_not_null()).then("kategori_baru")
        .when(equalised).then(pl.format("fungsional:{}", "jenjang_baru"))
        .when("masih_ada").then(pl.lit(STILL))
        .otherwise("nasib")
    )  # fmt: skip


def flows(found: pl.DataFrame) -> dict[tuple[str, str], int]:
    """(old echelon, where it leads) → posts."""
    counted = found.group_by("eselon_asal", "kini").agg(pl.len())
    return {(echelon, today): n for echelon, today, n in counted.iter_rows()}


def targets(found: Mapping[tuple[str, str], int]) -> list[str]:
    """Where the flows lead, in the order of the picture: kept, categories by rank, merged, removed, still there."""
    order = (KEPT, "administrator", "pengawas", "fungsional:ahli_madya", "fungsional:ahli_muda", "fungsional:ahli_pertama")
    last = ("digabung", "dihapus", STILL)
    present = {today for _, today in found}
    between = sorted(present - {*order, *last})
    return [today for today in (*order, *between, *last) if today in present]


def today_name(today: str, lang: str) -> str:
    """`JF Ahli Muda`, `Dipertahankan menurut aturan`, `Masih ada, belum dikerjakan`."""
    if today in (KEPT, STILL, "dihapus", "digabung"):
        return text(f"perubahan.kini.{today}", lang)
    kind, _, level = today.partition(":")
    if not level:
        return text(f"hierarki.jenis.{kind}", lang)
    return text("perubahan.kini.jenjang", lang, jenjang=text(f"hierarki.jenjang.{level}", lang))


def group_name(group: str, lang: str) -> str:
    """An echelon, category:level or kind of unit as it is called."""
    if has(f"hierarki.jenis_unit.{group}", lang):
        return text(f"hierarki.jenis_unit.{group}", lang)
    return text("perubahan.eselon", lang, eselon=group) if "." in group else today_name(group, lang)


def group_rank(group: str) -> tuple[int, str]:
    """Echelons first, then the heads without one, functional levels, executing posts; kinds of unit by the contract."""
    if group in UNIT_KINDS:
        return UNIT_KINDS.index(group), group
    kind = group.partition(":")[0]
    return {"kepala_daerah": 0, "fungsional": 3, "pelaksana": 4}.get(kind, 1 if "." in group else 2), group


def grounds(found: pl.DataFrame) -> list[tuple[str | None, int]]:
    """(dasar_dipertahankan, posts kept for it) in the order of the list; None: kept without a ground."""
    kept = found.filter(pl.col("nasib") == KEPT)
    counts = dict(kept.group_by("dasar_dipertahankan").agg(pl.len()).iter_rows())
    return [(ground, counts[ground]) for ground in (*GROUNDS, None) if counts.get(ground)]


def grounds_table(found: pl.DataFrame, lang: str) -> pl.DataFrame:
    """What stays by rule: ground, posts, by echelon."""
    kept = found.filter(pl.col("nasib") == KEPT)
    counts = {(g, e): n for g, e, n in kept.group_by("dasar_dipertahankan", "eselon_asal").agg(pl.len()).iter_rows()}
    echelons = [e for e in ECHELONS if any(key[1] == e for key in counts)]
    shown = [
        [ground_name(ground, lang), formats.number(n, 0, lang)]
        + [formats.number(counts.get((ground, e), 0), 0, lang) if (ground, e) in counts else "·" for e in echelons]
        for ground, n in grounds(found)
    ]
    heads = [text("perubahan.tabel.dasar", lang), text("perubahan.tabel.jabatan_n", lang), *echelons]
    return pl.DataFrame(shown, schema=dict.fromkeys(heads, pl.String), orient="row")


def ground_name(ground: str | None, lang: str) -> str:
    """The ground in words; a post kept without one says so."""
    return text(f"perubahan.dasar.{ground or 'kosong'}", lang)


def not_done(found: pl.DataFrame) -> pl.DataFrame:
    """Posts that were to go, yet still stand among today's administrative posts."""
    return found.filter("masih_ada").sort("kode_opd", "kode_jabatan_asal", nulls_last=True)


def not_done_table(found: pl.DataFrame, agencies: Mapping[str, str], lang: str) -> pl.DataFrame:
    """The list for the screen: agency, post, echelon, status of equalisation."""
    shown = [(*place(r, agencies), status_name(r["status_penyetaraan"], lang)) for r in not_done(found).iter_rows(named=True)]
    heads = [text(f"perubahan.tabel.{name}", lang) for name in ("opd", "jabatan", "eselon", "status")]
    return pl.DataFrame(shown, schema=dict.fromkeys(heads, pl.String), orient="row")


def place(row: Mapping[str, Any], agencies: Mapping[str, str]) -> tuple[str, str, str]:
    """Agency, post and echelon of a row, as the lists show them."""
    return short_unit(agencies.get(row["kode_opd"] or "")), row["nama_jabatan"], row["eselon_asal"]


def status_name(status: str | None, lang: str) -> str:
    """The status of equalisation in words."""
    return text(f"perubahan.status.{status or 'kosong'}", lang)
