"""A workspace as the specs see it: load text tables, ask for a metric."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb
import polars as pl
import pytest

from etl.contracts import contracts
from etl.metrics import compute

WHOLE_REGION = None


class Ratio(NamedTuple):
    """Numerator, denominator, value."""

    pembilang: float | None
    penyebut: float | None
    nilai: float | None


@dataclass
class Lake:
    """Submissions of one region, by quarter; the last one loaded is asked unless another is named."""

    con: duckdb.DuckDBPyConnection
    periode: str = "2024-TW4"
    loaded: set[str] = field(default_factory=set)
    computed: bool = False

    def load(self, periode: str = "2024-TW4", **datasets: pl.DataFrame) -> None:
        """Put the rows of one quarter into schema `kerja`, as the warehouse would after validation."""
        self.periode, self.computed = periode, False
        self.con.execute("insert into kerja.kiriman values (?, '36.72', ?, true)", [periode, periode])
        for name, frame in datasets.items():
            if name == "pegawai" and "id_pegawai" not in frame.columns:
                frame = frame.with_columns(id_pegawai=pl.format("orang {}", pl.int_range(pl.len())))
            frame = frame.with_row_index("baris_sumber", 2).with_columns(
                kiriman_id=pl.lit(periode), kode_wilayah=pl.lit("36.72"), periode=pl.lit(periode)
            )
            types = {column: dtype for column, dtype in schema(name).items() if column in frame.columns}
            texts = [column for column, dtype in types.items() if dtype == pl.Date and frame[column].dtype == pl.String]
            frame = frame.with_columns(pl.col(texts).str.to_date()).cast(types)
            self.con.register("datang", frame)
            self.con.execute(f"insert into kerja.{name} by name select * from datang")
            self.con.unregister("datang")
        for other in {p for p in self.loaded | {periode} if p[:4] == periode[:4] and p <= periode}:
            self.refer(periode, "tahun", other)
        self.loaded.add(periode)

    def refer(self, periode: str, peran: str, other: str) -> None:
        """Say that a submission reads another one."""
        self.computed = False
        self.con.execute("insert into kerja.acuan values (?, ?, ?, ?)", [periode, peran, other, other])

    def compute(self) -> None:
        """All metrics of all submissions loaded."""
        if not self.computed:
            compute(self.con)
            self.computed = True

    def metric(self, metrik: str, varian: str | None = None) -> dict[str | None, Ratio]:
        """The values of the last quarter by perangkat daerah; None is the whole region."""
        self.compute()
        rows = self.con.execute(
            "select kode_unit, pembilang, penyebut, nilai from kerja.nilai_metrik "
            "where metrik = ? and periode = ? and (varian = ? or ? is null)",
            [metrik, self.periode, varian, varian],
        ).fetchall()
        return {unit: Ratio(*rest) for unit, *rest in rows}

    def value(self, metrik: str, varian: str | None = None, kode_unit: str | None = None) -> float | None:
        """One value, rounded to two decimals."""
        found = self.metric(metrik, varian)[kode_unit].nilai
        return None if found is None else round(found, 2)

    def why(self, metrik: str, kode_unit: str | None = None) -> str | None:
        """The reason beside a value."""
        query = "select alasan from kerja.nilai_metrik where metrik = ? and periode = ? and kode_unit is not distinct from ?"
        return self.con.execute(query, [metrik, self.periode, kode_unit]).fetchone()[0]

    def nodes(self, varian: str = "terisi") -> pl.DataFrame:
        """The nodes of one variant."""
        self.compute()
        return self.con.execute("select * from kerja.simpul where varian = ? order by lapisan, simpul_id", [varian]).pl()

    def attainment(self, basis: str = "sd") -> dict[str, dict[str, object]]:
        """Attainment rows of the last quarter by indicator."""
        self.compute()
        rows = self.con.execute(
            "select * from kerja.capaian_indikator where periode = ? and basis = ?", [self.periode, basis]
        ).pl()
        return {row["kode_indikator"]: row for row in rows.to_dicts()}


def schema(dataset: str) -> dict[str, pl.DataType]:
    """The columns that a dataset has in the lake."""
    contract = contracts()[dataset]
    lake = contract.extra.get("lake", {"drop": [], "add": []})
    return {k: v for k, v in contract.schema.items() if k not in lake["drop"]} | {k: pl.String() for k in lake["add"]}


@pytest.fixture
def lake() -> Lake:
    """An empty workspace with the tables of the lake."""
    con = duckdb.connect()
    con.execute("create schema kerja")
    con.execute("create table kerja.kiriman (kiriman_id varchar, kode_wilayah varchar, periode varchar, dihitung boolean)")
    con.execute("create table kerja.acuan (kiriman_id varchar, peran varchar, periode_acuan varchar, kiriman_acuan varchar)")
    for dataset in contracts():
        con.register("kosong", pl.DataFrame(schema=schema(dataset)))
        con.execute(f"create table kerja.{dataset} as select * from kosong")
        con.unregister("kosong")
    return Lake(con)
