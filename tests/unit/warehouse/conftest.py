"""A lake of its own for each test, copied from one made once; on both kinds of catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from meja import Desk

from etl.settings import Settings
from etl.warehouse import lake
from tests.katalog import Catalogue


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Settings:
    settings = catalogue.at(tmp_path_factory.mktemp("kosong") / "gudang")
    with lake.writer(settings):
        pass
    return settings


@pytest.fixture(scope="session")
def filled_lake(tmp_path_factory: pytest.TempPathFactory, empty_lake: Settings, catalogue: Catalogue) -> Settings:
    """Two quarters of Cilegon and one of Serang."""
    settings = catalogue.copy(empty_lake, tmp_path_factory.mktemp("isi") / "gudang")
    desk = Desk(settings, tmp_path_factory.mktemp("masuk"))
    desk.submit(
        desk.parsed("2024-TW1", "90"), desk.parsed("2024-TW2", "100"), desk.parsed("2024-TW2", "80", kode_wilayah="36.04")
    )
    return settings


@pytest.fixture
def settings(tmp_path: Path, empty_lake: Settings, catalogue: Catalogue) -> Settings:
    return catalogue.copy(empty_lake, tmp_path / "gudang")


@pytest.fixture
def filled(tmp_path: Path, filled_lake: Settings, catalogue: Catalogue) -> Desk:
    """A desk whose lake holds the quarters of `filled_lake`, in a copy of its own."""
    return Desk(catalogue.copy(filled_lake, tmp_path / "gudang"), tmp_path)


@pytest.fixture
def desk(settings: Settings, tmp_path: Path) -> Desk:
    inbox = tmp_path / "masuk"
    inbox.mkdir()
    return Desk(settings, inbox)
