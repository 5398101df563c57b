"""Who may see what: roles, scopes, and the one question `allowed`. Pure: no Streamlit, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from etl.errors import NotAllowed, WrongUsage


class Role(StrEnum):
    """Role ids of the users; what each does stands in the README."""

    PIMPINAN = "pimpinan"
    OPERATOR = "operator"
    PENYETUJU = "penyetuju"
    PROVINSI = "provinsi"
    KEMENDAGRI = "kemendagri"
    ADMIN = "admin"
    SISTEM = "sistem"
    """The command line on the installation's own machine; never granted to anybody."""


class Action(StrEnum):
    """What a principal can ask for."""

    READ = "read"
    READ_DRAFT = "read_draft"
    SUBMIT = "submit"
    APPROVE = "approve"
    ERASE = "erase"
    """Delete the received files of a submission that should never have come."""
    REVIEW = "review"
    """Return an approved submission of a government under one's eyes, and write to it."""
    COMMENT = "comment"
    """Answer a reviewer."""
    COMPARE = "compare"
    """Keep groups of governments to compare with each other."""
    GRANT = "grant"
    """Give and withdraw roles, within one's own scope."""
    AUDIT = "audit"
    """Read who did what."""
    MAINTAIN = "maintain"


_MAY: dict[Role, frozenset[Action]] = {
    Role.PIMPINAN: frozenset({Action.READ}),
    Role.OPERATOR: frozenset({Action.READ, Action.READ_DRAFT, Action.SUBMIT, Action.COMMENT}),
    Role.PENYETUJU: frozenset({Action.READ, Action.READ_DRAFT, Action.APPROVE, Action.COMMENT, Action.ERASE, Action.AUDIT}),
    Role.PROVINSI: frozenset({Action.READ, Action.REVIEW, Action.COMMENT, Action.COMPARE}),
    Role.KEMENDAGRI: frozenset({Action.READ, Action.REVIEW, Action.COMMENT, Action.COMPARE}),
    Role.ADMIN: frozenset({Action.READ, Action.COMPARE, Action.MAINTAIN, Action.GRANT, Action.AUDIT}),
    Role.SISTEM: frozenset(Action),
}
REVIEWERS: tuple[Role, ...] = (Role.PROVINSI, Role.KEMENDAGRI)
"""The roles that look after governments from outside: one side of what is written about a quarter."""
_GOVERNMENT = re.compile(r"[0-9]{2}(\.[0-9]{2})?")
_EXACT = frozenset({Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU})
"""The roles of one government; only `pimpinan` may be narrowed to an agency."""


@dataclass(frozen=True)
class Scope:
    """One government (`36.72`; `36` is the province's own government), a province with its regions (`36.*`), or the nation (`*`).

    kode_unit narrows a single government to one perangkat daerah.
    """

    pattern: str
    kode_unit: str | None = None

    def __post_init__(self) -> None:
        if self.kode_unit is not None and (not self.kode_unit or "*" in self.pattern):
            raise WrongUsage("galat.lingkup", lingkup=self.pattern)

    @classmethod
    def parse(cls, written: str, kode_unit: str | None = None) -> Scope:
        """The scope that somebody wrote. WrongUsage for anything that is no scope: `3`, `36.7`, `36.72.*`, `36*`."""
        stem = written.removesuffix(".*")
        if written != "*" and (not _GOVERNMENT.fullmatch(stem) or (stem != written and "." in stem)):
            raise WrongUsage("galat.lingkup", lingkup=written)
        return cls(written, kode_unit or None)

    def contains(self, other: Scope) -> bool:
        """Whether everything that `other` covers lies in this scope too."""
        if self.kode_unit is not None:
            return self == other
        if self.pattern == "*" or self.pattern == other.pattern:
            return True
        return "*" not in other.pattern and self.covers(other.pattern)

    def covers(self, kode_wilayah: str) -> bool:
        """Whether the government lies in this scope. Compared by dotted segment, never by string prefix."""
        if self.pattern == "*":
            return True
        asked, own = kode_wilayah.split("."), self.pattern.split(".")
        if own[-1] == "*":
            return asked[: len(own) - 1] == own[:-1]
        return asked == own

    def sql(self, column: str = "kode_wilayah") -> tuple[str, list[str]]:
        """The same scope as a SQL condition with bound parameters."""
        if self.pattern == "*":
            return "true", []
        if self.pattern.endswith(".*"):
            province = self.pattern[:-2]
            return f"({column} = ? or starts_with({column}, ?))", [province, f"{province}."]
        return f"{column} = ?", [self.pattern]


@dataclass(frozen=True)
class Principal:
    """Somebody who reads or writes: an identity (never a NIP), a role and a scope.

    draft: the submission that they look at as if it counted (*simulasi*); only who may read drafts of its region sees it.
    """

    identity: str
    role: Role
    scope: Scope
    draft: str | None = None

    @classmethod
    def system(cls, identity: str = "sistem") -> Principal:
        """The command line on the operator's own machine: may do everything everywhere."""
        return cls(identity, Role.SISTEM, Scope("*"))


@dataclass(frozen=True)
class Grant:
    """A role to give. identity: what the provider vouches for (an e-mail address); times in UTC, None: at once, without end."""

    identity: str
    role: Role
    scope: Scope
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def standing(since: datetime, until: datetime | None, withdrawn: datetime | None, now: datetime) -> str:
    """How a grant stands at a moment: `dicabut` (withdrawn), `berakhir` (its time is over), `nanti` (not begun) or `berlaku`.

    until: the first moment at which it no longer holds; None: without end. All in UTC.
    """
    if withdrawn is not None:
        return "dicabut"
    if until is not None and until <= now:
        return "berakhir"
    return "nanti" if since > now else "berlaku"


def fits(role: Role, scope: Scope) -> bool:
    """Whether a role can be given for a scope: operators for one government, `provinsi` for a province, `kemendagri` for all."""
    if role in _EXACT:
        return "*" not in scope.pattern and (scope.kode_unit is None or role is Role.PIMPINAN)
    if scope.kode_unit is not None or role is Role.SISTEM:
        return False
    if role is Role.PROVINSI:
        return scope.pattern.endswith(".*")
    return scope.pattern == "*" or role is Role.ADMIN


def allowed(who: Principal, action: Action, kode_wilayah: str | None = None) -> bool:
    """Whether `who` may do `action`, for one government if one is named. Whoever is narrowed to one agency only reads."""
    if who.scope.kode_unit is not None and action is not Action.READ:
        return False
    return action in _MAY[who.role] and (kode_wilayah is None or who.scope.covers(kode_wilayah))


def demand_everywhere(who: Principal, action: Action) -> None:
    """Raise NotAllowed unless they may do it to the whole lake: maintenance knows no regions."""
    demand(who, action)
    if not who.scope.contains(Scope("*")):
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah="*")


def demand(who: Principal, action: Action, kode_wilayah: str | None = None) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed(who, action, kode_wilayah):
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=kode_wilayah or "-")
