"""Small groups stay hidden: what the gate does to figures about persons' predicates before anybody reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from etl.metrics import predicates
from etl.metrics.predicates import APPRAISED, LEVELS, NINE, SPREAD, Version

if TYPE_CHECKING:
    from etl.warehouse.read.door import Seen

REASON = "kelompok_kecil"
"""Why a value is missing: `metrik.alasan.kelompok_kecil`."""
_BY_PREDICATE = (SPREAD, NINE)
_OF = ("hitungan_id", "kiriman_id", "kode_wilayah", "periode", "metrik", "varian")
_COUNTED = {"kode_unit": pl.String(), "sumbu_x": pl.String(), "sumbu_y": pl.String(), "jumlah": pl.Int64()}


def values(lake: Seen, found: pl.DataFrame) -> pl.DataFrame:
    """Metric values (rows of nilai_metrik) without the number of the appraised where it tells of a small group.

    The staff that it is a share of stays: it counts posts that are filled.
    """
    asked = found.filter(pl.col("metrik") == APPRAISED)
    if asked.is_empty():
        return found
    shut = [(computed, unit, True) for computed, known in _versions(lake, asked, ()).items() for unit in _shut(known)]
    if not shut:
        return found
    marks = pl.DataFrame(shut, {"hitungan_id": pl.String(), "kode_unit": pl.String(), "tutup": pl.Boolean()}, orient="row")
    joined = found.join(marks, on=["hitungan_id", "kode_unit"], how="left", nulls_equal=True, maintain_order="left")
    closed = (pl.col("metrik") == APPRAISED) & pl.col("tutup").fill_null(False)
    return _emptied(joined, closed).with_columns(alasan=pl.when(closed).then(pl.lit(REASON)).otherwise("alasan")).drop("tutup")


def wholes(found: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """Values of whole governments without the number of the appraised where all agencies together hide nobody.

    found: kode_wilayah, periode, metrik, pembilang, nilai, alasan … counted: kode_wilayah, periode, opd (agencies with anybody
    appraised), orang (all their appraised). Of one agency alone the total would be that agency's own number: hidden, whatever it
    was before. A government without anybody has nothing to hide.
    """
    alone = (pl.col("opd") < 2) | (pl.col("orang") < predicates.smallest())
    shut = counted.filter(alone).select("kode_wilayah", "periode", tutup=pl.lit(True))
    joined = found.join(shut, on=["kode_wilayah", "periode"], how="left", maintain_order="left")
    hidden = (pl.col("metrik") == APPRAISED) & pl.col("tutup").fill_null(False)
    return _emptied(joined, hidden).with_columns(alasan=pl.when(hidden).then(pl.lit(REASON)).otherwise("alasan")).drop("tutup")


def unstored(rows: pl.DataFrame) -> pl.DataFrame:
    """The same for values that no computation stored yet: every row of one region, with periode, kode_unit, metrik, values."""
    own = rows.filter((pl.col("metrik") == APPRAISED) & pl.col("kode_unit").is_not_null())
    closed = pl.lit(False)
    for (periode,), part in own.group_by("periode"):
        for unit in _shut([_version(part, part.clear())]):
            closed = closed | ((pl.col("periode") == periode) & pl.col("kode_unit").eq_missing(pl.lit(unit)))
    return _emptied(rows, (pl.col("metrik") == APPRAISED) & closed)


def distributions(lake: Seen, found: pl.DataFrame, unit: str | None) -> pl.DataFrame:
    """Distributions (rows of sebaran_metrik) with those about predicates protected; unit: `*` all rows, None the region.

    By predicate: jumlah null is a hidden count, sumbu_x null the total of an agency; the region (without the split by its
    agencies' own predicates) is the sum of what is told. The nine cells are the region's only.
    """
    asked = found.filter(pl.col("metrik").is_in(_BY_PREDICATE))
    if asked.is_empty():
        return found
    rows = [found.filter(~pl.col("metrik").is_in(_BY_PREDICATE))]
    for computed, known in _versions(lake, asked, _BY_PREDICATE).items():
        own = asked.filter(pl.col("hitungan_id") == computed)
        rows += [_protected(part, known, unit) for _, part in own.group_by("metrik", maintain_order=True)]
    return pl.concat(rows)


def _protected(part: pl.DataFrame, known: Sequence[Version], unit: str | None) -> pl.DataFrame:
    """The rows of one computation and distribution as they may be told."""
    place = part.row(0, named=True)
    told: list[tuple[str | None, str | None, str | None, int | None]] = []
    if place["metrik"] == SPREAD:
        rated = dict(part.filter(pl.col("kode_unit").is_not_null()).select("kode_unit", "sumbu_y").unique().iter_rows())
        told = [(u, p, rated.get(u), n) for (u, p), n in predicates.spread(known).items() if n != 0 and unit in ("*", u)]
    elif unit in ("*", None):
        told = [(None, LEVELS[result], LEVELS[conduct], n) for (conduct, result), n in predicates.nine(known).items() if n != 0]
    of = [pl.lit(place[name], part.schema[name]).alias(name) for name in _OF]
    return pl.DataFrame(told, _COUNTED, orient="row").with_columns(of).select(part.columns)


def _emptied(rows: pl.DataFrame, closed: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(pl.when(~closed).then(pl.col(name)).alias(name) for name in ("pembilang", "nilai"))


def _shut(known: Sequence[Version]) -> list[str | None]:
    hidden, total = predicates.closed(known)
    return [*sorted(hidden), *([None] if total else [])]


def _versions(lake: Seen, asked: pl.DataFrame, spreads: Sequence[str]) -> dict[str, list[Version]]:
    """Per computation that is asked for, the versions of its quarter up to it, oldest first; with these distributions."""
    computed = asked["hitungan_id"].unique().sort().to_list()
    earlier = _earlier(lake, computed)
    every = [*computed, *(old for found in earlier.values() for old in found)]
    periods = asked["periode"].unique().sort().to_list()
    people = _of(_read(lake, "nilai_metrik", "kode_unit, pembilang", every, periods, [APPRAISED]))
    counts = _of(_read(lake, "sebaran_metrik", "kode_unit, metrik, sumbu_x, sumbu_y, jumlah", every, periods, spreads))
    nobody, nothing = people.get(None, pl.DataFrame()), counts.get(None, pl.DataFrame())
    return {
        one: [_version(people.get(n, nobody), counts.get(n, nothing)) for n in (*earlier.get(one, ()), one)] for one in computed
    }


def _earlier(lake: Seen, computed: list[str]) -> dict[str, list[str]]:
    """Per computation, the newest ones of the versions of its quarter that were approved before it; oldest first."""
    marks = ", ".join("?" * len(computed))
    later = lake.query(f"SELECT n.* FROM memory.kini AS n WHERE n.versi > 1 AND n.hitungan_id IN ({marks})", computed)
    if later.is_empty():
        return {}
    marks = ", ".join("?" * later.height)
    found = lake.query(
        f"""SELECT n.hitungan_id, list(h.hitungan_id ORDER BY k.versi) AS dulu FROM memory.kini AS n
        JOIN lake.kiriman AS k ON k.kode_wilayah = n.kode_wilayah AND k.periode = n.periode AND k.versi < n.versi
        JOIN lake.kiriman_status AS s ON s.kiriman_id = k.kiriman_id AND s.disetujui_pada IS NOT NULL
        JOIN lake.hitungan_kini AS h ON h.kiriman_id = k.kiriman_id
        WHERE n.hitungan_id IN ({marks}) GROUP BY n.hitungan_id""",
        later["hitungan_id"].to_list(),
    )
    return dict(found.iter_rows())


def _read(lake: Seen, table: str, columns: str, computed: list[str], periods: list[str], metrics: Sequence[str]) -> pl.DataFrame:
    # The periods let DuckLake read the matching partitions only.
    marks = [", ".join("?" * len(values)) or "NULL" for values in (computed, periods, metrics)]
    where = f"hitungan_id IN ({marks[0]}) AND periode IN ({marks[1]}) AND metrik IN ({marks[2]})"
    sql = f"SELECT hitungan_id, {columns} FROM lake.{table} WHERE {where} AND kode_unit IS NOT NULL"
    return lake.query(sql, [*computed, *periods, *metrics]) if metrics else pl.DataFrame()


def _of(rows: pl.DataFrame) -> dict[object, pl.DataFrame]:
    """By computation; None: no rows."""
    if not rows.width:
        return {}
    return {key: part for (key,), part in rows.group_by("hitungan_id")} | {None: rows.clear()}


def _version(people: pl.DataFrame, counts: pl.DataFrame) -> Version:
    appraised = {str(u): int(n) for u, n in people.select("kode_unit", "pembilang").iter_rows()} if people.height else {}
    spread, nine = dict[tuple[str, str], int](), dict[tuple[str, tuple[int, int]], int]()
    told = counts.select("kode_unit", "metrik", "sumbu_x", "sumbu_y", "jumlah").iter_rows() if counts.height else ()
    for unit, metrik, x, y, n in told:
        if metrik == SPREAD:
            spread[unit, x] = spread.get((unit, x), 0) + n
        elif x in LEVELS and y in LEVELS:
            nine[unit, (LEVELS.index(y), LEVELS.index(x))] = n
    return Version(appraised, spread, nine)
