"""Publishing: facts, findings, events and metric values of one or many submissions in one transaction."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.access import Principal
from etl.contracts.parsed import Parsed
from etl.errors import DataRefused
from etl.settings import Settings
from etl.warehouse import events, files, lake, references, values
from etl.warehouse.accept import DATASETS, accept, lake_columns
from etl.warehouse.pseudonym import demand_no_nip, hide_nips, hide_nips_sql


@dataclass(frozen=True)
class Submission:
    """One submission that passed the rules: what was read, what was found, and by which layout it was read."""

    parsed: Parsed
    findings: pl.DataFrame
    layout: str | None = None

    @property
    def sha256(self) -> str:
        """The hash by which the same files are recognised."""
        return files.submission_hash(self.parsed.files)


@dataclass(frozen=True)
class Order:
    """By whom (WrongUsage for a NIP), why (a NIP in it is hidden), and what kind of data: 'unggah' or 'contoh' (sample)."""

    who: Principal
    reason: str | None = None
    source: str = "unggah"

    def __post_init__(self) -> None:
        demand_no_nip(self.who.identity)
        object.__setattr__(self, "reason", hide_nips((self.reason or "").strip()) or None)


def new_id(kode_wilayah: str, periode: str) -> str:
    """A fresh submission id; ids of one region and period sort by time."""
    return f"{kode_wilayah}_{periode}_{time.time_ns() // 1_000_000:011x}{secrets.token_hex(2)}"


def publish(
    con: duckdb.DuckDBPyConnection, settings: Settings, submissions: Sequence[Submission], order: Order
) -> list[dict[str, Any]]:
    """Publish what lies in schema `masuk` of `con`; one receipt per submission. All or nothing.

    A submission whose files are those that already count changes nothing, and its receipt says so.
    """
    _refuse_twins(submissions)
    with lake.writer(settings, con):
        known = _already(con, submissions)
        fresh = [s for s in submissions if s.parsed.kiriman_id not in known]
        new = {r["kiriman_id"]: r for r in _publish_fresh(con, settings, fresh, order)} if fresh else {}
        receipts = new | known
        return [receipts[s.parsed.kiriman_id] for s in submissions]


def _already(con: duckdb.DuckDBPyConnection, submissions: Sequence[Submission]) -> dict[str, dict[str, Any]]:
    """Receipts of the submissions whose files already count, by the id they would have had."""
    same = {tuple(row) for row in con.execute("SELECT kode_wilayah, periode, sha256 FROM lake.kiriman_kini").fetchall()}
    places = {s.parsed.kiriman_id: (s.parsed.kode_wilayah, s.parsed.periode, s.sha256) for s in submissions}
    found = {new: receipt_of_same(con, *place) for new, place in places.items() if place in same}
    return {new: receipt for new, receipt in found.items() if receipt}


def receipt_of_same(con: duckdb.DuckDBPyConnection, kode_wilayah: str, periode: str, sha256: str) -> dict[str, Any] | None:
    """The receipt of the current submission if it has this hash; its status is `tidak_berubah`."""
    found = con.execute(
        """SELECT kiriman_id, versi, baris, total_kendali,
            (SELECT count(*) FROM lake.temuan AS t WHERE t.kiriman_id = k.kiriman_id)
        FROM lake.kiriman_kini AS k WHERE kode_wilayah = ? AND periode = ? AND sha256 = ?""",
        [kode_wilayah, periode, sha256],
    ).fetchall()
    if not found:
        return None
    kiriman_id, version, rows, totals, findings = found[0]
    return {
        "kiriman_id": kiriman_id,
        "kode_wilayah": kode_wilayah,
        "periode": periode,
        "versi": version,
        "sha256": sha256,
        "status": "tidak_berubah",
        "baris": json.loads(rows),
        "total_kendali": json.loads(totals),
        "jumlah_temuan": findings,
        "snapshot": lake.snapshot(con),
    }


def _refuse_twins(submissions: Sequence[Submission]) -> None:
    places = [(s.parsed.kode_wilayah, s.parsed.periode) for s in submissions]
    for place in places:
        if places.count(place) > 1:
            raise DataRefused("galat.kiriman_kembar", wilayah=place[0], periode=place[1])


def _publish_fresh(
    con: duckdb.DuckDBPyConnection, settings: Settings, fresh: Sequence[Submission], order: Order
) -> list[dict[str, Any]]:
    _only(con, fresh)
    accept(con, settings.secret())
    references.remember_current(con, sorted({s.parsed.kode_wilayah for s in fresh}))
    for s in fresh:
        references.replace_current(con, s.parsed.kode_wilayah, s.parsed.periode, s.parsed.kiriman_id)
    references.refer(con)
    values.compute(con, "kiriman")
    con.execute("UPDATE kerja.hitungan SET sebab = 'acuan' WHERE kiriman_id NOT IN (SELECT kiriman_id FROM masuk.kiriman)")
    versions = _versions(con, fresh)
    receipts = [_receipt(con, s, versions) for s in fresh]
    places: list[Path] = []
    try:
        for s in fresh:
            places.append(files.store(settings, s.parsed, s.layout))
        with lake.transaction(con, order.who.identity, order.reason or "publish"):
            _append(con, fresh, receipts, order)
    except BaseException:
        files.remove(places)
        raise
    number = lake.snapshot(con)
    return [receipt | {"snapshot": number} for receipt in receipts]


def _only(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission]) -> None:
    marks = ", ".join("?" * len(fresh))
    con.execute(f"DELETE FROM masuk.kiriman WHERE kiriman_id NOT IN ({marks})", [s.parsed.kiriman_id for s in fresh])


def _append(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], receipts: list[dict[str, Any]], order: Order) -> None:
    for dataset in DATASETS:
        columns = ", ".join(f"r.{name}" for name in lake_columns(dataset))
        agency = ", o.kode_opd" if dataset == "unit" else ""
        join = "LEFT JOIN kerja.unit_opd AS o USING (kiriman_id, kode_unit)" if agency else ""
        con.execute(
            f"""INSERT INTO lake.{dataset} BY NAME SELECT {columns}{agency} FROM kerja.{dataset} AS r {join}
            WHERE kiriman_id IN (SELECT kiriman_id FROM masuk.kiriman) ORDER BY kode_wilayah, baris_sumber"""
        )
    _append_submissions(con, fresh, receipts, order)
    if order.source == "contoh":
        _append_schedule(con, order)
    _append_findings(con, fresh, order)
    events.append(
        con,
        (
            events.Event(
                s.parsed.kiriman_id,
                s.parsed.kode_wilayah,
                s.parsed.periode,
                kind,
                order.who.identity,
                order.who.role.value,
                order.reason,
            )
            for s in fresh
            for kind in events.PUBLISH
        ),
    )
    values.append(con)


def _append_submissions(
    con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], receipts: list[dict[str, Any]], order: Order
) -> None:
    rows = [
        {
            **{key: receipt[key] for key in ("kiriman_id", "kode_wilayah", "periode", "versi", "sha256")},
            "sumber": order.source,
            "berkas": json.dumps(_described(s.parsed), ensure_ascii=False),
            "baris": json.dumps(receipt["baris"]),
            "total_kendali": json.dumps(receipt["total_kendali"]),
            "diajukan_oleh": order.who.identity,
            "diajukan_pada": lake.now(),
            "alasan": order.reason,
        }
        for s, receipt in zip(fresh, receipts, strict=True)
    ]
    con.register("_kiriman", pl.DataFrame(rows, schema_overrides={"alasan": pl.String}))
    con.execute("INSERT INTO lake.kiriman BY NAME FROM _kiriman")
    con.unregister("_kiriman")


def _append_schedule(con: duckdb.DuckDBPyConnection, order: Order) -> None:
    """The sample's governments are expected to report the quarters they report."""
    con.execute(
        """INSERT INTO lake.jadwal_lapor BY NAME SELECT kode_wilayah, periode, true AS aktif, ? AS oleh,
            now() AT TIME ZONE 'UTC' AS waktu
        FROM masuk.kiriman""",
        [order.who.identity],
    )


def _described(parsed: Parsed) -> list[dict[str, Any]]:
    return [file | {"nama": hide_nips(file["nama"])} for file in files.describe(parsed.files)]


def _append_findings(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission], order: Order) -> None:
    found = pl.concat([s.findings for s in fresh], how="vertical_relaxed") if fresh else pl.DataFrame()
    if found.is_empty():
        return
    con.register("_temuan", found)
    con.execute(
        f"""INSERT INTO lake.temuan BY NAME
        SELECT t.kiriman_id, k.kode_wilayah, k.periode, aturan, tingkat, dataset, baris_sumber, kolom,
            {hide_nips_sql("nilai")} AS nilai, {hide_nips_sql("rincian")} AS rincian
        FROM _temuan AS t INNER JOIN masuk.kiriman AS k USING (kiriman_id)"""
    )
    con.execute(
        """INSERT INTO lake.konfirmasi_peringatan BY NAME
        SELECT t.kiriman_id, k.kode_wilayah, k.periode, aturan, count(*) AS jumlah, ? AS oleh, ? AS alasan,
            now() AT TIME ZONE 'UTC' AS waktu
        FROM _temuan AS t INNER JOIN masuk.kiriman AS k USING (kiriman_id) WHERE tingkat = 'peringatan' GROUP BY ALL""",
        [order.who.identity, order.reason],
    )
    con.unregister("_temuan")


def _versions(con: duckdb.DuckDBPyConnection, fresh: Sequence[Submission]) -> dict[tuple[str, str], int]:
    """The newest version so far of each region and period of these submissions."""
    periods = sorted({s.parsed.periode for s in fresh})
    marks = ", ".join("?" * len(periods))
    sql = f"SELECT kode_wilayah, periode, max(versi) FROM lake.kiriman WHERE periode IN ({marks}) GROUP BY ALL"
    return {(region, period): version for region, period, version in con.execute(sql, periods).fetchall()}


def _receipt(con: duckdb.DuckDBPyConnection, submission: Submission, versions: dict[tuple[str, str], int]) -> dict[str, Any]:
    parsed = submission.parsed
    return {
        "kiriman_id": parsed.kiriman_id,
        "kode_wilayah": parsed.kode_wilayah,
        "periode": parsed.periode,
        "versi": versions.get((parsed.kode_wilayah, parsed.periode), 0) + 1,
        "sha256": submission.sha256,
        "status": "disetujui",
        "baris": {dataset: _counts(con, parsed, dataset) for dataset in parsed.counts},
        "total_kendali": _control_totals(con, parsed.kiriman_id),
        "jumlah_temuan": submission.findings.height,
    }


def _counts(con: duckdb.DuckDBPyConnection, parsed: Parsed, dataset: str) -> dict[str, Any]:
    counts = parsed.counts[dataset]
    accepted = con.execute(f"SELECT count(*) FROM kerja.{dataset} WHERE kiriman_id = ?", [parsed.kiriman_id]).fetchall()[0][0]
    return {
        "dibaca": counts.dibaca,
        "diterima": accepted,
        "ditolak": counts.dibaca - counts.kosong - accepted,
        "kosong": counts.kosong,
        "dilewati": counts.dilewati,
    }


def _control_totals(con: duckdb.DuckDBPyConnection, kiriman_id: str) -> dict[str, float | int | None]:
    totals = con.execute(
        """SELECT
            (SELECT count(*) FROM kerja.unit WHERE kiriman_id = $id) AS unit,
            (SELECT count(*) FROM kerja.jabatan WHERE kiriman_id = $id) AS jabatan,
            (SELECT sum(kebutuhan) FROM kerja.jabatan WHERE kiriman_id = $id)::BIGINT AS kebutuhan,
            (SELECT count(DISTINCT id_pegawai) FROM kerja.pegawai WHERE kiriman_id = $id) AS orang,
            (SELECT count(*) FROM kerja.indikator WHERE kiriman_id = $id) AS indikator,
            (SELECT count(realisasi) FROM kerja.capaian WHERE kiriman_id = $id) AS realisasi_terisi,
            (SELECT sum(pagu) FROM kerja.anggaran WHERE kiriman_id = $id AND tingkat = 'program') AS pagu_program,
            (SELECT sum(realisasi_sd) FROM kerja.anggaran WHERE kiriman_id = $id AND tingkat = 'program') AS realisasi_program""",
        {"id": kiriman_id},
    )
    names = [column[0] for column in totals.description or ()]
    return dict(zip(names, totals.fetchall()[0], strict=True))
