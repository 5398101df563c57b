"""How a layout makes one contract column out of the columns of a source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from etl.ingest.cleaning.text import number_as_text, tidy
from etl.ingest.raw import as_cell
from etl.ingest.tables import blank_cells


def column(rule: Any, rows: pl.DataFrame, every: pl.DataFrame) -> pl.Series | None:
    """The CELL series of one column; None where the source lacks the header it is taken from.

    rule: one mapping, or a list of which for each row the first holds whose `where` fits.
    every: all rows of the sheet, for `pivot`.
    """
    if isinstance(rule, list):
        return _first(rule, rows, every)
    if "from" in rule:
        return rows[rule["from"]] if rule["from"] in rows.columns else None
    if not set(_read(rule)) <= set(rows.columns):
        return None
    if "pivot" in rule:
        return _pivot(rule["pivot"], rows, every)
    text = _numbers(rule, rows, every) if "number" in rule else _text(rule, rows)
    return rows.select(as_cell(text).alias("c")).to_series()


def _read(rule: dict[str, Any]) -> list[str]:
    """The source's columns without which this rule says nothing."""
    numbered = rule.get("number", [])
    return [*([numbered] if isinstance(numbered, str) else numbered), *([rule["above"]] if "above" in rule else [])]


def source(rule: Any, present: Collection[str]) -> str | None:
    """The layout's own name of the column a value is read from; of several one that is there, best without a condition."""
    if isinstance(rule, list):
        found = [(("where" in part), "from" not in part, own) for part in rule if (own := source(part, present)) in present]
        return min(found, key=lambda one: one[:2])[2] if found else None
    named = rule.get("from") or rule.get("match", rule).get("column") or next(iter(_read(rule)), None)
    return str(named) if named else None


def condition(where: dict[str, Any]) -> pl.Expr:
    """`{column, is}` or `{column, matches}` as a condition."""
    text = shown(where["column"])
    if "is" in where:
        return (text == str(where["is"])).fill_null(False)
    return text.str.contains(where["matches"]).fill_null(False)


def shown(name: str) -> pl.Expr:
    """A CELL column as the sender sees it."""
    cell = pl.col(name).struct
    return pl.coalesce(tidy(cell.field("t")), number_as_text(cell.field("n")), cell.field("d").cast(pl.String))


def _first(rule: list[dict[str, Any]], rows: pl.DataFrame, every: pl.DataFrame) -> pl.Series | None:
    result: pl.Series | None = None
    for part in reversed(rule):
        if "where" in part and part["where"]["column"] not in rows.columns:
            continue
        series = column(part, rows, every)
        if series is None:
            continue
        if "where" not in part:
            result = series
            continue
        below = result if result is not None else blank_cells(rows.height)
        holds = pl.when(condition(part["where"])).then(pl.lit(series)).otherwise(pl.lit(below))
        result = rows.select(holds.alias("c")).to_series()
    return result


def _text(rule: dict[str, Any], rows: pl.DataFrame) -> pl.Expr:
    if "constant" in rule:
        return pl.repeat(str(rule["constant"]), rows.height, dtype=pl.String)
    if "row" in rule:
        return pl.format("{}{}", pl.lit(rule["row"]), pl.col("baris_sumber"))
    if "above" in rule:
        # 1.2.10 stands under 1.2; a number of one part is a top.
        return shown(rule["above"]).str.strip_chars(" .").str.extract(r"^(.+)\.[^.]+$", 1)
    return _match(rule["match"], rows)


def _numbers(rule: dict[str, Any], rows: pl.DataFrame, every: pl.DataFrame) -> pl.Series:
    """One number per different text, in the order in which they first appear in the whole sheet, whatever rows are chosen."""
    first = pl.col("baris_sumber").min().over([shown(name) for name in _read(rule)]).rank("dense").cast(pl.Int64)
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


def _pivot(rule: dict[str, Any], rows: pl.DataFrame, every: pl.DataFrame) -> pl.Series | None:
    """The value that stands, for the same key, in the row of another kind (a quarter)."""
    if not {rule["value"], rule["where"]["column"], *rule["by"]} <= set(every.columns):
        return None
    keys = [shown(name).alias(name) for name in rule["by"]]
    others = every.filter(condition(rule["where"])).select(*keys, pl.col(rule["value"]).alias("value"))
    others = others.unique(rule["by"], keep="first", maintain_order=True)
    return rows.select(keys).join(others, on=rule["by"], how="left", maintain_order="left")["value"]
