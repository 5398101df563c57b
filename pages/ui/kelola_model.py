"""What Kelola says about grants: who holds what, for how long, and what a keeper may give. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from etl.access import Role, Scope, fits, standing
from etl.locale import text
from pages.ui import formats

SOON_DAYS = 30
"""A grant that ends within so many days is counted as ending soon."""
STATES = ("hidup", "berlaku", "nanti", "selesai", "semua")
"""Which grants are listed; `hidup`: what holds or will hold, `selesai`: what ended or was withdrawn."""
_OF_STATE = {"hidup": ("berlaku", "nanti"), "selesai": ("berakhir", "dicabut")}

Row = Mapping[str, Any]
Names = Mapping[str, str]
"""kode_wilayah → name of every government."""


def stand(rows: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The grants with `keadaan` at this moment (UTC) and `segera`: whether one that holds ends within SOON_DAYS."""
    soon = now + timedelta(days=SOON_DAYS)
    states = [
        standing(row["berlaku_dari"], row["berlaku_sampai"], row["dicabut_pada"], now) for row in rows.iter_rows(named=True)
    ]
    ends = pl.col("berlaku_sampai").is_not_null() & (pl.col("berlaku_sampai") <= soon)
    told = rows.with_columns(pl.Series("keadaan", states, dtype=pl.String))
    return told.with_columns(segera=(pl.col("keadaan") == "berlaku") & ends)


def chosen(rows: pl.DataFrame, state: str, role: str, pattern: str, words: str) -> pl.DataFrame:
    """The grants in a state (STATES), of a role and a scope (empty: any) whose identity has these letters in it."""
    kept = rows.filter(pl.col("keadaan").is_in(_OF_STATE.get(state, (state,)))) if state != "semua" else rows
    for column, value in (("peran", role), ("lingkup", pattern)):
        kept = kept.filter(pl.col(column) == value) if value else kept
    return kept.filter(pl.col("identitas").str.contains(words.strip().lower(), literal=True))


def counts(rows: pl.DataFrame) -> dict[str, int]:
    """How many grants hold, for how many people, how many do not begin yet, end soon or ended; administrators of the nation."""
    hold = rows.filter(keadaan="berlaku")
    return {
        "berlaku": hold.height,
        "orang": hold["identitas"].n_unique(),
        "admin": hold.filter(peran=Role.ADMIN.value, lingkup="*")["identitas"].n_unique(),
        "segera": int(rows["segera"].sum()),
        "nanti": rows.filter(keadaan="nanti").height,
        "selesai": rows.filter(pl.col("keadaan").is_in(_OF_STATE["selesai"])).height,
    }


def finding(told: Mapping[str, int], nation: bool, lang: str) -> str:
    """The page's sentence: nobody yet; no administrator (where the keeper would see one); else who holds how much."""
    if not told["berlaku"]:
        return text("kelola.temuan.kosong", lang)
    if nation and not told["admin"]:
        return text("kelola.temuan.tanpa_admin", lang, **told)
    return text(f"kelola.temuan.{'segera' if told['segera'] else 'ada'}", lang, **told)


def scope_words(pattern: str, names: Names, lang: str) -> str:
    """`Kota Cilegon (36.72)`, `Pemerintah Provinsi Banten (36)`, `Provinsi Banten dan daerahnya (36.*)`; the nation."""
    stem = pattern.removesuffix(".*")
    kind = "bangsa" if pattern == "*" else "provinsi" if stem != pattern else "pemprov" if "." not in stem else "daerah"
    return text(f"kelola.lingkup.{kind}", lang, nama=names.get(stem, stem), kode=pattern)


def state_words(row: Row, now: datetime, lang: str) -> str:
    """How a grant stands: `berlaku, 5 hari lagi`, `mulai 1 Des 2026`, `berakhir 21 Nov 2026`, `dicabut 22 Nov 2026`."""
    if row["segera"]:
        return text("kelola.keadaan.segera", lang, hari=-((now - row["berlaku_sampai"]) // timedelta(days=1)))
    day = {"nanti": row["berlaku_dari"], "berakhir": _last(row), "dicabut": row["dicabut_pada"]}.get(row["keadaan"])
    return text(f"kelola.keadaan.{row['keadaan']}", lang, tanggal=formats.day(day, lang, row["zona"]))


def until_words(row: Row, lang: str) -> str:
    """The last day on which a grant holds, or that it has no end."""
    return formats.day(_last(row), lang, row["zona"]) if row["berlaku_sampai"] else text("kelola.tanpa_akhir", lang)


def _last(row: Row) -> datetime | None:
    return row["berlaku_sampai"] - timedelta(microseconds=1) if row["berlaku_sampai"] else None


def place_words(row: Row, names: Names, lang: str) -> str:
    """The scope of a grant, with the agency that it is narrowed to."""
    unit = f" · {row['nama_unit'] or row['kode_unit']}" if row["kode_unit"] else ""
    return f"{scope_words(row['lingkup'], names, lang)}{unit}"


def title(row: Row, names: Names, lang: str) -> str:
    """One grant in a list to choose from: who, as what, where."""
    role = text(f"halaman.peran.{row['peran']}", lang)
    return f"{row['identitas']} · {role} · {place_words(row, names, lang)}"


def why_words(row: Row, lang: str) -> str:
    """Why it was given, and why and by whom it was withdrawn."""
    given = [row["alasan"]] if row["alasan"] else []
    taken = {"oleh": row["dicabut_oleh"], "alasan": row["alasan_cabut"] or formats.NULL}
    return " · ".join(given + ([text("kelola.dicabut", lang, **taken)] if row["dicabut_pada"] else [])) or formats.NULL


def table(rows: pl.DataFrame, names: Names, now: datetime, lang: str) -> pl.DataFrame:
    """Identity, role, scope with its agency, first and last day, state, who gave it, why; headings in the reader's language."""
    told = [
        (row["identitas"], text(f"halaman.peran.{row['peran']}", lang), place_words(row, names, lang),
         formats.day(row["berlaku_dari"], lang, row["zona"]), until_words(row, lang), state_words(row, now, lang), row["oleh"],
         why_words(row, lang))
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    columns = ("identitas", "peran", "lingkup", "dari", "sampai", "keadaan", "oleh", "alasan")
    headings = [text(f"kelola.kolom.{name}", lang) for name in columns]
    return pl.DataFrame(told, schema=dict.fromkeys(headings, pl.String), orient="row")


def patterns(role: Role, own: Scope, codes: Iterable[str]) -> list[str]:
    """The scopes for which a keeper may give this role: those that fit it and lie within the keeper's own, the widest first."""
    known = list(codes)
    every = ["*", *(f"{code}.*" for code in known if "." not in code), *known]
    return [one for one in every if fits(role, Scope(one)) and own.contains(Scope(one))]


def roles(own: Scope, codes: Iterable[str]) -> list[Role]:
    """The roles that a keeper may give somewhere."""
    known = list(codes)
    return [role for role in Role if patterns(role, own, known)]
