"""The tables of Sistem Kerja: twins of its pictures, and the lists of teams. Never persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from etl.locale import text
from pages.charts.span_gain import Bar
from pages.ui import formats
from pages.ui import sistem_kerja_kata as kata
from pages.ui import sistem_kerja_model as model
from pages.ui.sistem_kerja_data import Kerja


def _table(columns: dict[str, list[str]], lang: str) -> pl.DataFrame:
    """Columns of texts under headings of the catalogue."""
    schema = {text(f"sistem_kerja.tabel.{name}", lang): pl.String for name in columns}
    return pl.DataFrame(dict(zip(schema, columns.values(), strict=True)), schema=schema)


def widths(lang: str, right: Sequence[str] = (), **columns: int) -> dict[str, Any]:
    """Column settings: pixels by name of the catalogue; `right` are figures."""
    names = {**dict.fromkeys(right), **columns}
    link = st.column_config.LinkColumn(display_text=text("sistem_kerja.buka", lang), width=70)
    return {text("sistem_kerja.tabel.tautan", lang): link} | {
        text(f"sistem_kerja.tabel.{name}", lang): st.column_config.TextColumn(
            width=columns.get(name), alignment="right" if name in right else None
        )
        for name in names
    }


def _whole(n: float, lang: str) -> str:
    return formats.number(n, 0, lang)


def _agency(isi: Kerja, code: str | None, lang: str) -> str:
    return isi.singkat.get(code or "", code or text("sistem_kerja.luar_opd", lang))


def _names(isi: Kerja, codes: Sequence[str], lang: str) -> str:
    return ", ".join(_agency(isi, code, lang) for code in codes) or formats.NULL


def _targets(isi: Kerja, codes: Sequence[str], lang: str) -> str:
    return "; ".join(isi.indikator.get(code, code) for code in codes) or text("sistem_kerja.kurang.sasaran", lang)


def pairs(isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """Every pair with its shared teams and the targets they serve, most teams first."""
    ranked = sorted(isi.pasangan, key=lambda pair: (-isi.pasangan[pair], pair))
    served = [[code for code, _ in model.targets(model.of_pair(isi.tim, pair))] for pair in ranked]
    columns = {
        "opd": [_agency(isi, one, lang) for one, _ in ranked],
        "dengan": [_agency(isi, other, lang) for _, other in ranked],
        "tim_bersama": [_whole(isi.pasangan[pair], lang) for pair in ranked],
        "sasaran": [_targets(isi, codes, lang) for codes in served],
    }
    return _table(columns, lang)


def teams(found: Sequence[model.Team], isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """Teams with their owner, the agencies of their members, their targets and decree."""
    columns = {
        "tim": [team.nama.removeprefix("Tim ") for team in found],
        "pemilik": [_agency(isi, team.pemilik, lang) for team in found],
        "opd_anggota": [_names(isi, team.opd, lang) for team in found],
        "sasaran": [_targets(isi, team.indikator, lang) for team in found],
        "anggota": [_whole(team.anggota, lang) for team in found],
        "sk": [team.sk or text("sistem_kerja.kurang.sk", lang) for team in found],
    }
    if any(team.tautan for team in found):
        columns["tautan"] = [team.tautan or "" for team in found]
    return _table(columns, lang)


def repairs(found: Sequence[model.Team], isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """Teams with what they lack and who owns them."""
    columns = {
        "tim": [team.nama.removeprefix("Tim ") for team in found],
        "kurang": [kata.gaps(team, lang) for team in found],
        "pemilik": [_agency(isi, team.pemilik, lang) for team in found],
    }
    return _table(columns, lang)


def spans(bars: Sequence[Bar], lang: str = "id") -> pl.DataFrame:
    """The three bars."""
    return _table({"rentang": [b.name for b in bars], "orang": [formats.number(b.value, 1, lang) for b in bars]}, lang)


def kinds(counts: Sequence[tuple[str, int]], lang: str = "id") -> pl.DataFrame:
    """Teams by kind with their share."""
    total = sum(n for _, n in counts)
    share = [formats.percent(100 * n / total, lang) if total else formats.NULL for _, n in counts]
    return _table({"jenis": [w for w, _ in counts], "jumlah": [_whole(n, lang) for _, n in counts], "bagian": share}, lang)


def partners(isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """Every agency that works with others: with how many, and with whom how often; most partners first."""
    known = model.partners(isi.pasangan)
    codes = sorted(known, key=lambda code: (-len(known[code]), code))
    columns = {
        "opd": [_agency(isi, code, lang) for code in codes],
        "mitra": [_whole(len(known[code]), lang) for code in codes],
        "siapa": [", ".join(f"{_agency(isi, c, lang)} {_whole(n, lang)}" for c, n in known[code].items()) for code in codes],
    }
    return _table(columns, lang)


def unserved(isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """The key targets that no active team serves, with the agency that owns them."""
    columns = {"iku": [name for name, _ in isi.tanpa_tim], "pemilik": [_agency(isi, code, lang) for _, code in isi.tanpa_tim]}
    return _table(columns, lang)


def busy(isi: Kerja, lang: str = "id") -> pl.DataFrame:
    """Persons in too many teams, per agency; small groups suppressed."""
    columns = {
        "opd": [_agency(isi, code, lang) for code in isi.sibuk],
        "orang": [kata.suppressed(n, model.FEW, lang) for n in isi.sibuk.values()],
    }
    return _table(columns, lang)
