"""Whether the chains of the lake are whole: every link follows the one before, and every head is ours and holds."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from etl.access import Scope
from etl.warehouse import audit, chain, events, heads

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs one statement with bound parameters over the lake."""

_TABLES = {heads.JEJAK: ("jejak", "rantai", audit.LINKED), heads.KIRIMAN: ("kejadian", "kiriman_id", events.LINKED)}
"""Per kind of chain: its table, the column that names the chain, and what a link's hash is formed of."""
_ONLY_ADDED = ("jejak", "kejadian", "kepala_rantai")


@dataclass(frozen=True)
class Which:
    """The chains to check: all, those of the submissions of a region, quarter or scope with the trail, or one submission's."""

    wilayah: str | None = None
    periode: str | None = None
    kiriman: str | None = None
    scope: Scope | None = None

    def where(self, kind: str, name: str) -> tuple[str, list[str]]:
        """The chains of one kind as a condition on the column that names them. A submission's number tells its place."""
        if self.kiriman is not None:
            return f"{name} = ?", [self.kiriman if kind == heads.KIRIMAN else ""]
        if kind == heads.JEJAK:
            return "true", []
        condition, parameters = (self.scope or Scope("*")).sql(f"split_part({name}, '_', 1)")
        asked = {n: value for n, value in ((1, self.wilayah), (2, self.periode)) if value is not None}
        parts = [f"split_part({name}, '_', {n}) = ?" for n in asked]
        return " AND ".join([condition, *parts]), [*parameters, *asked.values()]


@dataclass
class Found:
    """What a check counted, and each place where a chain does not hold."""

    chains: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_TABLES, 0))
    links: int = 0
    earlier: int = 0
    broken: list[dict[str, Any]] = field(default_factory=list)
    """jenis, rantai, urutan (which link), apa: diubah, disisipkan, hilang, putus, tanpa_kepala, segel."""


def check(rows: Rows, secret: bytes, which: Which | None = None) -> dict[str, Any]:
    """jejak, kiriman (chains), mata (links), sebelum (events from before there were chains), rusak, dihapus, utuh.

    dihapus: every snapshot in which rows of these tables were taken away or changed, with tabel, snapshot, waktu: nothing of
    ours ever does, and it shows also where both the end of a chain and its head are gone.
    """
    which, found = which or Which(), Found()
    until = _began(rows)
    for kind in _TABLES:
        sealed = _heads(rows, secret, kind, which, found)
        for name, links in groupby(_links(rows, kind, which), key=lambda link: link["_rantai"]):
            found.chains[kind] += 1
            _follow(found, (kind, name), list(links), sealed.pop(name, {}), until)
        for name, ends in sealed.items():
            found.chains[kind] += 1
            _missing(found, (kind, name), 0, max(ends))
    taken = _taken(rows)
    return {
        **found.chains, "mata": found.links, "sebelum": found.earlier, "rusak": found.broken, "dihapus": taken,
        "utuh": not (found.broken or taken),
    }  # fmt: skip


def _began(rows: Rows) -> Any:
    """Until when events had no hash: when a lake of an earlier version got its chains. None: this one always had them."""
    first, ours = rows("SELECT min(waktu), max(waktu) FILTER (WHERE nomor = 8) FROM lake.migrasi", [])[0]
    return ours if first < ours else None


def _links(rows: Rows, kind: str, which: Which) -> Iterator[dict[str, Any]]:
    table, name, linked = _TABLES[kind]
    where, parameters = which.where(kind, name)
    columns = ("_rantai", "_sebelum", "_hash", *linked)
    sql = f"""SELECT {name}, hash_sebelum, hash, {", ".join(linked)} FROM lake.{table}
        WHERE {where} ORDER BY {name}, urutan, hash_sebelum, hash"""
    return (dict(zip(columns, row, strict=True)) for row in rows(sql, parameters))


def _heads(rows: Rows, secret: bytes, kind: str, which: Which, found: Found) -> dict[str, dict[int, str]]:
    """The heads of each chain that carry our seal: number and hash of the link it ended with."""
    where, parameters = which.where(kind, "rantai")
    names = ("jenis", "rantai", "urutan", "hash", "waktu")
    sealed: dict[str, dict[int, str]] = {}
    sql = f"SELECT {', '.join(names)}, segel FROM lake.kepala_rantai WHERE jenis = ? AND {where} ORDER BY ALL"
    for *values, mark in rows(sql, [kind, *parameters]):
        head = dict(zip(names, values, strict=True))
        if hmac.compare_digest(str(mark), chain.seal(secret, head)):
            sealed.setdefault(head["rantai"], {})[head["urutan"]] = head["hash"]
        else:
            _tell(found, (kind, head["rantai"]), head["urutan"], "segel")
    return sealed


def _follow(found: Found, place: tuple[str, str], links: list[dict[str, Any]], ends: dict[int, str], until: Any) -> None:
    before, number, hashes = {chain.GENESIS}, 0, dict[int, set[str]]()
    linked = _TABLES[place[0]][2]
    for link in links:
        told = {name: link[name] for name in linked}
        digest, own = link["_hash"], link["urutan"]
        if own == number:
            _tell(found, place, own, "disisipkan")
        else:
            _missing(found, place, number, own - 1)
        if digest is None:
            # An event from before the chains; the first link after it holds the hash that it would have.
            digest = chain.link(min(before), told)
            early = until is not None and link["waktu"] <= until and not hashes
            found.earlier += early
            if not early:
                _tell(found, place, own, "disisipkan")
        elif digest != chain.link(link["_sebelum"] or "", told):
            _tell(found, place, own, "diubah")
        elif link["_sebelum"] not in before and own == number + 1:
            _tell(found, place, own, "putus")
        if link["_hash"] is not None:
            found.links += 1
            hashes.setdefault(own, set()).add(digest)
        before, number = ({*before, digest} if own == number else {digest}), own
    _compare_heads(found, place, hashes, ends, number)


def _compare_heads(found: Found, place: tuple[str, str], hashes: dict[int, set[str]], ends: dict[int, str], last: int) -> None:
    for number, digest in ends.items():
        if digest not in hashes.get(number, {digest}):
            _tell(found, place, number, "diubah")
    if ends:
        _missing(found, place, last, max(ends))
    if hashes and last > max(ends, default=0):
        _tell(found, place, last, "tanpa_kepala")


def _missing(found: Found, place: tuple[str, str], last: int, until: int) -> None:
    """Every link that should follow the last one up to this number and is not there."""
    for number in range(last + 1, until + 1):
        _tell(found, place, number, "hilang")


def _tell(found: Found, place: tuple[str, str], number: int, what: str) -> None:
    told = {"jenis": place[0], "rantai": place[1], "urutan": number, "apa": what}
    if told not in found.broken:
        found.broken.append(told)


def _taken(rows: Rows) -> list[dict[str, Any]]:
    marks = ", ".join("?" * len(_ONLY_ADDED))
    sql = f"""WITH taken AS (
            SELECT snapshot_id, snapshot_time, unnest(list_concat(
                coalesce(changes['tables_deleted_from'], []), coalesce(changes['inlined_delete'], []))) AS id
            FROM lake.snapshots()
        )
        SELECT i.table_name, t.snapshot_id, t.snapshot_time AT TIME ZONE 'UTC' FROM taken AS t
        INNER JOIN lake.table_info() AS i ON i.table_id = TRY_CAST(t.id AS BIGINT)
        WHERE i.table_name IN ({marks}) ORDER BY ALL"""
    return [dict(zip(("tabel", "snapshot", "waktu"), row, strict=True)) for row in rows(sql, _ONLY_ADDED)]
