"""Pembanding: the page's parts, kept per view and theme: who is left out, the matrix, the strips, the development."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.peer_lines import Line, Tick, peer_lines
from pages.charts.peer_strips import Dot, Mark, Strip, peer_strips
from pages.ui import data, downloads, formats, metric_text, panels, picked
from pages.ui import pembanding_kata as kata
from pages.ui import pembanding_model as model
from pages.ui import pembanding_pilih as pilih
from pages.ui import pembanding_tabel as tabel
from pages.ui.pembanding_pilih import Pilihan
from pages.ui.words import lang, t, theme

TREND = "deret"
"""Widget key and query parameter: the metric whose development is shown."""


def head(who: Principal, chosen: Pilihan) -> None:
    """The rest of the top line: sample badge, and how many of the group have approved."""
    first = next(iter(chosen.group.approved), None)
    sent = data.submission(who, first, chosen.scene.periode) if first else None
    with chosen.scene.line:
        if sent and sent["sumber"] == "contoh":
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        said = {"n": len(chosen.group.approved), "semua": chosen.group.expected, "kelompok": chosen.nama}
        st.markdown(t("pembanding.status", **said), width="stretch")


def finding(who: Principal, chosen: Pilihan) -> str:
    """The page's sentence."""
    return data.remember(
        who, "pembanding_temuan", chosen.key,
        lambda: kata.finding(chosen.group, _ranked(who, chosen), chosen.chosen, chosen.metrics, pilih.names(), lang()),
    )  # fmt: skip


def left_out(chosen: Pilihan) -> None:
    """Who has not approved, by name; and what a link asked for in vain."""
    for sentence in chosen.lost:
        st.info(sentence, icon=":material/link_off:")
    waiting = chosen.group.waiting
    if waiting:
        names = pilih.names()
        some = kata.named([code for code, _ in waiting], names, lang())
        told = "".join(f"<li>{escape(names[code])}: {escape(t(f'pembanding.keadaan.{state}'))}</li>" for code, state in waiting)
        summary = escape(t("pembanding.belum", n=len(waiting), nama=some))
        with st.container(horizontal=True, key="kembar_belum", vertical_alignment="top", gap="small"):
            st.html(f'<details class="rincian"><summary>{summary}</summary><ul class="belum">{told}</ul></details>')
            downloads.table(
                lambda: tabel.waiting_table(chosen.group, names, lang()), "ramping-belum-disetujui.csv", key="csv_belum",
                about=about(chosen)[:2],
            )  # fmt: skip


def nothing(chosen: Pilihan) -> str:
    """What to do where nothing can be compared."""
    if not chosen.group.expected:
        return t("pembanding.kosong.pilihan")
    if not chosen.group.approved:
        return t("pembanding.kosong.disetujui", n=chosen.group.expected, periode=formats.period(chosen.scene.periode))
    return t("pembanding.kosong.sanding" if not chosen.chosen else "pembanding.kosong.metrik")


def matrix(who: Principal, chosen: Pilihan) -> None:
    """Metrics by governments."""
    panels.section(t("pembanding.matriks", kelompok=chosen.nama), t(f"pembanding.matriks.catatan.{chosen.measure}"))
    of = _matrix(who, chosen)
    st.html(data.remember(who, "pembanding_matriks", chosen.key, lambda: tabel.html(of, theme(), lang())))
    downloads.table(
        lambda: tabel.rows(of, chosen.chosen, lang()), "ramping-pembanding.csv", key="csv_matriks", about=about(chosen)
    )


def strips(who: Principal, chosen: Pilihan) -> None:
    """Every government of the group as a dot, per metric."""
    panels.section(t("pembanding.sebaran", n=len(chosen.group.approved)), t("pembanding.sebaran.catatan"))
    of = _matrix(who, chosen)
    found = set(of.ranked["metrik"].to_list())
    drawn, bare = [m for m in of.metrics if m in found], [m for m in of.metrics if m not in found]
    if bare:
        st.caption(t("pembanding.sebaran.tanpa", metrik="; ".join(_bare(of, m) for m in bare)))
    if not drawn:
        return
    panels.chart_with_table(
        lambda: data.remember(who, "pembanding_sebaran", chosen.key, lambda: peer_strips(_strips(of, drawn), theme())),
        lambda: tabel.rows(of, chosen.group.approved, lang()),
        key="sebaran_pembanding", alt=t("pembanding.sebaran", n=len(chosen.group.approved)),
    )  # fmt: skip


def development(who: Principal, chosen: Pilihan) -> None:
    """One metric over the quarters."""
    top = st.container()
    known = set(_ranked(who, chosen)["metrik"].to_list())
    picked.offer(TREND, chosen.metrics, [m for m in chosen.metrics if m in known][:1] or chosen.metrics[:1], one=True)
    metrik = st.selectbox(
        t("pembanding.deret.pilih"), chosen.metrics, key=TREND, width=420, label_visibility="collapsed",
        format_func=lambda m: metric_text.label(m, lang()),
    )  # fmt: skip
    picked.keep(TREND, metrik)
    picked.write()
    title = t("pembanding.deret", metrik=metric_text.label(metrik, lang()))
    if chosen.measure != model.AS_IS:
        title = f"{title} · {t(f'pembanding.ukuran.{chosen.measure}')}"
    with top:
        panels.section(title, t("pembanding.deret.catatan"))
    quarters = sorted(p for p in chosen.scene.periods if p <= chosen.scene.periode)
    lines, median = data.remember(who, "pembanding_deret", (chosen.key, metrik), lambda: _lines(who, chosen, metrik, quarters))
    if not any(v is not None for line in lines for v in line.values):
        st.caption(t("pembanding.deret.tanpa", metrik=_bare(_matrix(who, chosen), metrik)))
        return
    everything = {line.name: line.values for line in [*lines, *([median] if median else [])]}
    panels.chart_with_table(
        lambda: data.remember(
            who, "pembanding_garis", (chosen.key, metrik), lambda: peer_lines(_ticks(quarters), lines, median, theme())
        ),
        lambda: tabel.lines_table(quarters, everything, lang()),
        key="deret_pembanding", alt=title,
    )  # fmt: skip


def source_line(chosen: Pilihan) -> None:
    """Which submissions the figures rest on, and whose yardstick the groups are."""
    said = {"n": len(chosen.group.approved), "periode": formats.period(chosen.scene.periode)}
    st.caption(f"{t('pembanding.sumber', **said)} · {t('pembanding.acuan', batas=model.fewest())}")


def about(chosen: Pilihan) -> list[str]:
    """Lines above the heading of a file: quarter, group, n of N, measure."""
    n, everybody = len(chosen.group.approved), chosen.group.expected
    place = f"{chosen.scene.nama}, {formats.period(chosen.scene.periode)}"
    said = t("pembanding.status", n=n, semua=everybody, kelompok=chosen.nama)
    return [place, said, t(f"pembanding.ukuran.{chosen.measure}")]


def full_table(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    """Every approved government of the group with every metric shown."""
    return tabel.rows(_matrix(who, chosen), chosen.group.approved, lang())


def _ranked(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    return pilih.ranked(who, chosen.scene, chosen.group, chosen.metrics, chosen.measure)


def _matrix(who: Principal, chosen: Pilihan) -> tabel.Matrix:
    shown = pilih.shown(who, chosen.scene, chosen.group, chosen.metrics, chosen.measure)
    return tabel.Matrix(chosen.chosen, chosen.metrics, chosen.measure, shown, _ranked(who, chosen), pilih.names())


def _strips(of: tabel.Matrix, drawn: list[str]) -> list[Strip]:
    medians = model.medians(of.shown)
    return [_strip(of, metrik, medians.get(metrik, (None, 0))[0]) for metrik in drawn]


def _bare(of: tabel.Matrix, metrik: str) -> str:
    """A metric that nobody has a figure of, with the reason."""
    why = of.shown.filter(pl.col("metrik") == metrik)
    reason = kata.reason(why.row(0, named=True) if why.height else None, lang())
    return f"{metric_text.label(metrik, lang())} ({reason})"


def _strip(of: tabel.Matrix, metrik: str, median: float | None) -> Strip:
    rows = of.ranked.filter(pl.col("metrik") == metrik).sort("kode_wilayah").rows(named=True)
    fine = kata.close(metrik, of.measure, [r["nilai"] for r in rows if r["kode_wilayah"] in of.chosen], median, lang())
    written = {v: kata.amount(metrik, of.measure, v, lang(), fine=fine) for v in {row["nilai"] for row in rows}}
    hovers = {row["kode_wilayah"]: f"{of.names[row['kode_wilayah']]} {written[row['nilai']]}" for row in rows}
    marks = [
        Mark(kata.short(of.names[row["kode_wilayah"]]), row["nilai"], written[row["nilai"]], _good(row["sisi"]),
             f"{hovers[row['kode_wilayah']]}<br>{t('pembanding.peringkat', ke=row['peringkat'], dari=row['n'])}")
        for row in rows if row["kode_wilayah"] in of.chosen
    ]  # fmt: skip
    label = metric_text.label(metrik, lang())
    words = t("pembanding.median.garis", nilai=kata.amount(metrik, of.measure, median, lang(), fine=fine))
    line = (median, words) if median is not None else None
    ends = (written[min(written)], written[max(written)] if len(written) > 1 else "")
    return Strip(label, [Dot(row["nilai"], hovers[row["kode_wilayah"]]) for row in rows], marks, ends, line)


def _good(side: str | None) -> bool | None:
    return {"baik": True, "kurang": False}.get(side or "")


def _ticks(quarters: list[str]) -> list[Tick]:
    years = [p[:4] for p in quarters]
    return [
        Tick(formats.quarter(p), year if n == 0 or years[n - 1] != year else "")
        for n, (p, year) in enumerate(zip(quarters, years, strict=True))
    ]


def _lines(who: Principal, chosen: Pilihan, metrik: str, quarters: list[str]) -> tuple[list[Line], Line | None]:
    rows = pilih.over_time(who, chosen.scene, chosen.group, metrik, chosen.measure)
    own = {(c, p): v for c, p, v in rows.select("kode_wilayah", "periode", "nilai").iter_rows()}
    sides = {
        row["kode_wilayah"]: _good(row["sisi"])
        for row in model.standing(rows.filter(pl.col("periode") == chosen.scene.periode), [metrik]).iter_rows(named=True)
    }
    names = pilih.names()
    values = {c: [own.get((c, p)) for p in quarters] for c in chosen.chosen}
    told = (quarters, metrik, chosen.measure)
    lines = [_line(kata.short(names[c]), values[c], told, sides.get(c)) for c in chosen.chosen]
    middle = model.medians_by_quarter(rows)
    median = _line(t("pembanding.median.deret"), [middle.get(p) for p in quarters], told, None)
    return lines, median if any(v is not None for v in median.values) else None


def _line(name: str, values: list[float | None], told: tuple[list[str], str, str], good: bool | None) -> Line:
    quarters, metrik, measure = told
    written = [kata.amount(metrik, measure, v, lang()) for v in values]
    hovers = [f"{name} {formats.period(p)}: {text}" for p, text in zip(quarters, written, strict=True)]
    last = next((w for w, v in zip(reversed(written), reversed(values), strict=True) if v is not None), formats.NULL)
    return Line(name, values, hovers, last, good)
