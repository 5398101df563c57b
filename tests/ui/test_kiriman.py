"""Kiriman for its two roles in each state: what it says, what may be decided, what waits; and that nobody else opens it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from fake_draft import DRAFT, QUARTER, REGION
from fake_kiriman import SubmissionsRead
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.errors import DataRefused
from pages.ui import actions, auth, data
from pages.ui import kiriman_model as model


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> SubmissionsRead:
    read = SubmissionsRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked of the door for writing, without the reader."""
    asked: list[tuple[Any, ...]] = []
    for name in ("setujui", "kembalikan", "batalkan", "kunci", "buka", "atur", "hapus"):
        monkeypatch.setattr(actions, name, lambda who, *rest, name=name: asked.append((name, *rest)))
    return asked


def opened(role: Role = Role.PENYETUJU, page: str = "kiriman", lang: str = "id", **query: str) -> AppTest:
    test = open_page(page, lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, REGION
    return test


def buttons(test: AppTest) -> set[str]:
    return {button.key for button in test.button}


@pytest.mark.parametrize("role", [r for r in auth.ROLES if r not in (Role.OPERATOR, Role.PENYETUJU)])
def test_only_operator_and_approver_open_the_page(role: Role, lake: SubmissionsRead) -> None:
    test = opened(role).run()
    assert "Halaman ini tidak tersedia" in text_of(test)
    assert not test.button(key="setujui") if "setujui" in buttons(test) else True


SAID = {
    "diterima": ("belum bisa diajukan: 2 temuan memblokir", "cannot be submitted yet: 2 findings block it"),
    "divalidasi": ("belum diajukan: 3 peringatan", "is not submitted yet: 3 warnings"),
    "diajukan": ("menunggu persetujuan", "waits for"),
    "dikembalikan": ("dikembalikan kepada pengirimnya", "was returned to its sender"),
    "dibatalkan": ("dibatalkan", "was withdrawn"),
    "disetujui": ("terbit: versi 2 disetujui 20 Apr 2025", "is published: version 2, approved"),
}


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PENYETUJU])
@pytest.mark.parametrize("tahap", SAID)
def test_each_state_says_itself_in_both_languages(tahap: str, role: Role, lake: SubmissionsRead) -> None:
    lake.tahap = tahap
    for lang, words in zip(("id", "en"), SAID[tahap], strict=True):
        assert words in text_of(opened(role, lang=lang, versi="v2").run())


def test_the_approver_decides_with_the_reasons_and_the_changes_before_them(lake: SubmissionsRead) -> None:
    said = text_of(opened().run())
    assert "TW I 2025 menunggu persetujuan Anda: 3 peringatan, semuanya beralasan" in said
    assert "+1 ditambah, −0 dihapus, 1 diubah" in said, "a row changed in two columns is one row"
    assert "2 di triwulan ini, 1 di triwulan sesudahnya" in said
    assert "tidak berubah sejak TW IV 2024" in said
    assert "riwayat.capaian_melonjak" in said
    changed = text_of(opened(lihat="perubahan").run())
    assert "3 angka akan bergeser" in changed
    assert "75,5%" in changed
    assert "−4,5 poin" in changed
    assert "TW II 2025" in changed
    assert "rumus atau peraturan berubah" in changed


def test_approving_is_one_click_and_is_said(lake: SubmissionsRead, done: list[tuple[Any, ...]]) -> None:
    test = opened().run()
    said = text_of(test.button(key="setujui").click().run())
    assert done == [("setujui", DRAFT)]
    assert "Kiriman ke-2 disetujui dan terbit." in said
    assert "disetujui dan terbit" not in text_of(test.run()), "said once"


def test_returning_hands_over_the_reason(lake: SubmissionsRead, done: list[tuple[Any, ...]]) -> None:
    test = opened().run()
    test.text_area(key=f"alasan_kembalikan_{DRAFT}").set_value("realisasi turun").run()
    test.button(key="ya_kembalikan").click().run()
    assert done == [("kembalikan", DRAFT, "realisasi turun")]


def test_a_refusal_of_the_lake_is_said_with_its_repair(lake: SubmissionsRead, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataRefused("galat.dua_orang", kiriman=DRAFT)

    monkeypatch.setattr(actions, "setujui", refuse)
    test = opened().run()
    test.button(key="setujui").click().run()
    assert "Mintalah orang lain menyetujuinya" in " ".join(e.value for e in test.error)
    assert not test.exception


ROLE_MAY = {
    (Role.PENYETUJU, "diajukan"): {"setujui", "ya_kembalikan"},
    (Role.PENYETUJU, "divalidasi"): set(),
    (Role.PENYETUJU, "disetujui"): {"ya_kembalikan", "ya_kunci"},
    (Role.PENYETUJU, "dibatalkan"): set(),
    (Role.OPERATOR, "diajukan"): {"ya_batalkan"},
    (Role.OPERATOR, "divalidasi"): {"ya_batalkan"},
    (Role.OPERATOR, "disetujui"): set(),
}
DECISIONS = {"setujui", "ya_kembalikan", "ya_kunci", "ya_buka", "ya_batalkan"}


@pytest.mark.parametrize(("role", "tahap"), ROLE_MAY, ids=str)
def test_each_role_is_offered_what_it_may_decide_now(role: Role, tahap: str, lake: SubmissionsRead) -> None:
    lake.tahap = tahap
    assert buttons(opened(role, versi="v2").run()) & DECISIONS == ROLE_MAY[role, tahap]


def test_the_approver_deletes_the_files_of_a_wrong_upload_with_a_reason(
    lake: SubmissionsRead, done: list[tuple[Any, ...]]
) -> None:
    test = opened().run()
    assert "dihapus selamanya dari penyimpanan" in text_of(test)
    test.text_area(key=f"alasan_hapus_{DRAFT}").set_value("daftar gaji").run()
    test.button(key="ya_hapus").click().run()
    assert done == [("hapus", DRAFT, "daftar gaji")]
    assert "ya_hapus" not in buttons(opened(Role.OPERATOR).run())


def test_erased_files_are_told_and_not_erased_again(lake: SubmissionsRead) -> None:
    lake.erased = True
    test = opened().run()
    assert "Berkas versi ini telah dihapus" in text_of(test)
    assert "ya_hapus" not in buttons(test)


def test_a_locked_quarter_can_only_be_opened_again(lake: SubmissionsRead, done: list[tuple[Any, ...]]) -> None:
    lake.tahap, lake.locked = "disetujui", True
    test = opened().run()
    assert buttons(test) & DECISIONS == {"ya_buka"}
    assert "terkunci" in text_of(test)
    test.text_area(key=f"alasan_buka_{DRAFT}").set_value("koreksi BPK").run()
    test.button(key="ya_buka").click().run()
    assert done == [("buka", REGION, QUARTER, "koreksi BPK")]


def test_the_history_names_versions_events_and_late_quarters(lake: SubmissionsRead) -> None:
    lake.tahap = "dikembalikan"
    said = text_of(opened(Role.OPERATOR, lihat="riwayat").run())
    assert "2 versi triwulan ini" in said
    assert "Realisasi turun tanpa penjelasan" in said
    assert "tepat waktu (T−6)" in said
    due = text_of(opened(lihat="tenggat").run())
    assert "15 Jan 2025 WIB" in due
    assert "terlambat T+4" in due


def test_two_versions_are_compared(lake: SubmissionsRead) -> None:
    test = opened(lihat="riwayat").run()
    assert "Dinas Baru" not in text_of(test)
    assert "Dinas Baru" in text_of(test.toggle(key="banding_versi").set_value(True).run())


def test_the_receipt_proves_itself(lake: SubmissionsRead) -> None:
    for lang, words in (("id", "Dua pucuk menurut SOTK"), ("en", "Receipt of a Ramping submission")):
        said = text_of(opened(lang=lang, lihat="bukti").run())
        for part in (DRAFT, "9f3a" + "0" * 56 + "c21e", "a" * 64, f"python -m etl verify --kiriman {DRAFT}", words, "WIB"):
            assert part in said, part


def test_the_region_sets_its_rules_through_its_approver_alone(lake: SubmissionsRead, done: list[tuple[Any, ...]]) -> None:
    test = opened(lihat="aturan").run()
    test.number_input(key="atur_hari").set_value(20).run()
    test.button(key="atur_simpan").click().run()
    assert done == [("atur", REGION, "tenggat_hari", "20")]
    other = opened(Role.OPERATOR, lihat="aturan").run()
    assert "Tenggat: 10 hari" in text_of(other)
    assert "atur_simpan" not in buttons(other)


def test_nothing_expected_and_nothing_sent_is_said(lake: SubmissionsRead) -> None:
    lake.expected = False
    for lang, words in (("id", "Belum ada triwulan yang diharapkan"), ("en", "No quarter is expected")):
        assert words in text_of(opened(lang=lang).run())


def test_a_quarter_that_nobody_sent_shows_its_deadline_only(lake: SubmissionsRead) -> None:
    lake.tahap, lake.first = None, False
    said = text_of(opened().run())
    assert "TW I 2025 belum dikirim; tenggat 15 Apr 2025 WIB" in said
    assert "Tenggat Kota Cilegon" in said


def test_the_start_page_and_the_menu_say_what_waits(lake: SubmissionsRead) -> None:
    links = [link.label for link in opened(page="ringkasan").run().get("page_link")]
    assert "Kiriman ke-2 TW I 2025 menunggu persetujuan Anda →" in links
    links = [link.label for link in opened(Role.PIMPINAN, page="ringkasan").run().get("page_link")]
    assert not [label for label in links if "menunggu" in label]


def test_the_operator_is_reminded_of_the_newest_quarter_alone(lake: SubmissionsRead) -> None:
    lake.tahap, lake.first = None, False
    links = [link.label for link in opened(Role.OPERATOR, page="ringkasan").run().get("page_link")]
    assert [label for label in links if label.startswith("TW I 2025 belum dikirim; tenggat 15 Apr 2025 WIB (T+")]


def test_a_version_is_compared_with_what_counts_or_with_the_one_before_it() -> None:
    when = datetime(2025, 4, 9)
    rows = [("c", 3, "diajukan", False, None), ("b", 2, "disetujui", True, when), ("a", 1, "disetujui", False, when)]
    versions = pl.DataFrame(rows, schema=["kiriman_id", "versi", "tahap", "kini", "disetujui_pada"], orient="row")
    found = [model.before(versions, row) for row in versions.iter_rows(named=True)]
    assert [row and row["versi"] for row in found] == [2, 1, None]


QUARTERS = {"periode": ["2025-TW1"], "diharapkan": [True], "tenggat": [date(2025, 4, 15)], "zona": ["WIB"]}


@pytest.mark.parametrize(
    ("day", "sent", "due"),
    [
        (date(2025, 3, 31), None, False),
        (date(2025, 4, 1), None, True),
        (date(2025, 4, 20), None, True),
        (date(2025, 4, 20), datetime(2025, 4, 14), False),
    ],
)
def test_a_reminder_comes_within_a_fortnight_and_until_it_is_sent(day: date, sent: datetime | None, due: bool) -> None:
    quarters = pl.DataFrame(QUARTERS | {"dikirim": [sent]}, schema_overrides={"dikirim": pl.Datetime})
    assert (model.reminder(quarters, day) is not None) is due
    assert model.reminder(quarters.with_columns(diharapkan=False), day) is None


@pytest.mark.parametrize(
    ("sent", "zona", "late"),
    [
        (datetime(2025, 4, 15, 16, 59), "WIB", 0),
        (datetime(2025, 4, 15, 17, 1), "WIB", 1),
        (datetime(2025, 4, 15, 15, 1), "WIT", 1),
        (datetime(2025, 4, 10, 2), "WITA", -5),
        (None, "WIB", None),
    ],
)
def test_a_day_ends_where_the_region_lies(sent: datetime | None, zona: str, late: int | None) -> None:
    assert model.days_late(sent, date(2025, 4, 15), zona) == late


def test_a_correction_of_a_quarter_sent_in_time_is_not_called_late() -> None:
    first, second = datetime(2025, 4, 9), datetime(2025, 4, 19)
    assert model.sent_words(4, "id", before=first, own=second) == "koreksi setelah tenggat (T+4)"
    assert model.sent_words(4, "id", before=second, own=second) == "terlambat T+4"
