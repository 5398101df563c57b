"""Every role with every kind of scope, and what each may see: told here once more, apart from the code that decides it."""

from __future__ import annotations

from itertools import product

from lake_of_marks import OPEN, REGIONS, Mark, World

from etl.access import Action, Principal, Role, Scope, fits

AGENCY = "2.01"
_ALL = frozenset(REGIONS)
SCOPES: dict[Scope, frozenset[str]] = {
    Scope("36.72"): frozenset({"36.72"}),
    Scope("36"): frozenset({"36"}),
    Scope("36.*"): frozenset({"36", "36.72", "36.04", "36.01"}),
    Scope("32.*"): frozenset({"32", "32.73", "32.04"}),
    Scope("*"): _ALL,
    Scope("36.72", AGENCY): frozenset({"36.72"}),
    Scope("36", AGENCY): frozenset({"36"}),
    Scope("36.7"): frozenset(),
    Scope("3"): frozenset(),
    Scope("99.99"): frozenset(),
    Scope("-"): frozenset(),
    Scope("36.72.*"): frozenset({"36.72"}),
}
"""Which of the lake's governments each scope covers; the last are no scopes that anybody is given, and still must not leak."""
DRAFTS = frozenset({Role.OPERATOR, Role.PENYETUJU, Role.SISTEM})
MAY: dict[Action, frozenset[Role]] = {
    Action.READ: frozenset(Role),
    Action.READ_DRAFT: DRAFTS,
    Action.SUBMIT: frozenset({Role.OPERATOR, Role.SISTEM}),
    Action.APPROVE: frozenset({Role.PENYETUJU, Role.SISTEM}),
    Action.REVIEW: frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.SISTEM}),
    Action.COMMENT: frozenset({Role.OPERATOR, Role.PENYETUJU, Role.PROVINSI, Role.KEMENDAGRI, Role.SISTEM}),
    Action.COMPARE: frozenset({Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN, Role.SISTEM}),
    Action.ERASE: frozenset({Role.PENYETUJU, Role.SISTEM}),
    Action.GRANT: frozenset({Role.ADMIN, Role.SISTEM}),
    Action.AUDIT: frozenset({Role.PENYETUJU, Role.ADMIN, Role.SISTEM}),
    Action.MAINTAIN: frozenset({Role.ADMIN, Role.SISTEM}),
}
EVERYBODY = [Principal(f"{role.value}@contoh.id", role, scope) for role, scope in product(Role, SCOPES)]
"""Also pairs that are never granted: a gate that holds for them too needs nobody's care."""
GRANTED = [who for who in EVERYBODY if fits(who.role, who.scope)]


def may(who: Principal, action: Action, region: str) -> bool:
    """Whether this reader may do this there."""
    narrowed = who.scope.kode_unit is not None and action is not Action.READ
    return who.role in MAY[action] and region in SCOPES[who.scope] and not narrowed


def leaks(world: World, who: Principal, said: str, drafts: Action = Action.READ_DRAFT) -> set[Mark]:
    """The marks in a text that this reader may not see. drafts: what one must be allowed to know of a draft; the trail tells
    those who read it that one came."""
    return {mark for mark in world.marks(said) if not _within(who, mark, drafts)}


def _within(who: Principal, mark: Mark, drafts: Action) -> bool:
    if not may(who, Action.READ, mark.region):
        return False
    if who.scope.kode_unit and mark.agency not in ("", who.scope.kode_unit):
        return False
    return mark.fate in ("", *OPEN) or may(who, drafts, mark.region)
