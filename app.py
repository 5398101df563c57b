"""The frame: page settings, language, who is reading, and the menu built from the role. No data, no SQL.

Great Expectations (seconds to import) and DuckDB stay out of this file: the frame shows first, a page loads what it needs.
"""

import streamlit as st

from pages.ui import building, frame, lake_state

frame.configure()
if lake_state.ready() and not building.running():
    # The menu runs the chosen page last, so that its widgets come after those of the frame.
    chosen = st.navigation(frame.menu(), position="top")
    frame.reader_menu()
    chosen.run()
else:
    st.navigation([st.Page(building.screen, title="Ramping")], position="hidden").run()
