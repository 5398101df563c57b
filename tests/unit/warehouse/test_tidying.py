"""Tidying takes away what nobody reads, and nothing else: every version, decision and meeting can be shown as it was."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from meja import Desk

from etl.warehouse import care, lake, orphans


def as_it_was(desk: Desk, number: int) -> list[tuple]:
    return desk.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini AT (VERSION => ?) ORDER BY ALL", number)


@pytest.fixture
def left_over(filled: Desk) -> tuple[list[Path], list[Path]]:
    """What processes that broke off left behind: what should go, and what should stay."""
    (held,) = (filled.settings.berkas / "36.72" / "2024-TW1").iterdir()
    twin, half, only, young = (held.with_name(f"{held.name}{end}") for end in ("z", ".sementara", "x", "y"))
    for place in (twin, half, only, young):
        place.mkdir()
    for file in held.iterdir():
        (twin / file.name).write_bytes(file.read_bytes())
    (only / "lain.xlsx").write_bytes(b"tidak ada di tempat lain")
    for place in (twin, half, only, held):
        os.utime(place, (time.time() - 2 * orphans.AGE_SECONDS,) * 2)
    facts = next(filled.settings.data.rglob("*.parquet"))
    cut_off = facts.with_name("ducklake-00000000-0000-7000-8000-000000000000.parquet")
    cut_off.write_bytes(facts.read_bytes())
    return [twin, half, cut_off], [held, only, young]


def test_what_approvals_and_meetings_point_to_stays_and_what_nobody_reads_goes(
    filled: Desk, left_over: tuple[list[Path], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {}
    for figure in ("1", "2"):
        number = filled.quarter("2024-TW3", figure)["snapshot"]
        told[number] = as_it_was(filled, number)
    with lake.writing(filled.settings, "uji", "rapat") as con:
        con.execute("INSERT INTO lake.keputusan (keputusan_id, periode, snapshot) VALUES ('k', '2024-TW3', ?)", [min(told)])
    monkeypatch.setattr(care, "MERGED_STAY", "-1 second")
    found = care.maintain(filled.settings, filled.who)
    assert {number: as_it_was(filled, number) for number in told} == told
    assert filled.rows("SELECT snapshot FROM lake.keputusan") == [(min(told),)]
    assert as_it_was(filled, found["snapshot"]) == told[max(told)]
    gone, kept = left_over
    assert [path.name for path in gone if path.exists()] == []
    assert [path.name for path in kept if not path.exists()] == []
