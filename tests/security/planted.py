"""Values that nobody could take for anything else, put wherever somebody can put something; and where they turn up."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from etl.settings import Settings

COLUMN, NOTE, FILE, REASON, CELL, CODE = (f"19{year}1225201012177{n}" for n, year in enumerate((81, 82, 83, 84, 85, 86), 1))
"""NIPs: in a personal column, in free text, in a file's name, in a reason, in a refused cell, in the name of a unit."""
NAME, LOCAL = "Zubaidah Tertanamsari", "NONASN-TERTANAM-77"
EMAIL = "tertanam.operator@contoh.id"
"""An identity: the lake keeps it on purpose, nothing else may."""
SECRET = "ef" * 32
"""The installation's key for pseudonyms."""


def spellings(nip: str) -> list[str]:
    """A NIP as people write it."""
    parts = nip[:8], nip[8:14], nip[14], nip[15:]
    return [nip, *(gap.join(parts) for gap in (" ", "-", "."))]


NEVER = [form for nip in (COLUMN, NOTE, FILE, REASON, CELL, CODE) for form in spellings(nip)] + [NAME, LOCAL, SECRET]


def hits(where: str, body: bytes | str, needles: list[str]) -> list[str]:
    """`where: value` for every value in the bytes, in either case, also in UTF-16."""
    raw = (body if isinstance(body, bytes) else body.encode()).lower()
    return [f"{where}: {n}" for n in needles if any(n.lower().encode(code) in raw for code in ("utf-8", "utf-16-le"))]


def in_folder(folder: Path, needles: list[str], *, without: str = "berkas") -> list[str]:
    """In all files below a folder, Parquet decoded too; `without`: the one folder that may hold them."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and without not in p.relative_to(folder).parts):
        found += hits(str(path.relative_to(folder)), path.read_bytes(), needles) + hits("name", path.name, needles)
        if path.suffix == ".parquet":
            found += hits(f"{path.name} decoded", str(pl.read_parquet(path).to_dicts()), needles)
    return found


def in_tables(settings: Settings, needles: list[str]) -> list[str]:
    """In every row of every table of the lake, and in the messages of its commits."""
    from etl import engine
    from etl.warehouse import lake

    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        names = [n for (n,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'").fetchall()]
        assert len(names) > 20
        told = {name: str(con.execute(f"SELECT * FROM lake.{name}").fetchall()) for name in names}
        told["snapshots"] = str(con.execute("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM lake.snapshots()").fetchall())
    finally:
        con.close()
    return [hit for name, rows in told.items() for hit in hits(name, rows, needles)]


@contextlib.contextmanager
def everything_said(target: Path) -> Iterator[None]:
    """Logs at DEBUG, and what this process and its children write on standard output and error, into one file."""
    with target.open("ab", buffering=0) as out:
        handler = logging.StreamHandler(open(target, "a", encoding="utf-8"))  # noqa: SIM115  (closed below)
        root, level = logging.getLogger(), logging.getLogger().level
        kept = [(stream.flush(), os.dup(stream.fileno()))[1] for stream in (sys.__stdout__, sys.__stderr__) if stream]
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        try:
            yield
        finally:
            for number, copy in enumerate(kept, 1):
                os.dup2(copy, number)
                os.close(copy)
            root.setLevel(level)
            root.removeHandler(handler)
            handler.stream.close()
