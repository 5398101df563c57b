"""What waits for the reader: the number beside the menu entry, and the strip on the start page."""

from __future__ import annotations

import polars as pl
import streamlit as st

from etl.access import Action, Principal, Role, allowed
from pages.ui import data, formats
from pages.ui import kiriman_model as model
from pages.ui.words import lang, t

_MOST = 3
"""Lines of the strip; the page lists the rest."""


def rows(who: Principal) -> pl.DataFrame:
    """The submissions that wait for this reader; none for roles that read no drafts."""
    if not _concerned(who):
        return pl.DataFrame()
    return model.waiting_for(who.role, data.waiting(who))


def count(who: Principal) -> int:
    """How many submissions wait for this reader."""
    if _concerned(who):
        # The menu is drawn before the page fixes the state that it reads.
        data.pin()
    return rows(who).height


def strip(who: Principal) -> None:
    """On the start page: what waits for the reader, each line with a link; nothing where nothing waits."""
    waiting, due = rows(who), _due(who)
    if waiting.is_empty() and due is None:
        return
    with st.container(key="menunggu", gap=None):
        if who.role is Role.PENYETUJU and waiting.height > 1:
            st.page_link("pages/kiriman.py", label=t("kiriman.pita.penyetuju", n=waiting.height), icon=":material/inbox:")
            return
        if due is not None:
            st.page_link("pages/unggah.py", label=due, icon=":material/alarm:")
        for row in waiting.head(_MOST).iter_rows(named=True):
            period = formats.period(row["periode"])
            label = t(f"kiriman.pita.{row['tahap']}", versi=row["versi"], periode=period)
            st.page_link("pages/kiriman.py", label=label, icon=":material/inbox:", query_params={"triwulan": period})


def _due(who: Principal) -> str | None:
    """The reminder for the operator, in words; None where nothing is due."""
    if who.role is not Role.OPERATOR or not _concerned(who):
        return None
    quarters = data.deadlines(who, who.scope.pattern)
    if quarters.is_empty():
        return None
    day = model.today(quarters["zona"][0])
    row = model.reminder(quarters, day)
    if row is None:
        return None
    until = f"{formats.day(row['tenggat'], lang())} {row['zona']}"
    left = model.due_words(row["tenggat"], day, lang())
    return t("kiriman.pita.tenggat", periode=formats.period(row["periode"]), tenggat=until, sisa=left)


def _concerned(who: Principal) -> bool:
    return who.role in (Role.OPERATOR, Role.PENYETUJU) and allowed(who, Action.READ_DRAFT) and who.scope.pattern != "-"
