"""The command line as a user meets it: a lake with one real region, documents, exit codes, no traceback."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from etl import synth
from etl.cli import main, show
from etl.cli.parser import ARGUMENTS, parser

REGION, PERIOD = "36.72", "2024-TW4"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The last quarter of Cilegon as Parquet files."""
    folder = tmp_path_factory.mktemp("contoh")
    return synth.generate(folder, jumlah_wilayah=1, jumlah_periode=1)[0].paths


@pytest.fixture(scope="session")
def address(made, tmp_path_factory):
    """A lake into which that quarter was published by the command line."""
    url = f"sqlite:{tmp_path_factory.mktemp('gudang') / 'katalog.sqlite'}"
    files = [str(path) for path in made]
    call = ["publish", *files, "--wilayah", REGION, "--periode", PERIOD, "--by", "Bagian Organisasi", "--alasan", "contoh"]
    assert main([*call, "--warehouse", url, "--format", "json"]) == 0
    return url


@pytest.fixture
def run(capsys):
    def call(*argv):
        code = main([str(a) for a in argv])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_metrics_prints_the_default_variant_of_each_metric(run, address):
    code, out, _ = run("metrics", "--wilayah", REGION, "--periode", PERIOD, "--format", "json", "--warehouse", address)
    rows = json.loads(out)
    assert code == 0
    assert set(rows[0]) == {
        "metrik", "varian", "kode_wilayah", "periode", "kode_unit", "pembilang", "penyebut", "nilai", "satuan", "alasan",
    }  # fmt: skip
    spans = [row for row in rows if row["metrik"] == "rentang_rerata"]
    assert {row["varian"] for row in spans} == {"terisi"}
    whole = next(row for row in spans if row["kode_unit"] is None)
    assert whole["nilai"] == pytest.approx(whole["pembilang"] / whole["penyebut"])
    keys = [(row["metrik"], row["kode_unit"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_another_variant_is_given_when_asked_for(run, address):
    ask = ("metrics", "--metrik", "lapisan_maks", "--unit", "-", "--format", "json", "--warehouse", address)
    assert [row["varian"] for row in json.loads(run(*ask, "--varian", "struktural")[1])] == ["struktural"]
    assert len(json.loads(run(*ask, "--varian", "semua")[1])) > 1


def test_attainment_has_the_documented_fields(run, address):
    code, out, _ = run("capaian", "--wilayah", REGION, "--periode", PERIOD, "--format", "json", "--warehouse", address)
    rows = json.loads(out)
    assert code == 0
    assert {
        "kode_indikator", "nama_indikator", "kode_unit", "arah", "rumus", "target", "realisasi", "capaian_mentah", "capaian",
        "batas", "kategori", "capaian_dilaporkan", "selisih", "alasan",
    } <= set(rows[0])  # fmt: skip
    assert {row["basis"] for row in rows} == {"sd", "tahun", "tahun_awal"}


def test_status_names_what_was_approved(run, address):
    rows = json.loads(run("status", "--format", "json", "--warehouse", address)[1])
    names = ("kode_wilayah", "periode", "diharapkan", "diterima", "valid", "disetujui")
    assert [tuple(r[name] for name in names) for r in rows] == [(REGION, PERIOD, False, True, True, True)]
    assert "jadwal lapor" in run("status", "--warehouse", address)[1]


def test_the_same_files_again_change_nothing(run, address, made):
    ask = ("publish", *made, "--wilayah", REGION, "--periode", PERIOD, "--by", "x", "--format", "json", "--warehouse", address)
    code, out, _ = run(*ask)
    receipt = json.loads(out)
    assert (code, receipt["status"], receipt["versi"]) == (0, "tidak_berubah", 1)
    assert {"kiriman_id", "sha256", "baris", "total_kendali", "snapshot", "jumlah_temuan"} <= set(receipt)
    assert all("dilewati" in counts for counts in receipt["baris"].values())


def test_the_stored_files_give_the_published_figures(run, address):
    code, out, _ = run("verify", "--format", "json", "--warehouse", address)
    report = json.loads(out)
    assert (code, report["sesuai"], report["tingkat_kesesuaian"]) == (0, True, 1.0)
    assert report["nilai"] > 1000


def test_the_receipt_of_a_submission_is_proved_by_its_number(run, address):
    number = min((Path(address.removeprefix("sqlite:")).parent / "berkas" / REGION / PERIOD).iterdir()).name
    code, out, _ = run("verify", "--kiriman", number, "--format", "json", "--warehouse", address)
    told = json.loads(out)["tanda_terima"]
    assert (code, told["kiriman_id"], told["sesuai"], told["beda"], told["galat"]) == (0, number, True, [], None)


def test_check_tells_counts_findings_and_what_was_not_checked(run, made, tmp_path):
    code, out, _ = run(
        "check",
        *made,
        "--wilayah",
        REGION,
        "--periode",
        PERIOD,
        "--format",
        "json",
        "--warehouse",
        f"sqlite:{tmp_path / 'x.sqlite'}",
    )
    report = json.loads(out)
    assert code == 0
    assert set(report) == {"ringkasan", "temuan", "tidak_diperiksa"}
    assert all(c["dibaca"] == c["diterima"] + c["ditolak"] + c["kosong"] for c in report["ringkasan"].values())
    assert set(report["temuan"][0]) == {"aturan", "tingkat", "sheet", "baris", "kolom", "sel", "nilai", "pesan", "perbaikan"}
    assert report["tidak_diperiksa"]
    assert not (tmp_path / "x.sqlite").exists()


def test_refused_data_exit_2_and_leave_the_lake_unchanged(run, address, tmp_path):
    def snapshot():
        from etl.settings import load
        from etl.warehouse import lake, read

        return read.snapshot(lake.open_reader(load({"RAMPING_WAREHOUSE": address})))

    before = snapshot()
    bad = tmp_path / "unit.csv"
    bad.write_text("kode_unit,kode_induk,nama_unit,jenis_unit\n1.01,,Dinas,dinas\n1.01,,Dinas,dinas\n")
    ask = ("publish", bad, "--wilayah", REGION, "--periode", PERIOD, "--by", "x", "--alasan", "y", "--warehouse", address)
    code, out, err = run(*ask, "--format", "json")
    refused = json.loads(out)
    assert code == 2
    assert refused["galat"]["kunci"] == "galat.ditolak"
    assert set(refused) == {"galat", "ringkasan", "temuan", "tidak_diperiksa"}
    assert any(f["tingkat"] == "blokir" for f in refused["temuan"])
    assert "Traceback" not in err
    assert snapshot() == before


@pytest.mark.parametrize("reason", [(), ("--alasan", "  ")])
def test_warnings_without_a_reason_exit_2(run, made, tmp_path, reason):
    url = f"sqlite:{tmp_path / 'katalog.sqlite'}"
    code, _, err = run("publish", *made, "--wilayah", REGION, "--periode", PERIOD, "--by", "x", *reason, "--warehouse", url)
    assert code == 2
    assert "--alasan" in err
    assert not (tmp_path / "berkas" / REGION).exists()


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["hapus"],
        ["publish"],
        ["metrics", "--format", "xml"],
        ["metrics", "--periode", "2024-Q1"],
        ["metrics", "--metrik", "tiada"],
        ["check", "x.xlsx", "--wilayah", "99.99", "--periode", "2024-TW1"],
        ["synth"],
        ["status", "--warehouse", "mysql:x"],
        ["status", "--warehouse", "sqlite:/tiada/katalog.sqlite"],
        ["status", "--form", "json"],
        ["verify", "--sampel", "-3"],
        ["verify", "--sampel", "0"],
        ["verify", "--sampel", "dua"],
        ["verify", "--wilayah", "99.99"],
        ["metrics", "--wilayah", "99.99"],
        ["metrics", "--varian", "tiada"],
        ["capaian", "--wilayah", "99.99", "--periode", "2024-TW4"],
        ["recompute", "--wilayah", "99.99"],
        ["status", "--periode", "2024"],
        ["synth", "--jumlah-wilayah", "-1", "--muat"],
        ["synth", "--jumlah-wilayah", "0", "--muat"],
        ["synth", "--jumlah-wilayah", "9999", "-o", "x"],
        ["synth", "--jumlah-wilayah", "547", "--muat"],
        ["synth", "--jumlah-periode", "0", "--muat"],
        ["synth", "--jumlah-wilayah", "1", "--jumlah-periode", "1", "-o", __file__],
        ["publish", "x.csv", "--wilayah", REGION, "--periode", PERIOD, "--by", "19750315 199903 1 001"],
        ["publish", "x.csv", "--wilayah", REGION, "--periode", PERIOD, "--by", " "],
    ],
)
def test_wrong_usage_exits_64_with_a_message(run, argv):
    code, out, err = run(*argv)
    assert code == 64
    assert err.strip()
    assert "Traceback" not in err + out


def test_an_unknown_command_is_named_beside_the_choices(run):
    _, _, err = run("musnahkan")
    assert "musnahkan" in err
    assert "synth, check, publish" in err


@pytest.mark.parametrize(
    ("argv", "code", "key"),
    [
        (["hapus", "--format", "json"], 64, "galat.pemakaian"),
        (["metrics", "--periode", "2024-Q1", "--format=json"], 64, "galat.periode"),
        (["check", "tiada.xlsx", "--wilayah", REGION, "--periode", PERIOD, "--format", "json"], 2, "galat_berkas.tidak_ada"),
        (["check", str(ROOT), "--wilayah", REGION, "--periode", PERIOD, "--format", "json"], 2, "galat_berkas.folder"),
    ],
)
def test_an_error_is_one_document_too(run, argv, code, key):
    exit_code, out, err = run(*argv)
    told = json.loads(out)
    assert (exit_code, told["galat"]["kunci"]) == (code, key)
    assert told["galat"]["pesan"] == err.strip()


def test_json_as_a_name_is_no_wish_for_json(run):
    code, out, _ = run("publish", "--by", "json")
    assert (code, out) == (64, "")


@pytest.mark.parametrize(
    "argv",
    [
        ("metrics", "--unit", "9.99"),
        ("metrics", "--wilayah", REGION, "--periode", PERIOD, "--unit", "9.99"),
        ("capaian", "--wilayah", REGION, "--periode", PERIOD, "--unit", "9.99"),
    ],
)
def test_an_unknown_agency_is_refused_and_the_known_ones_are_named(run, address, argv):
    code, _, err = run(*argv, "--warehouse", address)
    assert code == 64
    assert "9.99" in err
    known = json.loads(run("metrics", "--format", "json", "--warehouse", address)[1])
    assert min(row["kode_unit"] for row in known if row["kode_unit"]) in err


@pytest.mark.parametrize("argv", [("metrics", "--wilayah", "36.01"), ("capaian", "--wilayah", "36.01", "--periode", PERIOD)])
def test_a_government_without_data_has_an_empty_answer(run, address, argv):
    assert run(*argv, "--format", "json", "--warehouse", address)[:2] == (0, "[]\n")
    assert "Tidak ada data" in run(*argv, "--warehouse", address)[1]


def test_nothing_to_verify_is_no_success(run, address):
    code, _, err = run("verify", "--kiriman", "tiada", "--warehouse", address)
    assert code == 64
    assert "tidak ada yang diperiksa" in err


def test_a_backup_to_a_folder_is_refused(run, address, tmp_path):
    code, _, err = run("backup", "-o", tmp_path, "--warehouse", address)
    assert (code, list(tmp_path.iterdir())) == (64, [])
    assert "folder" in err


def test_a_backup_is_not_restored_over_a_lake(run, address, tmp_path):
    target = tmp_path / "cadangan.tar"
    assert run("backup", "-o", target, "--warehouse", address)[0] == 0
    code, _, err = run("restore", target, "--warehouse", address)
    assert (code, "Traceback" in err) == (2, False)


WHOLE = {"kiriman": 3, "jejak": 2, "mata": 40, "sebelum": 0, "rusak": [], "dihapus": [], "utuh": True}
"""What is said of chains in which nothing was touched."""


def verified(**more):
    """The report of one submission of ten figures that all agree, but for `more`."""
    counts = {"kiriman": 1, "diperiksa": 1, "tidak_terperiksa": 0, "nilai": 10, "sama": 10, "nilai_tidak_terperiksa": 0}
    lists = {"berkas_rusak": [], "dihapus": [], "beda": [], "baru": {}}
    return {**counts, **lists, "tingkat_kesesuaian": 1, "tanda_terima": None, "rantai": WHOLE, **more}


def test_the_rate_is_rounded_down():
    report = verified(nilai=10**7, sama=10**7 - 1, tingkat_kesesuaian=1 - 1e-7)
    assert "99,9999 %" in next(show.verify_lines(report, "id"))


def test_what_could_not_be_verified_is_told():
    report = verified(kiriman=3, diperiksa=2, tidak_terperiksa=1, nilai_tidak_terperiksa=10, tingkat_kesesuaian=0.5)
    first, second, _ = show.verify_lines(report, "id")
    assert "2 dari 3" in first
    assert "50 %" in first
    assert "1 kiriman (10 angka)" in second


def test_what_was_never_published_is_told_with_the_command_that_does():
    report = verified(baru={"rentang_tim": 2, "pensiun": 3})
    _, told, _ = show.verify_lines(report, "id")
    assert "5 angka (rentang_tim 2, pensiun 3)" in told
    assert "python -m etl recompute" in told


@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_broken_link_and_the_chain_that_it_belongs_to_are_told(lang):
    kinds = ("diubah", "disisipkan", "hilang", "putus", "tanpa_kepala", "segel")
    broken = [{"jenis": "kiriman", "rantai": "36.72_2024-TW1_a", "urutan": 7, "apa": kind} for kind in kinds]
    taken = [{"tabel": "kejadian", "snapshot": 12, "waktu": datetime(2025, 1, 2, 3, 4, 5)}]
    found = WHOLE | {"rusak": broken, "dihapus": taken, "utuh": False, "sebelum": 9}
    report = verified(rantai=found)
    _, said, before, *told = show.verify_lines(report, lang)
    assert {"id": "TIDAK", "en": "NOT"}[lang] in said
    assert before.startswith("9 ")
    assert all("36.72_2024-TW1_a" in line and "7" in line for line in told[:-1])
    assert len(set(told)) == len(kinds) + 1
    assert "snapshot 12" in told[-1]


def test_rows_left_out_are_told_by_kind():
    counts = {"dibaca": 2, "diterima": 2, "ditolak": 0, "kosong": 0, "dilewati": {"jumlah": 3, "catatan": 0}}
    report = {"ringkasan": {"capaian": counts}, "temuan": [], "tidak_diperiksa": []}
    receipt = {"status": "disetujui", "kiriman_id": "a", "versi": 1, "snapshot": 1, "sha256": "b", "baris": {"capaian": counts}}
    for lines in (show.check_lines(report, "id"), show.receipt_lines(receipt, "id")):
        told = [line for line in lines if "capaian:" in line]
        assert len(told) == 1
        assert told[0].endswith("3.")


def test_the_benchmark_shows_a_verdict_only_beside_a_limit(run, monkeypatch):
    def fake(_):
        line = {"apa": "cli.bench.terbit", "ukuran": "s", "isi": {}}
        figures = [(1.0, 3.0, True), (4.0, 3.0, False), (7.0, None, True)]
        return {"hasil": [line | {"hasil": h, "batas": b, "cukup": c} for h, b, c in figures]}

    monkeypatch.setattr("etl.bench.run", fake)
    code, out, _ = run("bench")
    assert code == 0
    kept, missed, told = out.splitlines()[2:]
    assert kept.endswith(" ya")
    assert missed.endswith(" LEWAT")
    assert told.endswith(" s")


@pytest.mark.parametrize("command", ARGUMENTS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_command_explains_itself(command, lang, capsys):
    with pytest.raises(SystemExit) as ended:
        parser(lang).parse_args([command, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert ("pemakaian:" in said, "usage:" in said) == (lang == "id", lang == "en")
    assert "cli." not in said


def test_an_unexpected_error_is_short_and_exits_1(run, monkeypatch, address):
    def broken(*_, **__):
        raise RuntimeError("197503151999031001")

    monkeypatch.delenv("RAMPING_DEBUG", raising=False)
    monkeypatch.setattr("etl.warehouse.read.status", broken)
    code, out, err = run("status", "--warehouse", address)
    assert code == 1
    assert "Traceback" not in err + out
    assert "197503" not in err


def test_reading_a_lake_does_not_import_great_expectations(address):
    script = (
        "import sys; from etl.cli import main;"
        f"main(['status', '--warehouse', {address!r}]); sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_benchmark_can_be_imported_where_there_is_no_resource_module():
    # psutil chooses its own modules by platform.
    script = "import sys, psutil; sys.modules['resource'] = None; import etl.cli, etl.bench.workbook"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_peak_of_memory_is_in_megabytes():
    from etl.bench import workbook

    assert 20 < workbook._peak_mb() < 100_000
