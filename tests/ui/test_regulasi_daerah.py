"""Regulasi Daerah and Rencana Aksi over a register and plans small enough to check by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from fake_lake import AGENCIES, VALUE_SCHEMA, FakeRead, _row
from rendered import open_page, text_of

from etl.access import Principal, Role
from etl.contracts import contracts
from etl.locale import text
from pages.ui import auth, data
from pages.ui import regulasi_model as rules
from pages.ui import rencana_model as plans
from pages.ui.regulasi_lembar import missing_words

END = date(2024, 12, 31)
PRODUCTS: list[dict[str, Any]] = [
    {"kode_produk": "P1", "jenis": "perwali", "nomor": "9", "tahun": 2023, "tentang": "Sistem kerja", "tahap": "sistem_kerja",
     "status": "ditetapkan", "tanggal": date(2023, 6, 12), "tautan": "https://jdih.example.go.id/9"},
    {"kode_produk": "P2", "jenis": "perwali", "nomor": "6", "tahun": 2023, "tentang": "Struktur", "tahap": "struktur",
     "status": "ditetapkan", "tanggal": date(2023, 2, 1), "tautan": "javascript:alert(1)"},
    {"kode_produk": "P3", "jenis": "se", "nomor": "060/328/org", "tahun": 2023, "tentang": "Penyetaraan",
     "tahap": "penyetaraan", "status": "ditetapkan", "tanggal": date(2023, 9, 1)},
    {"kode_produk": "P4", "jenis": "perwali", "tahun": 2025, "tentang": "Peta jabatan", "tahap": "peta_jabatan",
     "status": "harmonisasi", "tanggal_mulai_tahap": date(2023, 11, 1)},
    {"kode_produk": "P5", "jenis": "perwali", "tahun": 2025, "tentang": "Nomenklatur pelaksana", "tahap": "nomenklatur",
     "status": "pembahasan", "tanggal_mulai_tahap": date(2024, 11, 20)},
    {"kode_produk": "P6", "jenis": "perwali", "nomor": "1", "tahun": 2025, "tentang": "Koordinasi", "tahap": "koordinasi",
     "status": "ditetapkan", "tanggal": date(2025, 1, 3)},
]  # fmt: skip
ACTIONS: list[dict[str, Any]] = [
    {"kode_aksi": "A1", "kode_unit": "1.01", "tahap": "sistem_kerja", "aksi": "Membentuk tim kerja", "keluaran": "SK tim",
     "target_tw1": 1.0, "target_tw4": 2.0, "realisasi_tw1": 1.0, "penanggung_jawab": "KD1", "tenggat": date(2024, 10, 2),
     "status": "berjalan"},
    {"kode_aksi": "A2", "kode_unit": "1.01", "tahap": "peta_jabatan", "aksi": "Menyusun peta jabatan", "status": "selesai",
     "tenggat": date(2024, 3, 1)},
    {"kode_aksi": "A3", "kode_unit": "1.02", "tahap": "sistem_kerja", "aksi": "Sosialisasi sistem kerja", "status": "selesai"},
]  # fmt: skip
READY = {"2024-TW4": {None: (2, 3), "1.01": (1, 2), "1.02": (1, 1)}, "2023-TW1": {None: (1, 4), "1.01": (0, 3), "1.02": (1, 1)}}


def frame(dataset: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as `facts` gives them: every column of the contract and kode_opd."""
    schema = {name: column.dtype for name, column in contracts()[dataset].columns.items()} | {"kode_opd": pl.String()}
    return pl.DataFrame([{"kode_opd": row.get("kode_unit"), **row} for row in rows], schema=schema)


class StageRead(FakeRead):
    """The small lake with a register, plans and their metrics. without: datasets that no submission brought."""

    without: tuple[str, ...] = ()

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = {"produk_hukum": PRODUCTS, "rencana_aksi": ACTIONS}.get(dataset, [])
        return frame(dataset, rows if dataset not in self.without and who.scope.covers(kode_wilayah) else [])

    def positions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return pl.DataFrame({"kode_jabatan": ["KD1"], "nama_jabatan": ["Kepala Dinas Kesehatan"]})

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        own = [] if "rencana_aksi" in self.without else [
            _row("36.72", p, unit, "rencana_aksi_selesai", 100 * a / b, top=a, bottom=b)
            for p, units in READY.items() for unit, (a, b) in units.items()
        ]  # fmt: skip
        own.append(_row("36.72", "2024-TW4", None, "regulasi_sistem_kerja", 100.0, top=1, bottom=1))
        periods = asked.get("periode") or []
        wanted = pl.DataFrame(own, schema=VALUE_SCHEMA).filter(
            pl.col("periode").is_in([periods] if isinstance(periods, str) else list(periods)),
            pl.lit(asked.get("kode_wilayah") == "36.72" and who.scope.covers("36.72")),
        )
        if asked.get("metrik"):
            names = asked["metrik"]
            wanted = wanted.filter(pl.col("metrik").is_in([names] if isinstance(names, str) else list(names)))
        if (unit := asked.get("kode_unit", "*")) != "*":
            wanted = wanted.filter(pl.col("kode_unit").is_null() if unit is None else pl.col("kode_unit") == unit)
        return pl.concat([super().metric_values(lake, who, **asked), wanted])


@pytest.fixture
def stage(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> StageRead:
    read = StageRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


QUESTIONS = {
    "daftar": {
        "Which stages have a product in force?": ("3 dari 7 tahap punya produk hukum yang berlaku", "3 of 7 stages have"),
        "Which draft has waited longest?": (
            "rancangan tertua Peta jabatan, 13 bulan.", "oldest draft Post map, 13 months."),
        "How old is it in days?": ("13 bulan (426 hari)", "13 months (426 days)"),
        "In which status is it?": ("Harmonisasi, 13 bulan", "Harmonisation, 13 months"),
        "Is the work system regulation in force?": ("Peraturan sistem kerja Ada Perwali 9/2023", "Work system regulation Yes"),
        "Which stage is carried by a circular only?": ("Hanya SE/keputusan", "Circular or decision only"),
        "What is enacted but not yet in force?": ("Ditetapkan (sesudah triwulan ini)", "Enacted (after this quarter)"),
        "Where is the text?": ("https://jdih.example.go.id/9", "https://jdih.example.go.id/9"),
    },
    "rencana": {
        "Which agencies have no plan?": ("tanpa: BPBD", "without: BPBD"),
        "How ready now and before the regulation?": (
            "66,7% aksi selesai, 25,0% sebelum Perwali 9/2023", "66.7% of actions done, 25.0% before Perwali 9/2023"),
        "Which quarter was before it?": ("TW I 2023, sebelum peraturan", "TW I 2023, before the regulation"),
        "What is overdue, by how many days, and whose is it?": (
            "Dinkes 90 2 Okt 2024 Membentuk tim kerja Kepala Dinkes", "Dinkes 90 2 Oct 2024 Membentuk tim kerja Kepala Dinkes"),
        "What was planned and done per quarter?": ("1/1 · – · – · –/2 1 / 3", "1/1 · – · – · –/2 1 / 3"),
        "How much of each agency's plan is done?": ("50% 1 / 2 1 terlambat", "50% 1 / 2 1 overdue"),
    },
}  # fmt: skip
SHOWN = {"daftar": "Produk hukum", "rencana": "Rencana aksi"}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("part", QUESTIONS)
def test_the_page_answers_its_questions(part: str, lang: str, stage: StageRead) -> None:
    said = text_of(open_page("regulasi_daerah", lang=lang, isi_regulasi=SHOWN[part]).run())
    assert all(text(f"halaman.pertanyaan.regulasi_daerah.{n}", lang) in said for n in (1, 2, 3, 4))
    assert not {q: a for q, pair in QUESTIONS[part].items() if (a := pair[lang == "en"]) not in said}, said


@pytest.mark.parametrize("part", SHOWN.values())
def test_the_english_page_speaks_no_indonesian_of_ours(part: str, stage: StageRead) -> None:
    said = text_of(open_page("regulasi_daerah", lang="en", isi_regulasi=part).run())
    for word in ("belum", "dari", "rancangan", "terlambat", "hari", "sebelum"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
@pytest.mark.parametrize("part", SHOWN.values())
def test_every_role_sees_its_own_scope_only(part: str, role: Role, stage: StageRead) -> None:
    test = open_page("regulasi_daerah", isi_regulasi=part, wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)


@pytest.mark.parametrize(("part", "sheet", "column"), [("daftar", "produk_hukum", "tahap"), ("rencana", "rencana_aksi", "aksi")])
def test_an_absent_sheet_is_named_with_the_columns_to_fill(part: str, sheet: str, column: str, stage: StageRead) -> None:
    stage.without = (sheet,)
    said = text_of(open_page("regulasi_daerah", isi_regulasi=SHOWN[part]).run())
    assert f"Lembar {sheet}" in said
    assert f"`{column}`" in said


def test_plans_without_a_register_say_why_there_is_no_before(stage: StageRead) -> None:
    stage.without = ("produk_hukum",)
    said = text_of(open_page("regulasi_daerah", isi_regulasi=SHOWN["rencana"]).run())
    assert "peraturan sistem kerja belum berlaku" in said
    assert "66,7% aksi selesai; 1 terlambat" in said


def test_its_figures_lead_to_formula_and_law(stage: StageRead) -> None:
    test = open_page("regulasi_daerah")
    test.session_state["asal"] = test.session_state["unduh"] = True
    said = text_of(test.run())
    assert "Peraturan Menteri PANRB Nomor 7 Tahun 2022" in said
    assert text("metrik.regulasi_sistem_kerja.catatan") in said


def test_a_lake_without_data_says_what_to_do_next(stage: StageRead) -> None:
    stage.empty = True
    assert "python -m etl publish" in text_of(open_page("regulasi_daerah").run())


def test_a_reader_of_one_agency_sees_its_plan(stage: StageRead) -> None:
    said = text_of(open_page("regulasi_daerah", isi_regulasi=SHOWN["rencana"], opd="Dinas Kesehatan").run())
    assert "Dinkes: 50,0% aksi selesai, 0,0% sebelum Perwali 9/2023; 1 terlambat." in said
    assert "Membentuk tim kerja" in said
    assert "Sosialisasi sistem kerja" not in said


def test_an_agency_without_a_plan_says_so_in_its_sentence(stage: StageRead) -> None:
    said = text_of(open_page("regulasi_daerah", isi_regulasi=SHOWN["rencana"], opd="Kecamatan Purwakarta").run())
    assert "Kec. Purwakarta belum punya rencana aksi" in said


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://jdih.go.id/x", True), ("HTTP://jdih.go.id", True), ("javascript:alert(1)", False), ("data:text/html,x", False),
        ("file:///etc/passwd", False), ("//jdih.go.id/x", False), ("https:", False), ("http://[", False), ("", False),
        (None, False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(link: str | None, kept: bool) -> None:
    assert (rules.safe_link(link) is not None) is kept


def test_a_regulation_counts_from_the_day_it_is_enacted() -> None:
    found = rules.products(frame("produk_hukum", PRODUCTS), date(2023, 6, 11))
    assert next(p for p in found if p.kode == "P1").keadaan == rules.LATER
    found = rules.products(frame("produk_hukum", PRODUCTS), date(2023, 6, 12))
    assert next(p for p in found if p.kode == "P1").keadaan == rules.IN_FORCE


def test_an_enacted_product_without_a_date_is_not_in_force() -> None:
    rows = [{**PRODUCTS[0], "tanggal": None}]
    found = rules.products(frame("produk_hukum", rows), END)
    assert found[0].keadaan == rules.UNDATED
    assert rules.enacted(found) is None
    assert "tanggal belum diisi" in rules.register_table(found)["Status"][0]


def test_what_every_stage_lacks() -> None:
    found = rules.by_stage(rules.products(frame("produk_hukum", PRODUCTS), END))
    assert {s.kode: s.keadaan for s in found} == {
        "struktur": "peraturan", "penyetaraan": "lain", "sistem_kerja": "peraturan", "peta_jabatan": "rancangan",
        "evaluasi_jabatan": "kosong", "nomenklatur": "rancangan", "koordinasi": "kosong",
    }  # fmt: skip


@pytest.mark.parametrize(("days", "said"), [(0, "0 hari"), (41, "41 hari"), (60, "60 hari"), (61, "2 bulan (61 hari)")])
def test_ages_are_told_in_days_then_months(days: int, said: str) -> None:
    assert rules.age(days) == said


def test_an_action_is_overdue_the_day_after_its_deadline_and_never_when_done() -> None:
    row = frame("rencana_aksi", ACTIONS[:2])
    late = {a.kode: (a.status, a.lewat) for a in plans.actions(row, {}, date(2024, 10, 3))}
    assert late == {"A1": ("terlambat", 1), "A2": ("selesai", 0)}
    assert plans.actions(row, {}, date(2024, 10, 2))[0].status == "berjalan"


def test_the_quarter_before_the_regulation_ended_before_it() -> None:
    assert plans.quarter_before(["2023-TW1", "2023-TW2", "2020-TW4"], date(2023, 6, 30)) == "2023-TW1"
    assert plans.quarter_before(["2023-TW1", "2023-TW2"], date(2023, 7, 1)) == "2023-TW2"
    assert plans.quarter_before(["2023-TW1"], None) is None


def test_agencies_without_a_plan_stand_first() -> None:
    values = pl.DataFrame([_row("36.72", "2024-TW4", "1.01", plans.READY, 50.0, top=1, bottom=2)], schema=VALUE_SCHEMA)
    found = plans.readiness(values, AGENCIES, [], "2024-TW4", None)
    assert [r.kode for r in found] == ["1.02", "1.03", "1.04", "1.05", "1.01"]
    assert len(plans.without_plan(found)) == 4


def test_a_sheet_without_further_columns_promises_none() -> None:
    """kinerja_unit has two columns, both required."""
    assert missing_words("kinerja_unit", "TW IV 2024").endswith("kolom lain bila ada: –. Lalu unggah ulang berkas kiriman.")
