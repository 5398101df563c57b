"""Receipts: what was received, whole, with its hash, rows and control totals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

from etl.contracts import contracts
from etl.contracts.parsed import Parsed
from etl.warehouse import lake
from etl.warehouse.order import Stage, Submission

UNCHANGED = "tidak_berubah"
"""Status of a receipt for files that were received before: nothing was written."""

_OPEN = ("diterima", "divalidasi", "diajukan")
"""Where a draft stands that nobody has decided on yet."""


_KEYS = ("baru", "kode_wilayah", "periode", "sha256", "bacaan")


def already(
    con: duckdb.DuckDBPyConnection, submissions: Sequence[Submission], stage: Stage = Stage.TERBIT
) -> dict[str, dict[str, Any]]:
    """Receipts of the submissions that are in the lake already, by the id they would have had; their status is UNCHANGED.

    The same files, read in the same way, as those that count now; for a draft also as one that waits.
    """
    asked = [(s.parsed.kiriman_id, s.parsed.kode_wilayah, s.parsed.periode, s.sha256, s.reading) for s in submissions]
    con.register("_baru", pl.DataFrame(asked, schema=dict.fromkeys(_KEYS, pl.String), orient="row"))
    waiting = f" OR s.tahap IN {_OPEN}" if stage is Stage.DRAF else ""
    found = con.execute(
        f"""SELECT b.baru, k.kiriman_id, k.kode_wilayah, k.periode, k.versi, k.sha256, s.tahap, k.baris, k.total_kendali
        FROM _baru AS b
        INNER JOIN lake.kiriman AS k
            ON k.kode_wilayah = b.kode_wilayah AND k.periode = b.periode AND k.sha256 = b.sha256
            AND coalesce(k.bacaan, b.bacaan) = b.bacaan
        INNER JOIN lake.kiriman_status AS s ON s.kiriman_id = k.kiriman_id
        WHERE NOT s.dihapus AND (k.kiriman_id IN (SELECT kiriman_id FROM lake.kiriman_kini){waiting})
        QUALIFY row_number() OVER (PARTITION BY b.baru ORDER BY k.versi DESC) = 1"""
    ).fetchall()
    con.unregister("_baru")
    numbers = _findings(con, [(row[1], row[3]) for row in found])
    number = lake.snapshot(con) if found else 0
    return {
        baru: {
            "kiriman_id": kiriman_id,
            "kode_wilayah": kode_wilayah,
            "periode": periode,
            "versi": version,
            "sha256": sha256,
            "status": UNCHANGED,
            "tahap": standing,
            "baris": json.loads(rows),
            "total_kendali": json.loads(totals),
            "jumlah_temuan": numbers.get(kiriman_id, 0),
            "snapshot": number,
        }
        for baru, kiriman_id, kode_wilayah, periode, version, sha256, standing, rows, totals in found
    }


def _findings(con: duckdb.DuckDBPyConnection, known: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many findings each of these submissions (id, period) has."""
    if not known:
        return {}
    ids, periods = [kiriman for kiriman, _ in known], sorted({period for _, period in known})
    found = con.execute(
        f"""SELECT kiriman_id, count(*) FROM lake.temuan
        WHERE periode IN ({", ".join("?" * len(periods))}) AND kiriman_id IN (SELECT unnest(?)) GROUP BY ALL""",
        [*periods, ids],
    ).fetchall()
    return dict(found)


def same(con: duckdb.DuckDBPyConnection, submission: Submission, stage: Stage = Stage.TERBIT) -> dict[str, Any] | None:
    """The receipt of the submission in the lake with these files; its status is UNCHANGED."""
    return already(con, [submission], stage).get(submission.parsed.kiriman_id)


Counted = tuple[dict[str, dict[str, Any]], dict[str, float | int | None]]
"""Rows per dataset and control totals of a submission."""


def new(submission: Submission, counts: Counted, versions: dict[tuple[str, str], int], stage: Stage) -> dict[str, Any]:
    """The receipt of a submission that was accepted just now."""
    parsed = submission.parsed
    standing = submission.events(stage)[-1]
    rows, totals = counts
    return {
        "kiriman_id": parsed.kiriman_id,
        "kode_wilayah": parsed.kode_wilayah,
        "periode": parsed.periode,
        "versi": versions.get((parsed.kode_wilayah, parsed.periode), 0) + 1,
        "sha256": submission.sha256,
        "status": standing,
        "tahap": standing,
        "baris": rows,
        "total_kendali": totals,
        "jumlah_temuan": submission.findings.height,
    }


def counted(con: duckdb.DuckDBPyConnection, parsed: Sequence[Parsed]) -> dict[str, Counted]:
    """Rows per dataset and control totals by submission, where the accepted rows of all of them lie in schema `kerja`."""
    found = {
        dataset: _by_submission(con, f"SELECT kiriman_id, count(*) FROM kerja.{dataset} GROUP BY ALL") for dataset in contracts()
    }
    accepted = {dataset: {kiriman: row[0] for kiriman, row in rows.items()} for dataset, rows in found.items()}
    sums = [(_by_submission(con, sql), names) for sql, names in _TOTALS]
    made: dict[str, Counted] = {}
    for one in parsed:
        rows = {dataset: _counts(one, dataset, accepted[dataset].get(one.kiriman_id, 0)) for dataset in one.counts}
        totals: dict[str, float | int | None] = {
            name: accepted[name].get(one.kiriman_id, 0) for name in ("unit", "jabatan", "indikator")
        }
        for values, names in sums:
            totals |= dict(zip(names, values.get(one.kiriman_id, (_NOTHING[name] for name in names)), strict=True))
        made[one.kiriman_id] = rows, {name: totals[name] for name in _ORDER}
    return made


_ORDER = ("unit", "jabatan", "kebutuhan", "orang", "indikator", "realisasi_terisi", "pagu_program", "realisasi_program")
_NOTHING = dict.fromkeys(_ORDER) | {"orang": 0, "realisasi_terisi": 0}
_TOTALS = (
    ("SELECT kiriman_id, sum(kebutuhan)::BIGINT FROM kerja.jabatan GROUP BY ALL", ("kebutuhan",)),
    # Persons are told apart by 64 bits of their pseudonym: text of 64 characters costs ten times as much.
    ("SELECT kiriman_id, count(DISTINCT hash(id_pegawai)) FROM kerja.pegawai GROUP BY ALL", ("orang",)),
    ("SELECT kiriman_id, count(realisasi) FROM kerja.capaian GROUP BY ALL", ("realisasi_terisi",)),
    (
        "SELECT kiriman_id, sum(pagu), sum(realisasi_sd) FROM kerja.anggaran WHERE tingkat = 'program' GROUP BY ALL",
        ("pagu_program", "realisasi_program"),
    ),
)
"""Control totals that are sums, by submission."""


def _by_submission(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, tuple[Any, ...]]:
    return {kiriman: tuple(values) for kiriman, *values in con.execute(sql).fetchall()}


def _counts(parsed: Parsed, dataset: str, accepted: int) -> dict[str, Any]:
    counts = parsed.counts[dataset]
    return {
        "dibaca": counts.dibaca,
        "diterima": accepted,
        "ditolak": counts.dibaca - counts.kosong - accepted,
        "kosong": counts.kosong,
        "dilewati": counts.dilewati,
    }
