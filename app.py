"""The frame: page settings, language, who is reading, and the menu built from the role. No data, no SQL.

Great Expectations (seconds to import) and DuckDB stay out of this file: the frame shows first, a page loads what it needs.
"""

import streamlit as st

from etl.access import Principal
from pages.ui import auth, building, frame, lake_state, putus

frame.configure()
with putus.guarded():
    who = auth.admission()
    if isinstance(who, Principal) and (not lake_state.ready() or building.running()):
        who = building.screen
    if isinstance(who, Principal):
        # The menu runs the chosen page last, so that its widgets come after those of the frame.
        chosen = st.navigation(frame.menu(who), position="top")
        putus.drawing()
        frame.reader_menu(who)
        chosen.run()
    else:
        page = st.navigation(frame.instead(who), position="hidden")
        putus.drawing()
        frame.reader_menu()
        page.run()
