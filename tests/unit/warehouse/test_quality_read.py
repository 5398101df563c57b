"""Counts of findings, filled cells and versions as the lake gives them out, and to whom."""

from __future__ import annotations

import polars as pl
import pytest
from meja import Desk

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.validation.verdict import LOCATED_SCHEMA
from etl.warehouse import read
from etl.warehouse.order import Stage

LEADER = Principal("p", Role.PIMPINAN, Scope("36.72"))
OPERATOR = Principal("o", Role.OPERATOR, Scope("36.72"))
ROWS = [  # rule, dataset, row, column: rows of the tiny submission count from 2 (the header is 1)
    ("jabatan.pejabat_kosong", "jabatan", 1, None), ("jabatan.pejabat_kosong", "jabatan", 2, None),
    ("target_nol", "indikator", 1, "target_tahunan"), ("pegawai.umur", "pegawai", 1, "nip"), ("wajib", "pegawai", 1, "nama"),
    ("capaian.di_luar_wajar", "capaian", 1, "realisasi"), ("riwayat.jumlah_baris", "kiriman", None, None),
    ("penyetaraan.ijazah", "penyetaraan", None, None),
]  # fmt: skip


def found(kiriman_id: str, level: str = "peringatan") -> pl.DataFrame:
    rows = [
        {"kiriman_id": kiriman_id, "aturan": rule, "tingkat": level, "dataset": dataset, "baris_sumber": row, "kolom": column,
         "nilai": None, "rincian": "{}"}
        for rule, dataset, row, column in ROWS
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={k: v for k, v in LOCATED_SCHEMA.items() if k not in ("berkas", "sheet", "sel")})


def hand_in(desk: Desk, stage: Stage = Stage.TERBIT, level: str = "peringatan", periode: str = "2024-TW1") -> pl.DataFrame:
    parsed = desk.parsed(periode, "90")
    rows = found(parsed.kiriman_id, level)
    first = {name: int(table["baris_sumber"].min()) for name, table in parsed.tables.items() if table.height}  # type: ignore[arg-type]
    rows = rows.with_columns(baris_sumber=pl.col("baris_sumber") - 1 + pl.col("dataset").replace_strict(first, default=0))
    desk.submit(parsed, findings=rows, stage=stage)
    return rows


def test_counts_over_agencies_and_none_add_up_to_what_was_found(desk: Desk) -> None:
    rows = hand_in(desk)
    counted = read.findings_by_quarter(desk.reader(), LEADER, "36.72")
    assert counted["jumlah"].sum() == rows.height
    by_rule = dict(counted.group_by("aturan").agg(pl.col("jumlah").sum()).iter_rows())
    assert by_rule == dict(rows["aturan"].value_counts().iter_rows())
    homes = {rule: home for rule, home in counted.select("aturan", "kode_opd").iter_rows() if rule != "jabatan.pejabat_kosong"}
    assert homes["target_nol"] == homes["capaian.di_luar_wajar"] == homes["pegawai.umur"] == "2.01"
    assert homes["riwayat.jumlah_baris"] is None
    posts = counted.filter(pl.col("aturan") == "jabatan.pejabat_kosong")
    assert sorted(posts.select("kode_opd", "jumlah").rows()) == [("1.01", 1), ("2.01", 1)]


def test_a_row_with_two_findings_is_one_row(desk: Desk) -> None:
    hand_in(desk)
    quarter = read.quarters(desk.reader(), LEADER, "36.72").row(0, named=True)
    assert quarter["baris_bertemuan"] == 5
    assert (quarter["periode"], quarter["versi_disetujui"]) == ("2024-TW1", 1)


def test_filled_cells_are_counted_per_column_of_what_counts(desk: Desk) -> None:
    hand_in(desk)
    counts = {(d, k): (n, full) for d, k, n, full in read.filled(desk.reader(), LEADER, "36.72").drop("periode").iter_rows()}
    assert counts["unit", "kode_unit"] == (3, 3)
    assert counts["unit", "kode_induk"] == (3, 1)
    assert counts["capaian", "realisasi"] == (1, 1)
    assert ("pegawai", "nama") not in counts
    assert ("pegawai", "nip") not in counts


def test_drafts_are_not_counted_and_only_their_readers_hear_of_them(desk: Desk) -> None:
    hand_in(desk, Stage.DRAF, "blokir")
    reader = desk.reader()
    assert read.findings_by_quarter(reader, LEADER, "36.72").is_empty()
    assert read.revisions(reader, LEADER, "36.72").is_empty()
    draft = read.open_drafts(reader, OPERATOR, "36.72").row(0, named=True)
    assert (draft["periode"], draft["tahap"], draft["blokir"]) == ("2024-TW1", "diterima", len(ROWS))
    assert read.revisions(reader, OPERATOR, "36.72").height == 1
    with pytest.raises(NotAllowed):
        read.open_drafts(reader, LEADER, "36.72")


def test_another_region_and_another_agency_stay_closed(desk: Desk) -> None:
    hand_in(desk)
    reader = desk.reader()
    for reading in (read.findings_by_quarter, read.quarters, read.filled, read.revisions):
        with pytest.raises(NotAllowed):
            reading(reader, LEADER, "36.04")
    head = Principal("k", Role.PIMPINAN, Scope("36.72", "1.01"))
    assert set(read.findings_by_quarter(reader, head, "36.72")["kode_opd"]) == {"1.01"}
    assert read.filled(reader, head, "36.72").is_empty()
