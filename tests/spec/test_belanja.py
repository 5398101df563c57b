"""The two shares of UU 1/2022 by the worked example: numerators, denominators, limits and what makes them void."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics.anggaran import standing
from tests.tables import table

UNIT = table(
    """
    kode_unit | nama_unit | jenis_unit
    ----------+-----------+-----------
    1.01      | Dinas A   | dinas
    """
)
# Billion rupiah: total 2,400; personnel 960, of which 180 teacher allowances; transfers 400; infrastructure 640.
ANGGARAN = table(
    """
    kode_program | tingkat     | pagu | jenis_belanja | infrastruktur | tunjangan_guru_tkd
    -------------+-------------+------+---------------+---------------+-------------------
    1.01         | program     | 2400 |               |               |
    1.01.1       | subkegiatan | 780  | pegawai       | tidak         | tidak
    1.01.2       | subkegiatan | 180  | pegawai       | tidak         | ya
    1.01.3       | subkegiatan | 400  | transfer      | tidak         | tidak
    1.01.4       | subkegiatan | 600  | modal         | ya            | tidak
    1.01.5       | subkegiatan | 40   | barang_jasa   | ya            | tidak
    1.01.6       | subkegiatan | 400  | lain          |               |
    """
)


def load(lake, anggaran: pl.DataFrame) -> None:
    lake.load(unit=UNIT, anggaran=anggaran.with_columns(kode_unit=pl.lit("1.01"), realisasi_sd=pl.lit(0)))


def test_the_worked_example(lake):
    load(lake, ANGGARAN)
    assert lake.metric("belanja_pegawai") == {None: (780, 2400, 32.5)}
    assert lake.metric("belanja_infrastruktur") == {None: (640, 2000, 32)}


def test_the_gaps_of_the_worked_example():
    assert standing("belanja_pegawai", 780, 2400, 2026) == ("masa_penyesuaian", 30, -2.5, -60)
    assert standing("belanja_infrastruktur", 640, 2000, 2026) == ("masa_penyesuaian", 40, -8, -160)


LIMITS = table(
    """
    metrik                | pembilang | penyebut | tahun | label
    ----------------------+-----------+----------+-------+-----------------
    belanja_pegawai       | 3000      | 10000    | 2027  | sesuai_batas
    belanja_pegawai       | 0.3       | 1        | 2027  | sesuai_batas
    belanja_pegawai       | 3001      | 10000    | 2027  | melebihi_batas
    belanja_pegawai       | 3001      | 10000    | 2026  | masa_penyesuaian
    belanja_infrastruktur | 4000      | 10000    | 2027  | sesuai_batas
    belanja_infrastruktur | 3999      | 10000    | 2027  | di_bawah_batas
    belanja_infrastruktur | 3999      | 10000    | 2025  | masa_penyesuaian
    """
)


@pytest.mark.parametrize("row", LIMITS.to_dicts(), ids=lambda r: f"{r['metrik']} {r['pembilang']} {r['tahun']}")
def test_the_limit_itself_is_kept(row):
    found = standing(row["metrik"], float(row["pembilang"]), float(row["penyebut"]), int(row["tahun"]))
    assert found.label == row["label"]


VOID = [
    ("belanja_pegawai", ANGGARAN.with_columns(pagu=pl.lit("0")), "penyebut_kosong"),
    ("belanja_infrastruktur", ANGGARAN.with_columns(pagu=pl.lit("0")), "penyebut_kosong"),
    ("belanja_pegawai", ANGGARAN.with_columns(jenis_belanja=pl.lit(None)), "jenis_belanja_kosong"),
    ("belanja_infrastruktur", ANGGARAN.with_columns(infrastruktur=pl.lit(None)), "infrastruktur_kosong"),
    ("belanja_pegawai", ANGGARAN.with_columns(tunjangan_guru_tkd=pl.lit("ya")), "tunjangan_melebihi_pegawai"),
    ("belanja_infrastruktur", ANGGARAN.with_columns(jenis_belanja=pl.lit("transfer")), "transfer_melebihi_belanja"),
]


@pytest.mark.parametrize(("metrik", "anggaran", "alasan"), VOID, ids=[f"{m} {a}" for m, _, a in VOID])
def test_a_share_that_cannot_be_read_is_void_with_its_reason(lake, metrik, anggaran, alasan):
    load(lake, anggaran)
    assert lake.metric(metrik)[None].nilai is None
    assert lake.why(metrik) == alasan
