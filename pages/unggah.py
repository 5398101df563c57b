"""Unggah: the quarter's workbook from drop to submission: checked, repaired, explained, put before the approver."""

import streamlit as st

from pages.ui import actions, panels, unggah_kirim
from pages.ui import unggah_view as unggah
from pages.ui.auth import require

who = require("unggah")
actions.warm()
desk = unggah.desk(who)
job = unggah_kirim.running(desk)
draft = unggah.line(desk)
unggah_kirim.said()

if job:
    unggah.waiting_for_worker(desk, job)
    st.stop()
if draft is None:
    unggah.empty(desk)
else:
    unggah.head(desk, draft)
    unggah.body(desk, draft)
panels.questions("unggah")
