"""A copy of the sample lake in which a quarter was sent once more, with lower realisations, and waits for the approver."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from etl import pipeline, synth
from etl.access import Principal, Role, Scope
from etl.settings import Settings, load
from etl.synth.write import write_parquet
from etl.validation.verdict import LOCATED_SCHEMA
from etl.validation.workspace import open_workspace
from etl.warehouse.order import Order, Stage, Submission
from etl.warehouse.publish import publish

REGION, QUARTER, LATER = "36.72", "2024-TW3", "2024-TW4"
OPERATOR = Principal("Bagian Organisasi", Role.OPERATOR, Scope(REGION))
REASON = "koreksi realisasi menurut audit"


def copy_of(lake: Settings, folder: Path) -> Settings:
    """A lake of its own with the same content."""
    shutil.copytree(lake.catalogue_path.parent, folder / "gudang")
    return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'gudang' / 'katalog.sqlite'}"})


def send_again(settings: Settings, stage: Stage = Stage.DIAJUKAN) -> dict[str, Any]:
    """Put the quarter before the approver once more: every fifth whole realisation is 40 now. Its receipt.

    The rules are left out: they take seconds to import, and have nothing to do with what is decided.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = write_parquet(_lowered(synth.submission(REGION, QUARTER)), Path(folder))
        parsed = pipeline.read(paths, REGION, QUARTER)
        con = open_workspace([parsed])
        try:
            submissions = [Submission(parsed, pl.DataFrame(schema=LOCATED_SCHEMA))]
            return publish(con, settings, submissions, Order(OPERATOR, REASON, stage=stage))[0]
        finally:
            con.close()


def _lowered(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    whole = pl.col("realisasi").str.contains(r"^\d+$") & (pl.int_range(pl.len()) % 5 == 0)
    lower = pl.when(whole.fill_null(False)).then(pl.lit("40")).otherwise("realisasi").alias("realisasi")
    return tables | {"capaian": tables["capaian"].with_columns(lower)}
