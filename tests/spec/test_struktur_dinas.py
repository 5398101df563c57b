"""The dinas of 57 people of domain notes 5.4 and 5.5: before, after, and with the shadow layer."""

from __future__ import annotations

import polars as pl
import pytest

BIDANG, KASI, STAF_PER_KASI, STAF_PER_KASUBBAG = range(1, 5), range(1, 4), 2, 4


def dinas(after: bool, shadow: bool = False) -> dict[str, pl.DataFrame]:
    """Head; secretary with 3 kasubbag of 4 staff; 4 kabid with 3 kasi of 2 staff. After: the kasi are Ahli Muda."""
    posts = [("kadis", None, "jpt_pratama", "Kepala Dinas"), ("sek", "kadis", "administrator", "Sekretaris")]
    people = [("kadis", None, None), ("sek", None, None)]
    for n in KASI:
        posts += [(f"kasubbag{n}", "sek", "pengawas", "Kasubbag"), (f"staf-kasubbag{n}", f"kasubbag{n}", "pelaksana", "Staf")]
        people += [(f"kasubbag{n}", None, None)] + [(f"staf-kasubbag{n}", None, None)] * STAF_PER_KASUBBAG
    for b in BIDANG:
        posts.append((f"kabid{b}", "kadis", "administrator", "Kabid"))
        people.append((f"kabid{b}", None, None))
        for n in KASI:
            kasi = f"kasi{b}{n}"
            kind = ("fungsional", "Analis Ahli Muda") if after else ("pengawas", "Kepala Seksi")
            posts += [(kasi, f"kabid{b}", *kind), (f"staf-{kasi}", f"kabid{b}" if after else kasi, "pelaksana", "Staf")]
            people.append((kasi, "subkoordinator" if shadow else None, None))
            people += [(f"staf-{kasi}", None, kasi if shadow else None)] * STAF_PER_KASI
    unit = pl.DataFrame({"kode_unit": ["1.01"], "nama_unit": ["Dinas"], "jenis_unit": ["dinas"]})
    jabatan = pl.DataFrame(posts, schema=["kode_jabatan", "kode_atasan", "jenis_jabatan", "nama_jabatan"], orient="row")
    pegawai = pl.DataFrame(people, schema=["kode_jabatan", "peran", "kode_jabatan_pengarah"], orient="row", strict=False)
    return {
        "unit": unit,
        "jabatan": jabatan.with_columns(kode_unit=pl.lit("1.01")),
        "pegawai": pegawai.with_columns(status_kepegawaian=pl.lit("pns")),
    }


def baseline(after: bool) -> pl.DataFrame:
    """The 20 administrative posts of the dinas: 8 kept, 12 equalised."""
    kept = ["sek", *(f"kasubbag{n}" for n in KASI), *(f"kabid{b}" for b in BIDANG)]
    gone = [f"kasi{b}{n}" for b in BIDANG for n in KASI]
    rows = [(k, "dipertahankan", "bukan_sasaran") for k in kept] + [
        (g, "dihapus", "disetarakan" if after else "belum") for g in gone
    ]
    frame = pl.DataFrame(rows, schema=["kode_jabatan_asal", "nasib", "status_penyetaraan"], orient="row")
    return frame.with_columns(eselon_asal=pl.lit("IV.a"), kode_unit_asal=pl.lit("1.01"))


EXPECTED = {
    "rentang_rerata": ((56, 21, 2.67), (56, 9, 6.22)),
    "rentang_median": ((None, None, 2), (None, None, 5)),
    "rentang_sempit": ((17, 21, 80.95), (1, 9, 11.11)),
    "lapisan_maks": ((None, None, 4), (None, None, 4)),
    "kedalaman_rerata": ((200, 57, 3.51), (176, 57, 3.09)),
}


@pytest.mark.parametrize("metrik", EXPECTED)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_the_dinas_of_57_people(lake, metrik, after):
    lake.load(**dinas(after))
    got = lake.metric(metrik, "terisi")
    pembilang, penyebut, nilai = EXPECTED[metrik][after]
    for scope in (None, "1.01"):
        assert (got[scope].pembilang, got[scope].penyebut, round(got[scope].nilai, 2)) == (pembilang, penyebut, nilai)


def test_the_structure_counts_as_fully_simplified_although_the_layers_stay(lake):
    lake.load(**dinas(after=True), penyetaraan=baseline(after=True))
    assert lake.metric("penyederhanaan_struktur") == {None: (12, 12, 100.0), "1.01": (12, 12, 100.0)}


def test_subkoordinators_take_the_gain_back(lake):
    lake.load(**dinas(after=True, shadow=True), penyetaraan=baseline(after=True))
    assert lake.metric("rentang_rerata", "terisi")[None] == (56, 9, pytest.approx(6.22, abs=0.005))
    assert lake.metric("rentang_rerata", "bayangan")[None] == (56, 21, pytest.approx(2.67, abs=0.005))
    assert lake.metric("lapisan_bayangan")["1.01"] == (12, 12, 100.0)


def test_without_subkoordinators_there_is_no_shadow_layer(lake):
    lake.load(**dinas(after=True), penyetaraan=baseline(after=True))
    assert lake.metric("lapisan_bayangan")[None] == (0, 12, 0.0)
    assert lake.value("rentang_rerata", "bayangan") == 6.22
