"""From what was read to what the lake may hold: good rows only, staff under pseudonyms (schema `masuk` → schema `kerja`)."""

from __future__ import annotations

import duckdb
import polars as pl

from etl.contracts import ROW_KEYS, Contract, contracts
from etl.regulations import value
from etl.warehouse.pseudonym import hide_nip_in_code_sql, hide_nips_sql, hmac_pads, hmac_sql, mask_sql

DATASETS = tuple(contracts())
"""The fact tables, in the order of the workbook."""


def accept(con: duckdb.DuckDBPyConnection, secret: bytes) -> None:
    """Fill schema `kerja` from schema `masuk`. Rows in `masuk.ditolak` stay behind; without that table none is refused."""
    con.execute("CREATE SCHEMA IF NOT EXISTS kerja")
    con.execute(
        "CREATE TABLE IF NOT EXISTS masuk.ditolak AS SELECT kiriman_id, dataset, baris_sumber FROM masuk.masalah_sel WHERE false"
    )
    con.execute("CREATE OR REPLACE TABLE kerja.kiriman AS SELECT *, true AS dihitung FROM masuk.kiriman")
    for dataset, contract in contracts().items():
        rows = f"SELECT * FROM masuk.{dataset} AS r WHERE {_kept(dataset)}"
        if dataset == "pegawai":
            _accept_staff(con, rows, secret)
        elif dataset in _PERSONS:
            _accept_persons(con, contract, rows, secret)
        else:
            _execute(con, f"CREATE OR REPLACE TABLE kerja.{dataset} AS SELECT {_columns(contract)} FROM ({rows})", secret)


def lake_columns(dataset: str) -> list[str]:
    """The columns of a fact table in the lake, without those that metrics derive (`unit.kode_opd`)."""
    contract = contracts()[dataset]
    lake = contract.extra.get("lake", {})
    kept = [name for name in contract.columns if name not in lake.get("drop", ())]
    return [*ROW_KEYS, *lake.get("add", ()), *kept]


def _kept(dataset: str) -> str:
    return (
        "kiriman_id IN (SELECT kiriman_id FROM masuk.kiriman) AND NOT EXISTS (SELECT 1 FROM masuk.ditolak AS d"
        f" WHERE d.kiriman_id = r.kiriman_id AND d.dataset = '{dataset}' AND d.baris_sumber = r.baris_sumber)"
    )


def _columns(contract: Contract) -> str:
    return ", ".join(_hidden(contract, name) for name in lake_columns(contract.dataset))


def _hidden(contract: Contract, name: str) -> str:
    # Text and codes can hold a NIP; the lake must not keep it.
    column = contract.columns.get(name)
    if column is None or column.type not in ("teks", "nilai", "pilihan", "kode"):
        return name
    return f"{hide_nip_in_code_sql(name) if column.type == 'kode' else hide_nips_sql(name)} AS {name}"


def _execute(con: duckdb.DuckDBPyConnection, sql: str, secret: bytes) -> None:
    inner, outer = hmac_pads(secret)
    con.execute(sql, {"dalam": inner, "luar": outer} if "$dalam" in sql else None)


# Local numbers are only unique within a region; a row with neither number is a person of its own.
_PERSON = (
    "coalesce(nullif(trim(nip), ''), kode_wilayah || '|lokal|' || nullif(trim(id_pegawai_lokal), ''),"
    " kiriman_id || '|baris|' || baris_sumber)"
)
_PERSONS = {"tim": ("id_ketua", "nullif(trim(nip_ketua), '')"), "anggota_tim": ("id_pegawai", _PERSON)}
"""Datasets that name persons beside `pegawai`: the pseudonym's column, and what it is made of (as there, so that they join)."""


def _accept_persons(con: duckdb.DuckDBPyConnection, contract: Contract, rows: str, secret: bytes) -> None:
    own, person = _PERSONS[contract.dataset]
    kept = ", ".join(_hidden(contract, name) for name in lake_columns(contract.dataset) if name != own)
    sql = f"SELECT {kept}, {hmac_sql('orang')} AS {own} FROM (SELECT *, {person} AS orang FROM ({rows}))"
    columns = ", ".join(lake_columns(contract.dataset))
    _execute(con, f"CREATE OR REPLACE TABLE kerja.{contract.dataset} AS SELECT {columns} FROM ({sql})", secret)


def _accept_staff(con: duckdb.DuckDBPyConnection, rows: str, secret: bytes) -> None:
    person = _PERSON
    derived = f"{hmac_sql('orang')} AS id_pegawai, {mask_sql('nip')} AS nip_samar, NULL::VARCHAR AS bulan_bup"
    contract = contracts()["pegawai"]
    own = ("id_pegawai", "nip_samar", "bulan_bup")
    kept = ", ".join(_hidden(contract, name) for name in lake_columns("pegawai") if name not in own)
    sql = f"""CREATE OR REPLACE TABLE kerja.pegawai AS
        SELECT {kept}, {derived}, try_strptime(substr(nip, 1, 8), '%Y%m%d') AS lahir
        FROM (SELECT *, {person} AS orang FROM ({rows}))"""
    _execute(con, sql, secret)
    _retirement(con)
    columns = ", ".join(lake_columns("pegawai"))
    con.execute(f"CREATE OR REPLACE TABLE kerja.pegawai AS SELECT {columns} FROM kerja.pegawai")


def _retirement(con: duckdb.DuckDBPyConnection) -> None:
    """Set `bulan_bup` (YYYY-MM): the month in which the age of the person's current category is reached (PP 11/2017 art. 239)."""
    con.register("_bup", pl.DataFrame(_ages(), orient="row", schema={"jenis": pl.String, "jenjang": pl.String, "usia": pl.Int64}))
    con.execute(
        """CREATE OR REPLACE TEMP TABLE _usia AS
        WITH jabatan_usia AS (
            SELECT j.kiriman_id, j.kode_jabatan, arg_max(b.usia, b.jenjang IS NOT NULL) AS usia,
                j.jenis_jabatan = 'fungsional'
                AND regexp_matches(lower(any_value(j.nama_jabatan)), '^(guru|kepala sekolah)') AS guru
            FROM kerja.jabatan AS j
            INNER JOIN _bup AS b ON b.jenis = j.jenis_jabatan AND coalesce(b.jenjang = j.jenjang, b.jenjang IS NULL)
            GROUP BY j.kiriman_id, j.kode_jabatan, j.jenis_jabatan
        )
        SELECT p.kiriman_id, p.id_pegawai,
            strftime(min(p.lahir) + to_years(CAST(first(CASE WHEN u.guru THEN $guru ELSE u.usia END
                -- the definitive post decides, not one that is only acted in
                ORDER BY coalesce(p.jenis_penugasan IN ('plt', 'plh'), false), p.baris_sumber) AS INTEGER)), '%Y-%m') AS bulan
        FROM kerja.pegawai AS p INNER JOIN jabatan_usia AS u USING (kiriman_id, kode_jabatan)
        WHERE p.status_kepegawaian <> 'non_asn' AND p.lahir IS NOT NULL GROUP BY ALL""",
        {"guru": value("uu-14-2005", "bup_guru").value},
    )
    con.execute(
        """UPDATE kerja.pegawai SET bulan_bup = u.bulan FROM _usia AS u
        WHERE u.kiriman_id = pegawai.kiriman_id AND u.id_pegawai = pegawai.id_pegawai"""
    )
    con.execute("DROP TABLE _usia")
    con.unregister("_bup")


def _ages() -> list[tuple[str, str | None, int]]:
    return [(row["jenis_jabatan"], row["jenjang"], row["usia"]) for row in value("pp-11-2017", "bup").value]
