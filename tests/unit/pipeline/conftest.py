"""Small files of one region, made from the clean submission of the rules' tests."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from etl import synth
from etl.contracts import contracts
from etl.pipeline import antre
from etl.settings import Settings, load
from etl.warehouse import lake
from tests.tables import table
from tests.unit.validation.clean_submission import CLEAN, frame

REGION, QUARTER = "36.72", "2024-TW4"


def small_tables() -> dict[str, pl.DataFrame]:
    """The clean submission in contract types."""
    return {dataset: frame(dataset, table(CLEAN[dataset])) for dataset in contracts()}


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean submission as one workbook."""
    path = tmp_path_factory.mktemp("kecil") / "36.72_2024-TW4.xlsx"
    synth.workbook(small_tables(), path)
    return path


@pytest.fixture
def small_lake(tmp_path: Path) -> Settings:
    """An empty lake."""
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'gudang' / 'katalog.sqlite'}"})
    with lake.writer(settings):
        pass
    return settings


@pytest.fixture
def room(small_lake: Settings) -> Path:
    """The anteroom of that lake."""
    return antre.room(small_lake)
