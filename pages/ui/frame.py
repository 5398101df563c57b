"""The frame around every page: icon, wordmark, style, language switch, who is reading, and the menu."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from etl.access import Principal, Role
from pages.ui import auth, data, kiriman_tunggu, sign_in, tinjau_tunggu
from pages.ui.words import KEY as LANGUAGE
from pages.ui.words import lang, t, theme

ASSETS = Path(__file__).parent / "assets"
DEFAULT_PAGE = "ringkasan"
_SENDS = (Role.OPERATOR, Role.PENYETUJU)
_NEEDS_REGION = (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU, Role.PROVINSI)


def configure() -> None:
    """Page settings, wordmark and style. A local PNG icon: a Material icon would be fetched from another host."""
    st.set_page_config(page_title="Ramping", page_icon=_icon(), layout="wide")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    st.html(ASSETS / "gaya.css")


@cache
def _icon() -> str:
    """The icon as an address that holds it: given as a file, it would bring in an imaging library at the start."""
    return f"data:image/png;base64,{b64encode((ASSETS / 'ikon.png').read_bytes()).decode()}"


def menu(who: Principal) -> dict[str, list[st.Page]]:
    """The pages that the reader may open, by the groups of the menu; a group without any is left out."""
    groups = {group: [_page(page, who) for page in pages if who.role in auth.PAGES[page]] for group, pages in auth.MENU.items()}
    return {t(f"halaman.menu.{group}") if group else "": pages for group, pages in groups.items() if pages}


def instead(screen: Callable[[], None]) -> list[st.Page]:
    """A screen in place of the app. It answers at the address that was asked for: what stands there shows as soon as it may."""

    def draw() -> None:
        screen()

    asked = urlsplit(st.context.url or "").path.rpartition("/")[2]
    places = [DEFAULT_PAGE, asked] if asked in auth.PAGES and asked != DEFAULT_PAGE else [DEFAULT_PAGE]
    return [st.Page(draw, title="Ramping", url_path=place, default=place == DEFAULT_PAGE) for place in places]


def _page(page: str, who: Principal) -> st.Page:
    return st.Page(f"pages/{page}.py", title=_title(page, who), url_path=page, default=page == DEFAULT_PAGE)


def _title(page: str, who: Principal) -> str:
    """The page's name; those of the submissions and of what reviewers want say how many wait for the reader."""
    waits = {"kiriman": kiriman_tunggu.count, "tinjau": tinjau_tunggu.count}
    waiting = waits[page](who) if page in waits else 0
    return f"{t(f'halaman.judul.{page}')} ({waiting})" if waiting else t(f"halaman.judul.{page}")


def reader_menu(who: Principal | None = None) -> None:
    """At the right of the header: the language, and who is reading. Without anybody admitted: the language only."""
    with st.container(horizontal=True, key="pembaca", vertical_alignment="center", gap="small"):
        st.segmented_control(
            t("halaman.bahasa"), ["ID", "EN"], default="ID", required=True, key=LANGUAGE, bind="query-params",
            label_visibility="collapsed",
        )  # fmt: skip
        if who is None:
            return
        local = not sign_in.wanted()
        if local:
            st.html(f'<div class="mode-lokal {theme()}" role="note">{t("masuk.lokal.pita")}</div>')
        else:
            sign_in.go_on()
        role = t(f"halaman.peran.{who.role.value}")
        label = t("halaman.lokal.sebagai", peran=role) if local else role
        chooser = st.popover(label, type="tertiary", icon=":material/person:", key="pilih_peran", on_change="rerun")
        if chooser.open:
            with chooser:
                if local:
                    _choose_role(who.role)
                else:
                    sign_in.account()


def _choose_role(role: Role) -> None:
    st.caption(t("halaman.lokal.penjelasan"))
    roles, language = list(auth.ROLES), lang()
    chosen = st.selectbox(
        t("halaman.lokal.peran"), roles, index=roles.index(role), format_func=lambda r: t(f"halaman.peran.{r.value}"),
        key=f"_peran_{language}",
    )  # fmt: skip
    region = None
    if chosen in _NEEDS_REGION:
        region = _choose_region(chosen)
    if (chosen.value, region) != (role.value, st.session_state.get(auth.SCOPE_KEY)):
        st.session_state[auth.ROLE_KEY], st.session_state[auth.SCOPE_KEY] = chosen.value, region
        st.rerun()


def _choose_region(role: Role) -> str | None:
    """The governments with data; who sends or approves may also look through one that has none yet, and begins there."""
    everywhere = data.regions(auth.local_nation())
    names = dict(zip(everywhere["kode_wilayah"].to_list(), everywhere["nama"].to_list(), strict=True))
    if role in _SENDS:
        names |= {code: name for code, name in data.governments().items() if code not in names}
    if not names:
        return None
    now = st.session_state.get(auth.SCOPE_KEY)
    place = list(names).index(now) if now in names else 0
    return st.selectbox(t("halaman.lokal.lingkup"), list(names), index=place, format_func=names.__getitem__, key="_lingkup")
