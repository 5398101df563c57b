"""Who asks: every way of reading begins here, with the reader's scope in the query and bound parameters only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from etl.access import Action, Principal, Scope, demand
from etl.settings import Settings
from etl.warehouse.lake import Reader

Codes = str | Sequence[str] | None


class Where:
    """Conditions with their bound parameters, beginning with the reader's scope."""

    def __init__(self, who: Principal, alias: str = "n", unit: str | None = None) -> None:
        condition, parameters = who.scope.sql(f"{alias}.kode_wilayah")
        self._alias, self._conditions, self.parameters = alias, [condition], list[Any](parameters)
        if unit and who.scope.kode_unit:
            # A reader of one agency sees its rows only.
            self._conditions.append(f"{alias}.{unit} = ?")
            self.parameters.append(who.scope.kode_unit)

    def equal(self, column: str, value: Codes) -> Where:
        """The column is this value, or one of these; None: any."""
        if value is not None:
            values = [value] if isinstance(value, str) else list(value)
            marks = ", ".join("?" * len(values)) or "NULL"
            self._conditions.append(f"{self._alias}.{column} IN ({marks})")
            self.parameters += values
        return self

    def differs(self, column: str, value: str) -> Where:
        """The column is anything but this value."""
        self._conditions.append(f"{self._alias}.{column} <> ?")
        self.parameters.append(value)
        return self

    def unit(self, kode_unit: str | None) -> Where:
        """`*` all rows, None the region's own row, else one agency."""
        if kode_unit is None:
            self._conditions.append(f"{self._alias}.kode_unit IS NULL")
        elif kode_unit != "*":
            self.equal("kode_unit", kode_unit)
        return self

    def __str__(self) -> str:
        return " AND ".join(self._conditions)


class Seen:
    """The lake as one reader sees it: what counts now, with the draft that they look at in its place."""

    def __init__(self, lake: Lake, table: str) -> None:
        self._lake, self._table = lake, table
        self.settings: Settings = lake.settings

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        """The result of one statement with bound parameters; `memory.kini` stands for what this reader takes as current."""
        return self._lake.query(sql.replace("memory.kini", self._table), parameters)

    def snapshot(self) -> int:
        """Number of the newest snapshot."""
        return self._lake.snapshot()


Lake = Reader | Seen


def seen(lake: Lake, who: Principal, action: Action, kode_wilayah: str | None = None) -> Seen:
    """The lake for somebody who may do this there; NotAllowed otherwise. Every function of this module begins with it."""
    demand(who, action, kode_wilayah)
    if isinstance(lake, Seen):
        return lake
    lake.current()
    table = lake.with_draft(who.draft) if who.draft else None
    if who.draft and table:
        place = lake.query("SELECT kode_wilayah FROM lake.kiriman WHERE kiriman_id = ?", [who.draft]).item()
        demand(replace(who, scope=Scope(who.scope.pattern)), Action.READ_DRAFT, place)
    return Seen(lake, table or "memory.kini")


def own_agency(frame: pl.DataFrame, who: Principal) -> pl.DataFrame:
    return frame.filter(pl.col("kode_opd") == who.scope.kode_unit) if who.scope.kode_unit else frame
