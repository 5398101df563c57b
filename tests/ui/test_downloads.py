"""Files leave through one button, and each that is taken is recorded: never while the page is drawn."""

from __future__ import annotations

import ast
import tomllib
from typing import Any

import polars as pl
import pytest
from fake_lake import FakeRead
from rendered import open_page

from etl.paths import ROOT
from pages.ui import actions, downloads


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a click on each button calls, by the button's key."""
    offered: dict[str, Any] = {}

    def offer(label: str, data: Any, file_name: str, mime: str | None, *, key: str, **_: Any) -> None:
        offered[key] = data

    monkeypatch.setattr("streamlit.download_button", offer)
    return offered


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    monkeypatch.setattr(actions, "audit", lambda who, deed, objek, **rest: told.append((who.role.value, deed, objek, rest)))
    return told


def test_a_drawn_button_records_nothing_and_a_click_who_what_filter_and_rows(
    fake_lake: FakeRead, taken: dict[str, Any], recorded: list[tuple[Any, ...]]
) -> None:
    test = open_page("capaian_kinerja", opd="Dinas Kesehatan").run()
    assert not test.exception
    assert recorded == []
    key = next(key for key in taken if key.startswith("csv_"))
    body = taken[key]()
    [(role, deed, objek, told)] = recorded
    assert (role, deed, objek) == ("kemendagri", "ekspor", f"capaian_kinerja/{key.removeprefix('csv_')}")
    assert told["kode_wilayah"] == "36.72"
    assert told["saring"] == "banding=2024-TW3&opd=Dinas Kesehatan&periode=2024-TW4", "also what nobody chose"
    assert told["baris"] == len(body.decode("utf-8-sig").strip().splitlines()) - 1
    assert told["ukuran"] == len(body)


def test_what_cannot_be_recorded_is_not_handed_out(
    fake_lake: FakeRead, taken: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OSError("busy")

    open_page("capaian_kinerja").run()
    monkeypatch.setattr(actions, "audit", busy)
    with pytest.raises(OSError, match="busy"):
        next(iter(taken.values()))()


def test_a_table_leaves_with_its_formulas_neutralised(
    taken: dict[str, Any], recorded: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.access import Principal, Role, Scope

    monkeypatch.setattr(downloads.reader, "now", lambda: (Principal("a", Role.PIMPINAN, Scope("36.72")), "hierarki"))
    downloads.table(pl.DataFrame({"a": ["=1+1"]}), "a.csv", key="csv_a")
    assert "'=1+1" in taken["csv_a"]().decode("utf-8-sig")
    assert recorded[0][2] == "hierarki/a"


def test_nobody_else_hands_out_files() -> None:
    calls = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "pages").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    # The benchmark's empty page hands out one letter.
    assert calls == ["pages/bench/floor.py", "pages/ui/downloads.py"]


def test_the_tables_own_csv_button_is_off() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True


def test_a_refused_read_is_recorded_and_stays_refused(fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.access import Principal, Role, Scope
    from etl.errors import NotAllowed
    from pages.ui import data

    def refuse(*_: Any) -> None:
        raise NotAllowed("galat.tidak_berhak", peran="operator", wilayah="32.73")

    told: list[tuple[Any, ...]] = []
    monkeypatch.setattr(fake_lake, "units", refuse, raising=False)
    monkeypatch.setattr(data, "snapshot", lambda: 1)
    monkeypatch.setattr(actions, "noted", lambda who, *deed: told.append((who.identity, *deed)))
    with pytest.raises(NotAllowed):
        data.units(Principal("a", Role.OPERATOR, Scope("36.72")), "32.73", "2024-TW1")
    assert told == [("a", "ditolak", "baca/units")]
