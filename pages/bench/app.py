"""The app's own frame with the two floor pages added to its menu: page and floor run on the same server."""

import streamlit as st

from pages.bench import floor
from pages.ui import frame

frame.configure()
chosen = st.navigation(frame.menu() | {"Lantai": floor.pages()}, position="top")
frame.reader_menu()
chosen.run()
