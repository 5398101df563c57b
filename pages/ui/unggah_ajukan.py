"""Submitting on Unggah: one reason per warning, what would change, and the step to the approver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from etl.errors import RampingError
from pages.ui import actions, data, formats, metric_text, simulasi
from pages.ui import unggah_model as model
from pages.ui.unggah_kirim import Desk, refused, say
from pages.ui.unggah_model import Draft, Group
from pages.ui.words import lang, t

MOST_MOVED = 6
"""Figures of the region that the summary names."""
LONGEST = 500
"""Characters of a reason."""


def _key(draft: Draft, rule: str) -> str:
    return f"alasan_{draft.kiriman_id}_{rule}"


def typed(draft: Draft) -> dict[str, str]:
    """The reasons typed so far, by rule; empty ones left out."""
    told = {rule: str(st.session_state.get(_key(draft, rule)) or "").strip() for rule in draft.rules_to_explain}
    return {rule: reason for rule, reason in told.items() if reason}


def kept(desk: Desk, draft: Draft) -> dict[str, str]:
    """The reasons that the lake holds for this submission, by rule."""
    found = data.confirmations(desk.who, desk.kode_wilayah, draft.kiriman_id)
    return dict(zip(found["aturan"].to_list(), found["alasan"].to_list(), strict=True)) if found.height else {}


def offered(confirmed: pl.DataFrame, draft: Draft) -> dict[str, tuple[str, str]]:
    """Per warning of this draft, the newest reason given for it elsewhere: (reason, quarter)."""
    found: dict[str, tuple[str, str]] = {}
    for row in confirmed.sort("periode", descending=True, maintain_order=True).iter_rows(named=True):
        if row["aturan"] in draft.rules_to_explain and row["alasan"] and row["kiriman_id"] != draft.kiriman_id:
            found.setdefault(row["aturan"], (row["alasan"], row["periode"]))
    return found


def reasons(desk: Desk, draft: Draft) -> None:
    """One line per warning: what it says, how many rows, and why it is so."""
    rules = draft.rules_to_explain
    for rule, reason in kept(desk, draft).items():
        # A returned submission keeps what was said of it.
        st.session_state.setdefault(_key(draft, rule), reason)
    before = offered(data.confirmations(desk.who, desk.kode_wilayah), draft)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("unggah.alasan.cara"), width="stretch")
        if before:
            st.button(t("unggah.alasan.pakai", n=len(before)), key="unggah_pakai", on_click=_take, args=(draft, before))
    for rule, groups in rules.items():
        _reason(draft, rule, groups, before.get(rule))


def _take(draft: Draft, before: Mapping[str, tuple[str, str]]) -> None:
    for rule, (reason, _) in before.items():
        if not st.session_state.get(_key(draft, rule)):
            st.session_state[_key(draft, rule)] = reason


def _reason(draft: Draft, rule: str, groups: list[Group], before: tuple[str, str] | None) -> None:
    rows = sum(len(group.cells) for group in groups)
    # `$`, `*` … in a message are the sender's, not marks of ours.
    words = t("unggah.alasan.label", pesan=_plain(groups[0].first.pesan), tempat=_plain(groups[0].first.tempat), n=rows)
    hint = t("unggah.alasan.lalu", periode=formats.period(before[1]), alasan=before[0]) if before else t("unggah.alasan.isi")
    st.text_input(words, key=_key(draft, rule), placeholder=hint, max_chars=LONGEST)


def _plain(words: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#~$|:" else c for c in words)


def part(desk: Desk, draft: Draft) -> None:
    """The reasons, and beside them what approval would change and the button."""
    left, right = st.columns([3, 2]) if draft.rules_to_explain else (None, st.container())
    if left:
        with left:
            reasons(desk, draft)
    with right:
        submit(desk, draft)


def submit(desk: Desk, draft: Draft) -> None:
    """What approval would change, and the button."""
    told, rules = typed(draft), draft.rules_to_explain
    changes(desk, draft)
    ready = len(told) == len(rules) and not draft.locked
    note = st.text_input(t("unggah.ajukan.catatan"), key=f"catatan_{draft.kiriman_id}", max_chars=LONGEST)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(t("unggah.ajukan"), type="primary", disabled=not ready, key="unggah_ajukan", icon=":material/send:")
        if not ready:
            st.caption(t("unggah.ajukan.terkunci") if draft.locked else t("unggah.ajukan.kurang", n=len(rules) - len(told)))
    if pressed:
        _submit(desk, draft, told, note)


def _submit(desk: Desk, draft: Draft, told: Mapping[str, str], note: str | None) -> None:
    try:
        actions.ajukan(desk.who, draft.kiriman_id, told, note or None)
    except RampingError as error:
        refused(error)
        return
    say("success", t("unggah.ajukan.sudah", periode=formats.period(draft.periode)))
    st.rerun()


def changes(desk: Desk, draft: Draft) -> None:
    """Rows against what counts now, and the region's figures that would move."""
    lines = [_rows(draft), *_figures(desk, draft)]
    st.markdown(t("unggah.ubah.judul") + "\n\n" + "\n".join(f"- {line}" for line in lines if line))


def _rows(draft: Draft) -> str:
    if not draft.current:
        return t("unggah.ubah.pertama", periode=formats.period(draft.periode))
    now, then = (model.per_sheet(row["baris"]) for row in (draft.row, draft.current))
    language = lang()
    parts = []
    for name in {**then, **now}:
        a, b = (int(told.get(name, {}).get("diterima", 0)) for told in (then, now))
        if a != b:
            parts.append(f"{name} {formats.number(a, 0, language)} → {formats.number(b, 0, language)}")
    versi = draft.current["versi"]
    return t("unggah.ubah.baris", versi=versi, baris=", ".join(parts)) if parts else t("unggah.ubah.baris_sama", versi=versi)


def _figures(desk: Desk, draft: Draft) -> list[str]:
    """The region's figures that differ, of this quarter and later ones; the rest is counted."""
    if not draft.current:
        return []
    found = data.moved(desk.who, desk.kode_wilayah, draft.kiriman_id)
    whole = metric_text.default_rows(found.filter(pl.col("kode_unit").is_null()), data.metrics())
    if found.is_empty():
        return [t("unggah.ubah.angka_sama")]
    lines = [_figure(row) for row in whole.head(MOST_MOVED).iter_rows(named=True)]
    return [*lines, t("unggah.ubah.lain", n=found.height - len(lines))] if found.height > len(lines) else lines


def _figure(row: Mapping[str, Any]) -> str:
    metric = data.metrics()[row["metrik"]]
    before, after = _pair(metric, row["nilai_sebelum"], row["nilai"])
    return f"{t(metric.label)} {formats.period(row['periode'])}: {before} → {after}"


def _pair(metric: Any, before: float | None, after: float | None) -> tuple[str, str]:
    """Both values, with as many decimals as it takes to tell them apart."""
    shown = metric_text.value(metric, before, lang()), metric_text.value(metric, after, lang())
    for decimals in (2, 3, 4):
        if shown[0] == shown[1] and before is not None and after is not None:
            shown = formats.number(before, decimals, lang()), formats.number(after, decimals, lang())
    return shown


def simulate(desk: Desk, draft: Draft) -> None:
    """Every page through this draft, before anybody else sees it."""
    if st.button(t("unggah.simulasi"), key="unggah_simulasi", icon=":material/visibility:", help=t("unggah.simulasi.arti")):
        simulasi.enter(desk.kode_wilayah, draft.kiriman_id)
        st.switch_page("pages/ringkasan.py")
