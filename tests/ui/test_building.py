"""The first start: one worker builds the sample lake, its steps show, a failure says what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from rendered import LIMIT_SECONDS, text_of
from streamlit.testing.v1 import AppTest

from etl.paths import ROOT
from pages.ui import building, lake_state


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for a lake."""
    monkeypatch.setenv("RAMPING_WAREHOUSE", f"sqlite:{tmp_path / 'katalog.sqlite'}")
    building.worker.clear()
    monkeypatch.setattr(building, "_STARTED", [])
    yield tmp_path
    if building._STARTED:
        building.worker().process.kill()
        building.worker().process.wait()
    building.worker.clear()


def works(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(building, "COMMAND", (sys.executable, "-c", script))


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_SECONDS).run()


def test_a_new_installation_shows_the_step_it_is_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, "import time; time.sleep(60)")
    step = {"langkah": 2, "dari": 5, "pesan": "Memvalidasi 18 kiriman"}
    (folder / "bangun.json").write_text(json.dumps(step), encoding="utf-8")
    test = opened()
    assert "Menyiapkan data contoh" in text_of(test)
    bars = [bar.proto for bar in test.get("progress")]
    assert [(bar.value, bar.text) for bar in bars] == [(40, "Langkah 2 dari 5: Memvalidasi 18 kiriman")]


def test_a_second_visitor_watches_the_same_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, f"import time; open(r'{folder / 'mulai'}', 'a').write('x'); time.sleep(60)")
    opened()
    first = building.worker().process.pid
    opened()
    assert building.worker().process.pid == first


def test_a_failed_build_says_why_and_how_to_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, "import sys; sys.exit('Ruang disk habis.')")
    opened()
    building.worker().process.wait()
    test = opened()
    assert [e.value for e in test.error] == ["Pembuatan data contoh gagal: Ruang disk habis."]
    assert "python -m etl synth --muat" in text_of(test)
    assert [b.label for b in test.button] == ["Coba lagi"]


def test_a_lake_that_is_still_being_built_does_not_count_as_ready(folder: Path) -> None:
    assert not lake_state.ready()
    (folder / "katalog.sqlite").touch()
    assert lake_state.ready()
    (folder / "bangun.json").write_text('{"langkah": 1, "dari": 5, "pesan": ""}', encoding="utf-8")
    with FileLock(folder / "bangun.lock"):
        assert not lake_state.ready()
    assert lake_state.ready()  # a builder that was killed leaves its file, not its lock
