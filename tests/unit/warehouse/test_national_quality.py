"""Quality of many governments as the lake gives it out, against numbers counted by hand."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from meja import INDICATOR, Desk

from etl.access import Principal, Role, Scope
from etl.contracts.parsed import Parsed
from etl.settings import Settings
from etl.validation.verdict import LOCATED_SCHEMA
from etl.warehouse import read
from etl.warehouse.order import Stage
from tests.katalog import Catalogue

MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))
PROVINCE = Principal("bali", Role.PROVINSI, Scope("51.*"))
AGENCY = Principal("kepala", Role.PIMPINAN, Scope("36.72", "2.01"))
EVERY = ("quality_findings", "quality_rows", "quality_filled", "quality_versions", "quality_jumps", "quality_differences")
QUARTER = "2024-TW1"


def findings(kiriman_id: str, rules: list[str]) -> pl.DataFrame:
    rows = [
        {"kiriman_id": kiriman_id, "aturan": rule, "tingkat": "peringatan", "dataset": "jabatan", "baris_sumber": n,
         "kolom": None, "nilai": None, "rincian": "{}"}
        for n, rule in enumerate(rules, 2)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={k: v for k, v in LOCATED_SCHEMA.items() if k not in ("berkas", "sheet", "sel")})


def printed(parsed: Parsed, told: list[tuple[str, str, float | None]]) -> Parsed:
    """The submission with these realisations and printed figures."""
    table = parsed.tables["capaian"]
    keys = table.select("kiriman_id", "kode_wilayah", "periode").row(0, named=True)
    rows = [{"kode_indikator": code, "realisasi": done, "capaian_dilaporkan": shown} for code, done, shown in told]
    tables = parsed.tables | {
        "capaian": pl.DataFrame(
            [dict.fromkeys(table.schema) | row | keys | {"baris_sumber": n} for n, row in enumerate(rows, 2)],
            schema=table.schema,
        )
    }
    return replace(parsed, tables=tables)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, empty_lake: Settings, catalogue: Catalogue) -> Desk:
    """Cilegon in three quarters, Denpasar in two, and a draft of Badung."""
    desk = Desk(catalogue.copy(empty_lake, tmp_path_factory.mktemp("mutu") / "gudang"), tmp_path_factory.mktemp("masuk"))
    indicators = [INDICATOR | {"kode_indikator": code} for code in ("I1", "I2", "I3")]
    now = printed(desk.parsed(QUARTER, "90", indikator=indicators), [("I1", "90", 90.0), ("I2", "50", 75.0), ("I3", "50", None)])
    bali = desk.parsed(QUARTER, "80", "51.71")
    desk.submit(desk.parsed("2023-TW3", "40"), desk.parsed("2023-TW4", "60"), desk.parsed("2024-TW2", "99", "51.71"))
    desk.submit(now, findings=findings(now.kiriman_id, ["jabatan.nomenklatur", "jabatan.nomenklatur", "target_nol"]))
    desk.submit(bali, findings=findings(bali.kiriman_id, ["target_nol"]))
    draft = desk.parsed(QUARTER, "90", "51.02")
    desk.submit(draft, findings=findings(draft.kiriman_id, ["target_nol"]), stage=Stage.DRAF)
    return desk


def test_findings_of_what_counts_are_counted_by_government_and_rule(many: Desk) -> None:
    found = read.quality_findings(many.reader(), MINISTRY, QUARTER)
    assert found.select("kode_wilayah", "aturan", "jumlah").rows() == [
        ("36.72", "jabatan.nomenklatur", 2), ("36.72", "target_nol", 1), ("51.71", "target_nol", 1),
    ]  # fmt: skip


def test_rows_tell_which_sheets_are_empty(many: Desk) -> None:
    found = read.quality_rows(many.reader(), MINISTRY, QUARTER).filter(pl.col("kode_wilayah") == "51.71")
    counts = dict(found.select("dataset", "baris").iter_rows())
    assert {name: n for name, n in counts.items() if n} == {"unit": 3, "jabatan": 4, "pegawai": 3, "indikator": 1, "capaian": 1}
    assert counts["tim"] == 0


def test_filled_cells_are_those_of_the_columns_that_a_sender_fills(many: Desk) -> None:
    found = read.quality_filled(many.reader(), MINISTRY, QUARTER)
    own = read.filled(many.reader(), MINISTRY, "51.71").filter(pl.col("dataset") == "unit", pl.col("periode") == QUARTER)
    (row,) = found.filter((pl.col("kode_wilayah") == "51.71") & (pl.col("dataset") == "unit")).rows(named=True)
    assert (row["baris"], row["terisi"]) == (3, own["terisi"].sum())
    assert row["sel"] == 3 * own.height
    assert set(found["kode_wilayah"]) == {"36.72", "51.71"}


def test_a_second_approved_version_and_figures_computed_anew_are_counted(filled: Desk) -> None:
    filled.submit(filled.parsed("2024-TW1", "70"), reason="koreksi")
    found = read.quality_versions(filled.reader(), MINISTRY).rows()
    # The correction of TW I is read by TW II, whose own version stays the first.
    assert found == [("36.04", "2024-TW2", 1, 0), ("36.72", "2024-TW1", 2, 0), ("36.72", "2024-TW2", 1, 1)]


def test_a_value_stands_beside_the_mean_of_the_quarters_before(many: Desk) -> None:
    reader = many.reader()
    (row,) = read.quality_jumps(reader, MINISTRY, QUARTER).filter(pl.col("metrik") == "capaian_kinerja").rows(named=True)
    told = read.metric_values(reader, MINISTRY, periode=["2023-TW3", "2023-TW4"], kode_unit=None, metrik="capaian_kinerja")
    before = told.filter(pl.col("varian") == row["varian"]).sort("periode")["nilai"].to_list()
    assert row["rerata"] == pytest.approx(sum(before) / 2)
    assert (row["triwulan"], row["periode_sebelum"], row["nilai_sebelum"]) == (2, "2023-TW4", before[1])
    assert row["nilai_setahun"] is None
    assert read.quality_jumps(reader, MINISTRY, "2023-TW3").is_empty()


def test_printed_figures_are_compared_with_computed_ones(many: Desk) -> None:
    found = read.quality_differences(many.reader(), MINISTRY, QUARTER)
    assert found.select("dilaporkan", "beda", "kode_indikator", "capaian_dilaporkan", "capaian", "selisih").rows() == [
        (2, 1, "I2", 75.0, 50.0, 25.0)
    ]


@pytest.mark.parametrize("name", EVERY)
def test_a_province_sees_its_own_and_an_agency_nothing(name: str, many: Desk) -> None:
    reader, reading = many.reader(), getattr(read, name)
    for quarter in (QUARTER, "2024-TW2"):
        assert set(reading(reader, PROVINCE, quarter)["kode_wilayah"]) <= {"51.71"}
        assert reading(reader, AGENCY, quarter).is_empty()
