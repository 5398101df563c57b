"""Signing in: who is signed in, what they hold now, and the screens that stand in place of the app until both are known.

An address of the provider's never becomes part of a log, of an address line or of a cache key.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from etl import settings
from etl.access import Principal
from etl.errors import WrongUsage
from pages.ui import actions, data, formats, identity, lake_state, sessions
from pages.ui.identity import Refused
from pages.ui.words import lang, t

ROLE_KEY = "_peran_akun"
"""Session key of the role that somebody with several has chosen. Never in the address."""
_TOLD = "_ditolak"
"""Session key: the refusals of this session that are recorded."""

_ARRIVED = "_tiba"
# The browser keeps the path for its own tab: it never leaves it, and only a path of this very server is followed.
_REMEMBER = "sessionStorage.setItem('ramping_tujuan', location.pathname + location.search)"
_RETURN = """
const to = sessionStorage.getItem('ramping_tujuan');
sessionStorage.removeItem('ramping_tujuan');
if (to && /^[/](?![/\\\\])/.test(to) && to !== location.pathname + location.search) location.replace(location.origin + to);
"""

Screen = Callable[[], None]
LOG = logging.getLogger(__name__)


def wanted() -> bool:
    """Whether readers sign in. A provider that only Streamlit knows of counts too: then nobody is let in, not anybody."""
    return settings.load().sign_in or bool(section())


def claims() -> dict[str, Any]:
    """What the provider said of who is signed in; tests put their own here."""
    return dict(st.user.to_dict())


def section() -> Mapping[str, Any]:
    """`[auth]` of the secrets; tests put their own here."""
    from streamlit.runtime.secrets import secrets_singleton

    found = secrets_singleton.get("auth") if secrets_singleton.load_if_toml_exists() else None
    return found if isinstance(found, Mapping) else {}


def admission() -> Principal | Screen:
    """Who is reading, as what they hold now; or the screen that stands in place of everything else."""
    wrong = _unfinished()
    if wrong:
        return partial(_not_configured, wrong)
    told = claims()
    if told.get("is_logged_in") is not True:
        return partial(_door, None)
    if sessions.ended(identity.mark(told)):
        return partial(_door, "masuk.keluar.sudah")
    try:
        email = identity.address(told, identity.providers(section()), time.time())
        return _held(email, told) if lake_state.ready() else partial(_turned_away, "masuk.tolak.gudang", {})
    except Refused as refused:
        expired = refused.key == "masuk.tolak.kedaluwarsa"
        return partial(_door, refused.key) if expired else _refuse(refused.key, told)
    except WrongUsage:
        return _refuse("masuk.tolak.nip", told)


def _unfinished() -> str | None:
    if st.get_option("server.trustedUserHeaders"):
        return "masuk.atur.kepala"  # a header would say who somebody is, over the signed cookie
    if not settings.load().sign_in:
        return "masuk.atur.tempat"
    return identity.unfinished(section())


def _held(email: str, told: dict[str, Any]) -> Principal | Screen:
    """The one principal of this run: the only one held, or the one chosen."""
    data.pin()  # so that what was withdrawn a moment ago is gone
    found = data.principals_of(email)
    if not found:
        return _nothing_held(email, told)
    names = {name_of(one): one for one in found}
    mark, until = identity.mark(told), float(told["exp"])
    chosen = st.session_state.get(ROLE_KEY) or sessions.chosen(mark)
    if chosen not in names and len(names) > 1:
        return partial(_choose, names, mark, until, gone=chosen is not None)
    if chosen not in names:
        chosen = next(iter(names))
    st.session_state[ROLE_KEY] = chosen
    if sessions.first(mark, until):
        actions.noted(names[chosen], "masuk", "aplikasi")
    return names[chosen]


def _nothing_held(email: str, told: dict[str, Any]) -> Screen:
    """Who signed in but holds nothing now: never anything, not yet, or no longer."""
    held = data.roles_of(email)
    coming = [since for since in held["berlaku_dari"].to_list() if since > data.now()]
    if coming:
        return _refuse("masuk.tolak.belum_mulai", told, waktu=formats.moment(min(coming), lang()))
    return _refuse("masuk.tolak.berakhir" if held.height else "masuk.tolak.tak_dikenal", told)


def _refuse(key: str, told: dict[str, Any], **values: object) -> Screen:
    """Turn somebody away, and record it once per session, under a mark that only this installation can tell the person from."""
    recorded: set[str] = st.session_state.setdefault(_TOLD, set())
    if key not in recorded:
        recorded.add(key)
        nobody = identity.pseudonym(told, settings.load().secret())
        LOG.warning("sign-in refused: %s %s", key, nobody)
        actions.turned_away(nobody, "masuk", sebab=key)
    return partial(_turned_away, key, values)


def note_refusal(who: Principal, page: str) -> None:
    """Record, once per session, that somebody asked for a page that their role may not open. Local mode knows one person only."""
    recorded: set[str] = st.session_state.setdefault(_TOLD, set())
    if wanted() and page not in recorded:
        recorded.add(page)
        actions.turned_away(who.identity, f"halaman/{page}", peran=who.role.value)


def name_of(who: Principal) -> str:
    """What tells one role with its scope from the others of the same person."""
    return f"{who.role.value} {who.scope.pattern} {who.scope.kode_unit or ''}".strip()


def words_of(who: Principal) -> str:
    """`Operator (Bagian Organisasi) · Kota Cilegon`."""
    place = who.scope.pattern
    if place == "*":
        where = t("masuk.lingkup.semua")
    else:
        name = data.governments().get(place.removesuffix(".*"), place)
        where = t("masuk.lingkup.provinsi", nama=name) if place.endswith(".*") else name
    unit = f" · {who.scope.kode_unit}" if who.scope.kode_unit else ""
    return f"{t(f'halaman.peran.{who.role.value}')} · {where}{unit}"


def account() -> None:
    """In the reader's menu: who is signed in, their roles where there are several, and the way out."""
    told = claims()
    email, mark = str(told.get("email") or ""), identity.mark(told)
    st.text(t("masuk.sebagai", surel=email))  # plain: an address is nothing to be read as markup
    names = {name_of(one): one for one in data.principals_of(email)}
    now = st.session_state.get(ROLE_KEY)
    if len(names) > 1 and now in names:
        options, key = list(names), f"_pilih_peran_{lang()}"
        chosen = st.selectbox(
            t("masuk.peran"), options, index=options.index(now), format_func=lambda n: words_of(names[n]), key=key
        )
        if chosen != now:
            _become(chosen, mark, float(told["exp"]))
    if st.button(t("masuk.keluar"), icon=":material/logout:", key="keluar"):
        sign_out(names.get(str(now)))


def sign_out(who: Principal | None = None) -> None:
    """End this sign-in in every tab of it, here and at the provider."""
    told = claims()
    sessions.end(identity.mark(told), float(told.get("exp") or 0))
    if who:
        actions.noted(who, "keluar", "aplikasi")
    st.session_state.clear()
    st.logout()
    st.stop()


def _become(name: str, mark: str, until: float) -> None:
    sessions.choose(mark, until, name)
    st.session_state.clear()  # nothing that the other role typed, opened or looked through goes along
    st.session_state[ROLE_KEY] = name
    st.rerun()


def ticket(who: Principal) -> Callable[[], bool]:
    """Whether `who` may still be served, to be asked later and outside of any page: when a file is taken from a button."""
    if not wanted():
        return lambda: True
    told = claims()
    mark, until = identity.mark(told), float(told["exp"])
    return lambda: time.time() < until and not sessions.ended(mark) and data.holds(who)


def go_on() -> None:
    """After signing in: back to the link that one came by; providers send everybody to the front page."""
    if not st.session_state.get(_ARRIVED):
        st.session_state[_ARRIVED] = True
        st.html(f"<script>{_RETURN}</script>", unsafe_allow_javascript=True)


def _door(note: str | None) -> None:
    """Nobody is signed in: the way in, and why one has to go through it again."""
    st.html(f'<h1 class="temuan">{t("masuk.judul")}</h1>')
    if note:
        st.info(t(note))
    st.markdown(t("masuk.penjelasan"))
    st.html(f"<script>{_REMEMBER}</script>", unsafe_allow_javascript=True)
    for name, provider in identity.providers(section()).items():
        label = t("masuk.tombol.lewat", nama=provider.label) if provider.label else t("masuk.tombol")
        if st.button(label, type="primary", key=f"masuk_{name}", icon=":material/login:"):
            st.login(None if name == "default" else name)
            st.stop()


def _turned_away(key: str, values: Mapping[str, object]) -> None:
    """Somebody is signed in who may not read: why, what to do, and the way out."""
    go_on()
    st.html(f'<h1 class="temuan">{t("masuk.tolak.judul")}</h1>')
    st.error(t(key, **values))
    st.markdown(t(f"{key}.perbaikan"))
    if st.button(t("masuk.ganti_akun"), icon=":material/logout:", key="keluar"):
        sign_out()


def _choose(names: Mapping[str, Principal], mark: str, until: float, gone: bool) -> None:
    """Somebody with several roles looks through one at a time."""
    go_on()
    st.html(f'<h1 class="temuan">{t("masuk.pilih.judul")}</h1>')
    if gone:
        st.info(t("masuk.pilih.berakhir"))
    st.markdown(t("masuk.pilih.penjelasan"))
    for name, who in names.items():
        if st.button(words_of(who), key=f"_peran_{name}", icon=":material/person:"):
            _become(name, mark, until)


def _not_configured(key: str) -> None:
    """Sign-in is asked for and cannot work: nobody is let in, and whoever runs this is told how to repair it."""
    st.html(f'<h1 class="temuan">{t("masuk.atur.judul")}</h1>')
    st.error(t(key))
    st.markdown(t("masuk.atur.caranya"))
