"""Many processes on one lake: every commit arrives, nobody sees half a submission, nobody meets an error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from meja import Desk

from etl.bench import serentak
from etl.settings import Settings

REGIONS = ("11.01", "12.01", "13.01", "14.01", "15.01", "16.01", "36.72", "36.72")
"""Two processes send for the same region: their versions must not meet."""


def publish(settings: Settings, task: tuple[str, str, str]) -> str:
    region, period, figure = task
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(settings, Path(folder))
        return str(desk.submit(desk.parsed(period, figure, kode_wilayah=region))[0]["kiriman_id"])


@pytest.fixture
def run(filled: Desk) -> tuple[Desk, dict]:
    tasks = [[(region, "2024-TW3", f"{number}0")] for number, region in enumerate(REGIONS)]
    return filled, serentak.storm(filled.settings, publish, tasks)


def test_every_commit_arrives_and_no_reader_sees_half_of_one(run: tuple[Desk, dict]) -> None:
    desk, found = run
    assert found["galat"] == []
    assert (found["terbit"], found["tiba"]) == (8, 8)
    assert found["setengah"] == []
    assert (found["kembar"], found["hilang"], found["utuh"]) == (0, [], True)
    assert found["baca"] >= 4
    assert found["rapi"] >= 1
    versions = desk.rows(
        "SELECT kode_wilayah, list(versi ORDER BY versi) FROM lake.kiriman WHERE periode = '2024-TW3' GROUP BY 1"
    )
    assert dict(versions) == {region: [1] for region in REGIONS} | {"36.72": [1, 2]}
