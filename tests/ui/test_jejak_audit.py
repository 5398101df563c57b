"""Jejak Audit: who opens it, what it lists and finds, the state of the chains, the auditor's file."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fake_lake import FakeRead
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Principal, Role
from etl.locale import LANGUAGES, has, text
from etl.warehouse import audit, chain
from etl.warehouse.read import Wanted
from pages.ui import actions, auth, data
from pages.ui import jejak_model as model
from pages.ui.jejak_model import Look

NOW = datetime(2025, 1, 14, 7, 2, 9)
WHOLE = {"kiriman": 3, "jejak": 2, "mata": 1204, "sebelum": 0, "rusak": [], "dihapus": [], "utuh": True}
BROKEN = WHOLE | {
    "utuh": False,
    "sebelum": 5,
    "rusak": [{"jenis": "kiriman", "rantai": "36.72_2024-TW4_a", "urutan": 3, "apa": "diubah"}],
    "dihapus": [{"tabel": "kejadian", "snapshot": 41, "waktu": NOW}],
}


def row(number: int, deed: str, objek: str, **told: Any) -> dict[str, Any]:
    kept = {
        "rantai": "f00d", "urutan": number, "waktu": NOW + timedelta(seconds=number), "identitas": "sekda@cilegon.example",
        "peran": "penyetuju", "lingkup": "36.72", "kode_wilayah": "36.72", "tindakan": deed, "objek": objek,
        "rincian": json.dumps(told) if told else None,
    }  # fmt: skip
    return kept | {"hash_sebelum": chain.GENESIS, "hash": chain.link(chain.GENESIS, kept)}


DEEDS = [
    row(3, "ekspor", "hierarki/daun", baris=1204, saring="opd=Dinas Kesehatan"),
    row(2, "setujui", "36.72_2024-TW4_a", periode="2024-TW4", versi=2),
    row(1, "masuk", "aplikasi"),
]


class TrailRead(FakeRead):
    """Three deeds, `many` times over."""

    Wanted = Wanted

    def __init__(self, *, empty: bool = False, many: int = 1) -> None:
        super().__init__(empty=empty)
        self.rows = [] if empty else DEEDS * many
        self.found: dict[str, Any] = WHOLE
        self.asked: list[tuple[str | None, Wanted]] = []

    def _kept(self, place: str | None, wanted: Wanted) -> pl.DataFrame:
        self.asked.append((place, wanted))
        frame = pl.DataFrame(self.rows or DEEDS)
        if not self.rows:
            return frame.clear()
        frame = frame.filter(pl.col("objek").str.contains(wanted.objek, literal=True))
        return frame.filter(pl.col("tindakan").is_in(wanted.tindakan)) if wanted.tindakan else frame

    def trail(
        self, lake: object, who: Principal, place: str | None, wanted: Wanted, *, limit: int, offset: int = 0
    ) -> pl.DataFrame:
        return self._kept(place, wanted).slice(offset, limit)

    def deeds(self, lake: object, who: Principal, place: str | None, wanted: Wanted) -> pl.DataFrame:
        return self._kept(place, wanted).group_by("tindakan").agg(pl.len().alias("jumlah"))

    def chains(self, lake: object, who: Principal) -> dict[str, Any]:
        return self.found


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> TrailRead:
    read = TrailRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


def opened(role: Role = Role.PENYETUJU, lang: str = "id", **query: str) -> AppTest:
    test = open_page("jejak_audit", lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    return test


@pytest.mark.parametrize("role", [r for r in auth.ROLES if r not in (Role.ADMIN, Role.PENYETUJU)])
def test_only_administrator_and_approver_open_the_page(role: Role, lake: TrailRead) -> None:
    said = text_of(opened(role).run())
    assert "Halaman ini tidak tersedia" in said
    assert "sekda@cilegon.example" not in said
    assert lake.asked == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PENYETUJU])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_who_did_what_when_as_whom_and_to_what(role: Role, lang: str, lake: TrailRead) -> None:
    said = text_of(opened(role, lang).run())
    told = {
        "id": ("3 perbuatan tercatat dalam 30 hari terakhir", "14 Jan 2025 14.02.10 WIB", "Menyetujui", "Hierarki / daun",
               "baris 1.204 · saringan opd=Dinas Kesehatan", "belum diperiksa"),
        "en": ("3 deeds recorded in the last 30 days", "14 Jan 2025 14:02:10 WIB", "Approved", "daun",
               "rows 1,204 · filter opd=Dinas Kesehatan", "not checked"),
    }[lang]  # fmt: skip
    for words in (*told, "sekda@cilegon.example", "36.72_2024-TW4_a", text("halaman.pertanyaan.jejak_audit.3", lang)):
        assert words in said, (words, said)


def test_an_approver_is_not_asked_for_a_region_and_an_administrator_is(lake: TrailRead) -> None:
    keys = {box.key for box in opened().run().selectbox}
    assert "wilayah_jejak" not in keys
    assert "wilayah_jejak" in {box.key for box in opened(Role.ADMIN).run().selectbox}


def test_the_search_reaches_the_lake_and_a_link_reopens_it(lake: TrailRead) -> None:
    test = opened(Role.ADMIN, waktu_jejak="Sejak awal", perbuatan="Ekspor").run()
    test.selectbox(key="wilayah_jejak").set_value("36.72").run()
    test.text_input(key="cari_siapa").set_value(" sekda ").run()
    said = text_of(test.text_input(key="cari_objek").set_value("hierarki").run())
    place, wanted = lake.asked[-1]
    assert (place, wanted.identitas, wanted.objek, wanted.since) == ("36.72", "sekda", "hierarki", None)
    assert wanted.tindakan == ("ekspor",)
    assert "Mengekspor" in said
    assert "Menyetujui" not in said
    assert "sekda" not in str(test.query_params), "what is typed about a person stands in no address"


def test_an_empty_trail_says_what_to_do(lake: TrailRead) -> None:
    lake.rows = []
    said = text_of(opened().run())
    assert "Tidak ada perbuatan yang tercatat dalam 30 hari terakhir" in said
    assert "Perpanjang waktunya" in said


def test_a_long_trail_comes_in_pages(lake: TrailRead) -> None:
    lake.rows = DEEDS * 40
    test = opened().run()
    assert "120 perbuatan" in text_of(test)
    assert len(test.dataframe[0].value) == 25


@pytest.mark.parametrize("lang", LANGUAGES)
def test_checking_the_chains_says_when_and_what_was_found(lang: str, lake: TrailRead) -> None:
    test = opened(lang=lang).run()
    said = text_of(test.button(key="periksa_rantai").click().run())
    assert {"id": "rantainya utuh", "en": "the chains are whole"}[lang] in said
    assert {"id": "1.204 mata rantai", "en": "1,204 links"}[lang] in said
    assert {"id": "Diperiksa", "en": "Checked"}[lang] in said
    lake.found = BROKEN
    said = text_of(test.button(key="periksa_rantai").click().run())
    assert {"id": "rantainya tidak utuh", "en": "the chains are not whole"}[lang] in said
    assert "36.72_2024-TW4_a" in said
    assert {"id": "mata rantai 3 telah diubah", "en": "link 3 was changed"}[lang] in said
    assert "snapshot 41" in said


def test_the_auditor_can_form_every_hash_of_the_file_again(lake: TrailRead, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Any] = {}
    told: list[Any] = []
    monkeypatch.setattr("streamlit.download_button", lambda label, data, *_, key, **__: offered.update({key: data}))
    monkeypatch.setattr(actions, "audit", lambda who, deed, objek, **rest: told.append((deed, objek, rest["baris"])))
    opened(lang="en").run()
    body = offered["csv_jejak"]().decode("utf-8-sig")
    kept = pl.read_csv(body.encode(), skip_lines=2, infer_schema=False)
    for line in kept.rows(named=True):
        linked = {name: line[name] or None for name in audit.LINKED} | {"urutan": int(line["urutan"])}
        assert chain.link(line["hash_sebelum"], linked) == line["hash"]
    assert told == [("ekspor", "jejak", 3)]


def test_every_deed_has_its_words_and_stands_in_one_group() -> None:
    for deed in audit.DEEDS:
        assert all(has(f"jejak.tindakan.{deed}", lang) for lang in LANGUAGES), deed
        assert sum(deed in deeds for deeds in model.GROUPS.values()) == 1, deed


def test_days_begin_and_end_in_the_readers_zone() -> None:
    first, last = model.span("tanggal", NOW, "WIT", (date(2025, 1, 1), date(2025, 1, 31)))
    assert (first, last) == (datetime(2024, 12, 31, 15), datetime(2025, 1, 31, 15))
    assert model.span("tanggal", NOW, "WIB", (None, None)) == (None, None)
    assert model.span("minggu", NOW, "WIB", (None, None)) == (NOW - timedelta(days=7), None)


def test_what_has_no_words_of_ours_is_told_as_it_is() -> None:
    look = Look("id", "WIB", {})
    assert model.thing("36.72_2024-TW4_a", "id") == "36.72_2024-TW4_a"
    assert model.thing(None, "id") == "–"
    assert model.details('{"lain": "x", "versi": 2}', look) == "lain x · versi 2"
    assert model.deed("baru", "id") == "baru"


def test_many_broken_links_end_in_a_count() -> None:
    many = WHOLE | {"rusak": [{"jenis": "jejak", "rantai": "f00d", "urutan": n, "apa": "hilang"} for n in range(1, 31)]}
    lines = model.broken(many, "id")
    assert len(lines) == 21
    assert lines[-1] == "dan 10 lagi"
