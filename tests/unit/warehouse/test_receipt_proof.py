"""Any receipt can be proved later, whether its submission counts, waits or was replaced; whatever differs is named."""

import json
import shutil

import polars as pl
import pytest
from meja import POSTS

from etl.cli import show
from etl.contracts.parsed import RowCounts
from etl.errors import DataRefused, WrongUsage
from etl.locale import LANGUAGES
from etl.warehouse import lake, write
from etl.warehouse.order import Stage
from etl.warehouse.verify import Selection, verify

QUARTER = "2024-TW1"
BUDGET = [{"kode_program": "P1", "tingkat": "program", "kode_unit": "2.01", "pagu": 0.1, "realisasi_sd": 0.2}]


def draft(desk, realisasi="90", findings=None, **other):
    parsed = desk.parsed(QUARTER, realisasi, **other)
    if findings:
        findings = pl.DataFrame([{"kiriman_id": parsed.kiriman_id, "rincian": "{}", **row} for row in findings])
    return desk.submit(parsed, findings=findings, stage=Stage.DRAF)[0]["kiriman_id"]


def proved(desk, kiriman, read=None):
    """The report on one submission; its lines can be said in both languages."""
    report = verify(desk.settings, Selection(kiriman=kiriman), read or desk.reread)
    for lang in LANGUAGES:
        assert not [line for line in show.verify_lines(report, lang) if "{" in line]
    return report


def harmed(desk, *sql):
    with lake.writing(desk.settings, "penyusup", "ubah") as con:
        for one in sql:
            con.execute(one)


def test_a_draft_is_proved_without_its_figures(desk):
    kiriman = draft(desk, anggaran=BUDGET)
    report = proved(desk, kiriman)
    assert (report["sesuai"], report["nilai"], report["kiriman"]) == (True, 0, 1)
    told = report["tanda_terima"]
    assert (told["kiriman_id"], told["tahap"], told["kini"], told["beda"]) == (kiriman, "divalidasi", False, [])
    assert [file["utuh"] for file in told["berkas"]] == [True]
    assert any("tidak berlaku" in line for line in show.verify_lines(report, "id"))


def test_what_counts_is_proved_with_its_figures(desk):
    kiriman = desk.quarter(QUARTER, "90", anggaran=BUDGET)["kiriman_id"]
    report = proved(desk, kiriman)
    assert (report["sesuai"], report["diperiksa"], report["tanda_terima"]["kini"]) == (True, 1, True)
    assert report["sama"] == report["nilai"] > 0


@pytest.mark.parametrize("how", ["superseded", "returned", "withdrawn"])
def test_what_no_longer_counts_is_still_proved(desk, how):
    if how == "withdrawn":
        kiriman = draft(desk)
        write.batalkan(desk.settings, desk.who, kiriman, "salah berkas")
    else:
        kiriman = desk.quarter(QUARTER, "90")["kiriman_id"]
        if how == "returned":
            write.kembalikan(desk.settings, desk.who, kiriman, "keliru")
        else:
            desk.quarter(QUARTER, "80")
    report = proved(desk, kiriman)
    assert (report["sesuai"], report["tanda_terima"]["kini"]) == (True, False)


def test_the_rows_that_the_rules_refused_are_left_out_again(desk):
    blocked = [{"aturan": "kunci_ganda", "tingkat": "blokir", "dataset": "jabatan", "baris_sumber": 5}]
    parsed_counts = proved(desk, draft(desk, findings=blocked))
    # The desk does not refuse rows itself, so the receipt counted all four; the proof leaves out the one that was told.
    assert {(d["apa"], d["dataset"], d["nama"]) for d in parsed_counts["tanda_terima"]["beda"]} >= {
        ("baris", "jabatan", "diterima"),
        ("baris", "jabatan", "ditolak"),
        ("total_kendali", None, "jabatan"),
    }


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "UPDATE lake.kiriman SET total_kendali = replace(total_kendali, '\"orang\": 3', '\"orang\": 4')",
            [("total_kendali", None, "orang", 4, 3)],
        ),
        (
            'UPDATE lake.kiriman SET baris = json_merge_patch(baris::JSON, \'{"jabatan": {"dibaca": 9}}\')::VARCHAR',
            [("baris", "jabatan", "dibaca", 9, 4)],
        ),
        ("UPDATE lake.jabatan SET kelas = 17 WHERE kode_jabatan = 'J2'", [("isi", "jabatan", None, 1, 1)]),
        ("DELETE FROM lake.pegawai WHERE kode_jabatan = 'J3'", [("isi", "pegawai", None, 0, 1)]),
    ],
    ids=["control total", "row count", "a changed fact", "a lost fact"],
)
def test_every_difference_is_named(desk, sql, told):
    kiriman = draft(desk)
    harmed(desk, sql)
    report = proved(desk, kiriman)
    assert not report["sesuai"]
    beda = report["tanda_terima"]["beda"]
    assert [(d["apa"], d["dataset"], d["nama"], d["tercatat"], d["terhitung"]) for d in beda] == told
    assert any("TIDAK terbukti" in line for line in show.verify_lines(report, "id"))


def folder(desk):
    return next((desk.settings.berkas / "36.72" / QUARTER).iterdir())


def changed_file(path):
    body = next(p for p in path.iterdir() if p.name != "manifes.json")
    body.write_text(body.read_text().replace('"90"', '"91"'))


def other_layout(path):
    manifest = json.loads((path / "manifes.json").read_text())
    (path / "manifes.json").write_text(json.dumps(manifest | {"tata_letak": "lain"}))


def other_headers(path):
    manifest = json.loads((path / "manifes.json").read_text())
    (path / "manifes.json").write_text(json.dumps(manifest | {"peta_kolom": {"unit": {"Kode": "kode_induk"}}}))


@pytest.mark.parametrize("harm", [changed_file, other_layout, other_headers, shutil.rmtree])
def test_damaged_files_prove_nothing(desk, harm):
    kiriman = draft(desk)
    harm(folder(desk))
    told = proved(desk, kiriman)["tanda_terima"]
    assert (told["sesuai"], bool(told["rusak"]), told["beda"]) == (False, True, [])


def test_files_that_can_no_longer_be_read_say_why(desk):
    def unreadable(*_):
        raise DataRefused("galat.dibawa_hilang", kiriman="36.72_2023-TW4_x")

    report = proved(desk, draft(desk), unreadable)
    assert report["tanda_terima"]["galat"] == {"kunci": "galat.dibawa_hilang", "isi": {"kiriman": "36.72_2023-TW4_x"}}
    assert any("36.72_2023-TW4_x" in line for line in show.verify_lines(report, "id"))


def test_other_rows_under_the_same_hash_are_found(desk):
    """Reading again gives other rows than were published: the code that reads has changed."""
    kiriman = draft(desk)

    def other(held, place):
        read = desk.reread(held, place)
        posts = read.tables["jabatan"].filter(pl.col("kode_jabatan") != "J3")
        read.tables["jabatan"] = posts
        read.counts["jabatan"] = RowCounts(len(POSTS) - 1, 0)
        return read

    beda = proved(desk, kiriman, other)["tanda_terima"]["beda"]
    assert {d["dataset"] for d in beda if d["apa"] != "total_kendali"} == {"jabatan"}


def test_an_unknown_number_is_refused(desk):
    draft(desk)
    with pytest.raises(WrongUsage):
        verify(desk.settings, Selection(kiriman="tiada"), desk.reread)
    with pytest.raises(WrongUsage):
        verify(desk.settings, Selection(wilayah="36.04", kiriman=draft(desk)), desk.reread)


def test_without_a_number_no_receipt_is_proved(filled):
    assert verify(filled.settings, Selection(), filled.reread)["tanda_terima"] is None
