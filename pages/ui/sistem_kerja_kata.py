"""Sistem Kerja in words: the finding, the titles, what a team lacks. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from etl.locale import text
from pages.ui import formats
from pages.ui.singkatan import cut, short_unit
from pages.ui.sistem_kerja_model import Team, alone, targets

LONGEST = 118
"""Characters of a finding that stays on one line."""
SHORTEST = 14
"""Under so many characters an indicator's name says nothing."""
_TARGET = 44
_FRACTIONS = ((1 / 4, "seperempat"), (1 / 3, "sepertiga"), (1 / 2, "separuh"), (2 / 3, "dua_pertiga"), (3 / 4, "tiga_perempat"))


def short_names(agencies: Mapping[str, str], most: int = 18) -> dict[str, str]:
    """kode_opd → short name, no two alike: where two would be, both keep more of their names."""
    short = {code: short_unit(name, most) for code, name in agencies.items()}
    twice = {name for name in short.values() if list(short.values()).count(name) > 1}
    return {code: f"{cut(name, most - 6)} ({code})" if name in twice else name for code, name in short.items()}


def finding(
    share: tuple[float, float] | None,
    found: Sequence[Team],
    agencies: Mapping[str, str],
    indicators: Mapping[str, str],
    lang: str = "id",
    *,
    districts: Container[str] = (),
) -> str:
    """`11 dari 42 tim (26,2%) lintas OPD, lima mengenai stunting; 16 OPD belum ikut, delapan di antaranya kecamatan.`

    share: numerator and denominator of tim_lintas_opd. districts: codes of the kecamatan, from which few teams are expected.
    A target that does not fit is left out.
    """
    if share is None or not share[1]:
        return text("sistem_kerja.temuan.tanpa_hitungan", lang, n=formats.number(len(found), 0, lang))
    top, bottom = share
    head = text(
        "sistem_kerja.temuan", lang, a=formats.number(top, 0, lang), b=formats.number(bottom, 0, lang),
        bagian=formats.percent(100 * top / bottom, lang),
    )  # fmt: skip
    silent = _silent(found, agencies, districts, lang)
    return head + _about(found, indicators, LONGEST - len(head) - len(silent) - 1, lang) + silent + "."


def agency_finding(share: tuple[float, float] | None, found: Sequence[Team], kode_opd: str, nama: str, lang: str = "id") -> str:
    """`Dinsos: 1 dari 2 tim miliknya (50,0%) lintas OPD; ikut dalam tiga tim OPD lain.`"""
    foreign = sum(team.pemilik != kode_opd for team in found)
    if share is None and foreign < len(found):
        return text("sistem_kerja.temuan.tanpa_hitungan", lang, n=formats.number(len(found), 0, lang))
    part = text(
        "sistem_kerja.temuan.ikut" if foreign else "sistem_kerja.temuan.tidak_ikut", lang, n=formats.count_word(foreign, lang)
    )
    if share is None or not share[1]:
        return text("sistem_kerja.temuan.opd_tanpa", lang, opd=nama, ikut=part)
    top, bottom = share
    figures = {"a": formats.number(top, 0, lang), "b": formats.number(bottom, 0, lang)}
    return text("sistem_kerja.temuan.opd", lang, opd=nama, ikut=part, bagian=formats.percent(100 * top / bottom, lang), **figures)


def _about(found: Sequence[Team], indicators: Mapping[str, str], room: int, lang: str) -> str:
    """`, lima mengenai Prevalensi stunting`: the target that most teams across agencies serve, where it is at least two."""
    most = targets(t for t in found if t.lintas)[:1]
    if not most or most[0][1] < 2:
        return ""
    code, n = most[0]
    words = {"n": formats.count_word(n, lang)}
    left = room - len(text("sistem_kerja.temuan.sasaran", lang, sasaran="", **words))
    return text("sistem_kerja.temuan.sasaran", lang, sasaran=target(code, indicators, left), **words) if left >= SHORTEST else ""


def _silent(found: Sequence[Team], agencies: Mapping[str, str], districts: Container[str], lang: str) -> str:
    """`; Satpol PP dan enam OPD lain belum ikut`, or how many of them are kecamatan."""
    left = alone(found, agencies)
    if not left:
        return text("sistem_kerja.temuan.semua", lang)
    first = short_unit(agencies[left[0]])
    if len(left) == 1:
        return text("sistem_kerja.temuan.satu_tanpa", lang, opd=first)
    small, all_of_them = sum(code in districts for code in left), formats.count_word(len(left), lang)
    if small == len(left):
        return text("sistem_kerja.temuan.hanya_kecamatan", lang, n=all_of_them)
    if small:
        return text("sistem_kerja.temuan.tanpa_kecamatan", lang, n=all_of_them, kecamatan=formats.count_word(small, lang))
    return text("sistem_kerja.temuan.tanpa", lang, opd=first, n=formats.count_word(len(left) - 1, lang))


def target(code: str, indicators: Mapping[str, str], most: int = _TARGET) -> str:
    """The name of an indicator, shortened; its code where nothing bears it."""
    return cut(indicators.get(code, code), most)


def gaps(team: Team, lang: str = "id") -> str:
    """`tanpa ketua · SK habis 31 Des 2024`."""
    date = formats.day(team.selesai, lang)
    return " · ".join(text(f"sistem_kerja.kurang.{gap}", lang, tanggal=date, n=team.anggota) for gap in team.kurang)


def gain_title(eaten: float | None, lang: str = "id") -> str:
    """`Lapisan bayangan memakan sepertiga kenaikan rentang`; words only within two points of the fraction."""
    if eaten is None:
        return text("sistem_kerja.bayangan.tanpa_kenaikan", lang)
    if eaten < 0.005:
        return text("sistem_kerja.bayangan.tidak_memakan", lang)
    if eaten >= 1:
        return text("sistem_kerja.bayangan.seluruhnya", lang)
    word = next((word for exact, word in _FRACTIONS if abs(eaten - exact) <= 0.02), None)
    figure = text(f"sistem_kerja.pecahan.{word}", lang) if word else formats.percent(100 * eaten, lang, decimals=0)
    return text("sistem_kerja.bayangan.memakan", lang, bagian=figure)


def block_title(found: Sequence[Team], members: Sequence[str], indicators: Mapping[str, str], lang: str = "id") -> str:
    """What the agencies of a block work on together: the target that most of their shared teams serve."""
    inside = set(members)
    most = targets(t for t in found if len(inside.intersection(t.opd)) > 1)[:1]
    if not most:
        return text("sistem_kerja.kelompok.tanpa", lang)
    return text("sistem_kerja.kelompok", lang, sasaran=target(most[0][0], indicators, 34))


def suppressed(n: int | None, few: int, lang: str = "id") -> str:
    """A count of persons; None: only that they are under `few`."""
    return text("sistem_kerja.kurang_dari", lang, n=few) if n is None else formats.number(n, 0, lang)
