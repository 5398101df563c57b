"""Jejak Audit: who did what, when and to what; whether anybody touched the record; the auditor's file."""

from pages.ui import jejak_view as jejak
from pages.ui import panels
from pages.ui.auth import require

who = require("jejak_audit")
shown = jejak.choose(who)
jejak.section(who, shown)
jejak.chains(who, shown)
panels.questions("jejak_audit")
