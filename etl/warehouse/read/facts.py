"""Facts of one region and quarter: units, posts, teams, and what can be derived from them; no persons."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from etl.access import Action, Principal
from etl.contracts import ROW_KEYS
from etl.warehouse.accept import lake_columns
from etl.warehouse.read.door import Lake, Where, own_agency, seen
from etl.warehouse.read.figures import submission

_UNIT_OF = {
    **dict.fromkeys(
        ("tim", "indikator", "indikator_opd", "anggaran", "kinerja_unit", "indeks", "rencana_aksi", "proses"), "n.kode_unit"
    ),
    "penyetaraan": "n.kode_unit_asal",
    "beban_kerja": "j.kode_unit",
    "tim_indikator": "NULL",
    "produk_hukum": "NULL",
}
"""What `facts` may read, and the unit that a row belongs to; the datasets about persons are not here."""
_OF_ALL = ("indeks", "tim_indikator", "produk_hukum")
"""Here a row without a unit is about the whole government, so a reader of one agency sees it too."""
_OF_POST = """LEFT JOIN lake.jabatan AS j
    ON j.kiriman_id = n.kiriman_id AND j.periode = n.periode AND j.kode_jabatan = n.kode_jabatan"""
_FORMER = """COALESCE(u.kode_opd,
    (SELECT any_value(v.kode_opd) FROM lake.jabatan AS b
        JOIN lake.unit AS v ON v.kiriman_id = b.kiriman_id AND v.periode = b.periode AND v.kode_unit = b.kode_unit
        WHERE b.kiriman_id = n.kiriman_id AND b.periode = n.periode AND b.kode_jabatan = n.kode_jabatan_baru),
    (SELECT arg_min(w.kode_opd, w.periode) FROM lake.unit AS w
        WHERE w.kode_wilayah = n.kode_wilayah AND w.kode_unit = n.kode_unit_asal
        AND w.kiriman_id IN (SELECT kiriman_id FROM memory.kini))) AS kode_opd"""
"""A former post whose unit is gone belongs to the agency of its new post, else to that of the unit while it stood."""
_TREE = ("unit", "jabatan", "pegawai", "penyetaraan")
"""The datasets that the derived tables up to the tree are built of."""


def units(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The units of one region and period, with the agency (kode_opd) each belongs to."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return _facts(lake, "SELECT n.* FROM lake.unit AS n", where, "n.baris_sumber")


def positions(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The posts of one region and period, with the agency (kode_opd) each belongs to."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    sql = """SELECT n.*, u.kode_opd FROM lake.jabatan AS n
        LEFT JOIN (SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit GROUP BY ALL) AS u
        USING (kiriman_id, kode_unit)"""
    return own_agency(_facts(lake, sql, where, "n.baris_sumber"), who)


def facts(lake: Lake, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The rows of one dataset, without row keys; with `kode_opd` where they name a unit. KeyError for rows about persons."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    columns, unit = [f"n.{name}" for name in lake_columns(dataset) if name not in ROW_KEYS], _UNIT_OF[dataset]
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    # Only a reader of one agency needs to know whose such a row is; the others see them all.
    home = _FORMER if dataset == "penyetaraan" and who.scope.kode_unit else "u.kode_opd"
    post = "" if unit != "j.kode_unit" else _OF_POST
    sql = f"""SELECT {", ".join(columns)}, {home} FROM lake.{dataset} AS n {post}
        LEFT JOIN lake.unit AS u ON u.kiriman_id = n.kiriman_id AND u.periode = n.periode AND u.kode_unit = {unit}"""
    found = _facts(lake, sql, where, "n.baris_sumber")
    own = own_agency(found, who)
    if dataset in _OF_ALL and who.scope.kode_unit:
        return pl.concat([found.filter(pl.col("kode_opd").is_null()), own])
    return own


def findings(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """What the rules found in the current submission."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return _facts(lake, "SELECT n.* FROM lake.temuan AS n", where, "tingkat, aturan, baris_sumber")


def _facts(lake: Lake, select: str, where: Where, order: str) -> pl.DataFrame:
    return lake.query(
        f"{select} WHERE {where} AND n.kiriman_id IN (SELECT kiriman_id FROM memory.kini) ORDER BY {order}", where.parameters
    )


def nodes(lake: Lake, who: Principal, kode_wilayah: str, periode: str, varian: str | None = "terisi") -> pl.DataFrame:
    """The tree of one region and period in one view, computed from its facts: the columns of `kerja.simpul`."""
    from etl import metrics

    lake = seen(lake, who, Action.READ, kode_wilayah)
    current = submission(lake, who, kode_wilayah, periode)
    con = duckdb.connect()
    try:
        _workspace(lake, con, current, _TREE)
        metrics.nodes(con)
        wanted = "varian = coalesce(?, varian) ORDER BY varian, lapisan, simpul_id"
        found = con.execute(f"SELECT * FROM kerja.simpul WHERE {wanted}", [varian]).pl()
    finally:
        con.close()
    return own_agency(found, who)


def holders(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """How many hold each post, as the metrics count them, without persons: kode_jabatan, definitif, pj, plt, plh, kode_opd.

    A person definitively in several posts counts in the first of them.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    kinds = ", ".join(f"count(*) FILTER (r.jenis = '{kind}') AS {kind}" for kind in ("definitif", "pj", "plt", "plh"))
    sql = f"""WITH r AS (
        SELECT n.kiriman_id, n.kode_jabatan, j.kode_unit, coalesce(n.jenis_penugasan, 'definitif') AS jenis FROM lake.pegawai AS n
        JOIN lake.jabatan AS j ON j.kiriman_id = n.kiriman_id AND j.periode = n.periode AND j.kode_jabatan = n.kode_jabatan
        WHERE {where} AND n.kiriman_id IN (SELECT kiriman_id FROM memory.kini)
        QUALIFY jenis <> 'definitif' OR row_number() OVER (
            PARTITION BY coalesce(n.id_pegawai, 'baris ' || n.baris_sumber), jenis ORDER BY n.baris_sumber) = 1
    ), u AS (SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit GROUP BY ALL)
    SELECT r.kode_jabatan, {kinds}, any_value(u.kode_opd) AS kode_opd
    FROM r LEFT JOIN u USING (kiriman_id, kode_unit) GROUP BY r.kode_jabatan ORDER BY r.kode_jabatan"""
    return own_agency(lake.query(sql, where.parameters), who)


def teams(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """One row per team: kind, members and their agencies (`opd`), decree, dates, indicators; no persons.

    A reader of one agency sees the teams that it owns or takes part in.
    """
    from etl.metrics import teams as work

    lake = seen(lake, who, Action.READ, kode_wilayah)
    current = submission(lake, who, kode_wilayah, periode)
    con = duckdb.connect()
    try:
        _workspace(lake, con, current, work.DATASETS)
        found = work.teams(con)
    finally:
        con.close()
    own = who.scope.kode_unit
    return found.filter((pl.col("kode_opd") == own) | pl.col("opd").list.contains(own)) if own else found


def _workspace(lake: Lake, con: duckdb.DuckDBPyConnection, current: pl.DataFrame, datasets: Sequence[str]) -> None:
    """Schema `kerja` with the facts of one submission, in a connection of its own."""
    con.execute("CREATE SCHEMA kerja")
    con.execute("CREATE TABLE kerja.acuan (kiriman_id VARCHAR, peran VARCHAR, periode_acuan VARCHAR, kiriman_acuan VARCHAR)")
    con.register("_kiriman", current.select("kiriman_id", "kode_wilayah", "periode"))
    con.execute("CREATE TABLE kerja.kiriman AS SELECT *, true AS dihitung FROM _kiriman")
    keys = (current["periode"].to_list() or [None], current["kiriman_id"].to_list() or [None])
    for dataset in datasets:
        columns = ", ".join(lake_columns(dataset))
        rows = lake.query(f"SELECT {columns} FROM lake.{dataset} WHERE periode = ? AND kiriman_id = ?", [keys[0][0], keys[1][0]])
        con.register("_baris", rows)
        con.execute(f"CREATE TABLE kerja.{dataset} AS FROM _baris")
        con.unregister("_baris")


def search(lake: Lake, who: Principal, kode_wilayah: str, periode: str, words: str) -> pl.DataFrame:
    """Agencies and units, posts and indicators whose name or code holds all the words: jenis, kode, nama, kode_opd."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    terms = words.lower().split()
    matches = " AND ".join("contains(lower(n.nama || ' ' || n.kode), ?)" for _ in terms) or "false"
    return lake.query(
        f"""WITH milik AS (SELECT kiriman_id FROM memory.kini WHERE kode_wilayah = ? AND periode = ?),
        unit AS (SELECT u.* FROM lake.unit AS u SEMI JOIN milik USING (kiriman_id) WHERE u.periode = ?)
        SELECT jenis, kode, nama, kode_opd FROM (
            SELECT 'unit' AS jenis, kode_unit AS kode, nama_unit AS nama, kode_opd, kode_wilayah, periode FROM unit
            UNION ALL
            SELECT 'jabatan', kode_jabatan, nama_jabatan, u.kode_opd, j.kode_wilayah, j.periode
            FROM lake.jabatan AS j SEMI JOIN milik USING (kiriman_id) LEFT JOIN unit AS u USING (kode_unit) WHERE j.periode = ?
            UNION ALL
            SELECT 'indikator', kode_indikator, nama_indikator, u.kode_opd, i.kode_wilayah, i.periode
            FROM lake.indikator AS i SEMI JOIN milik USING (kiriman_id) LEFT JOIN unit AS u USING (kode_unit) WHERE i.periode = ?
        ) AS n WHERE {where} AND {matches}
        ORDER BY array_position(['unit', 'jabatan', 'indikator'], jenis), nama LIMIT 200""",
        [kode_wilayah, periode, periode, periode, periode, *where.parameters, *terms],
    )
