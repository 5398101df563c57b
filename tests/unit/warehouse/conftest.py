"""A lake of its own for each test, copied from one made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from meja import Desk

from etl.settings import Settings, load
from etl.warehouse import lake


def at(folder: Path) -> Settings:
    return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'katalog.sqlite'}"})


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kosong") / "gudang"
    with lake.writer(at(folder)):
        pass
    return folder


@pytest.fixture(scope="session")
def filled_lake(tmp_path_factory: pytest.TempPathFactory, empty_lake: Path) -> Path:
    """Two quarters of Cilegon and one of Serang."""
    folder, inbox = tmp_path_factory.mktemp("isi") / "gudang", tmp_path_factory.mktemp("masuk")
    shutil.copytree(empty_lake, folder)
    desk = Desk(at(folder), inbox)
    desk.submit(
        desk.parsed("2024-TW1", "90"), desk.parsed("2024-TW2", "100"), desk.parsed("2024-TW2", "80", kode_wilayah="36.04")
    )
    return folder


@pytest.fixture
def settings(tmp_path: Path, empty_lake: Path) -> Settings:
    shutil.copytree(empty_lake, tmp_path / "gudang")
    return at(tmp_path / "gudang")


@pytest.fixture
def filled(tmp_path: Path, filled_lake: Path) -> Desk:
    """A desk whose lake holds the quarters of `filled_lake`, in a copy of its own."""
    shutil.copytree(filled_lake, tmp_path / "gudang")
    return Desk(at(tmp_path / "gudang"), tmp_path)


@pytest.fixture
def desk(settings: Settings, tmp_path: Path) -> Desk:
    inbox = tmp_path / "masuk"
    inbox.mkdir()
    return Desk(settings, inbox)
