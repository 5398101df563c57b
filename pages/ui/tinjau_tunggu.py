"""What reviewers want of the reader, or governments of the reviewer: the number beside the menu entry, and a strip of links."""

from __future__ import annotations

import streamlit as st

from etl.access import Action, Principal, allowed
from pages.ui import data, formats, lake_state, nasional_data
from pages.ui import tinjau_model as model
from pages.ui.tinjau_model import Open
from pages.ui.words import lang, t

_MOST = 3
"""Lines of the strip; the page lists the rest."""
_LONGEST = 90


def mine(who: Principal) -> list[Open]:
    """What waits for this reader's side; nothing for who only reads."""
    if not allowed(who, Action.COMMENT) or who.scope.pattern == "-" or not lake_state.ready():
        return []
    every = model.threads(nasional_data.comments(who))
    return [one for one in model.waiting(every, nasional_data.reviews(who)) if one.menunggu == model.side(who.role)]


def count(who: Principal) -> int:
    """How many things wait for this reader."""
    if allowed(who, Action.COMMENT) and who.scope.pattern != "-" and lake_state.ready():
        # The menu is drawn before the page fixes the state that it reads.
        data.pin()
    return len(mine(who))


def strip(who: Principal) -> None:
    """Where a government's people begin: what was returned to them, and how many comments they have not answered."""
    found = mine(who)
    if not found or model.side(who.role) != model.GOVERNMENT:
        return
    returned = [one for one in found if one.apa == "dikembalikan"]
    asked = [one for one in found if one.apa == "komentar"]
    with st.container(key="menunggu_tinjau", gap=None):
        for one in returned[:_MOST]:
            label = t("tinjau.pita.dikembalikan", peran=t(f"halaman.peran.{one.peran}"), periode=formats.period(one.periode),
                      tanggal=formats.day(one.sejak, lang(), data.zone(one.kode_wilayah)))  # fmt: skip
            st.page_link("pages/tinjau.py", label=label, icon=":material/undo:", query_params=_place(one))
        if asked:
            label = t("tinjau.pita.komentar", n=len(asked))
            st.page_link("pages/tinjau.py", label=label, icon=":material/chat:", query_params=_place(asked[0]))


def _place(one: Open) -> dict[str, str]:
    return {"triwulan_tinjau": formats.period(one.periode)}
