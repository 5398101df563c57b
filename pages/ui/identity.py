"""Who somebody is, from what an identity provider said about them; pure. What they may do is told by grants alone.

Streamlit checks the token's signature, nonce, issuer and audience when it comes; then it keeps the claims in a signed cookie for
30 days and checks nothing more, so everything that can be wrong is looked at here again, in every run.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Claims = Mapping[str, Any]

DISCOVERY = "/.well-known/openid-configuration"
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Refused(Exception):
    """Nobody can be told from these claims; `key` says why in the catalogues."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Provider:
    """One identity provider of `secrets.toml`."""

    name: str
    """What Streamlit calls it: `default`, or the name of its own section."""
    client_id: str
    issuer: str
    label: str
    """What its button says; empty: the button names no provider."""
    vouches: bool
    """Whether each address that it tells counts as verified although it does not say so."""


def providers(auth: Mapping[str, Any]) -> dict[str, Provider]:
    """The providers of a section `[auth]` that are complete, by name."""
    named = {name: part for name, part in auth.items() if isinstance(part, Mapping) and name != "client_kwargs"}
    return {name: _provider(name, part) for name, part in ({"default": auth} | named).items() if _complete(part)}


def unfinished(auth: Mapping[str, Any]) -> str | None:
    """What a section `[auth]` lacks, as a key of the catalogues; None where people can sign in by it."""
    if not auth:
        return "masuk.atur.tidak_ada"
    redirect = urlsplit(str(auth.get("redirect_uri") or ""))
    if not redirect.path.endswith("/oauth2callback") or not _safe(redirect.scheme, redirect.hostname):
        return "masuk.atur.kembali"
    secret = str(auth.get("cookie_secret") or "")
    # A cookie signed with a secret that can be guessed is a way in without any provider.
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < 8 or " " in secret:
        return "masuk.atur.rahasia"
    return None if providers(auth) else "masuk.atur.penyedia"


def address(claims: Claims, known: Mapping[str, Provider], now: float) -> str:
    """The verified e-mail address of who signed in. now: seconds since 1970. Refused for whatever does not hold."""
    provider = known.get(str(claims.get("provider")))
    if provider is None or str(claims.get("iss") or "").rstrip("/") != provider.issuer:
        raise Refused("masuk.tolak.penyedia")
    _demand_audience(claims, provider)
    expires = claims.get("exp")
    if isinstance(expires, bool) or not isinstance(expires, int | float) or expires <= now:
        raise Refused("masuk.tolak.kedaluwarsa")
    email = claims.get("email")
    if not isinstance(email, str) or not email.strip():
        raise Refused("masuk.tolak.tanpa_surel")
    verified = claims.get("email_verified")
    if verified is not True and verified != "true" and not (verified is None and provider.vouches):
        raise Refused("masuk.tolak.surel_belum_terbukti")
    return email


def mark(claims: Claims) -> str:
    """What tells one sign-in from every other, and tells nothing about the person."""
    told = [str(claims.get(name)) for name in ("iss", "sub", "iat", "exp", "nonce", "sid", "jti")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def pseudonym(claims: Claims, secret: bytes) -> str:
    """A name for somebody unknown that stays the same and leads back to them only for who holds the installation's secret."""
    who = str(claims.get("email") or claims.get("sub") or "").strip().lower()
    return f"anonim-{hmac.new(secret, who.encode(), 'sha256').hexdigest()[:16]}"


def _provider(name: str, part: Mapping[str, Any]) -> Provider:
    issuer = str(part.get("issuer") or part["server_metadata_url"]).removesuffix(DISCOVERY).rstrip("/")
    label, vouches = str(part.get("label") or ""), part.get("emails_are_verified") is True
    return Provider(name, str(part["client_id"]), issuer, label, vouches)


def _complete(part: Mapping[str, Any]) -> bool:
    place = urlsplit(str(part.get("server_metadata_url") or ""))
    return all(part.get(name) for name in _NEEDED) and _safe(place.scheme, place.hostname)


def _safe(scheme: str, host: str | None) -> bool:
    """Encrypted, or not leaving this machine."""
    return bool(host) and (scheme == "https" or (scheme == "http" and host in _HERE))


def _demand_audience(claims: Claims, provider: Provider) -> None:
    """The token was made for us: we are its audience, and where it names who asked for it, that is us."""
    audience = claims.get("aud")
    meant = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    party = claims.get("azp")
    if provider.client_id not in meant or (party is None and len(meant) > 1) or party not in (None, provider.client_id):
        raise Refused("masuk.tolak.untuk_lain")
