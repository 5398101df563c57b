"""Kelola: who holds which role for which scope, since when and until when; giving one, taking one back."""

from pages.ui import filters, kelola_beri, panels
from pages.ui import kelola_view as kelola
from pages.ui.auth import require

who = require("kelola")
found = kelola.shown(who)
kelola.head(who, found)
draw = {"daftar": kelola.section, "beri": kelola_beri.section}
draw[filters.bound_switch("kelola.lihat", kelola.SECTIONS, kelola.SECTION)](who, found)
panels.questions("kelola")
