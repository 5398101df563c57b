"""Layouts read files of another shape by data alone; the files here are small and invented."""

from __future__ import annotations

import polars as pl
import pytest
import yaml

from etl.contracts import contract
from etl.contracts.parsed import Reading
from etl.ingest import layouts, rows
from etl.locale import LANGUAGES, catalogue

REGISTER = """KD_UNOR,NM_UNOR,AL_UNOR,NIP,Jumlah,SIMPEG_ID,KD_UNOR_PNSBWI
7700000000,Pemerintah Kabupaten Contoh,Jl. Satu,7700000000,,,
7701000000,Dinas  Contoh,,7700000000,,01,
7701000001,SD Negeri 1 Contoh,,7701000000,,,
9999000001,GTT/PTT SD Negeri 1 Contoh,7701000001,9999000001,,,
9999000002,Relawan Contoh,,9999000002,,,
"""

PETA = """nama_jabatan,jenis_jabatan,kelas_jabatan,kebutuhan,unit
Kepala Badan Contoh,Struktural,14,1,pimpinan
Sekretaris Badan Contoh,Struktural,12,1,sekretariat
Kepala Sub Bagian Umum,Struktural,9,1,sekretariat
JF Perencana Ahli Muda,Fungsional,10,2,sekretariat
JF Pranata Komputer Muda,Fungsional,9,1,sekretariat
Penelaah Teknis Kebijakan,Pelaksana,7,2,sekretariat
"""

TRIWULAN = """source,year,entity,indicator,satuan,target_tahun,quarter,target,realisasi
x,2020,Dinas Contoh,Pelatihan,Orang,9.900,TW1,2.125,n/a
x,2020,Dinas Contoh,Pelatihan,Orang,9.900,TW2,4650,"4.545"
x,2020,Dinas Contoh,Opini,Predikat,WDP,TW2,WDP,wtp
x,2020,Dinas Contoh,Kepuasan,Nilai,79.25,TW1,"79,25","85,66"
x,2020,Dinas Contoh,Kepuasan,Nilai,79.25,TW2,79.25,1.234
"""


def test_unit_register_takes_the_parent_from_where_it_stands(read_csv, problems):
    got = read_csv(REGISTER, "register.csv", reading=Reading("banyuwangi_unor"))
    rows = got.tables["unit"].select("baris_sumber", "kode_unit", "kode_induk", "jenis_unit").rows()
    assert rows == [
        (2, "7700000000", "7700000000", "lainnya"),
        (3, "7701000000", "7700000000", "dinas"),
        (4, "7701000001", "7701000000", "sekolah"),
        (5, "9999000001", "7701000001", "sekolah"),
        (6, "9999000002", None, "lainnya"),
    ]
    assert problems(got) == []
    assert [got.places["unit"].cell(column, 6) for column in ("kode_unit", "kode_induk", "jenis_unit")] == ["A6", "D6", "B6"]


def test_a_layout_may_declare_a_self_parent_a_top(monkeypatch, read_csv):
    loaded = layouts.load("banyuwangi_unor")
    top = layouts.Layout(loaded.name, loaded.headers, loaded.ignore, [loaded.tables[0] | {"self_parent": "top"}])
    monkeypatch.setattr(layouts, "load", lambda name: top)
    got = read_csv(REGISTER, "register.csv", reading=Reading("banyuwangi_unor")).tables["unit"]
    assert got["kode_induk"].to_list()[:2] == [None, "7700000000"]


def test_position_map_gets_codes_kinds_and_units(read_csv, problems):
    got = read_csv(PETA, "peta.csv", reading=Reading("bapperida_peta_jabatan"))
    posts = got.tables["jabatan"].select("kode_jabatan", "jenis_jabatan", "eselon", "jenjang", "kebutuhan").rows()
    assert posts == [
        ("BAPPERIDA-2", "jpt_pratama", "II.b", None, 1),
        ("BAPPERIDA-3", "administrator", "III.a", None, 1),
        ("BAPPERIDA-4", "pengawas", "IV.a", None, 1),
        ("BAPPERIDA-5", "fungsional", None, "ahli_muda", 2),
        ("BAPPERIDA-6", "fungsional", None, "ahli_muda", 1),
        ("BAPPERIDA-7", "pelaksana", None, None, 2),
    ]
    assert got.tables["unit"]["kode_unit"].to_list() == ["pimpinan", "sekretariat"]
    assert got.counts["unit"].dilewati == {"berulang": 4}
    assert got.places["jabatan"].cell("kelas", 4) == "C4"
    assert problems(got) == []


def test_quarterly_table_becomes_indicators_and_the_quarter_asked_for(read_csv, problems):
    got = read_csv(TRIWULAN, "triwulan.csv", reading=Reading("triwulan_bandung2020"), periode="2020-TW2")
    targets = got.tables["indikator"].select("kode_indikator", "jenis_nilai", "target_tahunan", "target_tw1", "target_tw2").rows()
    assert targets == [
        ("IND-1", "angka", "9900", "2125", "4650"),
        ("IND-2", "predikat", "WDP", None, "WDP"),
        ("IND-3", "angka", "79.25", "79.25", "79.25"),
    ]
    values = got.tables["capaian"].select("baris_sumber", "kode_indikator", "target", "realisasi").rows()
    assert values == [(3, "IND-1", "4650", "4545"), (4, "IND-2", "WDP", "WTP"), (6, "IND-3", "79.25", None)]
    assert problems(got) == [(6, "realisasi", "1.234", "tipe.ambigu")]
    assert got.counts["capaian"].dilewati == {"di_luar_saringan": 2}


def test_codes_stay_the_same_in_a_quarter_that_lacks_an_indicator(read_csv):
    got = read_csv(TRIWULAN, "triwulan.csv", reading=Reading("triwulan_bandung2020"), periode="2020-TW1")
    assert got.tables["capaian"]["kode_indikator"].to_list() == ["IND-1", "IND-3"]


def test_a_missing_header_of_a_layout_is_told(read_csv, problems):
    text = "\n".join(line.replace(",", ";").partition(";")[0] + ";x" for line in REGISTER.splitlines()).replace(
        "KD_UNOR;x", "KD_UNOR;Luas"
    )
    found = problems(read_csv(text, "register.csv", reading=Reading("banyuwangi_unor")))
    assert (None, "nama_unit", "KD_UNOR | Luas", "kepala.kolom_hilang") in found
    assert (None, None, "Luas", "kepala.kolom_tak_dikenal") in found


def test_every_kind_of_row_left_out_has_its_words():
    kinds = {rows.NUMBERING, rows.REPEATED, rows.TOTAL, rows.GROUP, rows.NOTE, "di_luar_saringan", "berulang"}
    for language in LANGUAGES:
        assert set(catalogue("ingest", language)) == {f"ingest.dilewati.{kind}" for kind in kinds}


@pytest.mark.parametrize("name", layouts.names())
def test_every_layout_fills_only_columns_of_the_contract_from_columns_it_names(name):
    raw = yaml.safe_load((layouts._HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    for table in raw["tables"]:
        assert set(table["take"]) <= set(contract(table["dataset"]).columns)
        rules = [rule for entry in table["take"].values() for rule in (entry if isinstance(entry, list) else [entry])]
        assert {rule["from"].replace("<n>", "1") for rule in rules if "from" in rule} <= set(raw["columns"])


def test_a_layout_reads_a_workbook_too(read_book):
    rows = [line.split(",") for line in PETA.splitlines()]
    rows = [[float(cell) if cell.isdigit() else cell for cell in row] for row in rows]
    got = read_book({"Lembar1": rows}, reading=Reading("bapperida_peta_jabatan")).tables["jabatan"]
    assert got["kelas"].to_list() == [14, 12, 9, 10, 9, 7]
    assert got.schema["kelas"] == pl.Int64
    assert got["jenis_jabatan"][0] == "jpt_pratama"
