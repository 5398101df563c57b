"""Tinjau: what reviewers returned and asked, what governments answer, who may do what, and what a lock means."""

from __future__ import annotations

from typing import Any

import pytest
from fake_nation import RETURNED
from fake_review import ASKED, OTHER, WHY, ReviewNation, comment
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.errors import DataRefused
from etl.locale import LANGUAGES, text
from pages.ui import actions, auth, data
from pages.ui import tinjau_asal as asal
from pages.ui import tinjau_model as model

REVIEWERS = (Role.PROVINSI, Role.KEMENDAGRI)
OWN = (Role.OPERATOR, Role.PENYETUJU)


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> ReviewNation:
    read = ReviewNation()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was written, by whom."""
    told: list[tuple[Any, ...]] = []
    for name in ("tinjau_kembalikan", "komentari", "selesaikan"):
        monkeypatch.setattr(actions, name, lambda who, *args, name=name: told.append((name, who.role, *args)))
    return told


def opened(role: Role = Role.KEMENDAGRI, lang: str = "id", region: str = "36.72", **query: str) -> AppTest:
    test = open_page("tinjau", lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, region
    return test


@pytest.mark.parametrize("role", auth.ROLES)
def test_reviewers_and_the_governments_people_open_the_page(role: Role, lake: ReviewNation) -> None:
    said = text_of(opened(role).run())
    may = role is not Role.PIMPINAN
    assert ("Halaman ini tidak tersedia" in said) is not may
    assert ("Yang menunggu:" in said) is may


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_nation_sees_what_waits_for_whom(lang: str, lake: ReviewNation) -> None:
    said = text_of(opened(lang=lang).run())
    told = {
        "id": ("Nasional: 1 kiriman dikembalikan peninjau; 1 komentar menunggu pemda, 1 menunggu peninjau.", "↩ dikembalikan"),
        "en": ("1 submission returned by reviewers; 1 comment waits for its government, 1 for reviewers.", "↩ returned"),
    }[lang]
    assert all(words in said for words in told), said
    assert WHY in said, "the return is the newest, so its government is open"
    assert all(text(f"halaman.pertanyaan.tinjau.{n}", lang) in said for n in (1, 2, 3))


@pytest.mark.parametrize(("role", "more"), [(Role.KEMENDAGRI, 0), (Role.OPERATOR, 1)])
def test_a_line_of_what_waits_opens_its_submission(role: Role, more: int, lake: ReviewNation) -> None:
    test = opened(role, **({"pemda_tinjau": "Kabupaten Jembrana"} if not more else {})).run()
    assert "9f3a" not in text_of(test), "closed, it shows nothing"
    of_cilegon = next(button for button in test.button if "Cilegon" in button.label)
    said = text_of(of_cilegon.click().run())
    assert "Kota Cilegon, TW IV 2024" in said
    assert "36.72_2024-TW4_1" in said, "the number of the submission"
    links = [element.proto.page for element in test.main if getattr(element, "type", "") == "page_link"]
    assert links.count("kiriman") == more, "its own page only for whose it is"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_count_tells_where_it_comes_from(lang: str, lake: ReviewNation) -> None:
    for figure in asal.FIGURES:
        test = opened(lang=lang)
        test.session_state["asal"], test.session_state["asal_metrik"] = True, figure
        said = text_of(test.run())
        assert text(f"tinjau.asal.{figure}", lang) in said
        assert {"id": "data versi 1; yang terbaru 25 Jan 2025", "en": "data version 1; newest 25 Jan 2025"}[lang] in said


@pytest.mark.parametrize("role", OWN)
def test_a_governments_people_read_their_own_threads_only(role: Role, lake: ReviewNation) -> None:
    said = text_of(opened(role).run())
    assert "Mengapa <b>pelaksana</b> turun?".replace("<b>", "").replace("</b>", "") in said.replace("<b>", "").replace("</b>", "")
    assert OTHER in said
    assert "Jembrana" not in said
    assert WHY not in said


def test_a_provinces_reviewer_sees_its_own_governments_only(lake: ReviewNation) -> None:
    test = opened(Role.PROVINSI).run()
    assert test.selectbox(key="provinsi").options == ["Banten"]
    assert WHY not in text_of(test)
    assert len(test.selectbox(key="pemda_tinjau").options) == 9


def test_what_somebody_wrote_is_shown_as_text(lake: ReviewNation) -> None:
    test = opened(Role.OPERATOR).run()
    bodies = [element.proto.body for element in test.main if getattr(element, "type", "") == "html"]
    assert any("&lt;b&gt;pelaksana&lt;/b&gt;" in body for body in bodies)
    assert not any(ASKED in body for body in bodies)


@pytest.mark.parametrize("role", REVIEWERS)
def test_a_reviewer_returns_what_counts_with_a_reason(role: Role, lake: ReviewNation, done: list[Any]) -> None:
    test = opened(role, pemda_tinjau="Kota Cilegon").run()
    test.text_area(key="alasan_36.72_2024-TW4_1").set_value("Angka salah.")
    said = text_of(test.button(key="ya_tinjau").click().run())
    assert done == [("tinjau_kembalikan", role, "36.72_2024-TW4_1", "Angka salah.")]
    assert "dikembalikan ke Kota Cilegon" in said


@pytest.mark.parametrize("role", [*OWN, Role.ADMIN])
def test_nobody_else_is_offered_to_return_or_where_it_is_not_theirs_to_write(role: Role, lake: ReviewNation) -> None:
    keys = {button.key for button in opened(role, pemda_tinjau="Kota Cilegon").run().button}
    assert "ya_tinjau" not in keys
    assert ("kirim_komentar" in keys) is (role is not Role.ADMIN)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", [Role.KEMENDAGRI, Role.PENYETUJU])
def test_a_locked_quarter_says_what_to_do_instead_of_a_button(role: Role, lang: str, lake: ReviewNation) -> None:
    lake.locked = True
    test = opened(role, lang, pemda_tinjau="Kota Cilegon").run()
    side = model.side(role)
    assert text(f"tinjau.{side}.terkunci", lang) in text_of(test)
    assert "ya_tinjau" not in {button.key for button in test.button}


def test_an_operator_answers_and_a_reviewer_closes(lake: ReviewNation, done: list[Any]) -> None:
    test = opened(Role.OPERATOR).run()
    test.text_area(key="isi_c_1").set_value("Besok.")
    assert "Jawaban terkirim." in text_of(test.button(key="kirim_c").click().run())
    assert "tutup_c" not in {button.key for button in test.button}, "the side that began it closes it"
    test = opened(Role.KEMENDAGRI, pemda_tinjau="Kota Cilegon").run()
    test.button(key="tutup_a").click().run()
    assert done == [("komentari", Role.OPERATOR, "36.72", "2024-TW4", "Besok.", "c"), ("selesaikan", Role.KEMENDAGRI, "a")]


def test_a_refusal_is_said_in_words(lake: ReviewNation, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataRefused("tinjau.galat.nip")

    monkeypatch.setattr(actions, "komentari", refuse)
    test = opened(Role.OPERATOR, lang="en").run()
    assert "looks like a NIP" in text_of(test.button(key="kirim_komentar").click().run())


def test_a_nation_without_anything_says_so(lake: ReviewNation) -> None:
    lake.threads, lake.returned = [], "99.99"
    said = text_of(opened().run())
    assert "belum ada komentar maupun kiriman yang dikembalikan" in said
    assert "Tidak ada komentar terbuka" in said
    lake.empty = True
    assert "Belum ada triwulan yang wajib dilaporkan" in text_of(opened(Role.OPERATOR).run())


def test_the_start_page_tells_a_governments_people_what_waits(lake: ReviewNation) -> None:
    lake.returned = "36.72"
    test = open_page("ringkasan", lang="id")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PENYETUJU.value, "36.72"
    test.run()
    labels = [element.proto.label for element in test.main if getattr(element, "type", "") == "page_link"]
    assert "Kemendagri mengembalikan TW IV 2024 pada 25 Jan 2025: baca alasannya dan kirim versi baru." in labels
    assert "1 komentar belum dijawab." in labels


def test_threads_stand_as_their_messages_tell() -> None:
    import polars as pl
    from fake_lake import COMMENTS

    rows = [
        comment("z", "Sudah.", "kemendagri", 1, keadaan="selesai", menunggu=None),
        comment("b", "Pensiun.", "operator", 5, menjawab="a", utas="a", keadaan="dijawab", menunggu="peninjau"),
        comment("a", "Mengapa?", "provinsi", 5, keadaan="dijawab", menunggu="peninjau"),
    ]
    every = model.threads(pl.DataFrame(rows, schema=COMMENTS))
    assert [(one.utas, one.keadaan, one.begun_by, len(one.messages)) for one in every] == [
        ("a", "dijawab", "peninjau", 2), ("z", "selesai", "peninjau", 1)
    ]  # fmt: skip
    assert [message["isi"] for message in every[0].messages] == ["Mengapa?", "Pensiun."]


@pytest.mark.parametrize(
    ("row", "version", "state"),
    [
        ({"keadaan": "disetujui"}, {"kini": True, "dikunci": False}, "bisa"),
        ({"keadaan": "disetujui"}, {"kini": True, "dikunci": True}, "terkunci"),
        ({"keadaan": "menunggu"}, None, "menunggu"),
        ({"keadaan": "dikembalikan"}, None, "dikembalikan"),
        ({"keadaan": "draf"}, None, "kosong"),
        (None, None, "kosong"),
    ],
)
def test_when_a_reviewer_can_return(row: dict[str, Any] | None, version: dict[str, Any] | None, state: str) -> None:
    assert model.may_return(row, version) == state
    assert all(text(f"tinjau.peninjau.{state}", lang) for lang in LANGUAGES)


def test_the_return_of_another_government_is_open_to_nobody_of_this_one(lake: ReviewNation) -> None:
    assert RETURNED not in text_of(opened(Role.OPERATOR).run())
