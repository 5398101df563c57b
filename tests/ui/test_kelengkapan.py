"""Kelengkapan: who is expected, has sent, is approved, is silent; each level opens the next; the counts add up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from fake_nation import BOARD, NEVER, RETURNED
from fake_review import ReviewNation
from hypothesis import given
from hypothesis import strategies as st
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.locale import LANGUAGES, text
from etl.warehouse.read.national import STATES
from etl.warehouse.regions import governments
from pages.charts.quarter_cells import Cell, Row, quarter_cells
from pages.charts.rate_pairs import Pair, Rate, rate_pairs
from pages.ui import actions, auth, data
from pages.ui import kelengkapan_asal as asal
from pages.ui import kelengkapan_kata as kata
from pages.ui import kelengkapan_model as model

MAY = (Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN)
DAYS = {"WIB": date(2025, 1, 15), "WITA": date(2025, 1, 15), "WIT": date(2025, 1, 16)}
ZONES = {"36": "WIB", "51": "WITA", "95": "WIT"}
NATION = {
    "How many are expected, received, on time, valid, approved, returned, silent, and does it add up?": (
        "27 wajib = 19 diterima + 8 diam · 19 diterima = 18 disetujui + 0 menunggu + 1 dikembalikan = 18 tepat waktu +"
        " 1 terlambat · 8 diam = 8 belum ada + 0 draf · 19 valid",
        "27 expected = 19 received + 8 silent · 19 received = 18 approved + 0 waiting + 1 returned = 18 on time + 1 late"
        " · 8 silent = 8 nothing yet + 0 drafts · 19 valid"),
    "What is the finding?": (
        "18 dari 27 pemda disetujui untuk TW IV 2024; 8 diam lewat tenggat, terendah Papua Pegunungan 1/8.",
        "18 of 27 governments approved for TW IV 2024; 8 silent past the deadline, lowest Papua Pegunungan 1/8."),
    "How complete is each province?": ("8/9", "8/9"),
    "When is it due in each zone?": ("WITA (", "WITA ("),
    "Who is to be reminded?": ("Daftar pengingat: 9 pemda belum selesai", "Reminder list: 9 governments not done"),
    "How timely is each province?": ("90,0% 9/10", "90.0% 9/10"),
}  # fmt: skip


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> ReviewNation:
    read = ReviewNation()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


def opened(role: Role = Role.KEMENDAGRI, lang: str = "id", **query: str) -> AppTest:
    test = open_page("kelengkapan", lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    return test


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_nation_is_told_with_counts_that_add_up(lang: str, lake: ReviewNation) -> None:
    said = text_of(opened(lang=lang).run())
    missing = {question: answer[LANGUAGES.index(lang)] for question, answer in NATION.items()
               if answer[LANGUAGES.index(lang)] not in said}  # fmt: skip
    assert not missing, said
    assert all(text(f"halaman.pertanyaan.kelengkapan.{n}", lang) in said for n in range(1, 6))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_tells_where_it_comes_from(lang: str, lake: ReviewNation) -> None:
    told = {
        "diterima": "19 / 27",
        "tepat": "18 / 27",
        "disetujui": "18 / 27",
        "valid": "19 / 27",
        "diam": "8 / 27",
        "tenggat": "WIB",
    }
    assert list(told) == list(asal.FIGURES)
    for figure, value in told.items():
        test = opened(lang=lang)
        test.session_state["asal"], test.session_state["asal_metrik"] = True, figure
        said = text_of(test.run())
        assert text(f"kelengkapan.asal.{figure}", lang) in said
        assert {"id": "data versi 1", "en": "data version 1"}[lang] in said
        assert value in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_province_shows_its_governments_with_a_word_in_every_cell(lang: str, lake: ReviewNation) -> None:
    said = text_of(opened(lang=lang, provinsi="Bali").run())
    words = {"id": ("✓ disetujui", "↩ dikembalikan", "Kab. Jembrana", "Prov. Bali"),
             "en": ("✓ approved", "↩ returned", "Kab. Jembrana", "Prov. Bali")}[lang]  # fmt: skip
    assert all(word in said for word in words), said
    said = text_of(opened(lang=lang, provinsi="Banten").run())
    assert {"id": "belum ada", "en": "none yet"}[lang] in said
    assert {"id": "Kota Serang belum mengirim, tenggat lewat", "en": "Kota Serang has not sent"}[lang] in said


@pytest.mark.parametrize("role", auth.ROLES)
def test_only_who_looks_after_governments_opens_the_page(role: Role, lake: ReviewNation) -> None:
    said = text_of(opened(role).run())
    assert ("Halaman ini tidak tersedia" in said) is (role not in MAY)
    assert ("Daftar pengingat" in said) is (role in MAY)


def test_a_province_sees_its_own_governments_only(lake: ReviewNation) -> None:
    test = opened(Role.PROVINSI, provinsi="Bali", pemda="Kabupaten Jembrana").run()
    said = text_of(test)
    assert test.selectbox(key="provinsi").options == ["Banten"]
    assert "Kota Cilegon" in said
    assert "Jembrana" not in said


def test_nobody_expected_says_so(lake: ReviewNation) -> None:
    lake.empty = True
    assert text("halaman.kosong.nasional", "id").replace("`", "") in text_of(opened().run()).replace("`", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cell_opens_its_submission_without_figures_or_drafts(lang: str, lake: ReviewNation) -> None:
    said = text_of(opened(lang=lang, provinsi="Bali", pemda="Kabupaten Jembrana").run())
    for part in (
        "51.01_2024-TW4_1",
        "9f3a…c21e",
        "Bagian Organisasi",
        "Sekretaris Daerah",
        text("mutu.aturan.target_nol", lang),
        "Realisasi turun",
    ):
        assert part in said, part
    assert {"id": "7.040 diterima, 3 ditolak", "en": "7,040 accepted, 3 rejected"}[lang] in said
    assert {"id": "↩ dikembalikan (Kemendagri)", "en": "↩ returned ("}[lang] in said
    silent = text_of(opened(lang=lang, provinsi="Banten", pemda="Kota Serang").run())
    assert {"id": "Belum ada kiriman; tenggat 15 Jan 2025 WIB lewat", "en": "Nothing was sent; the deadline"}[lang] in silent


def test_a_click_on_a_province_or_a_cell_leads_one_level_down(lake: ReviewNation) -> None:
    test = opened().run()
    test.session_state["_pilih_provinsi"] = "51"
    assert "Kab. Jembrana" in text_of(test.run())
    test.session_state["_pilih_pemda"], test.session_state["_pilih_triwulan_kiriman"] = RETURNED, "2024-TW3"
    assert "51.01_2024-TW3_1" in text_of(test.run())


def test_the_reminder_list_is_recorded_neutralised_and_whole(lake: ReviewNation, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Any] = {}
    told: list[Any] = []
    monkeypatch.setattr("streamlit.download_button", lambda label, data, *_, key, **__: offered.update({key: data}))
    monkeypatch.setattr(actions, "audit", lambda who, deed, objek, **rest: told.append((deed, objek, rest["baris"])))
    opened().run()
    body = offered["csv_pengingat"]().decode("utf-8-sig")
    lines = body.splitlines()
    assert "Daftar pengingat Nasional" in lines[0]
    assert lines[1].split(";") == ["Kode", "Pemda", "Provinsi", "Yang kurang", "Tenggat", "Zona", "Hari lewat"]
    assert len(lines) == 2 + 9
    assert f"{NEVER};Kota Serang;Banten;belum mengirim;2025-01-15;WIB;" in body
    assert told == [("ekspor", "kelengkapan/pengingat", 9)]


def rows_of(states: list[tuple[str, bool, int | None]]) -> pl.DataFrame:
    """One government of Indonesia each: where it stands, whether it is expected, days from the deadline to its sending."""
    codes = governments()["kode_wilayah"].to_list()
    sent = ("disetujui", "menunggu", "dikembalikan")
    rows = [
        dict.fromkeys(BOARD) | {
            "kode_wilayah": codes[n], "periode": "2024-TW4", "diharapkan": due, "tenggat": date(2025, 1, 15), "keadaan": told,
            "diterima": told not in ("belum", "belum_wajib"), "valid": told in sent,
            "dikirim": datetime(2025, 1, 10) if told in sent else None,
            "tepat_waktu": (days or 0) <= 0 if told in sent else None,
            "telat_hari": days if told in sent and (days or 0) > 0 else None,
        }
        for n, (told, due, days) in enumerate(states)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=BOARD)


@given(st.lists(st.tuples(st.sampled_from(STATES), st.booleans(), st.integers(-5, 20)), max_size=60))
def test_the_counts_always_add_up(states: list[tuple[str, bool, int | None]]) -> None:
    rows = rows_of(states)
    c = model.counts(rows)
    assert c.wajib == c.diterima + c.diam == sum(due for _, due, _ in states)
    assert c.diterima == c.disetujui + c.menunggu + c.dikembalikan == c.tepat + c.terlambat
    assert c.draf + c.belum == sum(due and told in ("draf", "belum") for told, due, _ in states)
    parts = model.counts_by(rows.with_columns(pl.col("kode_wilayah").str.slice(0, 2).alias("p")), "p").values()
    for name in ("wajib", "diterima", "tepat", "valid", "disetujui", "menunggu", "dikembalikan", "draf", "belum", "luar"):
        assert sum(getattr(one, name) for one in parts) == getattr(c, name), name


def test_days_are_counted_where_each_government_lies() -> None:
    found = pl.DataFrame(
        [
            dict.fromkeys(BOARD) | {"kode_wilayah": code, "periode": "2024-TW4", "diharapkan": True, "valid": False,
                                    "tenggat": date(2025, 1, 15), "keadaan": told}
            for code, told in (("36.72", "belum"), ("51.01", "draf"), ("95.01", "belum"), ("95.02", "disetujui"))
        ],
        schema=BOARD,
    )  # fmt: skip
    board = model.board(found, governments(), DAYS, ZONES)
    assert board.select("kode_wilayah", "zona", "sisa", "lewat").rows() == [
        ("36.72", "WIB", 0, False), ("51.01", "WITA", 0, False), ("95.01", "WIT", -1, True), ("95.02", "WIT", -1, False)
    ]  # fmt: skip
    due = model.deadlines(board)
    assert [(one.zona, one.wajib, one.diam, one.keadaan) for one in due] == [
        ("WIB", 1, 1, "hari_ini"), ("WITA", 1, 1, "hari_ini"), ("WIT", 2, 1, "lewat")
    ]  # fmt: skip
    table = kata.board_table(due, {"WIB": "00.30", "WITA": "01.30", "WIT": "02.30"}, "id")
    assert table.rows()[2] == ("WIT (02.30)", "15 Jan 2025", "T+1", "2", "1", "1", "✕ 1 lewat 1 hari")
    assert [(one.kode_wilayah, one.kurang, one.lewat) for one in model.missing(board)] == [
        ("95.01", "belum", 1), ("36.72", "belum", 0), ("51.01", "draf", 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words", "look"),
    [
        ({"keadaan": "disetujui", "telat_hari": None}, "✓ disetujui", "tenang"),
        ({"keadaan": "disetujui", "telat_hari": 4}, "✓ terlambat T+4", "tenang"),
        ({"keadaan": "menunggu"}, "menunggu setuju", "garis"),
        ({"keadaan": "dikembalikan"}, "↩ dikembalikan", "perlu"),
        ({"keadaan": "belum", "lewat": True}, "belum ada", "keras"),
        ({"keadaan": "belum", "sisa": 6}, "belum ada, T−6", "nanti"),
        ({"keadaan": "draf"}, "draf, belum dikirim", "draf"),
        ({"keadaan": "belum_wajib"}, "belum wajib", None),
    ],
)
def test_a_cell_says_its_state_in_words_and_looks_calm_or_loud(told: dict[str, Any], words: str, look: str | None) -> None:
    row = {"telat_hari": None, "lewat": False, "sisa": -3} | told
    assert (kata.state(row, "id"), kata.look(row)) == (words, look)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_matrix_draws_what_is_not_due_dotted_and_gives_back_what_was_clicked(theme: str) -> None:
    rows = [Row("36.72", "Kota Cilegon", [Cell("belum wajib", None, "x"), Cell("✓ disetujui", "tenang", "y")], ("1", "/1"))]
    figure = quarter_cells(rows, [("TW I 24", "2024-TW1"), ("TW II 24", "2024-TW2")], "disetujui", theme)
    assert [list(point) for point in figure.data[0].customdata] == [["36.72", "2024-TW1"], ["36.72", "2024-TW2"]]
    assert [shape.line.dash for shape in figure.layout.shapes] == ["dot"]
    assert "<b>TW II 24</b>" in [note.text for note in figure.layout.annotations]


def test_a_share_that_nobody_owes_has_no_bar() -> None:
    pair = Pair("36", "Banten", (Rate(None, None, "–"), Rate(88.9, "S", "88,9% 8/9")), "x")
    track, bars = rate_pairs([pair], ("Tepat waktu", "Disetujui"), "light").data
    assert (len(track.x), list(bars.x)) == (2, [88.9])
