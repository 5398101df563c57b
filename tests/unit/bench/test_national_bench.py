"""The national benchmark: what it asks for, how it adds up, and that its parts run on a few governments."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path

import pytest

from etl import bench, settings, synth
from etl.bench import grafik, nasional, nasional_muat, nasional_set, nasional_tumbuh
from etl.cli.parser import BENCH, NATIONAL_BENCH
from etl.locale import LANGUAGES, has

STEPS = {"baca": 1.0, "periksa": 2.0, "terima": 3.0, "hitung": 4.0, "tulis_nilai": 5.0, "lain": 6.0}
FOUND = {
    "detik": 21.0, "memori_mb": 2048.0, "langkah": STEPS, "aturan_detik": 2.0, "temuan": 7, "pegawai": 4_700_000, "wilayah": 546,
    "periode": "2024-TW4", "ulang_detik": 25.0, "lapisan_detik": 2.0, "lantai_detik": 3.0,
}  # fmt: skip
POINTS = [
    *({"apa": "terbit", "wilayah": n, "triwulan": 1, "detik": d} for n, d in ((2, 0.1), (55, 0.2), (552, 0.3))),
    *({"apa": "terbit", "wilayah": 55, "triwulan": n, "detik": d} for n, d in ((8, 0.2), (20, 0.2))),
]


def test_each_figure_of_the_load_stands_beside_its_limit():
    lines = {line.apa: line for line in nasional.load_lines(FOUND) if not line.isi.get("langkah")}
    assert {key: line.batas for key, line in lines.items() if line.batas} == {
        "tolok.muat": 45.0, "tolok.memori": 6.0, "tolok.aturan": 10.0, "tolok.ulang": 20.0, "tolok.lapisan": 3.0,
    }  # fmt: skip
    assert lines["tolok.memori"].hasil == 2.0
    assert lines["tolok.kali"].hasil == 7.0
    assert not lines["tolok.ulang"].cukup


def test_every_line_has_words_in_both_languages():
    lines = [*nasional.load_lines(FOUND), *nasional.growth_lines({"titik": POINTS, "lereng": {"terbit": 3.0}})]
    for kind in ("nasional", "wilayah"):
        lines += nasional.growth_lines({"titik": [POINTS[0] | {"apa": kind}], "lereng": {kind: 1.0}})
    keys = {line.apa for line in lines} | {"tolok.dingin", "tolok.gambar_pertama", "tolok.klik"}
    assert [(key, lang) for key in keys for lang in LANGUAGES if not has(key, lang)] == []


def test_the_furthest_from_the_mean_counts_in_percent_of_it():
    assert nasional.spread([90.0, 100.0, 110.0]) == pytest.approx(10.0)
    assert nasional_tumbuh.slopes([p for p in POINTS if p["wilayah"] == 55]) == {"terbit": pytest.approx(0.0)}


def test_the_picture_has_a_line_over_governments_and_one_over_quarters():
    panels = grafik.panels(POINTS, ("wilayah", "triwulan"))
    assert panels["wilayah"]["terbit"] == [(2.0, 100.0), (55.0, 200.0), (552.0, 300.0)]
    assert panels["triwulan"]["terbit"] == [(1.0, 200.0), (8.0, 200.0), (20.0, 200.0)]
    drawn = ET.fromstring(grafik.svg(panels))
    assert len(drawn.findall("{*}polyline")) == 2
    assert len(drawn.findall("{*}circle")) == 6


def test_results_and_picture_are_kept_as_files(tmp_path: Path):
    lines = nasional.growth_lines({"titik": POINTS, "lereng": {"terbit": 3.0}})
    document = {"mesin": {}, "hasil": [asdict(line) | {"cukup": line.cukup} for line in lines]}
    bench.keep(document, tmp_path / "hasil.json", "id")
    assert json.loads((tmp_path / "hasil.json").read_text()) == document
    assert (tmp_path / "hasil.svg").read_text().startswith("<svg")


def test_the_nation_is_measured_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    assert set(NATIONAL_BENCH) == set(bench.NATIONAL)
    assert set(BENCH) == set(bench.SECTIONS)
    monkeypatch.setattr(bench, "SECTIONS", {"berkas": list})
    monkeypatch.setattr(bench, "NATIONAL", {"nasional-muat": lambda: pytest.fail("the nation was measured")})
    assert bench.run()["hasil"] == []


@pytest.fixture(scope="module")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set")
    for _ in synth.stream(folder, jumlah_wilayah=2, jumlah_periode=1):
        pass
    return folder


def test_a_small_nation_is_loaded_and_computed_again(small_set: Path, tmp_path: Path):
    some = nasional_set.sent(small_set, "2024-TW4", 2)["2024-TW4"]
    at = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'gudang' / 'katalog.sqlite'}"})
    found = nasional_muat.load(at, some)
    assert found["wilayah"] == 2
    assert found["pegawai"] > 10_000
    assert sum(found["langkah"].values()) == pytest.approx(found["detik"])
    assert 0 < found["aturan_detik"] <= found["langkah"]["periksa"]
    again = nasional_muat.again(at, "2024-TW4")
    assert 0 < again["lapisan_detik"] < again["ulang_detik"]
    assert nasional_muat.floor(some, tmp_path) > 0
    read = nasional_tumbuh.readings(at, some[0].kode_wilayah, "2024-TW4")
    assert set(read) == {"nasional", "wilayah"}


def test_the_first_governments_of_a_set_are_taken(small_set: Path):
    assert [one.kode_wilayah for one in nasional_set.sent(small_set, regions=1)["2024-TW4"]] == ["36.04"]


def test_a_timed_function_is_put_back():
    watch, given = nasional_set.Watch(), nasional.spread
    with watch.on(nasional, "spread", "x"):
        assert nasional.spread([1.0, 1.0]) == 0
    assert nasional.spread is given
    assert watch.seconds["x"] >= 0
