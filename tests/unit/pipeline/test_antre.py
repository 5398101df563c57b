"""The anteroom: safe names, quotas, states that any process can read, nothing lost without a word."""

from __future__ import annotations

import json
import os
import platform
import stat
import sys
import time
from pathlib import Path

import pytest

from etl.access import Principal, Role, Scope
from etl.contracts.edits import Edit
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.locale import LANGUAGES, catalogue, has
from etl.pipeline import antre, jobs
from etl.pipeline.antre import Upload
from etl.pipeline.edits import packed, writable
from etl.settings import Settings

JOB = "0" * 32
ORDER = {"wilayah": "36.72", "periode": "2024-TW4", "jenis": "unggah"}
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope("36.72"))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("36.72_2024-TW4.xlsx", "36.72_2024-TW4.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sekda\\data.xlsx", "data.xlsx"),
        ("/", "berkas"),
        ("..", "berkas"),
        ("", "berkas"),
        ("a\x00b\nc\x1b[2J.csv", "abc[2J.csv"),
        ("laporan\u202excod.xlsx", "laporanxcod.xlsx"),
        ('a<b>:"|?*.xlsx', "a_b______.xlsx"),
        ("NUL.csv", "_NUL.csv"),
        (" data .xlsx ", "data.xlsx"),
        ("data\u00a0TW\u00a0IV.xlsx", "data\u00a0TW\u00a0IV.xlsx"),
    ],
)
def test_a_name_is_the_senders_without_what_a_file_system_takes_for_its_own(sent: str, kept: str) -> None:
    assert antre.safe_name(sent) == kept


def test_a_very_long_name_stays_writable_and_keeps_its_ending(tmp_path: Path) -> None:
    name = antre.safe_name("é" * 500 + ".xlsx")
    assert name.endswith(".xlsx")
    (tmp_path / name).touch()


def test_names_with_paths_stay_inside_the_folder_of_the_job(small_lake: Settings, room: Path) -> None:
    names = ["../../../luar.xlsx", "..\\..\\luar.xlsx", "/tmp/luar.xlsx", "unit.csv", "unit.csv"]
    folder = antre.receive(small_lake, JOB, [Upload(name, b"x") for name in names], ORDER)
    paths = antre.received(folder)
    assert [path.name for path in paths] == ["luar.xlsx", "luar.xlsx", "luar.xlsx", "unit.csv", "unit.csv"]
    assert all(path.is_file() and path.resolve().is_relative_to(folder.resolve()) for path in paths)
    assert not list(room.parent.glob("*luar*"))


@pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")
def test_nobody_else_reads_the_anteroom(small_lake: Settings, room: Path) -> None:
    folder = antre.receive(small_lake, JOB, [Upload("a.csv", b"x")], ORDER)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (room, folder)] == [0o700, 0o700]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")
def test_nobody_else_enters_the_lake_or_the_received_files(small_lake: Settings) -> None:
    small_lake.secret()
    antre.receive(small_lake, JOB, [Upload("a.csv", b"x")], ORDER)
    folders = (small_lake.catalogue_path.parent, small_lake.data, small_lake.berkas)
    assert [stat.S_IMODE(path.stat().st_mode) for path in folders] == [0o700] * 3
    files = (small_lake.catalogue_path, small_lake.berkas / "rahasia.kunci")
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 2


@pytest.mark.parametrize(
    ("uploads", "key"),
    [
        ([], "kerja.galat.jumlah_berkas"),
        ([Upload("a.csv", b"x")] * 121, "kerja.galat.jumlah_berkas"),
        ([Upload("a.csv", b"")], "galat_berkas.kosong"),
        ([Upload("a.csv", bytes(20 * 2**20 + 1))], "galat_berkas.terlalu_besar"),
        ([Upload("a.csv", bytes(19 * 2**20))] * 11, "kerja.galat.ukuran_semua"),
    ],
)
def test_too_many_or_too_large_files_are_refused_before_anything_is_kept(
    small_lake: Settings, room: Path, uploads: list[Upload], key: str
) -> None:
    with pytest.raises(DataRefused) as caught:
        antre.receive(small_lake, JOB, uploads, ORDER)
    assert caught.value.key == key
    assert all("{" not in caught.value.message(lang) for lang in LANGUAGES)
    assert list(room.iterdir()) == []


def test_a_full_anteroom_takes_nothing_more(small_lake: Settings, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antre, "MOST_WAITING", 10)
    with pytest.raises(DataRefused) as caught:
        antre.receive(small_lake, JOB, [Upload("a.csv", b"x" * 11)], ORDER)
    assert caught.value.key == "kerja.galat.antrean_penuh"


def waiting(settings: Settings, number: int, region: str = "36.72", by: str = "operator@kota", role: str = "operator") -> Path:
    who = {"identitas": by, "peran": role, "cakupan": region, "unit": None}
    return antre.receive(settings, f"{number:032x}", [Upload("a.csv", b"x")], ORDER | {"wilayah": region, "oleh": who})


def test_one_region_cannot_take_the_places_of_the_others(small_lake: Settings) -> None:
    for number in range(antre.MOST_AT_ONCE):
        waiting(small_lake, number)
    with pytest.raises(DataRefused) as caught:
        waiting(small_lake, 99, by="lain@kota")
    assert caught.value.key == "kerja.galat.wilayah_penuh"
    assert all("{" not in caught.value.message(lang) for lang in LANGUAGES)
    waiting(small_lake, 100, region="36.04", by="operator@kab")
    antre.fail(antre.room(small_lake) / f"{0:032x}", "galat_berkas.rusak")
    waiting(small_lake, 101)


def test_one_region_cannot_fill_the_anteroom(small_lake: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = waiting(small_lake, 1)
    antre.fail(folder, "kerja.galat.jatuh", keep=True)
    monkeypatch.setattr(antre, "MOST_OF_REGION", sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))
    with pytest.raises(DataRefused) as caught:
        waiting(small_lake, 2)
    assert caught.value.key == "kerja.galat.wilayah_penuh"
    waiting(small_lake, 3, region="36.04")


def test_one_person_cannot_keep_the_workers_busy_for_ever(small_lake: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antre, "MOST_AN_HOUR", 3)
    for number in range(3):
        antre.fail(waiting(small_lake, number), "galat_berkas.rusak")
    with pytest.raises(DataRefused) as caught:
        waiting(small_lake, 9)
    assert caught.value.key == "kerja.galat.terlalu_sering"
    waiting(small_lake, 10, by="lain@kota")
    for number in range(20, 24):
        antre.fail(waiting(small_lake, number, by="sistem", role="sistem"), "galat_berkas.rusak")
    begun_long_ago = antre.room(small_lake) / f"{0:032x}" / "pesanan.json"
    begun_long_ago.write_text(json.dumps(json.loads(begun_long_ago.read_text()) | {"mulai": time.time() - 3700}))
    waiting(small_lake, 11)


def test_a_job_whose_worker_is_gone_has_failed_and_its_file_is_kept(small_lake: Settings) -> None:
    folder = antre.receive(small_lake, JOB, [Upload("a.csv", b"isi")], ORDER)
    state = json.loads((folder / "keadaan.json").read_text())
    elsewhere = state | {"pekerja": ["mesin-lain", 1, 1.0]}
    (folder / "keadaan.json").write_text(json.dumps(elsewhere))
    assert [job.job_id for job in jobs.running(small_lake, OPERATOR, "36.72")] == [JOB], "another machine is still at it"
    (folder / "keadaan.json").write_text(json.dumps(state | {"pekerja": [platform.node(), os.getpid(), 1.0]}))
    told = antre.state(folder)
    assert told is not None
    assert (told.selesai, told.galat and told.galat[0]) == (True, "kerja.galat.terputus")
    assert antre.received(folder)[0].read_bytes() == b"isi"
    assert [job.job_id for job in jobs.failed(small_lake, OPERATOR, "36.72")] == [JOB]


def test_a_refused_file_leaves_and_its_reason_stays(small_lake: Settings) -> None:
    folder = antre.receive(small_lake, JOB, [Upload("a.csv", b"isi")], ORDER | {"sunting": [["pegawai", 2, "nama", "Sulastri"]]})
    antre.tell(folder, 1)
    antre.fail(folder, "galat_berkas.rusak", {"berkas": "a.csv"})
    told = jobs.status(JOB, small_lake, OPERATOR)
    assert (told.kunci, told.galat, told.selesai) == ("kerja.baca", ("galat_berkas.rusak", {"berkas": "a.csv"}), True)
    assert not antre.received(folder)[0].exists()
    assert "Sulastri" not in (folder / "pesanan.json").read_text(), "nor do corrected cells, which may name a person"


def test_old_jobs_are_forgotten(small_lake: Settings, room: Path) -> None:
    folder = antre.receive(small_lake, JOB, [Upload("a.csv", b"isi")], ORDER)
    long_ago = time.time() - (antre.KEPT_DAYS + 1) * 86400
    os.utime(folder, (long_ago, long_ago))
    antre.sweep(small_lake)
    assert list(room.iterdir()) == []


def test_only_who_submits_for_the_region_asks_about_its_jobs(small_lake: Settings) -> None:
    antre.receive(small_lake, JOB, [Upload("a.csv", b"isi")], ORDER)
    stranger = Principal("lain@kota", Role.OPERATOR, Scope("36.04"))
    leader = Principal("walikota@kota", Role.PIMPINAN, Scope("36.72"))
    for who in (stranger, leader):
        for ask in (
            lambda who=who: jobs.status(JOB, small_lake, who),
            lambda who=who: jobs.running(small_lake, who, "36.72"),
            lambda who=who: jobs.start(small_lake, who, [Upload("a.csv", b"x")], "36.72", "2024-TW4"),
            lambda who=who: jobs.recheck(small_lake, who, "36.72", "36.72_2024-TW4_x", []),
            lambda who=who: jobs.save(small_lake, who, "36.72", "36.72_2024-TW4_x", []),
        ):
            with pytest.raises(NotAllowed):
                ask()
    with pytest.raises(DataRefused, match=r"36\.72_2024"):
        jobs.recheck(small_lake, stranger, "36.04", "36.72_2024-TW4_x", [])
    assert jobs.running(small_lake, stranger, "36.04") == []


@pytest.mark.parametrize("job", ["", "..", "../..", "0" * 31, "z" * 32, "1" * 32])
def test_an_unknown_job(small_lake: Settings, room: Path, job: str) -> None:
    with pytest.raises(DataRefused) as caught:
        jobs.status(job, small_lake)
    assert caught.value.key == "kerja.galat.tak_dikenal"


@pytest.mark.parametrize(("region", "quarter"), [("99.99", "2024-TW4"), ("36.72", "2024-TW5"), ("36.72", "../x")])
def test_a_job_for_no_region_or_quarter_never_begins(small_lake: Settings, room: Path, region: str, quarter: str) -> None:
    with pytest.raises(WrongUsage):
        jobs.start(small_lake, Principal.system(), [Upload("a.csv", b"x")], region, quarter)
    assert list(room.iterdir()) == []


def test_what_is_typed_loses_what_no_file_holds() -> None:
    assert [writable(typed) for typed in ("a\x00b\x0bc", "a\r\nb", "", None, "x" * 40_000)] == [
        "abc", "a\nb", None, None, "x" * 32_767,
    ]  # fmt: skip
    assert packed([Edit("unit", 2, "nama_unit", "a\x07")]) == [["unit", 2, "nama_unit", "a"]]


def test_every_error_of_a_job_has_its_repair() -> None:
    keys = [key for key in catalogue("kerja", "id") if key.startswith("kerja.galat.") and not key.endswith(".perbaikan")]
    assert len(keys) > 8
    assert all(has(f"{key}.perbaikan", lang) for key in keys for lang in LANGUAGES)
