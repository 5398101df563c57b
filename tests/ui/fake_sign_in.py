"""Somebody signed in, as their provider tells it, and what they hold in a small lake."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from fake_lake import FakeRead

from etl.warehouse.grants import plain
from etl.warehouse.read import principals

EMAIL = "sekda@cilegon.go.id"
ISSUER = "https://sso.example.go.id/realms/pemda"
CLIENT = "ramping"
AUTH: dict[str, Any] = {
    "redirect_uri": "https://ramping.example.go.id/oauth2callback",
    "cookie_secret": "".join(chr(65 + n) for n in range(40)),
    "client_id": CLIENT,
    "client_secret": "dari penyedia",  # pragma: allowlist secret
    "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
}
SCHEMA = {
    "hak_id": pl.String, "peran": pl.String, "lingkup": pl.String, "kode_unit": pl.String, "berlaku_dari": pl.Datetime,
    "berlaku_sampai": pl.Datetime,
}  # fmt: skip


def told(**other: Any) -> dict[str, Any]:
    """The claims of a good sign-in, with changes; a change to None takes the claim away."""
    claims = {
        "is_logged_in": True, "provider": "default", "iss": ISSUER, "aud": CLIENT, "sub": "u-1", "iat": time.time(),
        "exp": time.time() + 600, "email": "Sekda@Cilegon.go.id", "email_verified": True, "nonce": "n-1",
    }  # fmt: skip
    return {name: value for name, value in (claims | other).items() if value is not None}


class Office:
    """A lake with grants, a provider and one browser. Change `claims`, `auth` or the grants, then run the page again."""

    def __init__(self, read: FakeRead) -> None:
        self.claims, self.auth = told(), dict(AUTH)
        self.recorded: list[tuple[str, ...]] = []
        self.logged_out = 0
        self._rows: list[dict[str, Any]] = []
        self._snapshot = 1
        read.roles_of, read.principals, read.snapshot = self._roles_of, principals, lambda _: self._snapshot  # type: ignore[method-assign, attr-defined]

    def give(
        self, role: str, scope: str = "36.72", unit: str | None = None, *, hours: float = -1, until: float | None = None
    ) -> None:
        """A grant that begins in so many hours and ends in so many (None: never)."""
        now = datetime.now(UTC).replace(tzinfo=None)
        end = None if until is None else now + timedelta(hours=until)
        row = [f"hak{len(self._rows)}", role, scope, unit, now + timedelta(hours=hours), end]
        self._rows.append(dict(zip(SCHEMA, row, strict=True)))
        self._snapshot += 1

    def withdraw(self, role: str) -> None:
        """Take a role back: a new state of the lake without it."""
        self._rows = [row for row in self._rows if row["peran"] != role]
        self._snapshot += 1

    def _roles_of(self, _lake: object, identity: str) -> pl.DataFrame:
        return pl.DataFrame(self._rows if plain(identity) == EMAIL else [], schema=SCHEMA)
