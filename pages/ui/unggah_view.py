"""Unggah on the screen: which submission is open, its head, and the parts of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import (
    actions,
    auth,
    data,
    downloads,
    formats,
    kiriman_model,
    panels,
    putus,
    tiles,
    unggah_ajukan,
    unggah_kirim,
    unggah_perbaiki,
    unggah_temuan,
)
from pages.ui import unggah_model as model
from pages.ui.unggah_kirim import PICK, TOOK, Desk
from pages.ui.unggah_model import BLOCKING, LEVELS, SYMBOL, Draft, Group, State
from pages.ui.words import lang, t, theme

DRAFT = "draf"
"""Widget key and query parameter: which submission is open."""
PARTS: dict[State, tuple[str, ...]] = {
    State.TERBLOKIR: ("temuan", "perbaiki", "kolom", "unggah"),
    State.PERINGATAN: ("ajukan", "temuan", "perbaiki", "kolom", "unggah"),
    State.BERSIH: ("ajukan", "unggah"),
    State.DIAJUKAN: ("temuan", "unggah"),
    State.DIKEMBALIKAN: ("temuan", "perbaiki", "kolom", "ajukan", "unggah"),
}
"""The parts of the page by state, the one to begin with first."""


def desk(who: Principal) -> Desk:
    """The reader's one government; stops where the scope is not exactly one."""
    kode = who.scope.pattern
    if "*" in kode or who.scope.kode_unit:
        panels.finding(t("unggah.bukan_satu"))
        panels.empty_state(t("unggah.bukan_satu.cara"))
        st.stop()
    found = data.regions(who).filter(pl.col("kode_wilayah") == kode)
    name = found["nama"][0] if found.height else kode
    return Desk(who, kode, str(name), tuple(data.periods(who, kode)))


def open_rows(at: Desk) -> list[dict[str, Any]]:
    """What is not approved yet, the newest first; what a later approved version has overtaken is left out."""
    found = data.waiting(at.who).filter(pl.col("kode_wilayah") == at.kode_wilayah)
    rows = found.to_dicts()
    current = {p: data.submission(at.who, at.kode_wilayah, p) for p in {row["periode"] for row in rows}}
    return [row for row in rows if row["versi"] > ((current[row["periode"]] or {}).get("versi") or 0)]


def line(at: Desk) -> Draft | None:
    """The top line: which submission, whose, where it stands, and the templates. The submission that is open."""
    rows = {row["kiriman_id"]: row for row in open_rows(at)}
    asked = st.session_state.pop(PICK, None)
    with st.container(horizontal=True, vertical_alignment="center", key="garis"):
        st.markdown(f"**{at.nama}**", width="content")
        chosen = _choose(rows, asked) if rows else ""
        draft = read(at, rows[chosen]) if chosen else None
        st.markdown(_standing(at, draft), width="stretch")
        with st.popover(t("unggah.templat"), type="tertiary", icon=":material/description:"):
            unggah_kirim.templates(at)
    return draft


def _choose(rows: Mapping[str, Mapping[str, Any]], asked: str | None) -> str:
    if asked in rows:
        st.session_state[DRAFT] = asked
    elif st.session_state.get(DRAFT) not in (*rows, "", None):
        del st.session_state[DRAFT]
    chosen = st.selectbox(
        t("unggah.draf"), [*rows, ""], format_func=lambda k: model.label(rows[k]) if k else t("unggah.draf.baru"), key=DRAFT,
        bind="query-params", width=210, label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen or "")


def _standing(at: Desk, draft: Draft | None) -> str:
    if draft is None:
        newest = max(at.periods, default=None)
        return t("unggah.garis.terbit", periode=formats.period(newest)) if newest else t("unggah.garis.belum")
    counts = draft.current["versi"] if draft.current else None
    now = t("unggah.garis.kini", versi=counts) if counts else t("unggah.garis.tanpa_kini")
    state = t(f"unggah.garis.{draft.state}")
    told = t("unggah.garis", versi=draft.row["versi"], keadaan=state, kini=now)
    due = _due(at, draft.periode)
    # A correction of a quarter that is published was never due again.
    if not due or counts or draft.state is State.DIAJUKAN:
        return told
    left = kiriman_model.due_words(due["tenggat"], kiriman_model.today(due["zona"]), lang())
    return f"{told} · {t('unggah.garis.tenggat', sisa=left)}"


def _due(at: Desk, periode: str) -> dict[str, Any] | None:
    """Deadline and zone of a quarter; None for one that the region is not expected to report."""
    found = data.deadlines(at.who, at.kode_wilayah).filter(pl.col("periode") == periode)
    return found.row(0, named=True) if found.height else None


def read(at: Desk, row: Mapping[str, Any]) -> Draft:
    """A submission with its findings in words; kept per snapshot and language."""
    language = lang()
    return data.remember(at.who, "unggah", (row["kiriman_id"], row["tahap"], language), lambda: _read(at, row, language))


def _read(at: Desk, row: Mapping[str, Any], language: str) -> Draft:
    place = at.kode_wilayah, str(row["periode"])
    earlier = data.history(at.who, *place).filter(pl.col("versi") < row["versi"])
    current = data.submission(at.who, *place)
    locked = data.history(at.who, *place).filter(pl.col("kini") & pl.col("dikunci")).height > 0
    return model.draft(
        row, data.found(at.who, at.kode_wilayah, row["kiriman_id"]), language, current=current, locked=locked,
        before=earlier.row(0, named=True) if earlier.height else None,
    )  # fmt: skip


@st.fragment(run_every=unggah_kirim.EVERY)
@putus.part
def waiting_for_worker(at: Desk, job: str) -> None:
    """While the check runs: its step, nothing to press but cancel, and what was found while the draft is being saved."""
    auth.still(at.who)
    headline = st.container()
    draft = unggah_kirim.progress(at, job)
    language = lang()
    with headline:
        panels.finding(model.headline(draft, language) if draft else t("unggah.temuan.berjalan"))
        st.html(unggah_temuan.steps_html("periksa", {}, language))
    if draft:
        parts = tiles.tiles_html(unggah_temuan.tiles(draft, 0, language), theme())
        st.html(parts + unggah_temuan.summary_html(draft, language) + unggah_temuan.findings_html(draft.groups, language))


def empty(at: Desk) -> None:
    """Nothing waits: drop the workbook, or take the template."""
    newest = max(at.periods, default=None)
    panels.finding(t("unggah.temuan.kosong", periode=formats.period(newest)) if newest else t("unggah.temuan.pertama"))
    st.html(unggah_temuan.steps_html("unggah", {}, lang()))
    with st.container(border=True):
        unggah_kirim.panel(at)
    st.caption(t("unggah.kosong.templat"))


def head(at: Desk, draft: Draft) -> None:
    """The finding, the steps, the tiles and the rows by sheet."""
    language = lang()
    told = unggah_ajukan.kept(at, draft) | unggah_ajukan.typed(draft)
    explained = len([rule for rule in draft.rules_to_explain if rule in told])
    panels.finding(model.headline(draft, language, explained=explained == len(draft.rules_to_explain)))
    _notices(at, draft)
    now = unggah_temuan.NOW[draft.state]
    st.html(unggah_temuan.steps_html(now, unggah_temuan.notes(draft, _checked(draft), language), language))
    parts = tiles.tiles_html(unggah_temuan.tiles(draft, explained, language), theme())
    st.html(parts + unggah_temuan.summary_html(draft, language))
    _agencies(at, draft)


def _checked(draft: Draft) -> str:
    from etl.validation.rules import severities

    seconds = st.session_state.get(TOOK, {}).get(draft.kiriman_id)
    rules = len(severities()) - len(draft.not_checked)
    if seconds is None:
        return t("unggah.langkah.aturan", aturan=rules)
    return t("unggah.langkah.detik", detik=formats.number(seconds, 1, lang()), aturan=rules)


def _notices(at: Desk, draft: Draft) -> None:
    """What the reader must know before anything else: returned and why, locked, sheets carried forward."""
    if draft.state is State.DIKEMBALIKAN:
        happened = data.events(at.who, at.kode_wilayah, draft.periode)
        told = happened.filter((pl.col("kiriman_id") == draft.kiriman_id) & (pl.col("jenis") == "dikembalikan")).row(
            0, named=True
        )
        when = formats.moment(told["waktu"], lang(), (_due(at, draft.periode) or {}).get("zona", "WIB"))
        st.error(t("unggah.dikembalikan", oleh=told["oleh"], waktu=when, alasan=told["alasan"] or "-"))
    if draft.locked:
        st.warning(t("unggah.terkunci", periode=formats.period(draft.periode)))
    if draft.carried:
        quarter = formats.period(model.since(draft))
        st.info(t("unggah.dibawa", periode=quarter, lembar=", ".join(draft.carried)))


def _agencies(at: Desk, draft: Draft) -> None:
    """With one workbook per agency: how many came, and which are silent."""
    before = model.earlier(at.periods, draft.periode)
    if len(draft.files) < 2 or not before:
        return
    expected = data.agencies(at.who, at.kode_wilayah, before[0])
    here = data.agencies(replace(at.who, draft=draft.kiriman_id), at.kode_wilayah, draft.periode)
    missing = model.silent(here, expected)
    n = len(expected) - len(missing)
    st.markdown(t("unggah.opd", n=n, semua=len(expected), sebelum=formats.period(before[0])))
    if missing:
        st.caption(t("unggah.opd.belum", nama=", ".join(missing.values())))


def body(at: Desk, draft: Draft) -> None:
    """The chosen part, with the buttons of what to do next beside the choice."""
    parts = [part for part in PARTS[draft.state] if part != "kolom" or unggah_perbaiki.unknown_headers(draft)]
    parts = [part for part in parts if part not in ("temuan", "perbaiki") or draft.groups]
    parts = [part for part in parts if part != "ajukan" or not draft.of(BLOCKING)]
    with st.container(horizontal=True, vertical_alignment="center", key="unggah_bagian"):
        chosen = st.segmented_control(
            t("unggah.bagian"), parts, default=parts[0], required=True, key=f"bagian_{draft.kiriman_id}_{draft.state}",
            format_func=lambda part: t(f"unggah.bagian.{part}"), label_visibility="collapsed", width="stretch",
        )  # fmt: skip
        _buttons(at, draft)
    if draft.state is State.DIAJUKAN:
        st.caption(t("unggah.menunggu"))
        st.page_link("pages/kiriman.py", label=t("unggah.ke_kiriman"), icon=":material/arrow_forward:")
    _part(at, draft, str(chosen))


def _part(at: Desk, draft: Draft, part: str) -> None:
    if part == "temuan":
        unggah_perbaiki.carry(at, draft)
        groups = filtered(draft)
        st.html(unggah_temuan.findings_html(groups, lang()))
    elif part == "perbaiki":
        unggah_perbaiki.editor(at, draft, filtered(draft))
    elif part == "kolom":
        unggah_perbaiki.headers(at, draft)
    elif part == "ajukan":
        unggah_ajukan.part(at, draft)
    else:
        unggah_kirim.panel(at, since=model.since(draft))


def filtered(draft: Draft) -> list[Group]:
    """Pills for the levels, boxes for sheet and rule; the findings that they let through."""
    counts = {level: len(draft.of(level)) for level in LEVELS if draft.of(level)}
    sheets, rules = (sorted({getattr(g, name) for g in draft.groups}) for name in ("lembar", "aturan"))
    with st.container(horizontal=True, vertical_alignment="center"):
        levels = st.pills(
            t("unggah.saring.tingkat"), list(counts), selection_mode="multi", default=list(counts),
            key=f"tingkat_{draft.kiriman_id}", label_visibility="collapsed",
            format_func=lambda level: f"{SYMBOL[level]} {t(f'unggah.tingkat.{level}')} {counts[level]}",
        )  # fmt: skip
        sheet = _filter("lembar", sheets, draft)
        rule = _filter("aturan", rules, draft)
    return model.chosen(draft, levels or [], sheet, rule)


def _filter(name: str, options: list[str], draft: Draft) -> str:
    return str(
        st.selectbox(
            t(f"unggah.saring.{name}"), ["", *options], key=f"saring_{name}_{draft.kiriman_id}", width=230,
            format_func=lambda o: o or t(f"unggah.saring.{name}.semua"), label_visibility="collapsed",
        )
    )  # fmt: skip


def _buttons(at: Desk, draft: Draft) -> None:
    """What to do next, as buttons: the marked workbook first while something blocks."""
    language, blocked = lang(), draft.state in (State.TERBLOKIR, State.DIKEMBALIKAN)
    unggah_ajukan.simulate(at, draft)
    if not draft.groups:
        return
    downloads.button(
        at.who, t("unggah.bertanda"), lambda: actions.annotated(at.who, at.kode_wilayah, draft.kiriman_id, language),
        _marked_name(at, draft), objek=f"berkas_bertanda/{draft.kiriman_id}", kode_wilayah=at.kode_wilayah, personal=True,
        mime=None, type="primary" if blocked else "secondary", key="unggah_bertanda",
    )  # fmt: skip
    downloads.table(
        lambda: unggah_temuan.table(draft.cells, language), f"temuan-{draft.kiriman_id}.csv", key="unggah_csv",
        label=t("unggah.csv"), type="secondary", icon=None,
    )  # fmt: skip


def _marked_name(at: Desk, draft: Draft) -> str:
    if len(draft.files) == 1:
        return t("bertanda.nama_berkas", berkas=draft.files[0].rpartition(".")[0]) + ".xlsx"
    return t("bertanda.nama_zip", wilayah=at.kode_wilayah, periode=draft.periode)
