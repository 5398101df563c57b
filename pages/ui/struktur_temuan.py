"""The finding sentence of Hierarki: rules in code, first match wins. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import polars as pl

from etl.locale import text
from pages.ui.formats import number


@dataclass(frozen=True)
class Lapisan:
    """What the sentence is about: the deepest layer and its people, now and before; before None = nothing to compare with."""

    dalam: int
    orang: int
    dulu: int | None = None
    orang_dulu: int | None = None
    jenis: str | None = None
    """The kind of unit that the branches at the deepest layer share."""


def measure(now: pl.DataFrame, before: pl.DataFrame | None, branches: pl.DataFrame) -> Lapisan:
    """From struktur.per_layer of both periods and struktur.deepest_branches."""
    deepest = _deepest(now)
    if before is None or before.is_empty():
        return Lapisan(deepest, _people(now, deepest))
    # People are compared at the deepest layer that either period has.
    layer = max(deepest, _deepest(before))
    return Lapisan(deepest, _people(now, layer), _deepest(before), _people(before, layer), shared_kind(branches))


def sentence(m: Lapisan, lang: str = "id", nama: str | None = None) -> str:
    """At most 110 characters; nama: the branch it is about, None for the whole region."""
    words = _sentence(m, lang)
    return f"{nama}: {words[0].lower()}{words[1:]}" if nama else words


def _sentence(m: Lapisan, lang: str) -> str:
    people = {"n": m.dalam, "orang": number(m.orang, 0, lang), "orang_dulu": number(m.orang_dulu, 0, lang), "dulu": m.dulu}
    if m.dulu is None or m.orang_dulu is None:
        return text("hierarki.temuan.tanpa_banding", lang, **people)
    if m.dulu != m.dalam:
        move = "turun" if m.dalam < m.dulu else "naik"
        return text(f"hierarki.temuan.lapisan_{move}", lang, layer=max(m.dalam, m.dulu), **people)
    if m.orang == m.orang_dulu:
        return text("hierarki.temuan.tetap", lang, **people)
    move = text(f"hierarki.{'turun' if m.orang < m.orang_dulu else 'naik'}", lang)
    if m.jenis:
        return text("hierarki.temuan.karena", lang, jenis=text(f"hierarki.jenis_unit.{m.jenis}", lang), arah=move, **people)
    return text("hierarki.temuan.bergeser", lang, arah=move, **people)


def shared_kind(branches: pl.DataFrame) -> str | None:
    """The kind of unit of at least four in five people at the deepest layer, if one kind has them."""
    people: Counter[str] = Counter()
    for kind, n in branches.select("jenis", "orang").iter_rows():
        people[kind or ""] += n
    kind, most = next(iter(people.most_common(1)), ("", 0))
    return kind if kind and most >= 0.8 * people.total() else None


def _deepest(layers: pl.DataFrame) -> int:
    return int(layers.filter(pl.col("orang") > 0)["lapisan"].max() or 0)  # type: ignore[arg-type]


def _people(layers: pl.DataFrame, layer: int) -> int:
    return int(layers.filter(pl.col("lapisan") == layer)["orang"].sum())
