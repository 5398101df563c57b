"""Sheets declared unchanged are read again as they were sent: by their own quarter, from the submission that stands for each."""

import pytest

from etl.contracts.parsed import Reading
from etl.errors import DataRefused
from etl.pipeline import again
from etl.settings import load
from etl.warehouse import files, submissions

REGION, SENT, NOW = "36.72", "2024-TW4", "2025-TW1"


@pytest.fixture
def stored(monkeypatch, tmp_path):
    """Puts files into a store of submissions sent for the last quarter; the settings that go with it."""
    held = {}

    def put(kiriman_id, layout=None, damaged=(), **texts):
        paths = [tmp_path / f"{kiriman_id}-{name}.csv" for name in texts]
        for path, content in zip(paths, texts.values(), strict=True):
            path.write_text(content, encoding="utf-8")
        names = tuple(f"{name}.csv" for name in texts)
        held[kiriman_id] = files.Stored(tuple(paths), names, Reading(layout), tuple(damaged))

    def known(_, id_):
        return {"kiriman_id": id_, "periode": SENT, "dihapus": False} if id_ in held else None

    monkeypatch.setattr(submissions, "known", known)
    monkeypatch.setattr(files, "stored", lambda _, kiriman: held[kiriman["kiriman_id"]])
    return put


def carried(**sources):
    settings = load({"RAMPING_WAREHOUSE": "sqlite:/tiada/katalog.sqlite"})
    return again.carried_rows(settings, sources, REGION, NOW, "baru")


def test_a_form_that_names_its_year_is_read_for_the_year_it_was_sent_for(stored):
    form = "tahun,opd,indikator,satuan,target_tahun,triwulan,target,realisasi\n"
    form += "2024,Dinas Kesehatan,Angka harapan hidup,tahun,72,TW4,72,71.5\n2025,Dinas Kesehatan,Lain,tahun,1,TW1,1,\n"
    stored("lama", layout="triwulan_bandung2020", capaian=form)
    read = carried(indikator="lama", unit="lama")
    assert read.tables["indikator"]["nama_indikator"].to_list() == ["Angka harapan hidup"]
    assert set(read.tables) == {"indikator", "unit"}
    keys = read.tables["unit"].select("kiriman_id", "kode_wilayah", "periode").rows()
    assert keys == [("baru", REGION, NOW)]


def test_each_sheet_comes_from_the_submission_that_stands_for_it_and_no_other(stored):
    unit = "kode_unit,nama_unit,jenis_unit\n1,{},dinas\n"
    stored("a", unit=unit.format("Dinas A"), proses="kode_proses,nama_proses,kode_unit\nP1,Izin,1\n")
    stored("b", unit=unit.format("Dinas B"))
    read = carried(unit="b", proses="b", tim="a")
    assert read.tables["unit"]["nama_unit"].to_list() == ["Dinas B"]
    assert set(read.tables) == {"unit"}
    assert set(read.issues["dataset"]) <= {"unit"}


@pytest.mark.parametrize("kiriman_id", ["rusak", "tiada"])
def test_files_that_are_gone_are_told(stored, kiriman_id):
    stored("rusak", damaged=["x"], unit="kode_unit\n1\n")
    with pytest.raises(DataRefused) as refused:
        carried(unit=kiriman_id)
    assert refused.value.key == "galat.dibawa_hilang"
