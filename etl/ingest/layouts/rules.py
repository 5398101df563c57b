"""How a layout makes one contract column out of the columns of a source."""

from __future__ import annotations

from typing import Any

import polars as pl

from etl.ingest.cleaning.text import number_as_text, tidy
from etl.ingest.raw import as_cell
from etl.ingest.tables import blank_cells
from etl.periods import Period


def column(rule: Any, rows: pl.DataFrame, every: pl.DataFrame, period: Period) -> pl.Series | None:
    """The CELL series of one column; None where the source lacks the header it is taken from.

    rule: one mapping, or a list of which for each row the first holds whose `where` fits.
    every: all rows of the sheet, for `pivot`.
    """
    if isinstance(rule, list):
        return _first(rule, rows, every, period)
    if "from" in rule:
        return rows[rule["from"]] if rule["from"] in rows.columns else None
    if "pivot" in rule:
        return _pivot(rule["pivot"], rows, every, period)
    text = _numbers(rule, rows, every) if "number" in rule else _text(rule, rows)
    return rows.select(as_cell(text).alias("c")).to_series()


def source(rule: Any) -> str | None:
    """The layout's own name of the column a value is read from; of several the one for rows without a condition."""
    if isinstance(rule, list):
        usual = sorted((part for part in rule if "from" in part), key=lambda part: "where" in part)
        return source(usual[0]) if usual else None
    return rule.get("from") or rule.get("match", rule).get("column")


def condition(where: dict[str, Any], rows: pl.DataFrame, period: Period) -> pl.Expr:
    """`{column, is}` or `{column, matches}` as a condition; the quarter replaces `<n>`, the year `<tahun>`."""
    text = shown(where["column"])
    if "is" in where:
        wanted = str(where["is"]).replace("<n>", str(period.quarter)).replace("<tahun>", str(period.year))
        return (text == wanted).fill_null(False)
    return text.str.contains(where["matches"]).fill_null(False)


def shown(name: str) -> pl.Expr:
    """A CELL column as the sender sees it."""
    cell = pl.col(name).struct
    return pl.coalesce(tidy(cell.field("t")), number_as_text(cell.field("n")), cell.field("d").cast(pl.String))


def _first(rule: list[dict[str, Any]], rows: pl.DataFrame, every: pl.DataFrame, period: Period) -> pl.Series | None:
    result: pl.Series | None = None
    for part in reversed(rule):
        series = column(part, rows, every, period)
        if series is None:
            continue
        if "where" not in part:
            result = series
            continue
        below = result if result is not None else blank_cells(rows.height)
        holds = pl.when(condition(part["where"], rows, period)).then(pl.lit(series)).otherwise(pl.lit(below))
        result = rows.select(holds.alias("c")).to_series()
    return result


def _text(rule: dict[str, Any], rows: pl.DataFrame) -> pl.Expr:
    if "constant" in rule:
        return pl.repeat(str(rule["constant"]), rows.height, dtype=pl.String)
    if "row" in rule:
        return pl.format("{}{}", pl.lit(rule["row"]), pl.col("baris_sumber"))
    return _match(rule["match"], rows)


def _numbers(rule: dict[str, Any], rows: pl.DataFrame, every: pl.DataFrame) -> pl.Series:
    """One number per different text, in the order in which they first appear in the whole sheet, whatever rows are chosen."""
    first = pl.col("baris_sumber").min().over(shown(rule["number"])).rank("dense").cast(pl.Int64)
    numbered = every.select("baris_sumber", pl.format("{}{}", pl.lit(rule.get("prefix", "")), first).alias("code"))
    return rows.select("baris_sumber").join(numbered, on="baris_sumber", how="left", maintain_order="left")["code"]


def _match(rule: dict[str, Any], rows: pl.DataFrame) -> pl.Expr:
    """The value of the first pattern that the text matches."""
    if rule["column"] not in rows.columns:
        return pl.repeat(rule.get("otherwise"), rows.height, dtype=pl.String)
    found = pl.lit(rule.get("otherwise"), dtype=pl.String)
    for entry in reversed(rule["patterns"]):
        (pattern, value), *_ = entry.items()
        found = pl.when(shown(rule["column"]).str.contains(pattern)).then(pl.lit(value)).otherwise(found)
    return found


def _pivot(rule: dict[str, Any], rows: pl.DataFrame, every: pl.DataFrame, period: Period) -> pl.Series | None:
    """The value that stands, for the same key, in the row of another kind (a quarter)."""
    if not {rule["value"], rule["where"]["column"], *rule["by"]} <= set(every.columns):
        return None
    keys = [shown(name).alias(name) for name in rule["by"]]
    others = every.filter(condition(rule["where"], every, period)).select(*keys, pl.col(rule["value"]).alias("value"))
    others = others.unique(rule["by"], keep="first", maintain_order=True)
    return rows.select(keys).join(others, on=rule["by"], how="left", maintain_order="left")["value"]
