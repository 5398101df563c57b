"""Figures, dates and periods as the reader writes them: `1.234,5`, `82,1%`, `1,4 poin`, `Rp 1,2 miliar`, `TW IV 2024`, `–`.

Pure: language comes in, text goes out. Babel knows the rules; what it lacks (minus U+2212, short rupiah) is added here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from etl.locale import text
from etl.periods import Period

NULL = "–"
MINUS = "\N{MINUS SIGN}"
ROMAN = ("I", "II", "III", "IV")
_ZONES = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}
_SHORT = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def number(value: float | None, decimals: int = 1, lang: str = "id") -> str:
    """`1.234,5`; null is `–`; always so many decimals."""
    if value is None:
        return NULL
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown: str = format_decimal(round(value, decimals) + 0.0, format=pattern, locale=lang)
    return shown.replace("-", MINUS)


def plain(value: float | None, lang: str = "id") -> str:
    """A figure as precise as its data: whole numbers without decimals, others with at most two."""
    if value is None:
        return NULL
    decimals = 0 if value == round(value) else 1 if round(value, 1) == round(value, 4) else 2
    return number(value, decimals, lang)


def percent(value: float | None, lang: str = "id", *, cuts: Sequence[float] = (), decimals: int = 1) -> str:
    """`82,1%`. With cuts: one decimal more where rounding would carry the shown value over a cut (65,96 stays below 66)."""
    if value is None:
        return NULL
    return f"{number(value, _decimals(value, cuts, decimals), lang)}%"


def score(value: float | None, lang: str = "id", *, cuts: Sequence[float] = ()) -> str:
    """`percent` without its sign, for cells of a matrix."""
    return NULL if value is None else number(value, _decimals(value, cuts, 1), lang)


def points(value: float | None, lang: str = "id") -> str:
    """A change of a percentage: `1,4 poin`, never `%`; without sign."""
    return NULL if value is None else f"{number(abs(value), 1, lang)} {text('halaman.poin', lang)}"


def fraction(top: float | None, bottom: float | None, lang: str = "id") -> str:
    """`112 / 163`."""
    return f"{plain(top, lang)} / {plain(bottom, lang)}"


def rupiah(value: float | None, lang: str = "id") -> str:
    """Short money: `Rp 1,2 miliar`."""
    if value is None:
        return NULL
    for size, name in _SHORT:
        if abs(value) >= size:
            return f"Rp {number(value / size, 1, lang)} {text(f'halaman.{name}', lang)}"
    return f"Rp {number(value, 0, lang)}"


@cache
def period(code: str | None) -> str:
    """`TW IV 2024`, the same in every language because it stands in addresses."""
    if not code:
        return NULL
    found = Period.parse(code)
    return f"TW {ROMAN[found.quarter - 1]} {found.year}"


def quarter(code: str) -> str:
    """`IV`, for an axis under its year; the first quarter says `TW I`."""
    found = Period.parse(code).quarter
    return "TW I" if found == 1 else ROMAN[found - 1]


def day(value: date | datetime | None, lang: str = "id", zone: str = "WIB") -> str:
    """`14 Jan 2025`, in the region's zone."""
    if value is None:
        return NULL
    local = _local(value, zone)
    return _day(local.date() if isinstance(local, datetime) else local, lang)


@lru_cache(maxsize=4096)
def _day(value: date, lang: str) -> str:
    """Kept, since a long table writes the same days again and again."""
    from babel.dates import format_date

    shown: str = format_date(value, format="d MMM y", locale=lang)
    return shown


def moment(value: datetime | None, lang: str = "id", zone: str = "WIB") -> str:
    """`14 Jan 2025 14.02 WIB`."""
    if value is None:
        return NULL
    local = _local(value, zone)
    return f"{day(value, lang, zone)} {local:%H}{'.' if lang == 'id' else ':'}{local:%M} {zone}"


def count_word(value: int, lang: str = "id") -> str:
    """`tujuh` for small counts inside a sentence, figures above ten."""
    return text(f"halaman.angka.{value}", lang) if 0 <= value <= 10 else number(value, 0, lang)


def zone(short: str) -> ZoneInfo:
    """The zone that WIB, WITA or WIT stands for."""
    return _ZONES[short]


def _decimals(value: float, cuts: Sequence[float], decimals: int) -> int:
    crosses = any((value < cut) != (round(value, decimals) < cut) for cut in cuts)
    return decimals + 1 if crosses else decimals


def _local(value: date | datetime, zone: str) -> date | datetime:
    """Times without a zone are UTC, as the lake stores them."""
    if not isinstance(value, datetime):
        return value
    aware = value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))
    return aware.astimezone(_ZONES[zone])
