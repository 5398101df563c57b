"""DuckDB instances of our own making."""

from __future__ import annotations

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A new in-memory instance that may load the extensions lying in the environment.

    They lie beside DuckDB's own library and are as trusted as that; hashing 70 MB of them to check their signatures at each
    opening would be a sixth of the start of the dashboard and of a publication.
    """
    return duckdb.connect(config={"allow_unsigned_extensions": "true"})


def literal(value: str) -> str:
    """A text as SQL writes it, for statements that take no parameters."""
    return "'" + value.replace("'", "''") + "'"
