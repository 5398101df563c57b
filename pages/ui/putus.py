"""The catalogue of the lake cannot be reached: the page says what to do, and draws itself as soon as it is back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import ParamSpec

import streamlit as st

from etl.errors import LakeError
from pages.ui import data, frame
from pages.ui.words import lang, t

P = ParamSpec("P")
SECONDS = 3.0
"""How often it looks again."""


@contextmanager
def guarded() -> Iterator[None]:
    """Around a whole run of the app. What was drawn before the catalogue was missed stays above the screen that says so."""
    try:
        yield
    except LakeError as error:
        draw = partial(screen, error)
        if st.session_state.pop(_DRAWING, False):
            draw()
        else:
            # Without any navigation Streamlit would list the files of the pages.
            st.navigation(frame.instead(draw), position="hidden").run()
    finally:
        st.session_state.pop(_DRAWING, None)


def part(function: Callable[P, None]) -> Callable[P, None]:
    """Under `st.fragment(run_every=…)`: the same for a part of a page that runs again by itself, until the catalogue is back.

    Streamlit keeps an error of such a part to itself, in a full run too: `guarded` never hears of it.
    """

    @wraps(function)
    def run(*args: P.args, **named: P.kwargs) -> None:
        try:
            function(*args, **named)
        except LakeError as error:
            _told(error)
            st.caption(t("halaman.putus.ulang", detik=1))

    return run


_DRAWING = "_halaman_digambar"


def drawing() -> None:
    """From here on the chosen page runs inside the menu."""
    st.session_state[_DRAWING] = True


def screen(error: LakeError) -> None:
    """What is wrong, what to do, and that the page looks again by itself."""
    _told(error)
    _look_again()


def _told(error: LakeError) -> None:
    st.html(f'<h1 class="temuan">{t("halaman.putus.judul")}</h1>')
    st.error(error.message(lang()))


@st.fragment(run_every=SECONDS)
def _look_again() -> None:
    try:
        data.reader().snapshot()
    except LakeError:
        st.caption(t("halaman.putus.ulang", detik=int(SECONDS)))
    else:
        st.rerun()
