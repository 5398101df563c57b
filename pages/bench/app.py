"""The app's own frame with the two floor pages added to its menu: page and floor run on the same server."""

import streamlit as st

from pages.bench import floor
from pages.ui import auth, frame

frame.configure()
who = auth.reading()
chosen = st.navigation(frame.menu(who) | {"Lantai": floor.pages()}, position="top")
frame.reader_menu(who)
chosen.run()
