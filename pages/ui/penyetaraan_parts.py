"""The panels of Penyetaraan: matrix, posts that wait, exceptions, wrong levels, retirement."""

from __future__ import annotations

from etl.access import Principal
from pages.ui import data, downloads, formats, panels
from pages.ui import penyetaraan_model as model
from pages.ui import penyetaraan_view as view_of
from pages.ui.filters import View
from pages.ui.penyetaraan_view import Shown
from pages.ui.words import lang, t, theme


def matrix(who: Principal, view: View, shown: Shown) -> None:
    """Old echelon × new level, and the wrong ones by name."""
    language, paper = lang(), theme()
    panels.section(t("penyetaraan.matriks"), view_of.rule_note(language))
    if not shown.cells:
        panels.empty_state(t("penyetaraan.matriks.kosong"))
        return
    panels.chart_with_table(
        lambda: data.remember(
            who, "penyetaraan_matriks", (view.key, paper), lambda: view_of.matrix_chart(shown, language, paper)
        ),
        lambda: model.matrix_table(shown.cells, language),
        key="arah",
        alt=t("penyetaraan.matriks"),
    )
    wrong = data.remember(who, "penyetaraan_keliru", view.key, lambda: model.mistakes_table(shown.rows, shown.agencies, language))
    if wrong.height:
        panels.section(t("penyetaraan.keliru", n=formats.number(wrong.height, 0, language)), t("penyetaraan.keliru.catatan"))
        panels.data_table(wrong, alt=t("penyetaraan.keliru.catatan"))


def waiting(who: Principal, view: View, shown: Shown) -> None:
    """Posts not yet equalised, by agency."""
    table = data.remember(who, "penyetaraan_belum", view.key, lambda: model.waiting_table(shown.rows, shown.agencies, lang()))
    panels.section(t("penyetaraan.belum", n=formats.number(table.height, 0, lang())), t("penyetaraan.belum.catatan"))
    if table.is_empty():
        panels.empty_state(t("penyetaraan.belum.kosong"))
        return
    panels.data_table(table, alt=t("penyetaraan.belum.catatan"))
    downloads.table(table, "ramping-belum-setara.csv", key="csv_belum_setara")


def exempt(who: Principal, view: View, shown: Shown) -> None:
    """Exceptions with their reasons."""
    table = data.remember(who, "penyetaraan_kecuali", view.key, lambda: model.exempt_table(shown.rows, shown.agencies, lang()))
    panels.section(t("penyetaraan.kecuali", n=formats.number(table.height, 0, lang())), t("penyetaraan.kecuali.catatan"))
    if table.is_empty():
        panels.empty_state(t("penyetaraan.kecuali.kosong"))
    else:
        panels.data_table(table, alt=t("penyetaraan.kecuali.catatan"))


def retirement(who: Principal, view: View, shown: Shown) -> None:
    """Posts that retirement empties, by year and category."""
    language, paper = lang(), theme()
    if shown.pensions.is_empty():
        panels.section(t("penyetaraan.pensiun.judul"))
        panels.empty_state(t("penyetaraan.pensiun.kosong"))
        return
    title = data.remember(who, "pensiun_judul", view.key, lambda: view_of.retirement_title(shown, view, language))
    panels.section(title, t("penyetaraan.pensiun.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "pensiun", (view.key, paper), lambda: view_of.retirement_chart(shown, view, language, paper)),
        lambda: view_of.retirement_table(shown, view, language),
        key="pensiun",
        alt=title,
    )


def by_agency(who: Principal, view: View, shown: Shown) -> None:
    """The same per agency; nothing to compare where one agency is chosen."""
    language, paper = lang(), theme()
    if shown.pensions.is_empty() or view.kode_opd:
        return
    panels.section(t("penyetaraan.pensiun.opd"), t("penyetaraan.pensiun.opd.catatan", n=model.MOST))
    panels.chart_with_table(
        lambda: data.remember(who, "pensiun_opd", (view.key, paper), lambda: view_of.agencies_chart(shown, language, paper)),
        lambda: view_of.agencies_table(shown, language),
        key="pensiun_opd",
        alt=t("penyetaraan.pensiun.opd"),
    )
