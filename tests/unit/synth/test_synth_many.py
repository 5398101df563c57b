"""Many governments at once: written on all processors, complete or not at all, once, and of the size of the nation."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from etl import synth
from etl.cli import main
from etl.errors import WrongUsage
from etl.synth import sending
from etl.synth.profile import profile, regions
from etl.warehouse.regions import regions as governments


def _bytes(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.parquet")}


def test_what_is_complete_is_left_and_what_was_cut_off_is_written_with_the_same_bytes(tmp_path: Path) -> None:
    first = list(synth.stream(tmp_path, jumlah_wilayah=2, jumlah_periode=2))
    before = _bytes(tmp_path)
    # As if the run had ended in the middle of the last quarter of the second government.
    cut = tmp_path / "36.04" / "2024-TW4"
    cut.rename(cut.with_name("2024-TW4.sementara"))
    (cut.with_name("2024-TW4.sementara") / "unit.parquet").unlink()
    again = list(synth.stream(tmp_path, jumlah_wilayah=2, jumlah_periode=2))
    assert [one.baru for one in first] == [True] * 4
    assert [(one.kode_wilayah, one.periode) for one in again if one.baru] == [("36.04", "2024-TW4")]
    assert _bytes(tmp_path) == before
    assert [one.paths for one in again] == [one.paths for one in first]


def test_several_processes_write_what_one_would(tmp_path: Path) -> None:
    made = list(synth.stream(tmp_path, jumlah_wilayah=8, jumlah_periode=1))
    assert [one.kode_wilayah for one in made] == synth.region_codes(8), "in the order of the governments"
    tables = synth.submission("11.03", "2024-TW4")
    for path in (tmp_path / "11.03" / "2024-TW4").iterdir():
        assert pl.read_parquet(path).equals(tables[path.stem]), path.stem


def test_a_folder_of_another_seed_is_not_mixed_with_this_one(tmp_path: Path) -> None:
    list(synth.stream(tmp_path, jumlah_wilayah=1, jumlah_periode=1, seed="lain"))
    with pytest.raises(WrongUsage) as refused:
        list(synth.stream(tmp_path, jumlah_wilayah=1, jumlah_periode=1))
    assert refused.value.key == "galat.synth_lain"


def test_the_document_of_a_large_run_stays_small_and_progress_goes_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["synth", "--jumlah-wilayah", "1", "--jumlah-periode", "2", "-o", str(tmp_path / "a"), "--format", "json"]
    assert main(asked) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["periode"] for one in listed] == ["2020-TW4", "2024-TW4"]
    assert all(Path(path).exists() for one in listed for path in one["berkas"])
    monkeypatch.setattr("etl.cli.massal.MOST_LISTED", 1)
    assert main(asked) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["kiriman"], told["ditulis"], told["sudah_ada"], told["wilayah"]) == (2, 0, 2, 1)
    assert json.loads(said.err.splitlines()[-1])["langkah"] == 2


def test_all_governments_together_have_about_4_7_million_staff_and_provinces_more_than_small_districts() -> None:
    profiles = [profile(kode, synth.SEED) for kode in governments()["kode_wilayah"]]
    groups = {kind: [sum(p.staf.values()) for p in profiles if p.jenis == kind] for kind in ("provinsi", "kabupaten", "kota")}
    # Structural posts that stay filled come on top: some 400 in each.
    assert 4.4e6 < sum(map(sum, groups.values())) < 4.9e6
    assert min(groups["provinsi"]) > 2 * min(groups["kabupaten"])


def test_persons_of_a_large_province_have_numbers_of_their_own() -> None:
    large = max((kode for kode in regions() if "." not in kode), key=lambda kode: sum(profile(kode, synth.SEED).staf.values()))
    staff = synth.submission(large, "2024-TW4")["pegawai"].filter(pl.col("jenis_penugasan").is_null())["nip"].drop_nulls()
    assert staff.len() > 9855, "more persons than birth dates"
    assert staff.n_unique() == staff.len()


def test_a_few_governments_are_behind_in_the_last_quarter_and_more_of_them_in_two_provinces() -> None:
    codes = governments()["kode_wilayah"].to_list()
    last = {kode: synth.story(kode, "2024-TW4") for kode in codes}
    told = [kind for kind in last.values() if kind]
    assert 0.03 < len(told) / len(codes) < 0.08
    assert set(told) == {sending.SILENT, sending.RETURNED, sending.TARDY}
    behind = [kind for kode, kind in last.items() if kode.split(".")[0] in ("91", "95")]
    assert sum(kind is not None for kind in behind) / len(behind) > 0.2
    earlier = {synth.story(kode, "2024-TW2") for kode in codes}
    assert earlier == {None, sending.TARDY}, "before that, everybody sent in the end"
    assert {synth.story(kode, periode) for kode in synth.SHOWCASE for periode in synth.periods()} == {None, sending.TARDY}


def test_who_was_late_was_sent_after_the_deadline() -> None:
    late = [kode for kode in governments()["kode_wilayah"] if synth.story(kode, "2024-TW4") == sending.TARDY]
    assert late
    assert all(synth.sent(kode, "2024-TW4").date().isoformat() > "2025-01-15" for kode in late)
