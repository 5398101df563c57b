"""Text tables that an official can read, as frames."""

from __future__ import annotations

import polars as pl


def table(text: str) -> pl.DataFrame:
    """Read `a | b` rows under a header (a line of dashes is ignored) into a frame of strings; an empty cell is null."""
    lines = [line for line in text.strip().splitlines() if line.strip() and set(line.strip()) - set("-+| ")]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return pl.DataFrame([[cell or None for cell in row] for row in rows], schema=dict.fromkeys(header, pl.String), orient="row")
