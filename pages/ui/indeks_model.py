"""Index values as small tables and sentences: predicate under the rule of their year, what simplification adds. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import polars as pl

from etl.locale import has, text
from etl.metrics import indeks
from pages.ui import formats

STRIPS = (("rb",), ("sakip",), ("spbe", "pemdi"), ("ip_asn",), ("kematangan",))
"""Kinds per strip: Pemdi follows SPBE, with a break between them."""
PER_AGENCY = "kematangan"
SCORE = "skor_sistem_kerja"


@dataclass(frozen=True)
class Nilai:
    """One value of the region in one year; predikat: computed; dilaporkan: as the sender wrote it."""

    jenis: str
    tahun: int
    nilai: float
    rezim: str
    predikat: str | None
    dilaporkan: str | None
    sumber: str | None
    dari: int = 1
    """Agencies behind a median; 1 for a value of the region itself."""

    @property
    def differs(self) -> bool:
        """Whether the reported predicate is another than the computed one."""
        return bool(self.dilaporkan and self.predikat) and _plain(self.dilaporkan) != _plain(self.predikat)


def _plain(word: str | None) -> str:
    return re.sub(r"[\s_-]+", " ", word or "").strip().casefold()


def region_values(rows: pl.DataFrame) -> list[Nilai]:
    """The region's own values, and of what only agencies have the median, by kind and year."""
    own = [_value(row) for row in rows.filter(pl.col("kode_unit").is_null()).iter_rows(named=True)]
    known = {n.jenis for n in own}
    rest = rows.filter(pl.col("kode_unit").is_not_null() & (pl.col("jenis") == PER_AGENCY))
    if PER_AGENCY not in known:
        own += [
            Nilai(PER_AGENCY, int(year), float(median(part["nilai"].to_list())), str(rule), None, None, None, part.height)
            for (year, rule), part in rest.group_by(["tahun", "rezim"], maintain_order=True)
        ]
    return sorted(own, key=lambda n: (n.jenis, n.tahun))


def _value(row: dict[str, object]) -> Nilai:
    jenis, rezim, nilai = str(row["jenis"]), str(row["rezim"]), float(str(row["nilai"]))
    reported = str(row["predikat_dilaporkan"]) if row["predikat_dilaporkan"] else None
    source = str(row["sumber"]) if row["sumber"] else None
    return Nilai(jenis, int(str(row["tahun"])), nilai, rezim, indeks.band(jenis, rezim, nilai), reported, source)


def strips(found: Sequence[Nilai]) -> list[list[Nilai]]:
    """The values of each strip, oldest first; strips without values are left out."""
    rows = [sorted((n for n in found if n.jenis in kinds), key=lambda n: (n.tahun, n.jenis)) for kinds in STRIPS]
    return [row for row in rows if row]


def missing_kinds(found: Sequence[Nilai]) -> list[str]:
    """The first kind of each strip that has no value."""
    known = {n.jenis for n in found}
    return [kinds[0] for kinds in STRIPS if not known & set(kinds)]


def latest(found: Sequence[Nilai], *kinds: str) -> Nilai | None:
    """The newest value of these kinds."""
    return max((n for n in found if n.jenis in kinds), key=lambda n: n.tahun, default=None)


def before(found: Sequence[Nilai], one: Nilai) -> Nilai | None:
    """The value before it of the same strip."""
    kinds = next(kinds for kinds in (*STRIPS, (SCORE,)) if one.jenis in kinds)
    return max((n for n in found if n.jenis in kinds and n.tahun < one.tahun), key=lambda n: n.tahun, default=None)


def rule_name(rezim: str) -> str:
    """`PermenPANRB 9/2023` for `permenpanrb-9-2023`."""
    kind, number, year = rezim.rsplit("-", 2)
    written = {"permenpanrb": "PermenPANRB", "permendagri": "Permendagri"}.get(kind, kind)
    return f"{written} {number}/{year}"


def kind_name(jenis: str, lang: str = "id") -> str:
    """An index in words."""
    return text(f"indeks_anggaran.jenis.{jenis}", lang)


def band_name(code: str | None, lang: str = "id") -> str:
    """A predicate in words; `–` where the rule has none."""
    if code is None:
        return formats.NULL
    key = f"metrik.pita_indeks.{code}"
    return text(key, lang) if has(key, lang) else code


def shown(one: Nilai, lang: str = "id") -> str:
    """Two decimals, more where rounding would carry the value over the cut of its predicate."""
    for decimals in (2, 3, 4):
        if indeks.band(one.jenis, one.rezim, round(one.nilai, decimals)) == indeks.band(one.jenis, one.rezim, one.nilai):
            return formats.number(one.nilai, decimals, lang)
    return formats.number(one.nilai, 6, lang)


def predicate(one: Nilai, lang: str = "id") -> str:
    """The predicate under the strip: of a median that it is one."""
    return text("indeks_anggaran.median", lang, n=one.dari) if one.dari > 1 else band_name(one.predikat, lang)


def counts_by_band(rows: pl.DataFrame, lang: str = "id") -> str:
    """`Tinggi 12 · Sedang 40`: the agencies of the newest year by category, best first."""
    own = rows.filter(pl.col("kode_unit").is_not_null() & (pl.col("jenis") == PER_AGENCY))
    if own.is_empty():
        return ""
    last = own.filter(pl.col("tahun") == own["tahun"].max()).sort("nilai", descending=True)
    bands = [indeks.band(PER_AGENCY, rule, value) for rule, value in last.select("rezim", "nilai").iter_rows()]
    parts = [f"{band_name(code, lang)} {len(list(group))}" for code, group in groupby(bands)]
    return text("indeks_anggaran.kematangan", lang, tahun=last["tahun"][0], isi=" · ".join(parts))


def values_table(found: Sequence[Nilai], lang: str = "id") -> pl.DataFrame:
    """Every value with its rule, computed and reported predicate."""
    word = "indeks_anggaran.kolom."
    shown_rows = [n for row in strips(found) for n in row] + [n for n in found if n.jenis == SCORE]
    return pl.DataFrame(
        {
            text(f"{word}indeks", lang): [kind_name(n.jenis, lang) for n in shown_rows],
            text(f"{word}tahun", lang): [str(n.tahun) for n in shown_rows],
            text(f"{word}nilai", lang): [shown(n, lang) for n in shown_rows],
            text(f"{word}predikat", lang): [predicate(n, lang) for n in shown_rows],
            text(f"{word}dilaporkan", lang): [n.dilaporkan or formats.NULL for n in shown_rows],
            text(f"{word}rezim", lang): [rule_name(n.rezim) for n in shown_rows],
            text(f"{word}sumber", lang): [n.sumber or formats.NULL for n in shown_rows],
        }
    )


@dataclass(frozen=True)
class Sumbangan:
    """What simplification adds to RB General; the score's year is told because it need not be the quarter's."""

    pso: float
    skor: float
    tahun: int
    hasil: indeks.Contribution


def contribution(pso: float | None, found: Sequence[Nilai], year: int) -> Sumbangan | None:
    """By portal arithmetic from the structure metric and the newest work-system score up to a year; None if one is missing."""
    score = max((n for n in found if n.jenis == SCORE and n.tahun <= year), key=lambda n: n.tahun, default=None)
    if pso is None or score is None:
        return None
    return Sumbangan(pso, score.nilai, score.tahun, indeks.contribution(pso, score.nilai))


def contribution_table(one: Sumbangan, lang: str = "id") -> pl.DataFrame:
    """Score, highest score, weight and points of both indicators, and their sum."""
    from etl.regulations import value

    rows = []
    for name, score, points in (("pso", one.pso, one.hasil.pso), ("sistem_kerja", one.skor, one.hasil.sistem_kerja)):
        top, weight = (value("permenpanrb-9-2023", f"{p}_{name}").value for p in ("maks", "bobot"))
        reached = f"{formats.number(score, 2, lang)} / {formats.plain(top, lang)}"
        figures = [reached, formats.number(weight, 2, lang)]
        rows.append([text(f"indeks_anggaran.sumbangan.{name}", lang), *figures, formats.number(points, 2, lang)])
    total = [formats.number(v, 2, lang) for v in (one.hasil.bobot, one.hasil.jumlah)]
    rows.append([text("indeks_anggaran.sumbangan.jumlah", lang), "", *total])
    heads = [text(f"indeks_anggaran.kolom.{c}", lang) for c in ("indikator", "capai", "bobot", "sumbangan")]
    return pl.DataFrame(rows, schema=heads, orient="row")


def sentence(found: Sequence[Nilai], added: Sumbangan | None, lang: str = "id") -> str:
    """The newest RB and SAKIP with their predicates, and what simplification adds."""
    parts = []
    for kind in ("rb", "sakip"):
        one = latest(found, kind)
        if one:
            figures = {"indeks": kind_name(kind, lang), "nilai": shown(one, lang), "predikat": band_name(one.predikat, lang)}
            parts.append(text("indeks_anggaran.temuan.nilai", lang, tahun=one.tahun, **figures))
    words = ", ".join(parts) or text("indeks_anggaran.temuan.tanpa_rb", lang)
    if added:
        total, top = formats.number(added.hasil.jumlah, 2, lang), formats.number(added.hasil.bobot, 2, lang)
        words += text("indeks_anggaran.temuan.sumbangan", lang, jumlah=total, bobot=top)
    return words + "."
