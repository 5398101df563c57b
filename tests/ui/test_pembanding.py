"""Pembanding over six approved cities whose ranks and medians can be checked by hand; two more are not approved."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from fake_lake import FakeRead
from fake_peers import NARROW, PeersRead
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.locale import text
from etl.metrics.catalogue import catalog
from pages.charts.peer_lines import Line, Tick, apart, peer_lines
from pages.charts.peer_strips import Dot, Mark, Strip, peer_strips
from pages.ui import actions, auth, data
from pages.ui import pembanding_kata as kata
from pages.ui import pembanding_model as model

METRICS = "capaian_kinerja,rentang_sempit,tim_lintas_opd"


@pytest.fixture
def peers_lake(fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch) -> PeersRead:
    read = PeersRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


def page(role: Role = Role.KEMENDAGRI, **query: str) -> AppTest:
    test = open_page("pembanding", **{"metrik": METRICS, **query})
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    return test.run()


def address(test: AppTest) -> dict[str, str]:
    """What stands in the address after a run."""
    return {name: value if isinstance(value, str) else value[0] for name, value in test.query_params.items() if value}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, peers_lake: PeersRead) -> None:
    said = text_of(page(lang=lang))
    answers = {
        # The best, the middle and the last by attainment; 6 of the 8 cities that are expected.
        "id": ("6 dari 8 pemda disetujui; metrik di sisi baik median: Kota Tangerang 2 dari 2, Kota Sukabumi 0.",
               "90,0% Tinggi 900 / 10 urutan 1/6 · sisi baik", "75,0% 6 pemda", "50 / 100 urutan 5/6 · sisi kurang",
               "2 pemda belum disetujui, jadi tidak dibandingkan: Kota Cirebon, Kota Tangerang Selatan",
               "belum disetujui: menunggu penyetuju", "median kelompok 75,0%", "210 / 600"),
        "en": ("6 of 8 governments approved; metrics on the median's good side: Kota Tangerang 2 of 2, Kota Sukabumi 0.",
               "90.0% High 900 / 10 rank 1/6 · good side", "75.0% 6 governments", "50 / 100 rank 5/6 · weak side",
               "2 governments not approved, so not compared: Kota Cirebon, Kota Tangerang Selatan",
               "not approved: waiting for the approver", "group median 75.0%", "210 / 600"),
    }  # fmt: skip
    assert not [answer for answer in answers[lang] if answer not in said], said
    assert all(text(f"halaman.pertanyaan.pembanding.{n}", lang) in said for n in (1, 2, 3, 4, 5))


def test_whoever_has_not_approved_is_no_option_and_in_no_rank(peers_lake: PeersRead) -> None:
    test = page()
    options = test.multiselect(key="sanding").options
    assert len(options) == 6
    assert not {"Kota Cirebon", "Kota Tangerang Selatan"} & set(options)


def test_counts_are_set_against_the_size_of_the_government(peers_lake: PeersRead) -> None:
    said = text_of(page(per="per_asn", sanding="36.72"))
    assert "20,0 20 / 1.000 urutan 6/6 · sisi kurang" in said  # 20 managers, 1,000 civil servants
    assert "Capaian kinerja Per 1.000 ASN · lebih tinggi lebih baik tidak berlaku" in said
    assert "Tanpa sebaran: Capaian kinerja (tidak berlaku);" in said
    said = text_of(page(per="per_unit", sanding="36.72"))
    assert "40,0 20 / 50 urutan 6/6" in said


def test_a_group_picked_by_hand_lives_in_the_link(peers_lake: PeersRead) -> None:
    test = page(pemda="36.72,36.71,36.74,32.73")
    said = text_of(test)
    assert test.multiselect(key="pemda").value == ["36.72", "36.71", "36.74", "32.73"]
    assert test.multiselect(key="sanding").value == ["36.72", "36.71", "32.73"]
    assert "3 dari 4 pemda disetujui, terlalu sedikit untuk median; Capaian kinerja terbaik: Kota Tangerang, 90,0%." in said
    assert "1 pemda belum disetujui, jadi tidak dibandingkan: Kota Tangerang Selatan" in said
    test.multiselect(key="pemda").set_value(["36.72", "32.72"]).run()
    told = address(test)
    assert told["pemda"] == "36.72,32.72"
    again = page(pemda=told["pemda"])
    assert again.multiselect(key="sanding").value == ["36.72", "32.72"]


def test_a_link_shows_nothing_beyond_the_readers_rights(peers_lake: PeersRead) -> None:
    test = page(Role.PROVINSI, pemda="36.72,32.73,36.71,99.99", sanding="32.73,36.72")
    said = text_of(test)
    assert "Sebagian pemda pada tautan ini di luar hak Anda" in said
    assert "Kota Bandung" not in said
    assert test.multiselect(key="sanding").value == ["36.72"]
    assert not [name for name in test.multiselect(key="pemda").options if name == "Kota Bandung"]
    assert "luar hak" not in text_of(page(Role.PROVINSI, pemda="36.72,36.71,99.99"))


def test_a_link_says_who_is_not_approved_and_who_is_of_another_group(peers_lake: PeersRead) -> None:
    said = text_of(page(kelompok="provinsi", isi="36", sanding="36.72,36.74,32.73"))
    assert "Belum disetujui untuk triwulan ini, jadi tidak disandingkan: Kota Tangerang Selatan." in said
    assert "Di luar kelompok yang dipilih, jadi tidak disandingkan: Kota Bandung." in said
    assert "3 dari 4 pemda disetujui" in said


def test_a_link_to_a_government_opens_its_own_group(peers_lake: PeersRead) -> None:
    test = page(kelompok="provinsi", sanding="36.73")
    assert test.selectbox(key="isi").value == "36"
    assert "isi" not in address(test)
    test.multiselect(key="sanding").set_value([]).run()
    assert (test.selectbox(key="isi").value, address(test)["isi"], address(test)["sanding"]) == ("36", "36", "-")


def test_an_address_stays_as_it_came_until_something_is_chosen(peers_lake: PeersRead) -> None:
    test = page(isi="besar", sanding="36.72,99.99", per="x")
    assert {name: address(test)[name] for name in ("isi", "sanding", "per")} == {
        "isi": "besar",
        "sanding": "36.72,99.99",
        "per": "x",
    }
    test.selectbox(key="kelompok").set_value("provinsi").run()
    told = address(test)
    assert (told["kelompok"], told["isi"], told["sanding"]) == ("provinsi", "36", "36.72")
    assert "per" not in told


def test_members_picked_by_hand_come_back_with_their_kind(peers_lake: PeersRead) -> None:
    test = page(pemda="36.72,36.71")
    test.selectbox(key="kelompok").set_value("jenis").run()
    assert address(test)["kelompok"] == "jenis"
    assert test.selectbox(key="isi").value == "kota"
    test.run()
    assert test.selectbox(key="kelompok").value == "jenis"
    test.selectbox(key="kelompok").set_value("pilihan").run()
    assert test.multiselect(key="pemda").value == ["36.72", "36.71"]
    test.multiselect(key="pemda").set_value([]).run()
    assert test.selectbox(key="kelompok").value == "pilihan"
    assert test.run().selectbox(key="kelompok").value == "pilihan"


def saved_groups(**query: str) -> AppTest:
    """The page with the box of saved groups open."""
    test = page(**query)
    test.session_state["kelompok_tersimpan"] = True
    return test.run()


def test_a_saved_group_is_chosen_again_in_one_step_of_the_address(peers_lake: PeersRead) -> None:
    test = saved_groups(sanding="36.73")
    assert test.selectbox(key="kelompok_dipilih").options == ["Kota pesisir · 2 pemda · lokal", "Kota Jabar · 3 pemda · rekan"]
    test.selectbox(key="kelompok_dipilih").set_value("k2").run()
    assert "hapus_kelompok" not in {button.key for button in test.button}, "only who saved it ends it"
    said = text_of(test.button(key="pakai_kelompok").click().run())
    assert not test.exception
    found = address(test)
    assert (found["kelompok"], found["pemda"], found.get("sanding")) == ("pilihan", "32.71,32.72,32.73", None)
    assert test.multiselect(key="pemda").value == test.multiselect(key="sanding").value == ["32.71", "32.72", "32.73"]
    assert "kelompok: Kota Jabar" in said


def test_what_was_picked_is_saved_and_ended_by_who_saved_it(peers_lake: PeersRead, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[Any, ...]] = []
    for name in ("simpan_kelompok", "hapus_kelompok"):
        monkeypatch.setattr(actions, name, lambda who, *args, name=name: done.append((name, who.role, *args)))
    test = saved_groups(pemda="36.72,36.73")
    test.text_input(key="nama_kelompok").set_value("Kota  Banten")
    assert "Kelompok “Kota Banten” tersimpan." in text_of(test.button(key="simpan_kelompok").click().run())
    assert "simpan_kelompok" not in {button.key for button in test.button}, "the box has closed"
    saved_groups(pemda="36.72,36.73").button(key="hapus_kelompok").click().run()
    assert done == [
        ("simpan_kelompok", Role.KEMENDAGRI, "Kota  Banten", ["36.72", "36.73"]), ("hapus_kelompok", Role.KEMENDAGRI, "k1")
    ]  # fmt: skip
    peers_lake.groups = {}
    assert "simpan_kelompok" not in {button.key for button in saved_groups().button}, "nothing is picked by hand"


def test_at_most_six_stand_side_by_side_and_empty_choices_say_what_to_do(peers_lake: PeersRead) -> None:
    assert len(page(sanding="36.71,36.72,36.73,32.71,32.72,32.73,36.71").multiselect(key="sanding").value) == 6
    assert "Pilih paling sedikit satu pemda" in text_of(page(sanding="-"))
    assert "Pilih paling sedikit satu metrik" in text_of(page(metrik="-", sanding="36.72"))
    assert "Pilih pemda untuk kelompok Anda di atas" in text_of(page(kelompok="pilihan"))


def test_where_nobody_has_approved_the_page_says_so(peers_lake: PeersRead) -> None:
    peers_lake.none = True
    assert "Belum ada yang disetujui dari 8 pemda kelompok ini untuk TW IV 2024" in text_of(page())
    peers_lake.empty = True
    data._cached.clear()
    assert "Belum ada pemda yang wajib lapor" in text_of(page())


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU])
def test_roles_of_one_government_do_not_open_it(role: Role, peers_lake: PeersRead) -> None:
    said = text_of(page(role))
    assert "Kota Tangerang" not in said


def test_every_figure_leads_to_its_formula_and_to_how_the_groups_figure_is_formed(peers_lake: PeersRead) -> None:
    test = open_page("pembanding", metrik="rentang_sempit", sanding="36.72")
    test.session_state["asal"] = True
    said = text_of(test.run())
    for part in ("Manajer dengan bawahan paling banyak batas sempit", "36.72_2024-TW4.xlsx", "Sekretaris Daerah",
                 "35,0% · 6 pemda", "35,0% = 210 / 600 · pembilang dan penyebut dijumlahkan"):  # fmt: skip
        assert part in said, part


def test_a_figure_per_size_says_what_it_is_set_against(peers_lake: PeersRead) -> None:
    test = open_page("pembanding", metrik="rentang_sempit", sanding="36.72", per="per_asn")
    test.session_state["asal"] = True
    assert "Per 1.000 ASN 20,0 · 20 / 1.000" in text_of(test.run())


def test_the_development_names_every_line_at_its_end(peers_lake: PeersRead) -> None:
    said = text_of(page(sanding="36.72", deret="rentang_sempit"))
    assert "● Kota Cilegon 20,0%" in said
    assert "Perkembangan: Rentang sempit" in said


def test_the_development_is_in_the_measure_of_the_page(peers_lake: PeersRead) -> None:
    said = text_of(page(sanding="36.72", per="per_asn"))  # the first metric that counts something
    assert "Perkembangan: Rentang sempit · Per 1.000 ASN" in said
    assert "● Kota Cilegon 20,0" in said
    assert "● Kota Cilegon 40,0" in text_of(page(sanding="36.72", per="per_unit"))
    said = text_of(page(sanding="36.72", per="per_asn", deret="capaian_kinerja"))
    assert "Tidak ada perkembangan yang dapat ditunjukkan: Capaian kinerja (tidak berlaku)." in said


def test_a_figure_beside_its_median_is_never_written_like_it() -> None:
    assert kata.close("rentang_sempit", model.AS_IS, [35.04], 35.0, "id")
    assert not kata.close("rentang_sempit", model.AS_IS, [35.0, 36.0, None], 35.0, "id")
    assert kata.amount("rentang_sempit", model.AS_IS, 35.04, "id", fine=True) == "35,04%"


def test_the_size_is_that_of_the_newest_quarter_known() -> None:
    rows = pl.DataFrame(
        [("36.71", "2024-TW3", 10.0), ("36.71", "2024-TW2", 9.0), ("36.72", "2025-TW1", 7.0), ("36.72", "2025-TW2", 8.0)],
        ["kode_wilayah", "periode", "penyebut"],
        orient="row",
    ).with_columns(metrik=pl.lit(model.SIZE))
    assert model.latest_asn(rows, "2024-TW4").rows() == [("36.71", 10.0)]
    assert model.latest_asn(rows, "2025-TW2").rows() == [("36.71", 10.0), ("36.72", 8.0)]


def test_the_usual_metrics_are_of_the_catalogue() -> None:
    assert set(model.USUAL) <= set(catalog())
    assert len(model.USUAL) == 6


def test_strips_name_the_chosen_in_their_colour_and_say_what_is_missing() -> None:
    dots = [Dot(float(v), f"Kota {n}") for n, v in enumerate(NARROW.values())]
    marks = [
        Mark("Kota A", 10.0, "10%", True, "A"),
        Mark("Kota B", 11.0, "11%", False, "B"),
        Mark("Kota C", 12.0, "12%", None, "C"),
    ]
    full = Strip("Satu", dots, marks, ("10%", "60%"), (35.0, "median 35%"))
    fig = peer_strips([full, Strip("Dua", [], [], missing="tidak berlaku")], "light")
    said = {note.text: note for note in fig.layout.annotations}
    assert {"<b>Satu</b>", "median 35%", "10%", "60%", "tidak berlaku"} <= set(said)
    named = [n for words, n in said.items() if words.startswith("Kota ")]
    assert len(named) == 3
    # Labels of neighbours lie in rows of their own.
    assert len({n.y for n in named}) == 3
    assert len(fig.data[0].x) == 6
    assert len(set(fig.data[1].marker.color)) == 3


def test_labels_of_lines_are_moved_apart_and_stay_inside() -> None:
    assert apart([50, 51, 52], 18, 200) == [50, 68, 86]
    assert apart([190, 195, 200], 18, 200) == [164, 182, 200]
    assert apart([], 18, 200) == []


def test_a_quarter_without_a_value_breaks_the_line() -> None:
    line = Line("Kota A", [70.0, None, 72.0], ["a", "b", "c"], "72%", True)
    fig = peer_lines([Tick("III", "2024"), Tick("IV", ""), Tick("TW I", "2025")], [line], None, "dark")
    assert fig.data[0].connectgaps is False
    assert any("Kota A <b>72%</b>" in n.text for n in fig.layout.annotations)
