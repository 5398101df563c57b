import duckdb
import pytest

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.warehouse import lake, read

CILEGON = Principal("sekda", Role.PIMPINAN, Scope("36.72"))
DINAS = Principal("kadis", Role.PIMPINAN, Scope("36.72", "2.01"))
BANTEN = Principal("gubernur", Role.PROVINSI, Scope("36.*"))
NATION = Principal("mendagri", Role.KEMENDAGRI, Scope("*"))
KEPRI = Principal("lain", Role.PROVINSI, Scope("3.*"))


@pytest.fixture(scope="session")
def reader(filled_lake):
    return lake.open_reader(filled_lake)


@pytest.mark.parametrize(
    ("who", "seen"), [(CILEGON, ["36.72"]), (BANTEN, ["36.04", "36.72"]), (NATION, ["36.04", "36.72"]), (KEPRI, [])]
)
def test_each_reader_sees_the_governments_of_his_scope(reader, who, seen):
    assert read.regions(reader, who)["kode_wilayah"].to_list() == seen
    assert sorted(read.metric_values(reader, who)["kode_wilayah"].unique()) == seen
    assert sorted(read.status(reader, who)["kode_wilayah"].unique()) == seen


@pytest.mark.parametrize(
    "ask",
    [
        lambda r, w: read.periods(r, w, "36.04"),
        lambda r, w: read.submission(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.versions(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.metric_values(r, w, kode_wilayah="36.04"),
        lambda r, w: read.distributions(r, w, kode_wilayah="36.04", periode="2024-TW2", metrik="pita_rentang"),
        lambda r, w: read.attainment(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.units(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.positions(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.nodes(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.teams(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.findings(r, w, "36.04", "2024-TW2"),
        lambda r, w: read.search(r, w, "36.04", "2024-TW2", "dinas"),
    ],
)
def test_another_government_is_refused(reader, ask):
    with pytest.raises(NotAllowed):
        ask(reader, CILEGON)


def test_a_reader_of_one_agency_sees_its_rows_only(reader):
    assert set(read.metric_values(reader, DINAS)["kode_unit"]) == {"2.01"}
    assert set(read.units(reader, DINAS, "36.72", "2024-TW1")["kode_opd"]) == {"2.01"}
    assert set(read.positions(reader, DINAS, "36.72", "2024-TW1")["kode_jabatan"]) == {"J1", "J2", "J3"}
    assert set(read.nodes(reader, DINAS, "36.72", "2024-TW1")["kode_opd"]) == {"2.01"}
    assert read.search(reader, DINAS, "36.72", "2024-TW1", "sekretariat").is_empty()


def test_a_region_row_an_agency_and_all_rows(reader):
    def asked(kode_unit):
        found = read.metric_values(
            reader, CILEGON, periode="2024-TW1", metrik="lapisan_maks", varian="terisi", kode_unit=kode_unit
        )
        return dict(found.select("kode_unit", "nilai").iter_rows())

    assert asked(None) == {None: 4.0}
    assert set(asked("2.01")) == {"2.01"}
    assert set(asked("*")) == {None, "1.01", "2.01"}


def test_the_tree_of_a_submission_is_what_the_metrics_saw(reader):
    tree = read.nodes(reader, CILEGON, "36.72", "2024-TW1")
    assert dict(tree.select("kode_jabatan", "lapisan").iter_rows()) == {"J0": 1, "J1": 2, "J2": 3, "J3": 4}


def test_search_finds_by_name_and_code(reader):
    found = read.search(reader, CILEGON, "36.72", "2024-TW1", "dinas pend")
    assert found.select("jenis", "kode", "kode_opd").rows() == [("unit", "2.01", "2.01")]
    assert read.search(reader, CILEGON, "36.72", "2024-TW1", "i1")["jenis"].to_list() == ["indikator"]
    assert read.search(reader, CILEGON, "36.72", "2024-TW1", "' or true --").is_empty()


def test_the_approved_versions_of_a_quarter_newest_first(filled):
    filled.quarter("2024-TW2", "70")
    found = read.versions(filled.reader(), CILEGON, "36.72", "2024-TW2")
    assert found["versi"].to_list() == [2, 1]
    assert found["disetujui_pada"].null_count() == 0
    assert all("diterima" in rows for rows in found["baris"])


def test_the_reader_follows_a_new_commit(filled):
    reader = filled.reader()
    assert read.attainment(reader, CILEGON, "36.72", "2024-TW1")["realisasi"].to_list() == [90.0]
    filled.quarter("2024-TW1", "70")
    assert read.attainment(reader, CILEGON, "36.72", "2024-TW1")["realisasi"].to_list() == [70.0]
    assert read.submission(reader, CILEGON, "36.72", "2024-TW1")["versi"].to_list() == [2]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lake.hak (hak_id) VALUES ('x')",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/ramping-bocor.csv'",
        "ATTACH '/tmp/ramping-lain.db'",
        "SET threads = 1",
    ],
)
def test_the_reader_is_locked_down(reader, statement):
    with pytest.raises(duckdb.Error):
        reader.query(statement)
