"""What is measured: one SQL file per metric, its YAML header telling label, unit, law and caveat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl import yamls

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Metric:
    """One metric or distribution as its file tells it. `label`, `unit`, `formula`, `caveat` are keys of the catalogues."""

    id: str
    label: str
    unit: str
    formula: str
    caveat: str | None
    direction: str
    """naik, turun or netral: which way is better."""
    grain: tuple[str, ...]
    agregasi: str
    scale: float
    """value = scale × pembilang / penyebut."""
    legal_basis: tuple[str, ...]
    varian: tuple[str, ...]
    """Empty, or the variants; the first is shown unless another is asked for."""
    acuan: tuple[str, ...]
    """Other submissions read: dasar, tahun."""
    after: tuple[str, ...]
    """Metrics whose values it reads."""
    versi: int
    sql: str

    @property
    def higher_is_better(self) -> bool:
        """Whether more is better; True for neutral metrics too."""
        return self.direction != "turun"

    @property
    def default_varian(self) -> str | None:
        """The variant shown unless another is asked for."""
        return self.varian[0] if self.varian else None


@cache
def catalog() -> dict[str, Metric]:
    """All metrics by id, each after those it reads."""
    found = {path.stem: _read(path) for path in sorted(_SQL.glob("*.sql"))}
    return dict(sorted(found.items(), key=lambda item: (bool(item[1].after), item[0])))


@cache
def distributions() -> dict[str, Metric]:
    """All distributions (bands, layers, steps) by id."""
    return {path.stem: _read(path) for path in sorted((_SQL / "sebaran").glob("*.sql"))}


@cache
def derived() -> list[tuple[str, str]]:
    """The files that build the derived tables, in order: (name, SQL)."""
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted((_SQL / "turunan").glob("*.sql"))]


@cache
def columns_read() -> frozenset[str]:
    """Every name that occurs in the SQL: a column of the facts that is not among them is never read."""
    files = [sql for _, sql in derived()] + [metric.sql for metric in (*catalog().values(), *distributions().values())]
    return frozenset(name for sql in files for name in re.findall(r"[a-z][a-z0-9_]*", sql))


def _read(path: Path) -> Metric:
    head, _, sql = path.read_text(encoding="utf-8").removeprefix("/*---").partition("---*/")
    raw: dict[str, Any] = yamls.parse(head)
    lists = {name: tuple(raw.get(name, ())) for name in ("grain", "legal_basis", "varian", "acuan", "after")}
    return Metric(
        id=path.stem,
        label=raw["label"],
        unit=f"metrik.satuan.{raw['unit']}",
        formula=f"metrik.{path.stem}.rumus",
        caveat=raw.get("caveat"),
        direction=raw["direction"],
        agregasi=raw["agregasi"],
        scale=raw.get("scale", 1),
        versi=raw["versi"],
        sql=sql.strip(),
        **lists,
    )
