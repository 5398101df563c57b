"""Kinerja Pegawai: how predicates spread in each agency against its organisation's, and the nine cells. Groups, never persons."""

from pages.ui import filters, origin, panels, predikat_view
from pages.ui.auth import require
from pages.ui.words import t

who = require("kinerja_pegawai")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)

predikat_view.show(who, view)

panels.questions("kinerja_pegawai")
panels.source_line(who, view, t("kinerja_pegawai.acuan"))
origin.where_from(who, view, [predikat_view.METRIC])
