"""Unggah: the quarter's workbook from drop to submission: checked, repaired, explained, put before the approver."""

from pages.ui.auth import require

who = require("unggah")
