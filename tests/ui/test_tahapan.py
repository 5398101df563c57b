"""Tahapan answers its questions over a region whose three stages can be counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from fake_lake import AGENCIES, VALUE_SCHEMA, FakeRead
from rendered import open_page, text_of

from etl.access import Principal, Role
from etl.contracts import contracts
from etl.locale import text
from pages.ui import auth, data, tahapan_produk
from pages.ui import tahapan_model as model
from pages.ui.tahapan_model import Part, Row

S1, S2, S3 = model.STAGES
# agency: stage 1, stage 2, stage 3 as (numerator, denominator, reason)
NOW: dict[str | None, tuple[Any, ...]] = {
    None: ((40, 44, None), (38, 40, None), (14, 40, None)),
    "1.01": ((10, 12, None), (8, 12, None), (2, 20, None)),
    "1.02": ((10, 10, None), (10, 10, None), (10, 12, None)),
    "1.03": ((0, 0, "tidak_berlaku"), (0, 0, "penyebut_kosong"), (2, 8, None)),
    "1.04": ((9, 8, "sisa_kurang_dari_dipertahankan"), (5, 5, None), (0, 0, "penyebut_kosong")),
    "1.05": ((-1, 4, "sisa_lebih_dari_awal"), (4, 4, None), (0, 0, "penyebut_kosong")),
}
FATES = {None: (50, 6), "1.01": (15, 3), "1.02": (12, 2), "1.03": (3, 3), "1.04": (14, 6), "1.05": (6, 2)}
STATES = {None: (2, 2, 6), "1.01": (1, 4, 3), "1.02": (0, 0, 2)}
PRODUCTS = [
    ("P1", "perwali", "9", 2023, "sistem_kerja", "ditetapkan", date(2023, 3, 6)),
    ("P2", "perwali", "6", 2023, "struktur", "ditetapkan", date(2023, 2, 1)),
    ("P3", "se", "060/328/org/2023", 2023, "sistem_kerja", "ditetapkan", date(2023, 5, 2)),
    ("P4", "perwali", None, 2024, "penyetaraan", "harmonisasi", date(2024, 4, 20)),
]


class StagesRead(FakeRead):
    """The small lake with the three stages. without: datasets that were not filled."""

    without: frozenset[str] = frozenset()

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        found = super().metric_values(lake, who, **asked)
        kode = str(asked["kode_wilayah"])
        if not set(asked["metrik"] or ()) & set(model.METRICS) or not who.scope.covers(kode):
            return found
        rows = [
            _value(kode, p, unit, metrik, counts)
            for p, moved in (("2024-TW4", 0), ("2024-TW3", 2))
            for unit, stages in NOW.items()
            for metrik, counts in zip(model.STAGES, stages, strict=True)
            for counts in [(counts[0] - (moved if metrik == S3 and unit is None else 0), *counts[1:])]
        ]
        rows += [
            _value(kode, "2024-TW4", None, model.TEAMS, (3, 12, None)),
            _value(kode, "2024-TW4", None, model.RULE, (1, 1, None)),
        ]
        if "penyetaraan" in self.without:
            rows = [r for r in rows if r["metrik"] not in (S1, S2)]
        if "tim" in self.without:
            rows = [r for r in rows if r["metrik"] not in (S3, model.TEAMS)]
        others = found.filter(~pl.col("metrik").is_in(model.METRICS))
        return pl.concat([others, pl.DataFrame(rows, schema=VALUE_SCHEMA)])

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        rows: list[tuple[str | None, str, str, int]] = []
        if asked["metrik"] == "nasib_jabatan":
            rows = [(u, x, "IV.a", n) for u, (a, c) in FATES.items() for x, n in (("dipertahankan", c), ("dihapus", a - c))]
        if asked["metrik"] == "status_penyetaraan":
            names = ("dikecualikan", "belum", "bukan_sasaran")
            rows = [(u, x, "IV.a", n) for u, counts in STATES.items() for x, n in zip(names, counts, strict=True)]
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        return pl.DataFrame(rows if "penyetaraan" not in self.without else [], schema=schema, orient="row")

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = [] if dataset in self.without or dataset != "produk_hukum" else PRODUCTS
        return products(rows)


def products(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """kode, jenis, nomor, tahun, tahap, status, tanggal as the sheet has them."""
    names = ("kode_produk", "jenis", "nomor", "tahun", "tahap", "status", "tanggal")
    full = [dict(zip(names, row, strict=True)) | {"tentang": "…", "tanggal_mulai_tahap": None, "kode_opd": None} for row in rows]
    types = {"tahun": pl.Int64, "tanggal": pl.Date, "tanggal_mulai_tahap": pl.Date}
    schema = {name: types.get(name, pl.String) for name in [*contracts()["produk_hukum"].columns, "kode_opd"]}
    return pl.DataFrame(full, schema=schema)


def _value(kode: str, periode: str, unit: str | None, metrik: str, counts: tuple[Any, ...]) -> dict[str, Any]:
    top, bottom, why = counts
    nilai = 100 * top / bottom if bottom and not why else None
    found = dict.fromkeys(VALUE_SCHEMA) | {"kode_wilayah": kode, "periode": periode, "kode_unit": unit, "metrik": metrik}
    return found | {"pembilang": float(top), "penyebut": float(bottom), "nilai": nilai, "alasan": why}


@pytest.fixture
def stages(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> StagesRead:
    read = StagesRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


ANSWERS = {
    "How far has each stage come?": (
        "Tahap 1 dan 2 hampir selesai (90,9% dan 95,0%); tahap 3 baru 35,0% pejabat fungsional dalam tim, naik 5,0 poin.",
        "Stage 1 and 2 nearly done (90.9% and 95.0%); stage 3 only 35.0% of functional officers in teams, up 5.0 points."),
    "Out of how many?": ("40 / 44 struktur", "40 / 44 structures"),
    "What are A, B and C?": ("A 50 · B 10 · C 6", "A 50 · B 10 · C 6"),
    "How many are exempt, how many not subject?": (
        "2 dikecualikan · 2 belum · 6 bukan sasaran", "2 exempt · 2 not yet · 6 not subject"),
    "Which agency holds it up, by what?": (
        "18 JF di luar tim; 4 belum setara; 2 struktur", "18 outside teams; 4 not equalised; 2 structures"),
    "Where does the measure not apply?": ("tidak berlaku (A = C)", "not applicable (A = C)"),
    "Where do the figures contradict one another?": ("temuan: B kurang dari C", "finding: B below C"),
    "By which rule, and was it checked?": ("PermenPANRB 25/2021, belum diverifikasi", "PermenPANRB 25/2021, not verified"),
    "Which regulation is in force?": ("Perwali 9/2023", "Perwali 9/2023"),
    "Which draft is old?": ("harmonisasi, 8 bulan", "harmonisation, 8 months"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, stages: StagesRead) -> None:
    said = text_of(open_page("tahapan", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.tahapan.{n}", lang) in said for n in (1, 2, 3))
    assert not {question: answer for question, answer in ANSWERS.items() if answer[lang == "en"] not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(stages: StagesRead) -> None:
    said = text_of(open_page("tahapan", lang="en").run())
    assert not [word for word in ("belum", "tahap", "Tahap", "dari", "poin", "struktur") if f" {word} " in said]


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_sees_its_own_scope_only(role: Role, stages: StagesRead) -> None:
    test = open_page("tahapan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)
    assert "A 50 · B 10 · C 6" in said


def test_a_lake_without_data_says_what_to_do_next(stages: StagesRead) -> None:
    stages.empty = True
    assert "python -m etl publish" in text_of(open_page("tahapan").run())


def test_without_any_of_the_sheets_the_page_names_them_with_their_columns(stages: StagesRead) -> None:
    stages.without = frozenset({"penyetaraan", "tim", "produk_hukum"})
    said = text_of(open_page("tahapan").run())
    for part in ("Lembar penyetaraan", "`kode_jabatan_asal`", "`nasib`", "Lembar tim", "Lembar produk_hukum", "`tanggal`"):
        assert part in said, part


@pytest.mark.parametrize(
    ("sheet", "kept"), [("penyetaraan", "14 / 40 JF"), ("tim", "38 / 40 jabatan"), ("produk_hukum", "14 / 40 JF")]
)
def test_each_sheet_may_be_absent_alone(sheet: str, kept: str, stages: StagesRead) -> None:
    stages.without = frozenset({sheet})
    said = text_of(open_page("tahapan").run())
    assert f"Lembar {sheet} (" in said
    assert kept in said


def test_the_largest_shortfall_comes_first_and_contradictions_count_as_all_of_it() -> None:
    done, half = Part(S1, 4, 4, 100.0), Part(S1, 2, 4, 50.0)
    odd = Part(S1, 5, 4, 125.0, "sisa_kurang_dari_dipertahankan")
    assert [Row("a", "A", (p,)).missing_points for p in (done, half, odd)] == [0.0, 50.0, 100.0]
    assert odd.share is None
    assert model.holding(Row("a", "A", (odd,)), "id") == "angka A, B, C bertentangan"


def test_a_stage_that_has_not_moved_for_two_quarters_stands_still() -> None:
    line = [("2024-TW1", 60.0), ("2024-TW2", 70.0), ("2024-TW3", 70.0), ("2024-TW4", 70.0)]
    assert model.standing_since(line) == "2024-TW2"
    assert model.standing_since(line[:3]) is None
    late = (Part(S1, 95, 100, 95.0), Part(S2, 70, 100, 70.0), Part(S3))
    assert "tahap 2 tertahan sejak TW II 2024: 70,0% jabatan disetarakan" in model.finding(late, {S2: line}, "id")


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ((50.0, 60.0, 40.0), "Belum ada tahap yang mencapai 90%; tahap 3 baru 40,0% pejabat fungsional dalam tim."),
        ((92.0, 100.0, 91.0), "Tahap 1, 2 dan 3 mencapai 90% atau lebih: 92,0%, 100,0% dan 91,0%."),
        ((92.0, 100.0, None), "Tahap 1 dan 2 mencapai 90% atau lebih: 92,0% dan 100,0%. Tahap 3 belum bisa dihitung."),
        ((None, None, None), "Kemajuan tahap belum bisa dihitung untuk triwulan ini."),
    ],
)
def test_the_sentence_says_what_is_done_and_what_lags(shares: tuple[float | None, ...], sentence: str) -> None:
    stages = tuple(Part(m, None, None, share) for m, share in zip(model.STAGES, shares, strict=True))
    assert model.finding(stages, {}, "id") == sentence


def test_a_draft_tells_its_age_at_the_quarters_end_and_an_enacted_product_none() -> None:
    draft, enacted = products([PRODUCTS[3], PRODUCTS[0]]).to_dicts()
    assert tahapan_produk.end_of("2024-TW4") == date(2024, 12, 31)
    assert tahapan_produk.note(draft, date(2024, 12, 31), "id") == "harmonisasi, 8 bulan"
    assert tahapan_produk.note(draft, date(2026, 5, 1), "id") == "harmonisasi, 2 tahun"
    assert tahapan_produk.note(enacted, date(2024, 12, 31), "id") == ""


def test_a_product_counts_as_in_force_from_its_date_on() -> None:
    found = products(PRODUCTS)
    assert tahapan_produk.in_force(found, date(2023, 3, 5)).is_empty()
    assert tahapan_produk.in_force(found, date(2023, 3, 6))["kode_produk"].to_list() == ["P1"]


def test_all_agencies_have_a_name(stages: StagesRead) -> None:
    test = open_page("tahapan").run()
    assert set(test.selectbox(key="tahapan_opd").options) <= {"Dinkes", "Disdikbud", "BPBD", "Kec. Purwakarta", "Dinsos"}
    assert len(AGENCIES) == 5
