"""What changed: between two submissions row by row, and in the figures if a draft counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import polars as pl

from etl.access import Action, Principal
from etl.errors import DataRefused, NotAllowed
from etl.metrics.predicates import APPRAISED
from etl.warehouse import closed, references
from etl.warehouse.accept import DATASETS, lake_columns
from etl.warehouse.read.door import Lake, Seen, Where, own_agency, seen
from etl.warehouse.row_diff import ROWS, differences, names

TOLERANCE = 1e-9
"""Largest relative difference between two values that are the same."""
_FIGURE = ("kode_unit", "metrik", "varian")
_VALUE = ("pembilang", "penyebut", "nilai")
_SUBMISSION = {"kiriman_id": pl.String(), "kode_wilayah": pl.String(), "periode": pl.String()}
_KEYS = ", ".join(f"n.{name}" for name in _SUBMISSION)


def row_changes(lake: Lake, who: Principal, kode_wilayah: str, sebelum: str | None, sesudah: str) -> pl.DataFrame:
    """Rows of `sesudah` against those of `sebelum` (null: nothing), matched by the key of their contract.

    dataset, jenis (tambah, hapus, ubah), kode, nama, kolom, nilai_sebelum, nilai_sesudah: a row added or removed is one line,
    a row changed one line per column. Of persons only the post (or team) and the column are told, never a value.
    DataRefused for a submission that the region does not have.
    """
    who = replace(who, draft=None)
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    _demand_whole(who, kode_wilayah)
    before, after = [_quarter(lake, who, kode_wilayah, kiriman) if kiriman else None for kiriman in (sebelum, sesudah)]
    tables = {dataset: _both(lake, dataset, (sebelum, before), (sesudah, after)) for dataset in DATASETS}
    named = names(tables)
    return pl.concat([ROWS.clear(), *(differences(dataset, *tables[dataset], named) for dataset in DATASETS)])


def moved(lake: Lake, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
    """Metric values that would differ if this submission counted, in its own quarter and in all that refer to it.

    periode, kode_unit (null: the region), metrik, varian, and pembilang, penyebut, nilai with `_sebelum` and without.
    """
    # What is compared with is what counts, also for somebody who looks through a draft.
    who = replace(who, draft=None)
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    periode = _quarter(lake, who, kode_wilayah, kiriman_id)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    current = lake.query(f"SELECT {_KEYS}, n.hitungan_id FROM memory.kini AS n WHERE {where}", where.parameters)
    own = pl.DataFrame([[kiriman_id, kode_wilayah, periode]], _SUBMISSION, orient="row")
    now = current.select(_SUBMISSION.keys())
    if kiriman_id in now["kiriman_id"]:
        nothing = _published(lake, current, [])
        return _value_changes(nothing, nothing)
    after = _as_if(lake, now, pl.concat([now.filter(pl.col("periode") != periode), own]))
    before = _published(lake, current, after["periode"].unique().to_list())
    found = _value_changes(closed.unstored(before), closed.unstored(after))
    unit = who.scope.kode_unit
    return found.filter(pl.col("kode_unit") == unit) if unit else found


def restated(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Figures of the submission that counts which were published otherwise before, although the submission is the same.

    One row per figure and computation since its approval: kiriman_id, ke, waktu, sebab (hitung_ulang: a formula or regulation;
    acuan: another submission), metrik, varian, kode_unit, versi_rumus and nilai with `_sebelum` and without, and
    kiriman_acuan: the submissions that the new value reads and the old one did not (`,` between). Not of figures about
    persons' predicates: two values of one small group would tell more than either.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    steps = lake.query(
        f"""SELECT h.hitungan_id, h.kiriman_id, h.ke, h.sebab, h.waktu FROM lake.hitungan AS h
        JOIN memory.kini AS n USING (kiriman_id)
        WHERE {where} AND h.ke >= (SELECT coalesce(max(b.ke), 1) FROM lake.hitungan AS b
            WHERE b.kiriman_id = n.kiriman_id AND b.waktu <= n.disetujui_pada) ORDER BY h.ke""",
        where.parameters,
    )
    return _restatements(steps, _values_of(lake, who, steps["hitungan_id"].to_list(), [periode]))


def target_revisions(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Indicators of a quarter whose target of the year was revised, with the submission that brought the target of today.

    kode_indikator, kode_opd, target_awal, target_tahunan, alasan (as the sender wrote it), sejak (the quarter of that
    submission), kiriman_id, oleh (who sent it), disetujui_oleh, waktu (when it was approved, UTC).
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    year = [f"{periode[:4]}-TW{quarter}" for quarter in (1, 2, 3, 4) if f"{periode[:4]}-TW{quarter}" <= periode]
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", year)
    found = lake.query(
        f"""WITH n AS (
            SELECT n.* FROM lake.indikator AS n SEMI JOIN memory.kini AS k USING (kiriman_id)
            WHERE {where} AND n.target_awal IS NOT NULL
        ), mulai AS (
            SELECT a.kode_indikator, arg_min(b.kiriman_id, b.periode) AS kiriman_id FROM n AS a
            JOIN n AS b ON b.kode_indikator = a.kode_indikator AND b.target_tahunan IS NOT DISTINCT FROM a.target_tahunan
            WHERE a.periode = ? GROUP BY ALL
        ), u AS (SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit WHERE periode = ? GROUP BY ALL)
        SELECT n.kode_indikator, u.kode_opd, n.target_awal, n.target_tahunan, n.alasan_perubahan_target AS alasan,
            k.periode AS sejak, k.kiriman_id, k.diajukan_oleh AS oleh, k.disetujui_oleh, k.disetujui_pada AS waktu
        FROM n JOIN mulai AS m USING (kode_indikator) JOIN memory.kini AS k ON k.kiriman_id = m.kiriman_id
        LEFT JOIN u ON u.kiriman_id = n.kiriman_id AND u.kode_unit = n.kode_unit
        WHERE n.periode = ? ORDER BY n.kode_indikator""",
        [*where.parameters, periode, periode, periode],
    )
    return own_agency(found, who)


def _demand_whole(who: Principal, kode_wilayah: str) -> None:
    if who.scope.kode_unit:
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=kode_wilayah)


def _quarter(lake: Seen, who: Principal, kode_wilayah: str, kiriman_id: str) -> str:
    """The period of a submission of this region. DataRefused where there is none."""
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("kiriman_id", kiriman_id)
    found = lake.query(f"SELECT n.periode FROM lake.kiriman AS n WHERE {where}", where.parameters)
    if found.is_empty():
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    return str(found.item())


def _both(lake: Seen, dataset: str, *sides: tuple[str | None, str | None]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of two submissions (id, period), in the order of the senders' files."""
    told = [side for side in sides if side[0]]
    rows = _rows(lake, dataset, [kiriman for kiriman, _ in told], [periode for _, periode in told])
    first, second = (rows.filter(pl.col("kiriman_id") == kiriman) if kiriman else rows.clear() for kiriman, _ in sides)
    return first.sort("baris_sumber"), second.sort("baris_sumber")


def _rows(lake: Seen, dataset: str, kiriman: list[Any], periods: list[Any]) -> pl.DataFrame:
    # The periods let DuckLake read the matching partitions only.
    marks = [", ".join("?" * len(values)) or "NULL" for values in (kiriman, periods)]
    return lake.query(
        f"""SELECT {", ".join(lake_columns(dataset))} FROM lake.{dataset}
        WHERE kiriman_id IN ({marks[0]}) AND periode IN ({marks[1]})""",
        [*kiriman, *periods],
    )


def _as_if(lake: Seen, now: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
    """The values to be computed once `then` counts instead of `now`: those of the new submission, and of what refers to it."""
    from etl import metrics

    con = duckdb.connect()
    try:
        _workspace(lake, con, now, then)
        metrics.compute(con)
        return con.execute(f"SELECT periode, {', '.join((*_FIGURE, *_VALUE))} FROM kerja.nilai_metrik").pl()
    finally:
        con.close()


def _workspace(lake: Seen, con: duckdb.DuckDBPyConnection, now: pl.DataFrame, then: pl.DataFrame) -> None:
    """Schema `kerja` as `references.refer` would leave it, with the facts, in a connection of its own."""
    con.execute("CREATE SCHEMA kerja")
    for name, frame in (("kini_lalu", now), ("kini", then)):
        con.register("_kini", frame)
        con.execute(f"CREATE TABLE kerja.{name} AS FROM _kini")
        con.unregister("_kini")
    con.execute(
        "CREATE TABLE kerja.kiriman AS SELECT *, true AS dihitung FROM kerja.kini WHERE kiriman_id NOT IN"
        " (SELECT kiriman_id FROM kerja.kini_lalu)"
    )
    references.refer(con)
    involved = con.execute("SELECT kiriman_id, periode FROM kerja.kiriman").pl()
    for dataset in DATASETS:
        con.register("_baris", _rows(lake, dataset, *(involved[name].unique().to_list() for name in ("kiriman_id", "periode"))))
        con.execute(f"CREATE TABLE kerja.{dataset} AS FROM _baris")
        con.unregister("_baris")


def _published(lake: Seen, current: pl.DataFrame, periods: list[str]) -> pl.DataFrame:
    """The values that count now in these quarters."""
    counted = current.filter(pl.col("periode").is_in(periods))["hitungan_id"].drop_nulls().to_list()
    marks = [", ".join("?" * len(values)) or "NULL" for values in (periods, counted)]
    return lake.query(
        f"""SELECT periode, {", ".join((*_FIGURE, *_VALUE))} FROM lake.nilai_metrik
        WHERE periode IN ({marks[0]}) AND hitungan_id IN ({marks[1]})""",
        [*periods, *counted],
    )


def _value_changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    on = ["periode", *_FIGURE]
    old = before.select(*on, *(pl.col(name).alias(f"{name}_sebelum") for name in _VALUE))
    both = old.join(after, on=on, how="full", nulls_equal=True, coalesce=True)
    same = pl.all_horizontal(_same(f"{name}_sebelum", name) for name in _VALUE)
    found = both.filter(~same).select(*on, *old.columns[len(on) :], *_VALUE)
    return found.sort("periode", "metrik", "varian", "kode_unit", nulls_last=False)


def _same(old: str, new: str) -> pl.Expr:
    close = (pl.col(old) - pl.col(new)).abs() <= TOLERANCE * pl.max_horizontal(pl.lit(1.0), pl.col(old).abs())
    return pl.col(old).eq_missing(pl.col(new)) | close.fill_null(False)


def _values_of(lake: Seen, who: Principal, computations: list[str], periods: list[str]) -> pl.DataFrame:
    where = Where(who, unit="kode_unit").equal("periode", periods).equal("hitungan_id", computations)
    where.differs("metrik", APPRAISED)
    names = ", ".join(f"n.{name}" for name in ("hitungan_id", *_FIGURE, "versi_rumus", "nilai", "kiriman_acuan"))
    return lake.query(f"SELECT {names} FROM lake.nilai_metrik AS n WHERE {where}", where.parameters)


def _restatements(steps: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """Each computation (steps, in order) against the one before: the figures that were there and changed."""
    told = [
        _between(values.filter(pl.col("hitungan_id") == old), values.filter(pl.col("hitungan_id") == new)).with_columns(
            pl.lit(value, steps.schema[name]).alias(name)
            for name, value in steps.row(place, named=True).items()
            if name != "hitungan_id"
        )
        for place, (old, new) in enumerate(zip(steps["hitungan_id"], steps["hitungan_id"][1:], strict=False), 1)
    ]
    found = pl.concat(told) if told else _between(values, values).with_columns(steps.clear().drop("hitungan_id"))
    return found.select(
        "kiriman_id", "ke", "waktu", "sebab", "metrik", "varian", "kode_unit", "versi_rumus_sebelum", "versi_rumus",
        "nilai_sebelum", "nilai", "kiriman_acuan",
    ).sort("ke", "metrik", "varian", "kode_unit", nulls_last=False)  # fmt: skip


def _between(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    on = list(_FIGURE)
    before = old.select(*on, *(pl.col(n).alias(f"{n}_sebelum") for n in ("versi_rumus", "nilai", "kiriman_acuan")))
    both = before.join(new, on=on, how="inner", nulls_equal=True)
    other = both.filter(~_same("nilai_sebelum", "nilai") | pl.col("versi_rumus_sebelum").ne_missing(pl.col("versi_rumus")))
    read, known = (pl.col(name).fill_null("").str.split(",") for name in ("kiriman_acuan", "kiriman_acuan_sebelum"))
    return other.with_columns(kiriman_acuan=read.list.set_difference(known).list.sort().list.join(",").replace("", None))
