"""Mutu Data answers its questions over findings that can be counted by hand; counts are for everybody, cells are not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from fake_lake import AGENCIES
from fake_quality import FINDINGS, REASON, QualityRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import LANGUAGES, has, text
from etl.pipeline.dokumen import Docs
from etl.validation.rules import severities
from pages.charts.mutu_grid import Cell, Row, grid
from pages.charts.mutu_hari import Hari, sending_days
from pages.ui import auth, data
from pages.ui import mutu_kata as kata
from pages.ui import mutu_model as model

ANSWERS = {  # part of the page → question → answer in both languages
    "temuan": {
        "Which rule has most findings?": (
            "2 dari 4 temuan TW IV 2024 berasal dari satu aturan: “Target nol”.",
            "2 of 4 findings of TW IV 2024 come from one rule: “Target is zero”."),
        "Which share of the rows has findings?": ("0,1% 3 / 4.500 baris", "0.1% 3 / 4,500 rows"),
        "How many rules and agencies?": ("3 / 132 aturan bertemuan", "3 / 132 rules with findings"),
        "Which agencies?": ("2 / 5 OPD", "2 / 5 agencies"),
        "Where is the rule broken?": ("Indikator kinerja 2", "Performance indicators 2"),
        "Since when?": ("sejak TW I 2024 (4 triwulan)", "since TW I 2024 (4 quarters)"),
        "What was sent at all?": ("5 / 17 lembar · wajib 5 / 5", "5 / 17 sheets · required 5 / 5"),
        "How many realisations are filled?": ("90,0%", "90.0%"),
    },
    "terbuka": {
        "Which warnings stay?": ("2 peringatan yang belum diperbaiki", "2 warnings not repaired"),
        "For how long?": ("Target nol 2 sejak TW I 2024 (4 triwulan)", "Target is zero 2 since TW I 2024 (4 quarters)"),
    },
    "isian": {
        "How full is a sheet, and was it carried?": ("75% ↻", "75% ↻"),
        "How full is a column?": ("realisasi", "realisasi"),
        "What is missing?": ("belum", "none"),
    },
    "waktu": {
        "Was it late, in the region's own zone?": ("terlambat T+5 · 20 Jan 2025", "late T+5 · 20 Jan 2025"),
        "And the one before?": ("tepat waktu, T−3 · 12 Okt 2024", "on time, T−3 · 12 Oct 2024"),
        "What was revised, and why?": ("1 dari 8 triwulan disetujui lebih dari sekali", "1 of 8 quarters were approved more"),
        "With which reason?": ("koreksi lembar pegawai", "koreksi lembar pegawai"),
    },
}  # fmt: skip


@pytest.fixture
def quality(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> QualityRead:
    read = QualityRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


def opened(part: str, lang: str = "id", role: Role | None = None, **query: str) -> str:
    test = open_page("mutu_data", lang=lang, isi_mutu=text(f"mutu.isi.{part}", lang), **query)
    if role:
        test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    return text_of(test.run())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", ANSWERS)
def test_the_page_answers_its_questions(part: str, lang: str, quality: QualityRead) -> None:
    said = opened(part, lang)
    assert all(text(f"halaman.pertanyaan.mutu_data.{n}", lang) in said for n in (1, 2, 3))
    rules = str(len(severities()))
    answers = {q: a[lang == "en"].replace("132", rules) for q, a in ANSWERS[part].items()}
    assert not {q: a for q, a in answers.items() if a not in said}, said


@pytest.mark.parametrize("part", ANSWERS)
def test_the_english_page_speaks_no_indonesian_of_ours(part: str, quality: QualityRead) -> None:
    said = opened(part, "en")
    for word in ("temuan", "baris", "dari", "triwulan", "belum", "terlambat", "aturan"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
def test_cells_and_reasons_are_for_operator_and_approver_only(role: Role, quality: QualityRead) -> None:
    inside = role in (Role.OPERATOR, Role.PENYETUJU)
    found, still = opened("temuan", role=role), opened("terbuka", role=role)
    assert ("indikator!K7" in found) is inside
    assert (REASON in still) is inside
    assert ("Sel dan isinya hanya untuk operator" in found) is not inside
    assert "2 dari 4 temuan TW IV 2024" in found
    assert not (role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU) and "Kabupaten Serang" in found)


def test_a_blocked_draft_is_said_first_to_who_may_read_drafts(quality: QualityRead) -> None:
    quality.draft = {
        "periode": "2024-TW4", "kiriman_id": "x", "versi": 4, "tahap": "dikembalikan", "alasan": "periksa lembar tim",
        "blokir": 7, "peringatan": 2,
    }  # fmt: skip
    said = opened("terbuka", role=Role.OPERATOR)
    assert "TW IV 2024 versi 4 belum bisa diajukan: 7 temuan memblokir." in said
    assert "dikembalikan 7 2 periksa lembar tim" in said
    other = opened("terbuka", role=Role.KEMENDAGRI)
    assert "periksa lembar tim" not in other
    assert "memblokir." not in other


def test_an_agency_narrows_the_rules_and_a_rule_is_opened_by_its_name(quality: QualityRead) -> None:
    said = opened("temuan", opd="Dinas Pendidikan dan Kebudayaan")
    assert "Temuan per triwulan menurut 2 aturan" in said
    said = opened("temuan", aturan="Tim tanpa SK", role=Role.OPERATOR)
    assert "tim!E3" in said
    assert "indikator!K7" not in said


def test_agencies_stand_in_rows_with_what_is_of_no_one_agency(quality: QualityRead) -> None:
    said = opened("temuan", menurut="OPD")
    assert "Temuan per triwulan menurut 4 OPD" in said
    assert "Bukan satu OPD" in said


def test_a_quarter_without_findings_says_so(quality: QualityRead) -> None:
    quality.clean = True
    said = opened("temuan")
    assert "Tidak ada temuan pada 4.500 baris TW IV 2024." in said
    assert "Tidak ada temuan untuk Kota Cilegon sampai triwulan ini." in said


def test_a_lake_without_data_says_what_to_do_next(quality: QualityRead) -> None:
    quality.empty = True
    assert "Belum ada data yang disetujui" in opened("temuan")


def test_rules_that_were_not_checked_are_named(quality: QualityRead) -> None:
    said = opened("terbuka", periode="TW IV 2020")
    assert "1 aturan tidak dapat diperiksa" in said
    assert "Capaian melonjak (`riwayat.capaian_melonjak`)" in said


def test_every_figure_says_how_it_is_counted_and_from_which_file(quality: QualityRead) -> None:
    test = open_page("mutu_data")
    test.session_state["asal"] = True
    said = text_of(test.run())
    assert "semua baris yang diterima" in said
    assert "36.72_2024-TW4.xlsx" in said


@pytest.mark.parametrize(
    ("docs", "said"),
    [
        (Docs("belum"), "belum dibuat"),
        (Docs("berjalan", 1), "Menjalankan semua aturan"),
        (Docs("gagal", galat=("galat.dokumen_berkas", {"kiriman": "x"})), "Berkas kiriman x sudah dihapus"),
    ],
)
def test_the_data_docs_say_how_far_they_are(docs: Docs, said: str, quality: QualityRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "docs", lambda *_: docs)
    test = open_page("mutu_data", isi_mutu="Dokumen pemeriksaan").run()
    assert not test.exception
    told = text_of(test) + " ".join(str(w.value) for w in test.warning) + " ".join(str(e.proto) for e in test.get("progress"))
    assert said in told


def _seen(*periods: str) -> list[model.Triwulan]:
    return [model.Triwulan(p, kiriman_id=f"36.72_{p}_1") for p in periods]


@pytest.mark.parametrize("aturan", [None, "target_nol", "tim.tanpa_sk"])
def test_parts_add_up_over_agencies_and_what_is_of_no_one_agency(aturan: str | None) -> None:
    found = pl.DataFrame(FINDINGS, schema=["periode", "aturan", "dataset", "kode_opd", "jumlah"], orient="row")
    found = found.with_columns(tingkat=pl.lit("peringatan"))
    seen = _seen("2023-TW3", "2023-TW4", "2024-TW1", "2024-TW2", "2024-TW3", "2024-TW4")
    everything = found["aturan"].to_list()
    rules = [d for d in model.by_rule(found, seen) if aturan in (None, d.id)]
    agencies = model.by_agency(found, seen, aturan)
    for place, quarter in enumerate(seen):
        rows = found.filter((pl.col("periode") == quarter.periode) & pl.col("aturan").is_in([aturan] if aturan else everything))
        assert sum(d.jumlah[place] or 0 for d in rules) == rows["jumlah"].sum() == sum(d.jumlah[place] or 0 for d in agencies)
    narrowed = [sum(d.total for d in model.by_rule(found, seen, kode)) for kode in [*AGENCIES, model.NOBODY]]
    assert sum(narrowed) == found["jumlah"].sum()


def test_a_missing_quarter_ends_the_row_of_a_lasting_finding() -> None:
    counts = {"2023-TW4": 2, "2024-TW2": 1, "2024-TW3": 5}
    assert model.in_a_row(counts, "2024-TW3") == 2
    assert model.in_a_row(counts, "2024-TW2") == 1
    assert model.in_a_row(counts, "2024-TW4") == 0


def test_a_day_is_counted_where_the_region_lies() -> None:
    told = QualityRead().deadlines(None, auth.local_nation(), "36.72")
    found = {q.periode: q for q in model.quarters(QualityRead().quarters(None, auth.local_nation(), "36.72"), told)}
    assert (found["2024-TW4"].hari, found["2024-TW4"].late) == (5, True)
    assert (found["2024-TW3"].hari, found["2024-TW3"].late) == (-3, False)
    silent = told.with_columns(dikirim=pl.lit(None, dtype=pl.Datetime)).filter(pl.col("periode") == "2024-TW4")
    waiting = model.quarters(QualityRead().quarters(None, auth.local_nation(), "36.72").clear(), silent, date(2025, 1, 12))
    assert waiting[0].hari == -3
    assert kata.sending_words(waiting[0], "id") == "belum dikirim, sisa 3 hari"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_a_short_name(lang: str) -> None:
    assert [rule for rule in severities() if not has(f"mutu.aturan.{rule}", lang)] == []
    assert [rule for rule in severities() if len(kata.rule_name(rule, lang)) > 40] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_cell_gives_its_row_and_a_missing_required_sheet_stands_out(theme: str) -> None:
    rows = [
        Row("unit", "Unit", [Cell("75%", 0.75, ""), Cell("belum", 0, "", "kurang")]),
        Row("tim", "Tim", [Cell("·", 0, "", "tiada")] * 2),
    ]
    figure = grid(rows, [("TW I", "2024"), ("II", "")], theme).to_dict()
    assert [point[0] for point in figure["data"][-1]["customdata"]] == ["unit", "unit", "tim", "tim"]
    assert len(figure["layout"]["shapes"]) == 3
    assert figure["layout"]["shapes"][0]["line"]["color"] != figure["layout"]["shapes"][1]["line"]["color"]


def test_bars_are_as_long_as_the_days_and_late_ones_go_to_the_right() -> None:
    rows = [Hari("TW IV", 4, "", ""), Hari("TW III", -2, "", ""), Hari("TW II", 0, "", "")]
    bars = sending_days(rows, "tenggat", "light").to_dict()["data"][-1]
    late, early, on_day = bars["width"]
    zero = bars["x"][0] - late / 2
    assert late == pytest.approx(2 * early, abs=2)
    assert bars["x"][1] < zero < bars["x"][0]
    assert on_day <= 2
    assert bars["marker"]["color"][0] != bars["marker"]["color"][1]
