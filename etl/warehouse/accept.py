"""From what was read to what the lake may hold: good rows only, staff under pseudonyms (schema `masuk` → schema `kerja`)."""

from __future__ import annotations

import duckdb
import polars as pl

from etl.contracts import ROW_KEYS, Contract, contracts
from etl.regulations import value
from etl.warehouse.pseudonym import hide_nip_in_code_sql, hide_nips_sql, hmac_pads, hmac_sql, mask_sql

DATASETS = tuple(contracts())
"""The fact tables, in the order of the workbook."""


def accept(con: duckdb.DuckDBPyConnection, secret: bytes, *, release: bool = False) -> None:
    """Fill schema `kerja` from schema `masuk`. Rows in `masuk.ditolak` stay behind; without that table none is refused.

    release: drop each dataset of `masuk` once it was accepted; a nation's rows need the memory only once.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS kerja")
    con.execute(
        "CREATE TABLE IF NOT EXISTS masuk.ditolak AS SELECT kiriman_id, dataset, baris_sumber FROM masuk.masalah_sel WHERE false"
    )
    con.execute(f"CREATE OR REPLACE TABLE kerja.kiriman AS SELECT {_KEYS}, true AS dihitung FROM masuk.kiriman")
    for dataset, contract in contracts().items():
        rows = f"SELECT * FROM masuk.{dataset} AS r WHERE {_kept(con, dataset)}"
        if dataset == "pegawai":
            _accept_staff(con, rows, secret)
        elif dataset in _PERSONS:
            _accept_persons(con, contract, rows, secret)
        else:
            _execute(con, f"CREATE OR REPLACE TABLE kerja.{dataset} AS SELECT {_columns(contract)} FROM ({rows})", secret)
        if release:
            con.execute(f"DROP TABLE masuk.{dataset}")


def lake_columns(dataset: str) -> list[str]:
    """The columns of a fact table in the lake, without those that metrics derive (`unit.kode_opd`)."""
    contract = contracts()[dataset]
    lake = contract.extra.get("lake", {})
    kept = [name for name in contract.columns if name not in lake.get("drop", ())]
    return [*ROW_KEYS, *lake.get("add", ()), *kept]


_OF_SUBMISSION = ("kiriman_id", "kode_wilayah", "periode")
# In a workspace of many submissions an enumeration, which is compared faster than text; the lake takes it as text.
_KEYS = ", ".join(_OF_SUBMISSION)


def _kept(con: duckdb.DuckDBPyConnection, dataset: str) -> str:
    """Which rows are accepted, as a condition: those of the submissions in `masuk.kiriman` that no rule refused."""
    conditions = ["kiriman_id IN (SELECT kiriman_id FROM masuk.kiriman)"]
    if con.execute("SELECT 1 FROM masuk.ditolak WHERE dataset = ? LIMIT 1", [dataset]).fetchall():
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM masuk.ditolak AS d WHERE d.kiriman_id = r.kiriman_id AND d.dataset = '{dataset}'"
            " AND d.baris_sumber = r.baris_sumber)"
        )
    return " AND ".join(conditions)


def _columns(contract: Contract) -> str:
    return ", ".join(_hidden(contract, name) for name in lake_columns(contract.dataset))


def _hidden(contract: Contract, name: str) -> str:
    # Text and codes can hold a NIP; the lake must not keep it.
    column = contract.columns.get(name)
    if name in _OF_SUBMISSION:
        return name
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
    """Staff with pseudonyms and `bulan_bup` (YYYY-MM): the month in which the age of the person's current category is reached.

    PP 11/2017 art. 239. The definitive post decides, not one that is only acted in.
    """
    _ages_of_posts(con)
    contract = contracts()["pegawai"]
    own = ("id_pegawai", "nip_samar", "bulan_bup")
    kept = ", ".join(_hidden(contract, name) for name in lake_columns("pegawai") if name not in own)
    sql = f"""CREATE OR REPLACE TABLE kerja.pegawai AS
        SELECT s.*, u.usia,
            CASE WHEN s.status_kepegawaian <> 'non_asn' THEN strftime(s.lahir + to_years(u.usia), '%Y-%m') END AS bulan_bup
        FROM (
            SELECT {kept}, {hmac_sql("orang")} AS id_pegawai, {mask_sql("nip")} AS nip_samar,
                try_strptime(substr(nip, 1, 8), '%Y%m%d') AS lahir
            FROM (SELECT *, {_PERSON} AS orang FROM ({rows}))
        ) AS s LEFT JOIN _usia AS u ON u.kiriman_id = s.kiriman_id AND u.kode_jabatan = s.kode_jabatan"""
    _execute(con, sql, secret)
    con.execute("DROP TABLE _usia")
    _retirement_of_several(con)
    for name in ("lahir", "usia"):
        con.execute(f"ALTER TABLE kerja.pegawai DROP COLUMN {name}")


def _ages_of_posts(con: duckdb.DuckDBPyConnection) -> None:
    """Make `_usia`: the retirement age of who holds a post."""
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
        SELECT kiriman_id, kode_jabatan, min(CASE WHEN guru THEN $guru ELSE usia END)::INTEGER AS usia
        FROM jabatan_usia GROUP BY ALL""",
        {"guru": value("uu-14-2005", "bup_guru").value},
    )
    con.unregister("_bup")


def _retirement_of_several(con: duckdb.DuckDBPyConnection) -> None:
    """Set `bulan_bup` of those who stand in several rows, which are few: all of a person's rows tell the same month."""
    con.execute(
        """CREATE OR REPLACE TEMP TABLE _beberapa AS
        WITH orang AS (SELECT hash(kiriman_id, id_pegawai) AS h FROM kerja.pegawai GROUP BY ALL HAVING count(*) > 1)
        SELECT p.kiriman_id, p.id_pegawai, strftime(min(p.lahir) + to_years(first(p.usia
            ORDER BY coalesce(p.jenis_penugasan IN ('plt', 'plh'), false), p.baris_sumber)), '%Y-%m') AS bulan
        FROM kerja.pegawai AS p
        WHERE hash(p.kiriman_id, p.id_pegawai) IN (SELECT h FROM orang)
            AND p.bulan_bup IS NOT NULL
        GROUP BY ALL"""
    )
    con.execute(
        """UPDATE kerja.pegawai SET bulan_bup = b.bulan FROM _beberapa AS b
        WHERE b.kiriman_id = pegawai.kiriman_id AND b.id_pegawai = pegawai.id_pegawai"""
    )
    con.execute("DROP TABLE _beberapa")


def _ages() -> list[tuple[str, str | None, int]]:
    return [(row["jenis_jabatan"], row["jenjang"], row["usia"]) for row in value("pp-11-2017", "bup").value]
