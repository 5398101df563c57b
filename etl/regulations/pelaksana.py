"""The names of executing posts (jabatan pelaksana) that PermenPANRB 45/2022 allows, from the committed list."""

from __future__ import annotations

import csv
from functools import cache

from etl.paths import REFERENCE

_LIST = REFERENCE / "jabatan_pelaksana.csv"


@cache
def executing_posts() -> dict[str, str]:
    """Group (klerek, operator, teknisi) by tidied name. Not compared with the decree: see `permenpanrb-45-2022`."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return {tidy(row["nama"]): row["kelompok"] for row in csv.DictReader(file)}


def tidy(name: str) -> str:
    """A name as it is compared: small letters, single blanks, no full stop behind it."""
    return " ".join(name.lower().split()).rstrip(" .")
