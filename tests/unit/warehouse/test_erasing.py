"""What should never have been uploaded can be taken away for good; the lake says so, and nothing pretends otherwise."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from meja import Desk

from etl.access import Principal, Role, Scope
from etl.cli import show
from etl.contracts.parsed import Reading
from etl.errors import DataRefused, NotAllowed
from etl.pipeline import again, jobs, marked, prefill, stored
from etl.warehouse import erasing, files, read, write
from etl.warehouse.order import Stage
from etl.warehouse.verify import Selection, verify

QUARTER = "2024-TW1"
APPROVER = Principal("Kepala Bagian", Role.PENYETUJU, Scope("36.72"))
OPERATOR = Principal("Bagian Organisasi", Role.OPERATOR, Scope("36.72"))


@pytest.fixture
def sent(desk: Desk) -> str:
    return str(desk.quarter(QUARTER, "90")["kiriman_id"])


def place(desk: Desk, kiriman: str) -> Path:
    return files.folder(desk.settings, "36.72", QUARTER, kiriman)


def job(desk: Desk, name: str, *bodies: bytes, receipt: str | None = None, **order: object) -> Path:
    folder = desk.settings.berkas / erasing.ANTEROOM / (name * 32)
    for number, body in enumerate(bodies):
        path = folder / "masuk" / str(number) / "isi.json"
        path.parent.mkdir(parents=True)
        path.write_bytes(body)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pesanan.json").write_text(json.dumps(order))
    (folder / "keadaan.json").write_text(json.dumps({"receipt": {"kiriman_id": receipt} if receipt else None}))
    return folder


def kinds(desk: Desk, kiriman: str) -> list[str]:
    return [k for (k,) in desk.rows("SELECT jenis FROM lake.kejadian WHERE kiriman_id = ? ORDER BY urutan", kiriman)]


def test_the_files_go_and_figures_and_history_stay(desk: Desk, sent: str) -> None:
    before = desk.rows("SELECT count(*) FROM lake.nilai_kini")
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah: daftar gaji")
    assert not place(desk, sent).exists()
    assert kinds(desk, sent)[-1] == "dihapus"
    assert desk.rows("SELECT count(*) FROM lake.nilai_kini") == before
    assert desk.rows("SELECT tindakan, identitas FROM lake.jejak ORDER BY waktu DESC LIMIT 1") == [("hapus", "Kepala Bagian")]
    told = read.receipt(desk.reader(), APPROVER, "36.72", sent).row(0, named=True)
    assert (told["dihapus"], told["tahap"], told["kini"]) == (True, "disetujui", True)


@pytest.mark.parametrize("who", [OPERATOR, dataclasses.replace(APPROVER, scope=Scope("36.04"))], ids=["operator", "elsewhere"])
def test_nobody_else_erases(desk: Desk, sent: str, who: Principal) -> None:
    with pytest.raises(NotAllowed):
        write.hapus(desk.settings, who, sent, "Salah unggah")
    assert place(desk, sent).exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(desk: Desk, sent: str, reason: str) -> None:
    with pytest.raises(DataRefused) as refused:
        write.hapus(desk.settings, APPROVER, sent, reason)
    assert refused.value.key == "galat.alasan_kosong"
    assert place(desk, sent).exists()


def test_the_anteroom_keeps_nothing_of_it(desk: Desk, sent: str) -> None:
    body = next(path for path in place(desk, sent).iterdir() if path.name != files.MANIFEST).read_bytes()
    made, corrected = job(desk, "a", receipt=sent), job(desk, "b", b"patched", kiriman=sent)
    same, other = job(desk, "c", b"x", body), job(desk, "d", b"another file", receipt="36.72_2024-TW1_lain")
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    assert [path.exists() for path in (made, corrected, same, other)] == [False, False, False, True]


def test_cut_off_between_files_and_event_it_is_finished_by_doing_it_again(
    desk: Desk, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(write, "_append", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    assert not place(desk, sent).exists()
    assert "dihapus" not in kinds(desk, sent)
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    assert kinds(desk, sent)[-1] == "dihapus"


def test_what_cannot_be_deleted_is_said_and_not_recorded(desk: Desk, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as broken:
        broken.setattr(shutil, "rmtree", refuse)
        with pytest.raises(DataRefused) as refused:
            write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    assert refused.value.key == "galat_berkas.hapus_gagal"
    assert "dihapus" not in kinds(desk, sent)


def test_a_second_time_it_says_so_and_clears_what_came_back(desk: Desk, sent: str) -> None:
    kept = desk.folder / "cadangan"
    shutil.copytree(place(desk, sent), kept)
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    shutil.copytree(kept, place(desk, sent))
    with pytest.raises(DataRefused) as refused:
        write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    assert refused.value.key == "galat_berkas.sudah_dihapus"
    assert not place(desk, sent).exists()


def test_verify_tells_it_as_erased_not_as_damaged(desk: Desk, sent: str) -> None:
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    for selection in (Selection(), Selection(kiriman=sent)):
        report = verify(desk.settings, selection, desk.reread)
        assert (report["sesuai"], report["berkas_rusak"], report["beda"]) == (True, [], [])
        assert [one["kiriman_id"] for one in report["dihapus"]] == [sent]
        assert report["nilai_tidak_terperiksa"] > 0 == report["nilai"]
        said = "\n".join(show.verify_lines(report, "id"))
        assert "telah dihapus" in said
        assert "Berkas rusak" not in said


def test_damage_of_another_is_still_damage(desk: Desk, sent: str) -> None:
    other = desk.quarter("2024-TW2", "50")["kiriman_id"]
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    shutil.rmtree(files.folder(desk.settings, "36.72", "2024-TW2", other))
    report = verify(desk.settings, Selection(), desk.reread)
    assert [one["kiriman_id"] for one in report["berkas_rusak"]] == [other]
    assert not report["sesuai"]


def test_what_carries_its_data_forward_is_told(desk: Desk, sent: str) -> None:
    parsed = dataclasses.replace(desk.parsed("2024-TW2", "50"), reading=Reading(carried={"jabatan": sent}))
    later = desk.submit(parsed)[0]["kiriman_id"]
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    report = verify(desk.settings, Selection(periode="2024-TW2"), lambda held, k: again.read_again(desk.settings, held, k))
    assert {"kiriman_id": later, "kode_wilayah": "36.72", "periode": "2024-TW2", "dibawa": sent} in report["dihapus"]
    assert report["berkas_rusak"] == []
    assert sent in "\n".join(show.verify_lines(report, "en"))


def test_nothing_is_filled_in_marked_or_edited_from_it(desk: Desk, sent: str) -> None:
    write.hapus(desk.settings, APPROVER, sent, "Salah unggah")
    asked = [
        lambda: prefill.tables(desk.settings, OPERATOR, "36.72", "2024-TW2"),
        lambda: marked.annotated(desk.settings, OPERATOR, "36.72", sent),
        lambda: stored.uploads(desk.settings, sent),
        lambda: jobs.recheck(desk.settings, OPERATOR, "36.72", sent, []),
        lambda: jobs.save(desk.settings, OPERATOR, "36.72", sent, []),
    ]
    for ask in asked:
        with pytest.raises(DataRefused) as refused:
            ask()
        assert refused.value.key.startswith("galat_berkas.")
        assert "dihapus" in refused.value.message("id")


def test_a_draft_is_erased_too_and_the_same_file_may_come_again(desk: Desk) -> None:
    draft = desk.submit(desk.parsed(QUARTER, "90"), stage=Stage.DRAF)[0]["kiriman_id"]
    write.hapus(desk.settings, APPROVER, draft, "Salah unggah")
    assert kinds(desk, draft) == ["diterima", "divalidasi", "dihapus"]
    assert not place(desk, draft).exists()
