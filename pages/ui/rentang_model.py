"""Rentang Kendali as small tables and sentences: bands, matrix, managers of a cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from etl.locale import text
from etl.periods import Period
from etl.regulations import value
from pages.ui.formats import number, percent
from pages.ui.singkatan import short_unit
from pages.ui.struktur import RANK

ONE, NARROW, WIDE = "satu", "sempit", "lebar"
"""The three lists that are not a cell: one report, at most three, more than fifteen."""
_WORDS = ((1 / 4, "seperempat"), (1 / 3, "sepertiga"), (1 / 2, "separuh"), (2 / 3, "dua_pertiga"), (3 / 4, "tiga_perempat"))


@dataclass(frozen=True)
class Acuan:
    """The bands of spans: local reference values, not a rule."""

    pita: tuple[tuple[str, int], ...]
    """(code, lowest span), narrow to wide."""
    sempit: int
    lebar: int

    @property
    def cuts(self) -> tuple[int, ...]:
        """The upper ends of the bands but the last."""
        return tuple(low - 1 for _, low in self.pita[1:])

    def names(self) -> dict[str, str]:
        """Code → as written: `2–3`, `> 15`."""
        return {code: code.replace("-", "–").replace(">", "> ") for code, _ in self.pita}


def acuan() -> Acuan:
    """As the file of reference values gives them."""
    bands = sorted(((str(b["kode"]), int(b["dari"] or 1)) for b in value("acuan-rentang", "pita").value), key=lambda b: b[1])
    return Acuan(tuple(bands), int(value("acuan-rentang", "sempit").value), int(value("acuan-rentang", "lebar").value))


def cells(spread: pl.DataFrame) -> dict[tuple[int, str], int]:
    """(lapisan, band) → managers, from the distribution pita_rentang."""
    rows = spread.group_by("sumbu_y", "sumbu_x").agg(pl.col("jumlah").sum())
    return {(int(layer), band): n for layer, band, n in rows.iter_rows()}


def per_band(counts: Mapping[tuple[int, str], int], ref: Acuan) -> list[int]:
    """Managers per band, narrow to wide."""
    return [sum(n for (_, band), n in counts.items() if band == code) for code, _ in ref.pita]


def managers(nodes: pl.DataFrame, ref: Acuan) -> pl.DataFrame:
    """Nodes with reports, with their band (`pita`)."""
    rows = nodes.filter(pl.col("rentang") > 0)
    band = pl.lit(ref.pita[0][0])
    for code, low in ref.pita[1:]:
        band = pl.when(pl.col("rentang") >= low).then(pl.lit(code)).otherwise(band)
    return rows.with_columns(pita=band)


def choose(rows: pl.DataFrame, chosen: str, ref: Acuan) -> pl.DataFrame:
    """The managers of a list (ONE, NARROW, WIDE) or of a cell `4|2-3`, narrowest first; wide ones widest first."""
    if chosen == ONE:
        found = rows.filter(pl.col("rentang") == 1)
    elif chosen == NARROW:
        found = rows.filter(pl.col("rentang") <= ref.sempit)
    elif chosen == WIDE:
        found = rows.filter(pl.col("rentang") > ref.lebar)
    else:
        layer, _, band = chosen.partition("|")
        found = rows.filter((pl.col("lapisan") == int(layer)) & (pl.col("pita") == band))
    return found.sort("rentang", "lapisan", "kode_jabatan", descending=[chosen == WIDE, False, False])


def with_vacancies(rows: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Managers with `lowong_bawah`: the empty seats that would report to them (nodes of the variant dengan_lowong)."""
    empty = nodes.filter(pl.col("lowong")).group_by("simpul_atasan").agg(pl.col("orang").sum().alias("lowong_bawah"))
    return rows.join(empty, left_on="simpul_id", right_on="simpul_atasan", how="left")


def list_table(rows: pl.DataFrame, agencies: Mapping[str, str], lang: str = "id") -> pl.DataFrame:
    """The list for the screen: post, agency, layer, reports, empty seats below. Posts, never persons."""
    return pl.DataFrame(
        {
            text("rentang.tabel.jabatan", lang): rows["nama_jabatan"],
            text("rentang.tabel.opd", lang): [short_unit(agencies.get(kode or ""), 30) for kode in rows["kode_opd"]],
            text("rentang.tabel.lapisan", lang): rows["lapisan"],
            text("rentang.tabel.bawahan", lang): rows["rentang"],
            text("rentang.tabel.lowong", lang): [number(n, 0, lang) for n in rows["lowong_bawah"]],
        }
    )


def layer_names(rows: pl.DataFrame, layers: Sequence[int], lang: str = "id") -> dict[int, str]:
    """lapisan → `4 · administrator`: the commonest category of managers there, the next one added where it has a quarter."""
    found = {}
    for n in layers:
        kinds = rows.filter(pl.col("lapisan") == n)["jenis_jabatan"].value_counts().sort("count", descending=True).rows()
        total = sum(k[1] for k in kinds) or 1
        shown = sorted((j for place, (j, k) in enumerate(kinds[:2]) if not place or k >= total / 4), key=RANK.index)
        found[n] = " · ".join([str(n), ", ".join(text(f"hierarki.jenis.{j}", lang) for j in shown)])
    return found


def sentence(now: Sequence[int], before: Sequence[int] | None, ref: Acuan, periods: tuple[str, str | None], mean: float | None,
             lang: str = "id", nama: str | None = None) -> str:  # fmt: skip
    """The finding; nama: the agency that it is about, None for the whole region."""
    words = _sentence(now, before, ref, periods, mean, lang)
    return f"{nama}: {words[0].lower()}{words[1:]}" if nama else words


def _sentence(now: Sequence[int], before: Sequence[int] | None, ref: Acuan, periods: tuple[str, str | None], mean: float | None,
              lang: str) -> str:  # fmt: skip
    """The narrow share in words where it moved by 5 points, else the mean and that it stands."""
    share = _narrow(now, ref)
    past = _narrow(before, ref) if before else None
    if share is None:
        return text("rentang.temuan.kosong", lang)
    figures = {"bagian": percent(share * 100, lang), "n": ref.sempit, "rerata": number(mean, 1, lang)}
    if past is None or periods[1] is None:
        return text("rentang.temuan.kini", lang, pecahan=_fraction(share, lang), **figures)
    figures |= {"dulu": percent(past * 100, lang), "lalu": _ago(periods[0], periods[1], lang)}
    if abs(share - past) >= 0.05:
        move = "turun" if share < past else "naik"
        return text(f"rentang.temuan.{move}", lang, pecahan=_fraction(share, lang), pecahan_dulu=_part(past, lang), **figures)
    return text("rentang.temuan.tetap", lang, **figures)


def _narrow(counts: Sequence[int], ref: Acuan) -> float | None:
    """The share of managers with at most `sempit` reports; None without managers."""
    total = sum(counts)
    return sum(n for n, (_, low) in zip(counts, ref.pita, strict=True) if low <= ref.sempit) / total if total else None


def _word(share: float) -> str | None:
    """The fraction's word, only within two points of it."""
    return next((word for exact, word in _WORDS if abs(share - exact) <= 0.02), None)


def _fraction(share: float, lang: str) -> str:
    """`Satu dari empat manajer (26,7%)`, or the bare percentage."""
    word, figure = _word(share), percent(share * 100, lang)
    return text(f"rentang.pecahan.{word}", lang, bagian=figure) if word else text("rentang.pecahan.tanpa", lang, bagian=figure)


def _part(share: float, lang: str) -> str:
    """`separuhnya (51,8%)`, or the bare percentage."""
    word, figure = _word(share), percent(share * 100, lang)
    return text(f"rentang.bagian.{word}", lang, bagian=figure) if word else figure


def _ago(now: str, then: str, lang: str) -> str:
    """`empat tahun lalu` for whole years, else `pada TW I 2023`."""
    from pages.ui.formats import count_word, period

    one, other = Period.parse(now), Period.parse(then)
    years = one.year - other.year
    if one.quarter == other.quarter and years > 0:
        return text("rentang.tahun_lalu", lang, n=count_word(years, lang))
    return text("rentang.pada", lang, periode=period(then))
