"""Proof of one receipt, draft or not: its files still have their hashes, and what they hold is what the lake says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb

from etl.contracts.parsed import Parsed
from etl.errors import RampingError
from etl.settings import Settings
from etl.warehouse import files, lake, receipt
from etl.warehouse.accept import DATASETS, accept, lake_columns
from etl.warehouse.order import described

TOLERANCE = 1e-9
"""Largest relative difference between a recorded and a recomputed figure."""

Read = Callable[[files.Stored, dict[str, str]], Parsed]
"""How the files of a submission are read again."""

_PLACE = ("kiriman_id", "kode_wilayah", "periode")


def receipt_again(settings: Settings, known: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """What the receipt of a submission (`submissions.known`) says beside what its stored files say now.

    berkas: nama, sha256, utuh; galat: why they could not be read again (key and values of a message), or null; beda: each
    difference as apa (`baris` counts per dataset, `total_kendali`, `isi` rows that only one side has), dataset, nama,
    tercatat, terhitung; sesuai: nothing is damaged and nothing differs (dihapus: the files were erased, so nothing is left
    that could).
    """
    held, place = files.stored(settings, known), {name: known[name] for name in _PLACE}
    # What was erased on purpose is not there to be damaged, nor to be read again.
    damaged = set() if known["dihapus"] else {*held.damaged, *_other_reading(held, known)}
    told: dict[str, Any] = {
        **place,
        **{name: known[name] for name in ("versi", "sha256", "tahap", "dihapus")},
        "berkas": [
            file | {"utuh": not known["dihapus"] and file["sha256"] not in damaged} for file in json.loads(known["berkas"])
        ],
        "rusak": sorted(damaged),
        "galat": None,
        "beda": [],
    }
    if not (damaged or known["dihapus"]):
        try:
            told["beda"] = _differences(settings, known, read(held, place))
        except RampingError as error:
            told["galat"] = {"kunci": error.key, "isi": error.values}
    return told | {"sesuai": not (damaged or told["galat"] or told["beda"])}


def _other_reading(held: files.Stored, known: Mapping[str, Any]) -> list[str]:
    """The manifest, where it says that the files were read in another way than the lake says."""
    told = known["bacaan"]
    return [files.MANIFEST] if told is not None and described(held.reading) != told else []


def _differences(settings: Settings, known: Mapping[str, Any], parsed: Parsed) -> list[dict[str, Any]]:
    from etl.validation.workspace import open_workspace

    con = open_workspace([parsed])
    try:
        lake.attach_for_reading(con, settings)
        _leave_out_refused(con, known["kiriman_id"])
        accept(con, settings.secret())
        rows, totals = receipt.counted(con, [parsed])[parsed.kiriman_id]
        return [
            *_counts_differ(json.loads(known["baris"]), rows),
            *_figures_differ("total_kendali", None, json.loads(known["total_kendali"]), totals),
            *_rows_differ(con, known),
        ]
    finally:
        con.close()


def _leave_out_refused(con: duckdb.DuckDBPyConnection, kiriman_id: str) -> None:
    """The rows that the rules refused when it was received, as its findings tell: a blocked draft has some."""
    con.execute(
        """CREATE TABLE masuk.ditolak AS SELECT DISTINCT kiriman_id, dataset, baris_sumber FROM lake.temuan
        WHERE kiriman_id = ? AND tingkat = 'blokir' AND baris_sumber IS NOT NULL""",
        [kiriman_id],
    )


def _counts_differ(told: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for dataset in dict.fromkeys([*told, *now]):
        yield from _figures_differ("baris", dataset, told.get(dataset, {}), now.get(dataset, {}))


def _figures_differ(what: str, dataset: str | None, told: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in dict.fromkeys([*told, *now]):
        recorded, counted = told.get(name), now.get(name)
        if not _same(recorded, counted):
            yield {"apa": what, "dataset": dataset, "nama": name, "tercatat": recorded, "terhitung": counted}


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return abs(a - b) <= TOLERANCE * max(1.0, abs(a))
    return bool(a == b)


def _rows_differ(con: duckdb.DuckDBPyConnection, known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Per dataset, how many rows the lake has that the files do not give, and the other way round."""
    own = [known["periode"], known["kiriman_id"]]
    for dataset in DATASETS:
        columns = ", ".join(lake_columns(dataset))
        stored = f"SELECT {columns} FROM lake.{dataset} WHERE periode = ? AND kiriman_id = ?"
        again = f"SELECT {columns} FROM kerja.{dataset}"
        gone, new = (
            con.execute(f"SELECT count(*) FROM (({one}) EXCEPT ALL ({other}))", own).fetchall()[0][0]
            for one, other in ((stored, again), (again, stored))
        )
        if gone or new:
            yield {"apa": "isi", "dataset": dataset, "nama": None, "tercatat": gone, "terhitung": new}
