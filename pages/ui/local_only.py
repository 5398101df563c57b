"""Local mode serves the person at this machine only: what a request says of itself must all say loopback.

The address that the server binds to is not enough: a reverse proxy on the same machine would open the door to everybody.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

import streamlit as st

from pages.ui.words import t

Headers = Iterable[tuple[str, str]]

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(:[0-9]{1,5})?")
_PROXY = frozenset(
    {
        "forwarded",
        "via",
        "x-real-ip",
        "x-client-ip",
        "x-original-host",
        "x-cluster-client-ip",
        "true-client-ip",
        "cf-connecting-ip",
    }
)
"""Headers that a proxy adds, besides all X-Forwarded-*."""


def refusal(headers: Headers, peer: str | None, address: str | None) -> str | None:
    """Why a request is not served in local mode, as a key of the catalogues; None where it is.

    headers: names and values of the request; peer: the other end's address, None where Streamlit takes it for this machine;
    address: what the server was told to bind to.
    """
    told = [(name.lower(), value) for name, value in headers]
    if not _is_here(address or ""):
        return "masuk.lokal.alamat"
    if any(name in _PROXY or name.startswith("x-forwarded") for name, _ in told):
        return "masuk.lokal.perantara"
    if peer is not None and not _is_here(peer):
        return "masuk.lokal.jauh"
    hosts = [value for name, value in told if name == "host"]
    return None if len(hosts) == 1 and _host_is_here(hosts[0]) else "masuk.lokal.nama"


def refused() -> str | None:
    """`refusal` of the request that this run answers."""
    return refusal(*asked())


def asked() -> tuple[Headers, str | None, str | None]:
    """What this run's request says of itself; tests put their own here."""
    headers = st.context.headers
    pairs = [(name, value) for name in headers for value in headers.get_all(name)]
    return pairs, st.context.ip_address, st.get_option("server.address")


def screen(key: str) -> None:
    """What stands in place of everything: why nothing is shown, and what to do."""
    st.html(f'<h1 class="temuan">{t("masuk.lokal.judul")}</h1>')
    st.error(t(key))
    st.markdown(t("masuk.lokal.caranya"))


def _host_is_here(host: str) -> bool:
    found = _HOST.fullmatch(host.lower())
    return found is not None and _is_here(found[1].strip("[]"), bracketed=found[1].startswith("["))


def _is_here(name: str, *, bracketed: bool | None = None) -> bool:
    """Whether a name or an address is this machine's own. bracketed: how a Host header must write an address of that kind."""
    if name.lower() == "localhost":
        return not bracketed
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return False
    if bracketed is not None and bracketed != (found.version == 6):
        return False
    return found in ipaddress.ip_network("127.0.0.0/8") if found.version == 4 else found == ipaddress.ip_address("::1")
