"""Predicates of staff by agency: counts as the gate tells them, the circular's limits as findings, the nine cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.locale import text
from etl.metrics.predicates import LEVELS, PREDICATES, matrix
from etl.regulations import value
from pages.ui import formats
from pages.ui.singkatan import short_unit

STEPS = dict(zip(PREDICATES, ("ST", "T", "S", "R", "SR"), strict=True))
"""Predicate → step of the palette."""
UNKNOWN = "-"


def counted() -> int:
    """Groups of fewer persons are told as counts, not as shares."""
    return int(value("acuan-pribadi", "kelompok_cacah").value)


@dataclass(frozen=True)
class Sebaran:
    """One agency: its organisation's predicate and its counts per predicate, None where hidden."""

    kode: str
    nama: str
    organisasi: str
    jumlah: tuple[int | None, ...]
    orang: int | None
    """Staff with a predicate; None where hidden."""

    @property
    def small(self) -> bool:
        """Whether it is told as counts only."""
        return self.orang is None or self.orang < counted()

    @property
    def rest(self) -> int | None:
        """How many the hidden predicates hold together."""
        return None if self.orang is None else self.orang - sum(n or 0 for n in self.jumlah)


@dataclass(frozen=True)
class Temuan:
    """A limit of the circular that the spread of an agency lies outside of; bagian and orang of the predicates named."""

    kode: str
    nama: str
    organisasi: str
    predikat: tuple[str, ...]
    aturan: str
    batas: float
    bagian: float
    orang: int
    semua: int


def spreads(rows: pl.DataFrame, names: Mapping[str, str]) -> tuple[list[Sebaran], Sebaran | None]:
    """Every agency of the distribution predikat_kinerja, and the region as their sum; as the gate lets them through.

    To a reader of one agency, who is told nothing of the region, that agency is the whole.
    """
    found: dict[str | None, dict[str | None, int | None]] = {}
    for unit, predicate, n in rows.select("kode_unit", "sumbu_x", "jumlah").iter_rows():
        found.setdefault(unit, {})[predicate] = n
    region = found.pop(None, None) or (next(iter(found.values())) if len(found) == 1 else None)
    if not found or region is None:
        return [], None
    rated = {unit: rating for unit, rating in rows.select("kode_unit", "sumbu_y").unique().iter_rows() if rating}
    agencies = [_spread(k, names.get(k, k), rated.get(k, UNKNOWN), found[k]) for k in sorted(k for k in found if k)]
    return agencies, _spread("", "", UNKNOWN, region)


def _spread(kode: str, nama: str, organisasi: str, counts: Mapping[str | None, int | None]) -> Sebaran:
    return Sebaran(kode, nama, organisasi, tuple(counts.get(p, 0) for p in PREDICATES), counts.get(None))


def findings(rows: Sequence[Sebaran]) -> tuple[list[Temuan], int]:
    """The limits that spreads lie outside of, and how many limits were left unjudged because their counts are hidden."""
    limits: dict[str, list[dict[str, Any]]] = value("se-menpanrb-3-2023", "batas_sebaran_predikat").value
    found, unjudged = [], 0
    for row in rows:
        if row.small:
            continue
        for limit in limits.get(row.organisasi, []):
            counts = [row.jumlah[PREDICATES.index(p)] for p in limit["predikat"]]
            if any(n is None for n in counts):
                unjudged += 1
            elif one := _outside(row, limit, sum(n or 0 for n in counts)):
                found.append(one)
    return found, unjudged


def _outside(row: Sebaran, limit: dict[str, Any], people: int) -> Temuan | None:
    """The finding, if the share breaks the limit; exact: 28 of 40 are 70 percent and keep a limit of 70."""
    total = row.orang or 0
    kind = next(k for k in ("paling_banyak", "paling_sedikit", "lebih_dari") if k in limit)
    bound, reached = 100 * people, float(limit[kind]) * total
    kept = {"paling_banyak": bound <= reached, "paling_sedikit": bound >= reached, "lebih_dari": bound > reached}[kind]
    if kept:
        return None
    share = 100 * people / total
    return Temuan(row.kode, row.nama, row.organisasi, tuple(limit["predikat"]), kind, float(limit[kind]), share, people, total)


def judged(rows: Sequence[Sebaran]) -> int:
    """Agencies whose spread can be held against the limits."""
    limits = value("se-menpanrb-3-2023", "batas_sebaran_predikat").value
    return sum(not row.small and row.organisasi in limits for row in rows)


def finding_words(one: Temuan, lang: str = "id") -> str:
    """`Disdukcapil (Baik): Baik 80,0% = 32 dari 40; acuan paling banyak 70%.`"""
    names = f" {text('kinerja_pegawai.atau', lang)} ".join(predicate(p, lang) for p in one.predikat)
    head = f"**{short_unit(one.nama, 30)}** ({organisation(one.organisasi, lang)})"
    if one.aturan == "lebih_dari":
        return text("kinerja_pegawai.temuan.tanpa", lang, opd=head, predikat=names)
    cuts = (one.batas, one.batas + 1e-9)
    return text(
        f"kinerja_pegawai.temuan.{one.aturan}", lang, opd=head, predikat=names,
        bagian=formats.percent(one.bagian, lang, cuts=cuts),
        orang=formats.number(one.orang, 0, lang), semua=formats.number(one.semua, 0, lang), batas=formats.plain(one.batas, lang),
    )  # fmt: skip


def predicate(code: str, lang: str = "id") -> str:
    """A predicate of a person in words."""
    return text(f"kinerja_pegawai.predikat.{code}", lang)


def organisation(code: str, lang: str = "id") -> str:
    """A predicate of an organisation in words."""
    return text(f"kinerja_pegawai.organisasi.{'kosong' if code == UNKNOWN else code}", lang)


def count(n: int | None, lang: str = "id") -> str:
    """A count, or the word for a hidden one."""
    return text("kinerja_pegawai.tertutup", lang) if n is None else formats.number(n, 0, lang)


def in_order(rows: Sequence[Sebaran], found: Sequence[Temuan]) -> list[Sebaran]:
    """Agencies outside the limits first, then by how many staff they have."""
    outside = {one.kode for one in found}
    return sorted(rows, key=lambda r: (r.kode not in outside, -(r.orang or 0), r.kode))


def counts_words(row: Sebaran, lang: str = "id") -> str:
    """`3 Sangat Baik · 5 Baik`: a small group as counts."""
    shown = [f"{n} {predicate(p, lang)}" for p, n in zip(PREDICATES, row.jumlah, strict=True) if n]
    hidden = [text("kinerja_pegawai.sisa", lang)] if any(n is None for n in row.jumlah) else []
    return " · ".join([*shown, *hidden])


def table(rows: Sequence[Sebaran], found: Sequence[Temuan], lang: str = "id") -> pl.DataFrame:
    """Every agency with its protected counts."""
    outside = {one.kode for one in found}
    columns: dict[str, list[str]] = {
        text("kinerja_pegawai.kolom.opd", lang): [r.nama for r in rows],
        text("kinerja_pegawai.kolom.organisasi", lang): [organisation(r.organisasi, lang) for r in rows],
        text("kinerja_pegawai.kolom.orang", lang): [count(r.orang, lang) for r in rows],
    }
    for n, code in enumerate(PREDICATES):
        columns[predicate(code, lang)] = [count(r.jumlah[n], lang) for r in rows]
    columns[text("kinerja_pegawai.kolom.pola", lang)] = [text(f"kinerja_pegawai.pola.{_pattern(r, outside)}", lang) for r in rows]
    return pl.DataFrame(columns)


def _pattern(row: Sebaran, outside: set[str]) -> str:
    if row.kode in outside:
        return "luar"
    if row.small:
        return "kecil"
    return "tanpa" if row.organisasi == UNKNOWN else "dalam"


def nine_cells(rows: pl.DataFrame) -> dict[tuple[int, int], int | None]:
    """The region's counts in the nine cells, None where hidden; rows: the distribution hasil_perilaku."""
    known = {(LEVELS.index(y), LEVELS.index(x)): n for x, y, n in rows.select("sumbu_x", "sumbu_y", "jumlah").iter_rows()}
    return {place: known.get(place, 0) for place in matrix()} if known else {}


def cells_table(cells: Mapping[tuple[int, int], int | None], lang: str = "id") -> pl.DataFrame:
    """The nine cells as rows: behaviour, result, predicate, persons."""
    given = matrix()
    return pl.DataFrame(
        {
            text("kinerja_pegawai.kolom.perilaku", lang): [level(b, lang) for b, _ in cells],
            text("kinerja_pegawai.kolom.hasil", lang): [level(r, lang) for _, r in cells],
            text("kinerja_pegawai.kolom.predikat", lang): [predicate(given[place], lang) for place in cells],
            text("kinerja_pegawai.kolom.jumlah", lang): [count(n, lang) for n in cells.values()],
        }
    )


def level(place: int, lang: str = "id") -> str:
    """Above, as or below expectation."""
    return text(f"kinerja_pegawai.ekspektasi.{LEVELS[place]}", lang)


def sentence(rows: Sequence[Sebaran], found: Sequence[Temuan], share: float | None, lang: str = "id") -> str:
    """How many agencies lie outside the circular's pattern, and the share of staff with a predicate."""
    outside, of = len({one.kode for one in found}), judged(rows)
    key = "tanpa" if not of else "luar" if outside else "semua"
    words = text(f"kinerja_pegawai.judul.{key}", lang, n=outside, semua=of)
    if share is not None:
        words += text("kinerja_pegawai.judul.dinilai", lang, bagian=formats.percent(share, lang))
    return words + "."
