"""Two versions of a dataset compared row by row: matched by the key of the contract, never by name. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from etl.contracts import contracts
from etl.warehouse.accept import lake_columns

ROWS = pl.DataFrame(
    schema=dict.fromkeys(
        ("dataset", "jenis", "kode", "nama", "kolom", "nilai_sebelum", "nilai_sesudah"),
        pl.String(),
    )
)
"""What a comparison looks like."""

_OF_PERSONS = {"pegawai": ("kode_jabatan", "id_pegawai"), "anggota_tim": ("kode_tim", "id_pegawai")}
"""Datasets about persons: what their rows are matched by in the lake; only the first part is told."""
_DERIVED = {"id_pegawai", "nip_samar", "bulan_bup"}
_PSEUDONYM = {"id_ketua": "nip_ketua"}
_NAMES = {
    "kode_unit": ("unit", "nama_unit"),
    "kode_jabatan": ("jabatan", "nama_jabatan"),
    "kode_tim": ("tim", "nama_tim"),
    "kode_indikator": ("indikator", "nama_indikator"),
    "kode_produk": ("produk_hukum", "tentang"),
    "kode_aksi": ("rencana_aksi", "aksi"),
    "kode_proses": ("proses", "nama_proses"),
}
"""By the column of a code: the dataset and the column that name it."""
_PLACE = "_ke"

Tables = Mapping[str, tuple[pl.DataFrame, pl.DataFrame]]
"""Per dataset, the rows before and after."""


def names(tables: Tables) -> dict[str, pl.DataFrame]:
    """By the column of a code, its names (kode, nama): those of after, else of before."""
    return {
        code: pl.concat([tables[dataset][side].select(kode=pl.col(code), nama=pl.col(name)) for side in (1, 0)])
        .drop_nulls("kode")
        .unique("kode", keep="first", maintain_order=True)
        for code, (dataset, name) in _NAMES.items()
        if dataset in tables
    }


def differences(dataset: str, before: pl.DataFrame, after: pl.DataFrame, named: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows of ROWS for one dataset: removed, added, and one per changed column, in the order of the files."""
    key, columns = _key(dataset), _compared(dataset)
    left, right = _numbered(dataset, before, key), _numbered(dataset, after, key)
    on = [*key, _PLACE]
    gone = left.join(right, on=on, how="anti", nulls_equal=True, maintain_order="left")
    new = right.join(left, on=on, how="anti", nulls_equal=True, maintain_order="left")
    both = right.join(left, on=on, how="inner", nulls_equal=True, suffix="_lama", maintain_order="left")
    told = [_said(dataset, rows, named, jenis=kind) for kind, rows in (("hapus", gone), ("tambah", new))]
    told += [_changed(dataset, both, column, named) for column in columns]
    return pl.concat([ROWS, *told])


@cache
def _key(dataset: str) -> tuple[str, ...]:
    return _OF_PERSONS.get(dataset, contracts()[dataset].key)


@cache
def _compared(dataset: str) -> tuple[str, ...]:
    """The columns whose change is told: those of the contract, and the pseudonym of a person that a row names."""
    contract = contracts()[dataset]
    known = [name for name in lake_columns(dataset) if name in contract.columns or name in _PSEUDONYM]
    return tuple(name for name in known if name not in _key(dataset) and name not in _DERIVED)


def _numbered(dataset: str, rows: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Rows with the same key are matched in their order."""
    if dataset == "pegawai":
        # An elected official has no number, so the pseudonym is another one in each submission.
        unnumbered = (pl.col("status_kepegawaian") == "pejabat_negara") & pl.col("nip_samar").is_null()
        rows = rows.with_columns(id_pegawai=pl.when(~unnumbered.fill_null(False)).then("id_pegawai"))
    return rows.with_columns(pl.int_range(pl.len()).over(list(key)).alias(_PLACE))


def _changed(dataset: str, both: pl.DataFrame, column: str, named: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    rows = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_lama")))
    told = {} if dataset in _OF_PERSONS or column in _PSEUDONYM else {"lama": f"{column}_lama", "baru": column}
    return _said(dataset, rows, named, jenis="ubah", column=_PSEUDONYM.get(column, column), **told)


def _said(
    dataset: str,
    rows: pl.DataFrame,
    named: Mapping[str, pl.DataFrame],
    *,
    jenis: str,
    column: str | None = None,
    lama: str | None = None,
    baru: str | None = None,
) -> pl.DataFrame:
    shown = _key(dataset)[:1] if dataset in _OF_PERSONS else _key(dataset)
    told = rows.select(
        pl.lit(dataset).alias("dataset"),
        pl.lit(jenis).alias("jenis"),
        pl.concat_str([pl.col(part).cast(pl.String) for part in shown], separator=" / ", ignore_nulls=True).alias("kode"),
        pl.lit(column, pl.String).alias("kolom"),
        _text(rows, lama).alias("nilai_sebelum"),
        _text(rows, baru).alias("nilai_sesudah"),
        *([pl.col(shown[0]).alias("_dinamai")] if shown[0] in named else []),
    )
    if shown[0] not in named:
        return told.with_columns(nama=pl.lit(None, pl.String)).select(ROWS.columns)
    found = told.join(named[shown[0]], left_on="_dinamai", right_on="kode", how="left", maintain_order="left")
    return found.select(ROWS.columns)


def _text(rows: pl.DataFrame, column: str | None) -> pl.Expr:
    """A value as the sender would type it: a whole number without decimals."""
    if column is None:
        return pl.lit(None, pl.String)
    value = pl.col(column)
    if rows.schema[column] != pl.Float64():
        return value.cast(pl.String)
    whole = (value == value.round(0)) & (value.abs() < 1e15)
    return pl.when(whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(value.cast(pl.String))
