"""Unggah in each state that a submission can be in: what it says, what it offers next, and what it never shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from fake_draft import BLOCKING, DRAFT, FINDING, NIP, QUARTER, REGION, WARNINGS, DraftRead, finding
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.errors import DataRefused
from etl.locale import text
from etl.periods import Period
from pages.ui import actions, auth, data, unggah_ajukan, unggah_kirim, unggah_perbaiki, unggah_temuan
from pages.ui import unggah_model as model

WARNED = "kepala.lembar_tak_dikenal"
REASON = f"alasan_{DRAFT}_{WARNED}"


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> DraftRead:
    read = DraftRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    monkeypatch.setattr(actions, "warm", lambda: None)
    monkeypatch.setattr(actions, "running", lambda who, kode_wilayah: [])
    monkeypatch.setattr(actions, "failed", lambda who, kode_wilayah: [])
    return read


def opened(lang: str = "id", **query: str) -> AppTest:
    test = open_page("unggah", lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.OPERATOR.value, REGION
    return test


def put(lake: DraftRead, tahap: str | None, findings: list[dict[str, Any]]) -> None:
    lake.tahap, lake.rows = tahap, findings


@pytest.mark.parametrize("role", [role for role in auth.ROLES if role is not Role.OPERATOR])
def test_only_who_may_submit_opens_the_page(role: Role, lake: DraftRead) -> None:
    test = open_page("unggah")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, REGION
    assert "Halaman ini tidak tersedia" in text_of(test.run())
    assert role not in auth.PAGES["unggah"]


ANSWERS = {
    "What holds it back, and what to do?": (
        "Belum bisa diajukan: 2 temuan memblokir di 2 lembar. Perbaiki lalu unggah ulang berkas yang sama.",
        "Cannot be submitted yet: 2 blocking findings in 2 sheets."),
    "In which cell?": ("pegawai!B214", "capaian!D41"),
    "What is wrong there?": ("NIP tersimpan sebagai angka", "can be read as thousands"),
    "How many rows were read?": ("7.040 2 lembar; 30 baris kosong", "7,040 2 sheets; 30 blank rows"),
    "How many were accepted?": ("6.970 99,0% dari yang dibaca", "6,970 99.0% of what was read"),
    "How many rejected, and how many before?": ("▼ 212 dari kiriman ke-1", "▼ 212 from submission 1"),
    "What do the sheets hold?": ("pegawai 7.000 (40 ditolak)", "pegawai 7,000 (40 rejected)"),
    "What are the control totals?": ("orang 6.930", "persons 6,930"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_blocked_submission_says_what_to_repair_where(lang: str, lake: DraftRead) -> None:
    said = text_of(opened(lang).run())
    missing = {question: answer[lang == "en"] for question, answer in ANSWERS.items() if answer[lang == "en"] not in said}
    assert not missing, said


def test_a_blocked_submission_cannot_be_submitted(lake: DraftRead) -> None:
    test = opened().run()
    assert not [b for b in test.button if b.key == "unggah_ajukan"]


def test_no_number_of_a_person_reaches_the_screen_the_editor_or_the_list(lake: DraftRead) -> None:
    assert NIP not in text_of(opened().run())
    told = model.cells(pl.DataFrame(BLOCKING), "id")
    assert NIP not in unggah_temuan.findings_html(model.groups(told), "id")
    assert NIP not in str(unggah_perbaiki.frame(told, "id").rows())
    assert NIP not in str(unggah_temuan.table(told, "id").rows())
    assert "1.234" in str(unggah_perbaiki.frame(told, "id").rows())


def test_the_english_page_speaks_no_indonesian_of_ours(lake: DraftRead) -> None:
    said = text_of(opened("en").run())
    for word in ("baris", "lembar", "belum", "dari", "memblokir", "kiriman"):
        assert f" {word} " not in said, word


def test_a_warning_needs_a_reason_before_it_is_submitted(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, Mapping[str, str]]] = []
    monkeypatch.setattr(actions, "ajukan", lambda who, kiriman, reasons, reason=None: sent.append((kiriman, dict(reasons))))
    put(lake, "divalidasi", WARNINGS)
    test = opened().run()
    assert "Tidak ada yang memblokir. 1 temuan peringatan perlu alasan" in text_of(test)
    assert test.button(key="unggah_ajukan").disabled
    test.text_input(key=REASON).set_value("lembar catatan internal").run()
    said = text_of(test)
    assert "1 / 1 sudah diberi alasan" in said
    assert "Semua 1 peringatan sudah diberi alasan. 6.970 baris siap diajukan." in said
    said = text_of(test.button(key="unggah_ajukan").click().run())
    assert sent == [(DRAFT, {WARNED: "lembar catatan internal"})]
    assert "TW I 2025 diajukan" in said


def test_the_last_reason_is_offered_and_taken_only_on_request(lake: DraftRead) -> None:
    put(lake, "divalidasi", WARNINGS)
    lake.reasons = [{"kiriman_id": "lain", "periode": "2024-TW4", "aturan": WARNED, "alasan": "catatan rapat"}]
    test = opened().run()
    assert test.text_input(key=REASON).value == ""
    assert test.text_input(key=REASON).placeholder == "TW IV 2024: catatan rapat"
    test.button(key="unggah_pakai").click().run()
    assert test.text_input(key=REASON).value == "catatan rapat"
    assert not test.button(key="unggah_ajukan").disabled


def test_a_refusal_is_said_in_words(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataRefused("galat.terkunci", wilayah=REGION, periode=QUARTER)

    monkeypatch.setattr(actions, "ajukan", refuse)
    put(lake, "divalidasi", [])
    test = opened().run()
    assert "Tidak ada temuan. 6.970 baris siap diajukan." in text_of(test)
    test.button(key="unggah_ajukan").click().run()
    assert text("galat.terkunci", wilayah=REGION, periode=QUARTER) in test.error[0].value


def test_a_locked_quarter_is_said_and_not_submitted(lake: DraftRead) -> None:
    put(lake, "divalidasi", [])
    lake.locked = True
    test = opened().run()
    assert "TW I 2025 dikunci" in text_of(test)
    assert test.button(key="unggah_ajukan").disabled


def test_a_returned_submission_begins_with_the_reason(lake: DraftRead) -> None:
    put(lake, "dikembalikan", WARNINGS)
    test = opened().run()
    assert test.error[0].value.endswith("Realisasi triwulan belum terisi")
    assert "Sekretaris Daerah, 12 Apr 2025 10.00 WITA" in test.error[0].value


def test_a_deadline_that_has_passed_is_said_while_something_is_to_do(lake: DraftRead) -> None:
    assert re.search(r"tenggat T\+\d+, lewat \d+ hari", text_of(opened().run()))


def test_a_returned_submission_keeps_its_reasons(lake: DraftRead) -> None:
    put(lake, "dikembalikan", WARNINGS)
    lake.reasons = [{"kiriman_id": DRAFT, "periode": QUARTER, "aturan": WARNED, "alasan": "catatan rapat"}]
    test = opened().run()
    test.button_group(key=f"bagian_{DRAFT}_dikembalikan").set_value("ajukan").run()
    assert test.text_input(key=REASON).value == "catatan rapat"
    assert not test.button(key="unggah_ajukan").disabled


def test_a_submitted_one_waits_and_offers_no_second_submission(lake: DraftRead) -> None:
    put(lake, "diajukan", WARNINGS)
    test = opened().run()
    assert "penyetuju yang memutuskan sekarang" in text_of(test)
    assert not [b for b in test.button if b.key == "unggah_ajukan"]


def test_sheets_carried_forward_are_named_with_their_quarter(lake: DraftRead) -> None:
    put(lake, "divalidasi", [])
    lake.carried = {"unit": "36.72_2024-TW4_0000000000abcd"}
    said = text_of(opened().run())
    assert "Tidak berubah sejak TW IV 2024 menurut pengirim: unit." in said


def test_of_several_workbooks_the_silent_agencies_are_named(lake: DraftRead) -> None:
    put(lake, "divalidasi", [])
    lake.files, lake.silent = ("dinkes.xlsx", "dinsos.xlsx"), {"1.03"}
    said = text_of(opened().run())
    assert "4 dari 5 perangkat daerah diterima" in said
    assert "Belum mengirim: Badan Penanggulangan Bencana Daerah." in said


def test_nothing_under_way_asks_for_the_file(lake: DraftRead) -> None:
    put(lake, None, [])
    said = text_of(opened().run())
    assert "TW IV 2024 sudah terbit. Unggah buku kerja triwulan berikutnya" in said
    assert "Tarik berkas ke sini" in said


def _job(**told: Any) -> SimpleNamespace:
    usual = {"langkah": 2, "dari": 4, "kunci": "unggah.periksa.mulai", "selesai": False, "galat": None, "receipt": None}
    return SimpleNamespace(**{**usual, "detik": 2.4, "job_id": "a1", "kode_wilayah": REGION, "periode": QUARTER, **told})


def test_a_check_begun_in_another_window_is_found_again(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "running", lambda who, kode_wilayah: [_job()])
    monkeypatch.setattr(actions, "status", lambda who, job: _job())
    said = text_of(opened().run())
    assert "Berkas sedang diperiksa" in said
    assert "pegawai!B214" not in said


def test_what_was_found_shows_while_the_draft_is_being_saved(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    saving = _job(langkah=3, kunci="kerja.simpan")
    found = (lake._line(versi=None, total_kendali=None), pl.DataFrame(lake.rows, schema=FINDING))
    monkeypatch.setattr(actions, "running", lambda who, kode_wilayah: [saving])
    monkeypatch.setattr(actions, "status", lambda who, job: saving)
    monkeypatch.setattr(actions, "glance", lambda who, job: found)
    said = text_of(opened().run())
    assert "2 temuan memblokir" in said
    assert text("kerja.simpan") in said
    assert "pegawai!B214" in said
    assert NIP not in said
    assert text("unggah.ajukan") not in [b.label for b in opened().run().button], "nothing can be sent before it is kept"


def test_a_check_that_failed_while_nobody_looked_is_told(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    galat = ("galat_berkas.sandi", {"berkas": "satu.xlsx"})
    monkeypatch.setattr(actions, "status", lambda who, job: _job(selesai=True, galat=galat))
    test = opened(kerja="a1").run()
    assert text("galat_berkas.sandi", berkas="satu.xlsx") in test.error[0].value
    assert "kerja" not in test.query_params


def test_a_check_that_failed_in_a_closed_window_is_told_beside_the_uploader(
    lake: DraftRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(lake, None, [])
    failed = _job(selesai=True, galat=("galat_berkas.rusak", {"berkas": "satu.xlsx"}))
    monkeypatch.setattr(actions, "failed", lambda who, kode_wilayah: [failed])
    assert text("galat_berkas.rusak", berkas="satu.xlsx") in text_of(opened().run())


def test_a_check_that_is_done_opens_its_submission_with_the_time_it_took(
    lake: DraftRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = {"kiriman_id": DRAFT, "status": "diterima", "tahap": "diterima", "versi": 2, "periode": QUARTER}
    monkeypatch.setattr(actions, "status", lambda who, job: _job(selesai=True, receipt=receipt))
    assert "2,4 detik" in text_of(opened(kerja="a1").run())


def test_the_same_file_again_is_recognised(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = {"kiriman_id": DRAFT, "status": "tidak_berubah", "tahap": "disetujui", "versi": 1, "periode": "2024-TW4"}
    monkeypatch.setattr(actions, "status", lambda who, job: _job(selesai=True, receipt=receipt))
    assert "sudah terbit sebagai versi 1 TW IV 2024; tidak ada yang berubah" in text_of(opened(kerja="a1").run())


def test_a_file_of_another_region_is_refused_with_what_to_do(lake: DraftRead, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(actions, "hints", lambda uploads: ("36.04", QUARTER))
    monkeypatch.setattr(unggah_kirim.st, "error", said.append)
    desk = unggah_kirim.Desk(auth.local_nation(), REGION, "Kota Cilegon", ())
    unggah_kirim.receive(desk, [SimpleNamespace(name="36.04_2025-TW1.xlsx", getvalue=lambda: b"x")], None)
    assert len(said) == 1
    assert "36.04" in said[0]
    assert "Kota Cilegon (36.72)" in said[0]


@pytest.mark.parametrize(
    ("quarter", "chosen", "offered", "carried"),
    [
        ("2025-TW1", "2024-TW4", "2024-TW4", "2024-TW4"),
        ("2024-TW4", "2024-TW4", "2024-TW4", None),  # proposed for the open draft, not for this file
        ("2024-TW4", "2024-TW4", None, "2024-TW4"),  # chosen: the sender is told that it cannot be
    ],
)
def test_a_quarter_that_was_only_proposed_does_not_refuse_a_file(
    lake: DraftRead, monkeypatch: pytest.MonkeyPatch, quarter: str, chosen: str, offered: str | None, carried: str | None
) -> None:
    begun: list[tuple[str, str | None]] = []
    monkeypatch.setattr(actions, "hints", lambda uploads: (REGION, quarter))
    monkeypatch.setattr(unggah_kirim, "begin", lambda desk, uploads, quarter, since, layout: begun.append((quarter, since)))
    desk = unggah_kirim.Desk(auth.local_nation(), REGION, "Kota Cilegon", ())
    unggah_kirim.receive(desk, [SimpleNamespace(name="a.xlsx", getvalue=lambda: b"x")], chosen, offered)
    assert begun == [(quarter, carried)]


def test_an_export_of_another_system_is_read_by_the_form_that_was_chosen(
    lake: DraftRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, object]] = []
    monkeypatch.setattr(actions, "hints", lambda uploads: (None, "2025-TW1"))
    monkeypatch.setattr(actions, "start", lambda *args, **named: started.append(named) or "a1")
    monkeypatch.setattr(unggah_kirim.st, "rerun", lambda: None)
    desk = unggah_kirim.Desk(auth.local_nation(), REGION, "Kota Cilegon", ())
    unggah_kirim.receive(desk, [SimpleNamespace(name="unor.csv", getvalue=lambda: b"x")], "2024-TW4", layout="siasn_unor")
    assert started == [{"since": "2024-TW4", "layout": "siasn_unor"}]
    assert "siasn_unor" in actions.layouts()


def test_what_blocks_comes_first_then_what_hits_most_rows() -> None:
    told = model.groups(model.cells(pl.DataFrame(WARNINGS + BLOCKING[3:] + BLOCKING[:3]), "id"))
    assert [(g.aturan, len(g.cells)) for g in told] == [("tipe.nip_angka", 3), ("tipe.ambigu", 1), (WARNED, 1)]


def test_only_cells_can_be_edited_and_each_once() -> None:
    twice = finding("wajib", "blokir", "capaian", 41, "realisasi", None, "D41")
    told = model.groups(model.cells(pl.DataFrame([*BLOCKING, twice, *WARNINGS]), "id"))
    assert [c.tempat for c in unggah_perbaiki.editable(told)] == ["pegawai!B214", "pegawai!B215", "pegawai!B216", "capaian!D41"]


def test_an_edit_is_what_was_typed_or_an_emptied_cell() -> None:
    cells = unggah_perbaiki.editable(model.groups(model.cells(pl.DataFrame(BLOCKING), "id")))
    told = unggah_perbaiki.edits(cells, {0: {"baru": " 1 "}, 1: {"kosongkan": True}, 2: {"baru": "  "}})
    assert told == {("pegawai", 214, "nip"): "1", ("pegawai", 215, "nip"): None}


def test_an_unknown_header_can_be_any_column_missing_ones_first(lake: DraftRead) -> None:
    rows = [
        finding("kepala.kolom_hilang", "blokir", "jabatan", None, "nama_jabatan", "kode, sebutan", None),
        finding("kepala.kolom_tak_dikenal", "peringatan", "jabatan", None, None, "Sebutan Resmi", None),
    ]
    put(lake, "diterima", rows)
    told = model.cells(pl.DataFrame(rows), "id")
    draft = model.Draft(lake._line(), told, model.groups(told), model.Counts(), {})
    headers, columns = unggah_perbaiki.unknown_headers(draft)["jabatan"]
    assert headers == ["Sebutan Resmi"]
    assert columns[0] == "nama_jabatan"
    assert "kode_jabatan" in columns
    offered = opened().run().button_group(key=f"bagian_{DRAFT}_terblokir").options
    assert text("unggah.bagian.kolom") in [getattr(option, "content", option) for option in offered]


def test_reasons_of_the_same_submission_are_not_offered_as_earlier_ones(lake: DraftRead) -> None:
    told = model.cells(pl.DataFrame(WARNINGS), "id")
    draft = model.Draft(lake._line(), told, model.groups(told), model.Counts(), {})
    rows = [(DRAFT, QUARTER, WARNED, "ini"), ("b", "2024-TW4", WARNED, "lalu"), ("c", "2024-TW3", WARNED, "dulu")]
    confirmed = pl.DataFrame(rows, schema=["kiriman_id", "periode", "aturan", "alasan"], orient="row")
    assert unggah_ajukan.offered(confirmed, draft) == {WARNED: ("lalu", "2024-TW4")}


def test_the_quarter_just_ended_is_offered_first() -> None:
    assert model.quarters(["2020-TW4"], Period(2025, 2))[0] == "2025-TW1"
    assert model.quarters(["2020-TW4"], Period(2025, 2))[-1] == "2020-TW4"


def test_html_of_findings_holds_no_mark_of_the_sender() -> None:
    row = finding("kepala.lembar_tak_dikenal", "peringatan", "kiriman", None, None, "<img src=x onerror=alert(1)>", None)
    assert "<img" not in unggah_temuan.findings_html(model.groups(model.cells(pl.DataFrame([row]), "id")), "id")
