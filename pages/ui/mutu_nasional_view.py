"""Mutu Nasional on the screen: what is looked at, and findings by rule and place."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.place_grid import Cell, Row, place_grid
from pages.charts.theme import clip
from pages.ui import address, data, downloads, filters, formats, mutu_kata, mutu_nasional_data, panels
from pages.ui import mutu_nasional_kata as kata
from pages.ui import mutu_nasional_model as model
from pages.ui.mutu_nasional_data import Isi
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t, theme

PARTS = ("temuan", "isian", "revisi", "lompatan", "bertentangan")
PART, RULE = "isi_mutu_nasional", "aturan"
"""Widget keys and query parameters."""
MOST_ROWS, LINKS = 12, 6


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the place and quarter, the part of the page, and everything read for it."""

    scene: Scene
    part: str
    isi: Isi

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.scene.key, theme()


def choose(who: Principal, scene: Scene) -> Pilihan:
    """The part of the page and what it shows."""
    with filters.switches():
        part = filters.bound_switch("mutu_nasional.isi", PARTS, PART)
    return Pilihan(scene, part, data.remember(who, "mutu_nasional", scene.key, lambda: mutu_nasional_data.load(who, scene)))


def head(who: Principal, chosen: Pilihan) -> None:
    """The rest of the top line: sample badge and how many governments have approved the quarter."""
    isi = chosen.isi
    with chosen.scene.line:
        if isi.sumber == "contoh":
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        st.markdown(t("mutu_nasional.melapor", n=isi.approved, semua=isi.diharapkan), width="stretch")


def findings(who: Principal, chosen: Pilihan) -> None:
    """Rules × places, below it one rule and the governments with it."""
    isi = chosen.isi
    if isi.findings.is_empty():
        panels.empty_state(t("mutu_nasional.kosong.temuan", periode=formats.period(chosen.scene.periode)))
        return
    rules = data.remember(who, "mutu_nasional_aturan", chosen.key, lambda: model.rates(isi.findings, isi.rows, ["aturan"]))
    shown = min(MOST_ROWS, rules.height)
    panels.section(t("mutu_nasional.matriks", n=rules.height), t("mutu_nasional.matriks.catatan", n=shown))
    picked = panels.chart_with_table(
        lambda: data.remember(who, "mutu_nasional_matriks", chosen.key, lambda: _matrix(isi, rules)),
        lambda: kata.rule_table(isi, lang()),
        key="mutu_nasional_aturan",
        alt=t("mutu_nasional.matriks", n=rules.height),
        clickable=True,
    )
    filters.clicked(RULE, picked[0]["customdata"][0] if picked else None)
    left, right = st.columns([0.42, 0.58], gap="medium")
    with left:
        rule = _rule(isi, rules)
    with right:
        governments(who, chosen, rule)


def _matrix(isi: Isi, rules: pl.DataFrame) -> Any:
    by_place = model.rates(isi.findings, isi.rows, ["aturan", "tempat"], isi.places)
    known = {
        (rule, place): (rate, n)
        for rule, place, rate, n in by_place.select("aturan", "tempat", "per_seribu", "pemda").iter_rows()
    }
    most = max((rate or 0 for rate, _ in known.values()), default=1) or 1
    rows = []
    for row in rules.head(MOST_ROWS).iter_rows(named=True):
        name = mutu_kata.rule_name(row["aturan"], lang())
        cells = [_cell(known.get((row["aturan"], place)), most, name, place_name) for place, place_name in isi.order]
        sign = mutu_kata.SIGNS.get(row["tingkat"], "")
        rows.append(Row(row["aturan"], clip(name, 36), cells, short(row["per_seribu"]), sign))
    return place_grid(rows, [clip(name, 18) for _, name in isi.order], theme(), total=t("mutu_nasional.semua"))


def short(value: float | None) -> str:
    """A rate in a narrow cell: `0,42` `4,2` `42`."""
    if value is None:
        return formats.NULL
    return formats.number(value, 0 if value >= 9.95 else 1 if value >= 0.95 else 2, lang())


def _cell(found: tuple[float | None, int] | None, most: float, name: str, place: str) -> Cell:
    if not found or not found[0]:
        return Cell("·", 0, f"{name}<br>{place}: {t('mutu_nasional.sel.bersih')}")
    rate, n = found
    said = t("mutu_nasional.sel", laju=short(rate), n=n)
    # The root keeps one finding apart from none where another rule has hundreds; the figure itself stands in the cell.
    return Cell(short(rate), ((rate or 0) / most) ** 0.5, f"{name}<br>{place}: {said}")


def _rule(isi: Isi, rules: pl.DataFrame) -> str:
    ids = rules["aturan"].to_list()
    address.restore(RULE, {rule: f"mutu.aturan.{rule}" for rule in ids})
    asked = st.session_state.pop(f"_pilih_{RULE}", None)
    if asked in ids:
        st.session_state[RULE] = asked
    rule = str(
        st.selectbox(
            t("mutu.pilih_aturan"), ids, format_func=lambda r: mutu_kata.rule_name(r, lang()), key=RULE, bind="query-params",
            label_visibility="collapsed",
        )
    )  # fmt: skip
    row = rules.filter(pl.col("aturan") == rule).row(0, named=True)
    sheets = isi.findings.filter(pl.col("aturan") == rule).group_by("dataset").agg(pl.col("jumlah").sum()).sort("jumlah")
    where = ", ".join(f"{mutu_kata.sheet_name(d, lang())} {formats.number(n, 0, lang())}" for d, n in sheets.iter_rows())
    level = row["tingkat"]
    lines = [
        ("mutu.satu.tingkat", f"{mutu_kata.SIGNS.get(level, '')} {t(f'mutu.tingkat.{level}')}"),
        ("mutu.satu.arti", mutu_kata.rule_text(rule, "pesan", lang())),
        ("mutu.satu.perbaikan", mutu_kata.rule_text(rule, "perbaikan", lang())),
        ("mutu.satu.lembar", where),
        ("mutu_nasional.satu.pemda", formats.fraction(row["pemda"], isi.approved, lang())),
        ("mutu_nasional.satu.laju", t("mutu_nasional.satu.laju.isi", laju=short(row["per_seribu"]),
                                      n=formats.number(row["jumlah"], 0, lang()))),
    ]  # fmt: skip
    st.html('<dl class="asal">' + "".join(f"<dt>{escape(t(k))}</dt><dd>{escape(said)}</dd>" for k, said in lines) + "</dl>")
    return rule


def governments(who: Principal, chosen: Pilihan, rule: str) -> None:
    """Governments by findings per 1,000 rows, of the chosen rule or all rules."""
    options = ("aturan", "semua")
    which = filters.bound_switch("mutu_nasional.pemda", options, "pemda_menurut")
    isi, of = chosen.isi, rule if which == "aturan" else None
    table = data.remember(who, "mutu_nasional_pemda", (*chosen.key, of), lambda: kata.government_table(isi, lang(), of))
    name = mutu_kata.rule_name(rule, lang()) if of else ""
    listed(table, "mutu_nasional_pemda", t(f"mutu_nasional.pemda.judul.{which}", aturan=name), t("mutu_nasional.pemda.catatan"))
    open_links(isi, table, "mutu_data")


def written(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its numbers as the language writes them; what is not known is a dash."""

    def words(column: pl.Series) -> pl.Series:
        decimals = 0 if column.dtype.is_integer() else 2 if (column.abs().max() or 0) < 10 else 1  # type: ignore[operator]
        return pl.Series(column.name, [formats.number(n, decimals, lang()) for n in column], pl.String)

    return table.with_columns(words(column) for column in table if column.dtype.is_numeric())


def right(table: pl.DataFrame) -> dict[str, Any]:
    """Its columns of numbers on the right."""
    return {column.name: st.column_config.TextColumn(alignment="right") for column in table if column.dtype.is_numeric()}


def listed(table: pl.DataFrame, key: str, title: str, note: str = "") -> None:
    """A table under its title, with its CSV."""
    panels.section(title, note)
    panels.data_table(written(table.head(MOST_ROWS)), alt=title, config=right(table))
    downloads.table(table, f"ramping-{key}.csv", key=f"csv_{key}")


def open_links(isi: Isi, table: pl.DataFrame, page: str) -> None:
    """Links to the page of the first governments of a table."""
    codes = table[t("mutu_nasional.kolom.wilayah")].unique(maintain_order=True).head(LINKS).to_list()
    if not codes:
        return
    with st.container(horizontal=True, gap="small", key=f"buka_{page}"):
        st.caption(t("mutu_nasional.buka", halaman=t(f"halaman.judul.{page}")), width="content")
        for code in codes:
            asked = {"wilayah": data.governments().get(code, code)}
            st.page_link(f"pages/{page}.py", label=f"{isi.nama.get(code, code)} ›", query_params=asked, width="content")
