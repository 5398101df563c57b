"""Receipts: what was received, whole, with its hash, rows and control totals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import duckdb

from etl.contracts.parsed import Parsed
from etl.warehouse import lake
from etl.warehouse.order import Stage, Submission

UNCHANGED = "tidak_berubah"
"""Status of a receipt for files that were received before: nothing was written."""

_OPEN = ("diterima", "divalidasi", "diajukan")
"""Where a draft stands that nobody has decided on yet."""


def already(
    con: duckdb.DuckDBPyConnection, submissions: Sequence[Submission], stage: Stage = Stage.TERBIT
) -> dict[str, dict[str, Any]]:
    """Receipts of the submissions that are in the lake already, by the id they would have had.

    The same files, read in the same way, as those that count now; for a draft also as one that waits.
    """
    found = {s.parsed.kiriman_id: same(con, s, stage) for s in submissions}
    return {new: receipt for new, receipt in found.items() if receipt}


def same(con: duckdb.DuckDBPyConnection, submission: Submission, stage: Stage = Stage.TERBIT) -> dict[str, Any] | None:
    """The receipt of the submission in the lake with these files; its status is UNCHANGED."""
    waiting = f" OR s.tahap IN {_OPEN}" if stage is Stage.DRAF else ""
    found = con.execute(
        f"""SELECT k.kiriman_id, versi, baris, total_kendali, s.tahap,
            (SELECT count(*) FROM lake.temuan AS t WHERE t.kiriman_id = k.kiriman_id)
        FROM lake.kiriman AS k INNER JOIN lake.kiriman_status AS s USING (kiriman_id)
        WHERE kode_wilayah = ? AND periode = ? AND sha256 = ? AND coalesce(bacaan, ?) = ? AND NOT s.dihapus
            AND (k.kiriman_id IN (SELECT kiriman_id FROM lake.kiriman_kini){waiting})
        ORDER BY versi DESC LIMIT 1""",
        [submission.parsed.kode_wilayah, submission.parsed.periode, submission.sha256, submission.reading, submission.reading],
    ).fetchall()
    if not found:
        return None
    kiriman_id, version, rows, totals, standing, findings = found[0]
    return {
        "kiriman_id": kiriman_id,
        "kode_wilayah": submission.parsed.kode_wilayah,
        "periode": submission.parsed.periode,
        "versi": version,
        "sha256": submission.sha256,
        "status": UNCHANGED,
        "tahap": standing,
        "baris": json.loads(rows),
        "total_kendali": json.loads(totals),
        "jumlah_temuan": findings,
        "snapshot": lake.snapshot(con),
    }


def new(
    con: duckdb.DuckDBPyConnection, submission: Submission, versions: dict[tuple[str, str], int], stage: Stage
) -> dict[str, Any]:
    """The receipt of a submission whose accepted rows lie in schema `kerja`."""
    parsed = submission.parsed
    standing = submission.events(stage)[-1]
    rows, totals = counted(con, parsed)
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


def counted(con: duckdb.DuckDBPyConnection, parsed: Parsed) -> tuple[dict[str, dict[str, Any]], dict[str, float | int | None]]:
    """Rows per dataset and control totals of a submission whose accepted rows lie in schema `kerja`."""
    return {dataset: _counts(con, parsed, dataset) for dataset in parsed.counts}, _control_totals(con, parsed.kiriman_id)


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
