"""From files to figures and back, in forms other than the sample's own."""

import json

import polars as pl
import pytest
from filelock import FileLock

from etl import synth
from etl.access import Principal
from etl.cli import main
from etl.pipeline import sample
from etl.settings import load
from etl.warehouse import read
from etl.warehouse.lake import LakeError, open_reader


def test_csv_files_are_published_and_verified_from_the_stored_copies(tmp_path, capsys):
    made = synth.generate(tmp_path / "asal", jumlah_wilayah=1, jumlah_periode=1)[0].paths
    files = [path.with_suffix(".csv") for path in made]
    for source, target in zip(made, files, strict=True):
        pl.read_parquet(source).write_csv(target)
    url = f"sqlite:{tmp_path / 'gudang' / 'katalog.sqlite'}"
    place = ["--wilayah", "36.72", "--periode", "2024-TW4", "--warehouse", url, "--format", "json"]
    assert main(["publish", *map(str, files), *place, "--by", "x", "--alasan", "y"]) == 0
    capsys.readouterr()
    assert main(["verify", "--warehouse", url, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tingkat_kesesuaian"] == 1


def test_the_sample_is_built_in_one_commit_with_visible_steps(tmp_path):
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'katalog.sqlite'}"})
    write, seen = sample.progress_file(settings), []

    def progress(done, of, key):
        write(done, of, key)
        seen.append(json.loads((tmp_path / "bangun.json").read_text()))

    receipts = sample.build_sample(settings, progress, jumlah_wilayah=2, jumlah_periode=2)
    assert [(r["kode_wilayah"], r["status"]) for r in receipts] == [
        ("36.72", "disetujui"), ("36.72", "disetujui"), ("36.04", "disetujui"), ("36.04", "disetujui"),
    ]  # fmt: skip
    assert len({r["snapshot"] for r in receipts}) == 1
    assert [(step["langkah"], step["kunci"]) for step in seen] == list(enumerate(sample.STEPS))
    assert not (tmp_path / "bangun.json").exists()
    status = read.status(open_reader(settings), Principal.system())
    assert status["diharapkan"].to_list() == [True] * 4


def test_two_builds_at_once_are_refused(tmp_path):
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'katalog.sqlite'}"})
    with FileLock(tmp_path / "bangun.lock"), pytest.raises(LakeError, match="sedang dibangun"):
        sample.build_sample(settings, lambda *_: None)
