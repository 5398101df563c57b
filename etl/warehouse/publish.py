"""Publishing: facts, findings, events and metric values of one or many submissions in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.contracts.parsed import Parsed
from etl.errors import DataRefused, Unsure
from etl.settings import Settings
from etl.warehouse import audit, events, files, lake, receipt, references, values
from etl.warehouse.accept import DATASETS, accept, lake_columns
from etl.warehouse.order import Order, Stage, Submission
from etl.warehouse.pseudonym import hide_nips, hide_nips_sql
from etl.warehouse.rules_of_region import one_person


def publish(
    con: duckdb.DuckDBPyConnection, settings: Settings, submissions: Sequence[Submission], order: Order, *, release: bool = False
) -> list[dict[str, Any]]:
    """Publish what lies in schema `masuk` of `con`; one receipt per submission. All or nothing.

    release: let go of the rows in `masuk` as soon as they are accepted, where nobody checks them again. From then on, when all
    persons are pseudonyms, rows may leave the memory (setting `temp_directory` of `con`).

    A submission whose files are those that already count changes nothing, and its receipt says so. Where people sign in,
    what one person sends waits for the approver, unless its region lets one person do both.
    """
    _refuse_twins(submissions)
    with lake.writer(settings, con, only=[s.parsed.kode_wilayah for s in submissions]):
        order = _as_far_as_allowed(con, settings, submissions, order)
        known = receipt.already(con, submissions, order.stage)
        fresh = [s for s in submissions if s.parsed.kiriman_id not in known]
        _refuse_locked(con, fresh)
        new = {r["kiriman_id"]: r for r in _publish_fresh(con, settings, fresh, order, release=release)} if fresh else {}
        receipts = new | known
        return [receipts[s.parsed.kiriman_id] for s in submissions]


def _as_far_as_allowed(
    con: duckdb.DuckDBPyConnection, settings: Settings, submissions: Sequence[Submission], order: Order
) -> Order:
    if order.stage is not Stage.TERBIT or order.source == "contoh":
        return order
    alone = not settings.sign_in or all(one_person(con, settings, s.parsed.kode_wilayah) for s in submissions)
    return order if alone else replace(order, stage=Stage.DIAJUKAN)


def _refuse_twins(submissions: Sequence[Submission]) -> None:
    places = Counter((s.parsed.kode_wilayah, s.parsed.periode) for s in submissions)
    for place, times in places.items():
        if times > 1:
            raise DataRefused("galat.kiriman_kembar", wilayah=place[0], periode=place[1])


def _refuse_locked(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission]) -> None:
    locked = con.execute(
        """SELECT k.kode_wilayah, k.periode FROM lake.kiriman_kini AS k
        INNER JOIN lake.kiriman_status AS s USING (kiriman_id) WHERE s.dikunci"""
    ).fetchall()
    for s in fresh:
        if (place := (s.parsed.kode_wilayah, s.parsed.periode)) in locked:
            raise DataRefused("galat.terkunci", wilayah=place[0], periode=place[1])


def _publish_fresh(
    con: duckdb.DuckDBPyConnection, settings: Settings, fresh: Sequence[Submission], order: Order, *, release: bool
) -> list[dict[str, Any]]:
    _only(con, fresh)
    accept(con, settings.secret(), release=release)
    if release:
        con.execute(f"SET memory_limit = '{MEMORY}'")
    counts = receipt.counted(con, [s.parsed for s in fresh])
    references.remember_current(con, sorted({s.parsed.kode_wilayah for s in fresh}))
    _count_now(con, fresh, order)
    references.refer(con)
    values.compute(con, "kiriman")
    if release:
        con.execute("DROP SCHEMA IF EXISTS turunan CASCADE")
    con.execute("UPDATE kerja.hitungan SET sebab = 'acuan' WHERE kiriman_id NOT IN (SELECT kiriman_id FROM masuk.kiriman)")
    versions = _versions(con, fresh)
    receipts = [receipt.new(s, counts[s.parsed.kiriman_id], versions, order.stage_of(s.parsed)) for s in fresh]
    places: list[Path] = []
    try:
        for s in fresh:
            places.append(files.store(settings, s.parsed))
        with lake.transaction(con, order.who.identity, order.reason or "publish"):
            _append(con, settings, fresh, receipts, order)
    except Unsure:
        # It may have arrived, and then its files must be there; if it has not, tidying takes them away once it is sent again.
        raise
    except BaseException:
        files.remove(places)
        raise
    number = lake.snapshot(con)
    return [told | {"snapshot": number} for told in receipts]


def _count_now(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], order: Order) -> None:
    """From now on those that are approved at once count for their regions and periods in `kerja.kini`."""
    approved = [s.parsed.kiriman_id for s in fresh if order.stage_of(s.parsed) is Stage.TERBIT]
    now = "SELECT kiriman_id, kode_wilayah, periode FROM kerja.kiriman WHERE kiriman_id IN (SELECT unnest(?))"
    con.execute(
        f"DELETE FROM kerja.kini WHERE (kode_wilayah, periode) IN (SELECT (kode_wilayah, periode) FROM ({now}))", [approved]
    )
    con.execute(f"INSERT INTO kerja.kini {now}", [approved])


def _only(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission]) -> None:
    marks = ", ".join("?" * len(fresh))
    con.execute(f"DELETE FROM masuk.kiriman WHERE kiriman_id NOT IN ({marks})", [s.parsed.kiriman_id for s in fresh])


MEMORY = "4500MB"
"""What the rows of many submissions may hold from when they are pseudonyms only; the rest waits in the temporary folder."""
_SORTED = 50
"""The rows of so many submissions are sorted before they are written."""


def _append(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    fresh: Sequence[Submission],
    receipts: list[dict[str, Any]],
    order: Order,
) -> None:
    # A nation's rows came in this order already, and sorting them once more would cost more memory than all else.
    sorting = "" if len(fresh) > _SORTED else "ORDER BY kode_wilayah, baris_sumber"
    for dataset in DATASETS:
        columns = ", ".join(f"r.{name}" for name in lake_columns(dataset))
        agency = ", o.kode_opd" if dataset == "unit" else ""
        join = "LEFT JOIN kerja.unit_opd AS o USING (kiriman_id, kode_unit)" if agency else ""
        con.execute(
            f"""INSERT INTO lake.{dataset} BY NAME SELECT {columns}{agency} FROM kerja.{dataset} AS r {join}
            WHERE kiriman_id IN (SELECT kiriman_id FROM masuk.kiriman) {sorting}"""
        )
    _append_submissions(con, fresh, receipts, order)
    if order.source == "contoh":
        _append_schedule(con, order)
    _append_findings(con, fresh, order)
    events.append(con, settings, (_event(s.parsed, kind, order) for s in fresh for kind in order.events(s)))
    values.append(con)
    told = (record for s, receipt in zip(fresh, receipts, strict=True) for record in _records(s, receipt, order))
    audit.within(con, settings, order.who, *told)


_DECIDED = (("diajukan", "ajukan"), ("disetujui", "setujui"), ("dikembalikan", "kembalikan"))


def _records(sent: Submission, receipt: dict[str, Any], order: Order) -> Iterator[audit.Record]:
    """What the trail says of one submission: that it came, what the rules said, and how far it went at once."""
    parsed, levels, done = sent.parsed, sent.findings["tingkat"], order.events(sent)
    deeds: dict[str, dict[str, str | int]] = {
        "unggah": {"berkas": len(parsed.files), "sumber": order.source},
        "validasi": {level: int((levels == level).sum()) for level in ("blokir", "peringatan")},
    }
    deeds |= {deed: {} for kind, deed in _DECIDED if kind in done}
    for deed, told in deeds.items():
        told |= {"periode": parsed.periode, "versi": receipt["versi"]}
        yield audit.Record(deed, parsed.kiriman_id, parsed.kode_wilayah, told)


def _event(parsed: Parsed, kind: str, order: Order) -> events.Event:
    place = parsed.kode_wilayah, parsed.periode
    why = order.returned.get(place, order.reason) if kind == "dikembalikan" else order.reason
    return events.Event(parsed.kiriman_id, *place, kind, order.who.identity, order.who.role.value, why, order.sent.get(place))


def _append_submissions(
    con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], receipts: list[dict[str, Any]], order: Order
) -> None:
    rows = [
        {
            **{key: told[key] for key in ("kiriman_id", "kode_wilayah", "periode", "versi", "sha256")},
            "sumber": order.source,
            "berkas": json.dumps(described(s.parsed), ensure_ascii=False),
            "baris": json.dumps(told["baris"]),
            "total_kendali": json.dumps(told["total_kendali"]),
            "diajukan_oleh": order.who.identity,
            "diajukan_pada": order.sent.get((s.parsed.kode_wilayah, s.parsed.periode)) or lake.now(),
            "alasan": order.reason,
            "bacaan": s.reading,
            "tidak_diperiksa": json.dumps(list(s.not_checked)),
        }
        for s, told in zip(fresh, receipts, strict=True)
    ]
    con.register("_kiriman", pl.DataFrame(rows, schema_overrides={"alasan": pl.String}))
    con.execute("INSERT INTO lake.kiriman BY NAME FROM _kiriman")
    con.unregister("_kiriman")


def _append_schedule(con: duckdb.DuckDBPyConnection, order: Order) -> None:
    """The sample's governments are expected to report the quarters they report, and those that `order` names are too."""
    named = pl.DataFrame(sorted(order.expected), schema={"kode_wilayah": pl.String, "periode": pl.String}, orient="row")
    con.register("_wajib", named)
    con.execute(
        """INSERT INTO lake.jadwal_lapor BY NAME SELECT kode_wilayah, periode, true AS aktif, ? AS oleh,
            now() AT TIME ZONE 'UTC' AS waktu
        FROM (SELECT kode_wilayah, periode FROM masuk.kiriman UNION FROM _wajib)""",
        [order.who.identity],
    )
    con.unregister("_wajib")


def described(parsed: Parsed) -> list[dict[str, Any]]:
    """Name, hash and size of each file, as the lake keeps them: without a NIP that stood in a name."""
    return [file | {"nama": hide_nips(file["nama"])} for file in files.describe(parsed.files)]


def _append_findings(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], order: Order) -> None:
    found = pl.concat([s.findings for s in fresh], how="vertical_relaxed") if fresh else pl.DataFrame()
    if found.is_empty():
        return
    con.register("_temuan", found)
    con.execute(
        f"""INSERT INTO lake.temuan BY NAME
        SELECT t.kiriman_id, k.kode_wilayah, k.periode, aturan, tingkat, dataset, baris_sumber, kolom,
            {hide_nips_sql("nilai")} AS nilai, {hide_nips_sql("rincian")} AS rincian,
            {hide_nips_sql("berkas")} AS berkas, {hide_nips_sql("sheet")} AS sheet, sel
        FROM _temuan AS t INNER JOIN masuk.kiriman AS k USING (kiriman_id)"""
    )
    con.unregister("_temuan")
    if order.stage is not Stage.DRAF:
        events.confirm(con, [s.parsed.kiriman_id for s in fresh], order.who.identity, order.why)


def _versions(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission]) -> dict[tuple[str, str], int]:
    """The newest version so far of each region and period of these submissions."""
    periods = sorted({s.parsed.periode for s in fresh})
    marks = ", ".join("?" * len(periods))
    sql = f"SELECT kode_wilayah, periode, max(versi) FROM lake.kiriman WHERE periode IN ({marks}) GROUP BY ALL"
    return {(region, period): version for region, period, version in con.execute(sql, periods).fetchall()}
