"""Which snapshot a reader's figures come from: records of the trail make snapshots too, and change none of them."""

from __future__ import annotations

import duckdb

_TRAIL = ("jejak", "kepala_rantai")


class Newest:
    """The newest snapshot that did more than add to the trail, asked for with what was known before."""

    def __init__(self) -> None:
        self._seen = self._told = -1
        self._trail: list[str] = []

    def of(self, con: duckdb.DuckDBPyConnection, snapshot: int) -> int:
        """Its number, where `snapshot` is the newest of all. Whatever is kept by it stays kept while people sign in and look."""
        if self._seen < 0 or snapshot < self._seen:
            self._told = snapshot
        elif snapshot > self._seen:
            self._told = self._changed(con) or self._told
        self._seen = snapshot
        return self._told

    def _changed(self, con: duckdb.DuckDBPyConnection) -> int | None:
        if not self._trail:
            marks = ", ".join("?" * len(_TRAIL))
            sql = f"SELECT table_id::VARCHAR FROM lake.table_info() WHERE table_name IN ({marks})"
            self._trail = [number for (number,) in con.execute(sql, _TRAIL).fetchall()]
        found = con.execute(
            """SELECT max(snapshot_id) FROM lake.snapshots() WHERE snapshot_id > ? AND NOT (
                list_has_all(['inlined_insert', 'tables_inserted_into'], map_keys(changes))
                AND list_has_all(?, flatten(map_values(changes))))""",
            [self._seen, self._trail],
        ).fetchall()
        return None if found[0][0] is None else int(found[0][0])
