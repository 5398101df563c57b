"""Regulasi Daerah: which legal product carries each stage, what is lacking, and what every agency has prepared."""

from pages.ui import filters, origin, panels, regulasi_view, rencana_view
from pages.ui.auth import require
from pages.ui.words import t

who = require("regulasi_daerah")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)

with filters.switches():
    shown = filters.bound_switch("regulasi_daerah.isi", ("daftar", "rencana"), "isi_regulasi")
    if shown == "rencana":
        view = filters.agency(who, view, width=300)

page = rencana_view if shown == "rencana" else regulasi_view
page.show(who, view)

panels.questions("regulasi_daerah")
panels.source_line(who, view, t("regulasi_daerah.acuan"))
origin.where_from(who, view, [*regulasi_view.METRICS, *rencana_view.METRICS])
