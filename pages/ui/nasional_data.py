"""Cached reading of many governments at once; see `pages.ui.data`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.access import Principal
from pages.ui import data


def completeness(who: Principal, periode: str | Sequence[str] | None = None) -> pl.DataFrame:
    """Where every government in scope stands in a quarter; see `etl.warehouse.read.completeness`."""
    return data.read(who, "completeness", data.fixed(periode))


def national_values(
    who: Principal, periode: str | Sequence[str] | None, metrik: str | Sequence[str] | None, varian: str | None = None
) -> pl.DataFrame:
    """Whole-government values of every government in scope; see `etl.warehouse.read.national_values`."""
    return data.read(who, "national_values", data.fixed(periode), data.fixed(metrik), varian)


def versions_for_review(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The versions of a government's quarter as a reviewer may know them; see `etl.warehouse.read.versions_for_review`."""
    return data.read(who, "versions_for_review", kode_wilayah, periode)


def reviews(who: Principal, periode: str | None = None) -> pl.DataFrame:
    """Every return of an approved submission by a reviewer, newest first; see `etl.warehouse.read.reviews`."""
    return data.read(who, "reviews", None, periode)


def comments(who: Principal, periode: str | None = None) -> pl.DataFrame:
    """What reviewers and governments wrote to each other; see `etl.warehouse.read.comments`."""
    return data.read(who, "comments", None, periode)


def peer_groups(who: Principal) -> pl.DataFrame:
    """Groups of governments saved in the reader's scope; see `etl.warehouse.read.peer_groups`."""
    return data.read(who, "peer_groups")


def national_periods(who: Principal) -> list[str]:
    """The quarters in which any government in scope has data or is expected to report, newest first."""
    told = completeness(who)
    return told["periode"].unique().sort(descending=True).to_list()


def reference() -> pl.DataFrame:
    """Every government with its province, island group and size; see `etl.warehouse.regions.governments`."""
    from etl.warehouse.regions import governments as known

    return known()


def provinces() -> pl.DataFrame:
    """The 38 provinces with short names and places on the tile map."""
    from etl.warehouse.regions import provinces as known

    return known()


def open_table(who: Principal, table: str, periode: str, lingkup: str | None, lang: str) -> tuple[bytes, int]:
    """A table of the open data as a zip, and its rows, for a scope within the reader's; made when it is taken."""
    from etl import terbuka

    return terbuka.archive(data.reader(), who, table, periode, lingkup, lang)
