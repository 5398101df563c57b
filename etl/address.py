"""The address of a shared catalogue: what PostgreSQL's library reads, without the password."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_PAIR = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)")
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "application_name": "ramping",
}
"""A server that vanished from the network is noticed within half a minute, not after the hours that systems wait by default."""


def without_password(place: str) -> tuple[str, str | None]:
    """A connection string (`host=… dbname=…` or `postgresql://…`) without its password, and the password."""
    if "://" in place or place.startswith("//"):
        return _uri_without_password(place)
    password = None
    for name, value in _PAIR.findall(place):
        if name == "password":
            password = _plain(value)
    kept = _PAIR.sub(lambda m: "" if m[1] == "password" else m[0], place)
    return kept.strip(), password


def connection(place: str) -> str:
    """The connection string with how long to wait for the server, unless it says so itself."""
    if "://" in place:
        parts = urlsplit(place)
        told = dict(parse_qsl(parts.query, keep_blank_values=True))
        return parts._replace(query=urlencode(_PATIENCE | told, quote_via=quote)).geturl()
    known = {name for name, _ in _PAIR.findall(place)}
    return " ".join([place, *(f"{name}={value}" for name, value in _PATIENCE.items() if name not in known)]).strip()


def _plain(value: str) -> str:
    inner = value[1:-1] if value[:1] == "'" else value
    return re.sub(r"\\(.)", r"\1", inner)


def _uri_without_password(place: str) -> tuple[str, str | None]:
    parts = urlsplit(place if "://" in place else f"postgresql:{place}")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    password = next((value for name, value in asked if name == "password"), None)
    if parts.password is not None:
        password = unquote(parts.password)
    kept = [(name, value) for name, value in asked if name != "password"]
    return parts._replace(netloc=_host(parts), query=urlencode(kept, quote_via=quote)).geturl(), password


def _host(parts: SplitResult) -> str:
    user, at, host = parts.netloc.rpartition("@")
    return f"{user.partition(':')[0]}{at}{host}"
