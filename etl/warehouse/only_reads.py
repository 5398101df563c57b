"""What SQL the reader takes: one statement that reads. The second lock; the first is DuckDB's own.

DuckDB's ban on files outside the lake does not reach the readers of other databases: `sqlite_scan` opens any file of this
machine, and a second ATTACH of the catalogue would even write. None of our statements needs either.
"""

from __future__ import annotations

import re
from functools import lru_cache

import duckdb

_OTHER_DATABASES = re.compile(r"\b(sqlite|postgres|mysql|ducklake)_(?!table_info)\w+\"?\s*\(|__ducklake_metadata", re.IGNORECASE)


@lru_cache(maxsize=4096)
def demand_reading(sql: str) -> None:
    """duckdb.PermissionException for anything but one SELECT of the lake. sql: without values, which are bound."""
    statements = duckdb.extract_statements(sql)
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT] or _OTHER_DATABASES.search(sql):
        raise duckdb.PermissionException("the reader takes one statement that reads the lake")
