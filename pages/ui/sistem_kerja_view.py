"""Sistem Kerja on the screen: its choice of agency and pair, its pictures kept per view and theme, its lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.access import Principal
from pages.charts.collaboration import Outlined, pair_id, who_works_with_whom
from pages.charts.span_gain import Bar, span_bars
from pages.charts.team_kinds import kinds_bar
from pages.ui import data, filters, formats, panels
from pages.ui import sistem_kerja_blok as blok
from pages.ui import sistem_kerja_kata as kata
from pages.ui import sistem_kerja_model as model
from pages.ui import sistem_kerja_tabel as tabel
from pages.ui.filters import View
from pages.ui.links import crumbs
from pages.ui.sistem_kerja_data import Kerja, load, most_teams
from pages.ui.words import lang, t, theme

PAIR = "pasangan"
"""Widget key and query parameter."""
SHOWN = 5
"""Teams to repair that are seen at once."""


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view, perhaps narrowed to an agency, and what was read for it."""

    view: View
    isi: Kerja

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, theme()


def choose(who: Principal, view: View) -> Pilihan:
    """The agency, and everything of it."""
    with filters.switches():
        view = filters.agency(who, view, width=300)
    key = (*view.key, theme())
    return Pilihan(view, data.remember(who, "sistem_kerja", key, lambda: load(who, view, lang(), theme())))


def path(chosen: Pilihan) -> None:
    """Region › agency; the region leads back up."""
    view = chosen.view
    steps: list[tuple[str, dict[str, str]]] = [(view.nama_wilayah, {filters.AGENCY: ""})]
    if view.nama_opd:
        steps.append((view.nama_opd, {}))
    crumbs("sistem_kerja", steps)


def missing(chosen: Pilihan) -> str | None:
    """What is not there yet and which sheet to fill; None where there are teams to show."""
    if not chosen.isi.semua:
        return t("sistem_kerja.kosong")
    if not chosen.isi.tim:
        return t("sistem_kerja.kosong.opd" if chosen.view.kode_opd else "sistem_kerja.kosong.aktif")
    return None


def pair_select(chosen: Pilihan) -> model.Pair | None:
    """Which two agencies the list below is about: the keyboard's click; None for all teams across agencies."""
    if not chosen.isi.pasangan:
        return None
    options = _pairs(chosen)
    shown = filters.bound_choice("sistem_kerja.pasangan", list(options), PAIR)
    return options[shown]


def _pairs(chosen: Pilihan) -> dict[str, model.Pair | None]:
    """Label → pair, those that share most teams first."""
    known = chosen.isi.pasangan
    ranked = sorted(known, key=lambda pair: (-known[pair], pair))
    return {t("sistem_kerja.pasangan.semua"): None} | {_label(chosen, pair): pair for pair in ranked}


def _label(chosen: Pilihan, pair: model.Pair) -> str:
    return " × ".join(chosen.isi.singkat.get(code, code) for code in pair)


def matrix(who: Principal, chosen: Pilihan, pair: model.Pair | None) -> None:
    """Agency × agency; a click chooses the pair whose teams are listed."""
    known = chosen.isi.pasangan
    if not known:
        panels.section(t("sistem_kerja.matriks"))
        nobody = all(not team.anggota for team in chosen.isi.tim)
        panels.empty_state(t("sistem_kerja.kosong.anggota" if nobody else "sistem_kerja.kosong.lintas"))
        return
    panels.section(t("sistem_kerja.matriks"), _matrix_note(known))
    marked = pair_id(*pair) if pair else ""
    fig = data.remember(who, "sistem_kerja_matriks", (chosen.key, marked), lambda: _matrix(chosen, marked))
    points = panels.chart_with_table(
        lambda: fig,
        lambda: tabel.pairs(chosen.isi, lang()),
        key="kolaborasi",
        alt=f"{t('sistem_kerja.matriks')}. {chosen.isi.finding}",
        clickable=True,
    )
    asked = str(points[0]["customdata"][0]) if points and points[0].get("customdata") else ""
    one, _, other = asked.partition("|")
    filters.clicked(PAIR, _label(chosen, (one, other)) if (one, other) in known else None)


def _matrix_note(known: dict[model.Pair, int]) -> str:
    everybody, shown = len({code for pair in known for code in pair}), blok.MOST
    if everybody <= shown:
        return t("sistem_kerja.matriks.catatan", n=everybody)
    return t("sistem_kerja.matriks.catatan.lebih", n=shown, lain=everybody - shown)


def _matrix(chosen: Pilihan, marked: str) -> Any:
    isi = chosen.isi
    codes = blok.order(isi.pasangan, blok.busiest(isi.pasangan, always=chosen.view.kode_opd))
    names = {code: isi.singkat.get(code, code) for code in codes}
    strongest = blok.strongest(isi.pasangan, codes)
    outlined = None
    if strongest:
        members = codes[strongest.first : strongest.last + 1]
        title = kata.block_title(isi.tim, members, isi.indikator, lang())
        outlined = Outlined(strongest.first, strongest.last, title, [names[code] for code in members])
    return who_works_with_whom(codes, names, isi.pasangan, outlined, theme(), lang(), marked)


def pair_teams(who: Principal, chosen: Pilihan, pair: model.Pair | None) -> None:
    """The teams of the pair: whose, with whom, on which targets. The matrix has said so where there are none."""
    if not chosen.isi.pasangan:
        return
    found = model.of_pair(chosen.isi.tim, pair)
    name = _label(chosen, pair) if pair else t("sistem_kerja.pasangan.semua")
    panels.section(t("sistem_kerja.tim_bersama", n=formats.number(len(found), 0, lang()), pasangan=name))
    if found:
        table = data.remember(who, "sistem_kerja_tim", (chosen.key, pair), lambda: tabel.teams(found, chosen.isi, lang()))
        wide = tabel.widths(lang(), ["anggota"], tim=250, pemilik=110, opd_anggota=250, sasaran=340, anggota=75, sk=130)
        panels.data_table(table, alt=name, config=wide)
    else:
        panels.empty_state(t("sistem_kerja.kosong.lintas"))


def shadow(who: Principal, chosen: Pilihan) -> None:
    """What the posts gained in span, and what the shadow layer takes back."""
    title = kata.gain_title(chosen.isi.dimakan, lang())
    panels.section(title, t("sistem_kerja.bayangan.catatan"))
    bars = _bars(chosen)
    panels.chart_with_table(
        lambda: data.remember(who, "sistem_kerja_bayangan", chosen.key, lambda: span_bars(bars, theme(), lang())),
        lambda: tabel.spans(bars, lang()),
        key="bayangan",
        alt=title,
    )


def _bars(chosen: Pilihan) -> list[Bar]:
    view, (before, official, with_shadow) = chosen.view, chosen.isi.rentang
    now, unknown = formats.period(view.periode), t("sistem_kerja.bayangan.belum")
    bars = [Bar(formats.period(view.dasar), before, "dasar", unknown)] if view.dasar else []
    bars.append(Bar(t("sistem_kerja.bayangan.resmi", periode=now), official, "resmi", unknown))
    return [*bars, Bar(t("sistem_kerja.bayangan.dengan", periode=now), with_shadow, "bayangan", unknown)]


def repairs(who: Principal, chosen: Pilihan) -> None:
    """Teams without a leader, a decree, a target, or with one member, or past their end."""
    own = [team for team in chosen.isi.tim if chosen.view.kode_opd in (None, team.pemilik)]
    found, total = model.to_repair(own), formats.number(len(own), 0, lang())
    panels.section(t("sistem_kerja.benahi", n=formats.number(len(found), 0, lang()), total=total))
    if not found:
        st.caption(t("sistem_kerja.benahi.tidak_ada"))
        return
    table = data.remember(who, "sistem_kerja_benahi", chosen.key, lambda: tabel.repairs(found, chosen.isi, lang()))
    wide = tabel.widths(lang(), tim=305, kurang=158, pemilik=97)
    panels.data_table(table.head(SHOWN), alt=t("sistem_kerja.benahi.alt"), config=wide)
    if rest := found[SHOWN:]:
        with st.expander(t("sistem_kerja.benahi.lain", n=formats.number(len(rest), 0, lang()))):
            panels.data_table(table.slice(SHOWN), alt=t("sistem_kerja.benahi.alt"), config=wide)


def kinds(who: Principal, chosen: Pilihan) -> None:
    """Teams by kind: one bar."""
    panels.section(t("sistem_kerja.jenis"), t("sistem_kerja.jenis.catatan"))
    counts = [(t(f"sistem_kerja.jenis.{kind}"), n) for kind, n in chosen.isi.jenis.items()]
    panels.chart_with_table(
        lambda: data.remember(who, "sistem_kerja_jenis", chosen.key, lambda: kinds_bar(counts, theme(), lang())),
        lambda: tabel.kinds(counts, lang()),
        key="jenis_tim",
        alt=", ".join(f"{word} {n}" for word, n in counts),
    )


def unserved(who: Principal, chosen: Pilihan) -> None:
    """Which key targets no team serves, folded: the tile says how many."""
    found = chosen.isi.tanpa_tim
    if found:
        with st.expander(t("sistem_kerja.iku_tanpa", n=formats.number(len(found), 0, lang()))):
            table = data.remember(who, "sistem_kerja_iku", chosen.key, lambda: tabel.unserved(chosen.isi, lang()))
            wide = tabel.widths(lang(), iku=380, pemilik=120)
            panels.data_table(table, alt=t("sistem_kerja.iku_tanpa", n=len(found)), config=wide)


def partners(who: Principal, chosen: Pilihan) -> None:
    """Each agency with those it works with: what a network picture would show, as a table; who works with nobody is named."""
    if not chosen.isi.pasangan and chosen.view.kode_opd:
        return
    panels.section(t("sistem_kerja.mitra"), t("sistem_kerja.mitra.catatan"))
    if chosen.isi.pasangan:
        wide = tabel.widths(lang(), ["mitra"], opd=130, mitra=70, siapa=480)
        table = data.remember(who, "sistem_kerja_mitra", chosen.key, lambda: tabel.partners(chosen.isi, lang()))
        panels.data_table(table, alt=t("sistem_kerja.mitra"), config=wide)
    known = model.partners(chosen.isi.pasangan)
    silent = [code for code in chosen.isi.opd if code not in known]
    if silent and not chosen.view.kode_opd:
        with st.expander(t("sistem_kerja.mitra.tanpa", n=formats.number(len(silent), 0, lang()))):
            st.markdown(", ".join(chosen.isi.singkat[code] for code in silent))


def busy(chosen: Pilihan) -> None:
    """Officers in too many teams: counts per agency only, small groups suppressed."""
    note = t("sistem_kerja.sibuk.catatan", n=most_teams(), sedikit=model.FEW)
    panels.section(t("sistem_kerja.sibuk", n=most_teams()), note)
    if chosen.isi.sibuk:
        panels.data_table(tabel.busy(chosen.isi, lang()), alt=note, config=tabel.widths(lang(), ["orang"]))
    else:
        st.caption(t("sistem_kerja.sibuk.tidak_ada", n=most_teams()))
