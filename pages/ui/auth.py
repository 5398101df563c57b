"""The one gate of every page: `require(...)` is its first statement.

A folder called `pages/` lets a visitor skip app.py (a page opened directly on a fresh server runs alone), so nothing may rely on
what app.py did: frame and pages ask the same `admission`. Without sign-in this is the local mode: one person on one machine, who
chooses the role to look through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from etl.access import Principal, Role, Scope
from pages.ui import alone, data, lake_state, local_only, reader, shared, sign_in, simulasi
from pages.ui.words import t

ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.SISTEM)
"""The roles a reader can have; the system reads no screens."""

MENU: dict[str, tuple[str, ...]] = {
    "": ("ringkasan",),
    "struktur": ("hierarki", "rentang_kendali", "struktur", "koordinasi", "peta_jabatan"),
    "tahap": ("tahapan", "penyetaraan", "sistem_kerja", "regulasi_daerah", "proses_layanan"),
    "kinerja": ("capaian_kinerja", "indeks_anggaran", "kinerja_pegawai"),
    "nasional": ("nasional", "kelengkapan", "pembanding", "mutu_nasional", "tinjau"),
    "data": ("unggah", "kiriman", "mutu_data", "metodologi", "data_pribadi", "kelola", "jejak_audit"),
}
"""The pages by the group of the menu they stand in; the first group has no name."""

_ONLY: dict[str, frozenset[Role]] = {
    "unggah": frozenset({Role.OPERATOR}),
    "kiriman": frozenset({Role.OPERATOR, Role.PENYETUJU}),
    "kelola": frozenset({Role.ADMIN}),
    "jejak_audit": frozenset({Role.ADMIN, Role.PENYETUJU}),
    "nasional": frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN}),
    "kelengkapan": frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN}),
    "pembanding": frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN}),
    "mutu_nasional": frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN}),
    "tinjau": frozenset({Role.OPERATOR, Role.PENYETUJU, Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN}),
}
"""The pages that not everybody may open."""

PAGES: dict[str, frozenset[Role]] = {page: _ONLY.get(page, frozenset(ROLES)) for pages in MENU.values() for page in pages}
"""Which roles may open which page; a page that is not here opens for nobody."""

ROLE_KEY, SCOPE_KEY = "peran_lokal", "lingkup_lokal"
"""Session keys of the local chooser. Never in the address: a link must not change what its reader may see."""

_NATION = frozenset({Role.KEMENDAGRI, Role.ADMIN})
DEFAULT_ROLE = Role.KEMENDAGRI


def require(page: str) -> Principal:
    """Who is reading, if they may open this page; otherwise the page stops here with what to do."""
    alone.bring_into_frame()
    who = reading()
    if who.role not in PAGES.get(page, frozenset()):
        sign_in.note_refusal(who, page)
        st.warning(t("halaman.tolak.halaman", peran=t(f"halaman.peran.{who.role.value}")))
        st.stop()
    if not lake_state.ready():
        st.info(t("halaman.gudang.belum_ada"))
        st.stop()
    shared.arrive(page)
    data.pin()
    if page in simulasi.OUTSIDE:
        who = replace(who, draft=None)
    else:
        simulasi.banner(who)
    reader.arrived(who, page)
    return who


def admission() -> Principal | Callable[[], None]:
    """Who is reading; or, where nobody may, the screen that stands in place of everything else. Asked anew in every run."""
    if not sign_in.wanted():
        refused = local_only.refused()
        return partial(local_only.screen, refused) if refused else local_principal()
    found = sign_in.admission()
    return simulasi.through(found) if isinstance(found, Principal) else found


def reading() -> Principal:
    """Who is reading; where nobody may, the run ends with the screen that says so."""
    found = admission()
    if isinstance(found, Principal):
        return found
    found()
    st.stop()


def still(who: Principal) -> None:
    """At the beginning of a part that runs again by itself: the whole page runs anew where the reader is not `who` any more."""
    if not is_still(who):
        st.rerun()


def is_still(who: Principal) -> bool:
    """Whether the reader is `who` at this moment: for a callback, which runs before the page asks."""
    now = admission()
    return isinstance(now, Principal) and replace(now, draft=who.draft) == who


def local_principal() -> Principal:
    """The role and scope chosen in local mode; by default the nation, so that every region of the lake shows.

    Whoever may read drafts comes with the one that they look at (*simulasi*).
    """
    role = Role(st.session_state.get(ROLE_KEY) or DEFAULT_ROLE)
    if role in _NATION:
        return Principal("lokal", role, Scope("*"))
    region = st.session_state.get(SCOPE_KEY) or first_region()
    return simulasi.through(Principal("lokal", role, scope_of(role, region)))


def scope_of(role: Role, region: str) -> Scope:
    """The scope of a role that looks through one region: its province for `provinsi`, else that government exactly."""
    if role in _NATION:
        return Scope("*")
    return Scope(f"{region.split('.')[0]}.*") if role is Role.PROVINSI else Scope(region)


def first_region() -> str:
    """The first region of the lake, `-` (covers nothing) while it is empty."""
    found = data.regions(local_nation())
    return found["kode_wilayah"][0] if found.height else "-"


def local_nation() -> Principal:
    """The one local person before any narrowing: what the chooser of regions lists."""
    return Principal("lokal", DEFAULT_ROLE, Scope("*"))
