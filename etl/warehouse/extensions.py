"""DuckDB's extensions, loaded from their Python packages: nothing is downloaded or copied."""

from __future__ import annotations

from importlib import resources

import duckdb


def load(con: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Load them into this instance."""
    for name in names:
        package = resources.files(f"duckdb_extension_{name}")
        with resources.as_file(package / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension") as path:
            con.execute(f"LOAD '{quoted(path)}'")


def quoted(value: object) -> str:
    """As it stands between single quotes in SQL."""
    return str(value).replace("'", "''")
