"""Repair on Unggah: the faulty cells in an editor, and what the sender's own headers mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from etl.contracts import contracts
from etl.errors import RampingError
from etl.locale import text
from pages.ui import actions, formats, unggah_temuan
from pages.ui import unggah_model as model
from pages.ui.unggah_kirim import Desk, refused, say, watch
from pages.ui.unggah_model import BLOCKING, LEVELS, WARNING, Cell, Draft, Group
from pages.ui.words import lang, t

MOST = 300
"""Cells that the editor shows at once; the filters narrow them."""
CHECKED = "_unggah_cek"
"""Session key: submission, edits, and what the check of them left."""
NEW, EMPTY = "baru", "kosongkan"


def editable(groups: Sequence[Group]) -> list[Cell]:
    """The cells that can be written anew, each once, what blocks first."""
    found: dict[tuple[str, int, str], Cell] = {}
    for group in groups:
        for cell in group.cells:
            if cell.sel and cell.kolom and cell.baris_sumber is not None:
                found.setdefault((cell.dataset, cell.baris_sumber, cell.kolom), cell)
    return sorted(found.values(), key=lambda c: LEVELS.index(c.tingkat))


def edits(cells: Sequence[Cell], changed: Mapping[int, Mapping[str, Any]]) -> actions.Edits:
    """What was typed, by cell: text, or None for a cell to be emptied. changed: as the editor reports it, by row."""
    found: dict[tuple[str, int, str], str | None] = {}
    for row, values in changed.items():
        cell, new = cells[int(row)], str(values.get(NEW) or "").strip()
        if cell.baris_sumber is not None and cell.kolom and (new or values.get(EMPTY)):
            found[cell.dataset, cell.baris_sumber, cell.kolom] = None if values.get(EMPTY) else new
    return found


def frame(cells: Sequence[Cell], lang: str) -> pl.DataFrame:
    """The editor's rows; what stood in a personal column is not shown."""
    rows = [
        (c.tempat, c.kolom, text("unggah.tabel.pribadi", lang) if c.personal else c.nilai, "", False, f"{c.pesan} {c.perbaikan}")
        for c in cells
    ]
    names = ("sel", "kolom", "nilai", NEW, EMPTY, "salah")
    return pl.DataFrame(rows, schema=dict(zip(names, _TYPES, strict=True)), orient="row")


_TYPES = (pl.String, pl.String, pl.String, pl.String, pl.Boolean, pl.String)


def editor(desk: Desk, draft: Draft, groups: Sequence[Group]) -> None:
    """The faulty cells beside a place for the new value; checked again, then kept as the next version."""
    cells = editable(groups)
    if not cells:
        st.markdown(t("unggah.perbaiki.tak_ada"))
        return
    st.caption(t("unggah.perbaiki.cara", n=min(MOST, len(cells)), semua=len(cells)))
    shown = cells[:MOST]
    if personal := sum(cell.personal for cell in shown):
        # What stands in them is not shown; that somebody had them open is still told.
        actions.viewed(desk.who, f"isian/{draft.kiriman_id}", kode_wilayah=desk.kode_wilayah, sel_tersamar=personal)
    key = f"sunting_{draft.kiriman_id}_{len(shown)}_{lang()}"
    names = {c: st.column_config.TextColumn(t(f"unggah.tabel.{c}"), disabled=True) for c in ("sel", "kolom", "nilai", "salah")}
    st.data_editor(
        frame(shown, lang()), hide_index=True, key=key, height=min(420, 38 + 35 * len(shown)), alt=t("unggah.bagian.perbaiki"),
        column_config={**names, NEW: st.column_config.TextColumn(t("unggah.tabel.baru"), width="medium"),
                       EMPTY: st.column_config.CheckboxColumn(t("unggah.tabel.kosongkan"), width="small")},
    )  # fmt: skip
    told = edits(shown, st.session_state.get(key, {}).get("edited_rows", {}))
    _check(desk, draft, told)


def _check(desk: Desk, draft: Draft, told: actions.Edits) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        again = st.button(t("unggah.perbaiki.lagi", n=len(told)), disabled=not told, type="primary", key="unggah_cek")
        place = st.container(horizontal=True, vertical_alignment="center", width="stretch")
    if again:
        try:
            with st.spinner(t("unggah.perbaiki.sedang")):
                result = actions.recheck(desk.who, desk.kode_wilayah, draft.kiriman_id, told)
        except RampingError as error:
            refused(error)
            return
        st.session_state[CHECKED] = (draft.kiriman_id, told, result)
    known = st.session_state.get(CHECKED)
    if known and told and known[:2] == (draft.kiriman_id, told):
        _left(desk, draft, told, known[2], place)


def _left(desk: Desk, draft: Draft, told: actions.Edits, result: Any, place: Any) -> None:
    """What the edits leave to repair, and the button that keeps them."""
    several = len(draft.files) > 1
    left = model.groups(model.cells(result.findings, lang(), several=several))
    counts = {level: sum(g.tingkat == level for g in left) for level in LEVELS}
    with place:
        if st.button(t("unggah.perbaiki.simpan"), key="unggah_simpan"):
            _save(desk, draft, told)
        seconds = formats.number(result.detik, 1, lang())
        st.markdown(t("unggah.perbaiki.sisa", blokir=counts[BLOCKING], peringatan=counts[WARNING], detik=seconds))
    if left:
        st.html(unggah_temuan.findings_html(left, lang()))


def _save(desk: Desk, draft: Draft, told: actions.Edits) -> None:
    try:
        watch(actions.save(desk.who, desk.kode_wilayah, draft.kiriman_id, told))
    except RampingError as error:
        refused(error)
        return
    st.session_state.pop(CHECKED, None)
    st.rerun()


def unknown_headers(draft: Draft) -> dict[str, tuple[list[str], list[str]]]:
    """Per dataset with headers that nobody knows: those headers, and the columns to choose from, missing ones first."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for dataset, contract in contracts().items():
        mine = [cell for cell in draft.cells if cell.dataset == dataset and cell.aturan in model.HEADER_RULES]
        headers = [c.nilai for c in mine if c.aturan == model.HEADER_RULES[1]]
        missing = [c.kolom for c in mine if c.aturan == model.HEADER_RULES[0] and c.kolom]
        if headers:
            found[dataset] = headers, [*missing, *(c for c in contract.columns if c not in missing)]
    return found


def headers(desk: Desk, draft: Draft) -> None:
    """Which header is which column: remembered for the region, and the same files checked again with it."""
    st.caption(t("unggah.kolom.cara"))
    told: dict[str, dict[str, str]] = {}
    for dataset, (unknown, columns) in unknown_headers(draft).items():
        st.markdown(f"**{dataset}**")
        for header in unknown:
            chosen = _column(dataset, header, columns)
            if chosen:
                told.setdefault(dataset, {})[header] = chosen
    if st.button(t("unggah.kolom.simpan"), type="primary", disabled=not told, key="unggah_petakan"):
        _remember(desk, draft, told)


def _column(dataset: str, header: str, columns: Sequence[str]) -> str | None:
    chosen = st.selectbox(
        t("unggah.kolom.judul", judul=header), ["", *columns], key=f"kolom_{dataset}_{header}", width=420,
        format_func=lambda c: f"{c}: {t(f'kontrak.{dataset}.{c}')}" if c else t("unggah.kolom.biarkan"),
    )  # fmt: skip
    return str(chosen) or None


def _remember(desk: Desk, draft: Draft, told: Mapping[str, Mapping[str, str]]) -> None:
    try:
        actions.petakan(desk.who, desk.kode_wilayah, told)
        watch(actions.resend(desk.who, draft.kiriman_id, since=model.since(draft)))
    except RampingError as error:
        refused(error)
        return
    say("success", t("unggah.kolom.diingat"))
    st.rerun()


def carry(desk: Desk, draft: Draft) -> None:
    """Where whole sheets are missing: declare them unchanged since an approved quarter, and check the same files again."""
    missing = sorted({c.dataset for c in draft.cells if c.aturan == "kepala.lembar_hilang"})
    before = model.earlier(desk.periods, draft.periode)
    if not missing or not before:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        st.markdown(t("unggah.bawa.hilang", lembar=", ".join(missing)), width="stretch")
        quarter = st.selectbox(t("unggah.bawa.pilih"), before, format_func=formats.period, key="bawa_hilang", width=150)
        if st.button(t("unggah.bawa.nyatakan"), key="unggah_nyatakan"):
            try:
                watch(actions.resend(desk.who, draft.kiriman_id, since=str(quarter)))
            except RampingError as error:
                refused(error)
                return
            st.rerun()
