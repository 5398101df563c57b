"""The one door out: every function takes a Principal and filters by scope in SQL, with bound parameters only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

from etl.access import Action, Principal, demand
from etl.contracts import ROW_KEYS
from etl.warehouse.accept import lake_columns
from etl.warehouse.lake import Reader
from etl.warehouse.regions import regions as _regions

Codes = str | Sequence[str] | None
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


class _Where:
    """Conditions with their bound parameters, beginning with the reader's scope."""

    def __init__(self, who: Principal, alias: str = "n", unit: str | None = None) -> None:
        condition, parameters = who.scope.sql(f"{alias}.kode_wilayah")
        self._alias, self._conditions, self.parameters = alias, [condition], list[Any](parameters)
        if unit and who.scope.kode_unit:
            # A reader of one agency sees its rows only.
            self._conditions.append(f"{alias}.{unit} = ?")
            self.parameters.append(who.scope.kode_unit)

    def equal(self, column: str, value: Codes) -> _Where:
        """The column is this value, or one of these; None: any."""
        if value is not None:
            values = [value] if isinstance(value, str) else list(value)
            marks = ", ".join("?" * len(values)) or "NULL"
            self._conditions.append(f"{self._alias}.{column} IN ({marks})")
            self.parameters += values
        return self

    def unit(self, kode_unit: str | None) -> _Where:
        """`*` all rows, None the region's own row, else one agency."""
        if kode_unit is None:
            self._conditions.append(f"{self._alias}.kode_unit IS NULL")
        elif kode_unit != "*":
            self.equal("kode_unit", kode_unit)
        return self

    def __str__(self) -> str:
        return " AND ".join(self._conditions)


def snapshot(lake: Reader) -> int:
    """Number of the newest snapshot; changes with every commit."""
    return lake.snapshot()


def regions(lake: Reader, who: Principal) -> pl.DataFrame:
    """Governments with a current submission: kode_wilayah, nama, jenis."""
    demand(who, Action.READ)
    lake.current()
    where = _Where(who)
    found = lake.query(f"SELECT DISTINCT kode_wilayah FROM memory.kini AS n WHERE {where}", where.parameters)
    named = found.join(_regions(), on="kode_wilayah", how="left")
    return named.with_columns(pl.col("nama").fill_null(pl.col("kode_wilayah")), pl.col("jenis").fill_null("-")).sort(
        "kode_wilayah"
    )


def periods(lake: Reader, who: Principal, kode_wilayah: str | None = None) -> pl.DataFrame:
    """Periods with a current submission, newest first."""
    demand(who, Action.READ, kode_wilayah)
    lake.current()
    where = _Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(f"SELECT DISTINCT periode FROM memory.kini AS n WHERE {where} ORDER BY periode DESC", where.parameters)


def submission(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The current submission with the hashes of its files, who submitted and approved it, and the snapshot; at most one row."""
    demand(who, Action.READ, kode_wilayah)
    number = lake.current()
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"SELECT n.* EXCLUDE (hitungan_id), ?::BIGINT AS snapshot FROM memory.kini AS n WHERE {where}",
        [number, *where.parameters],
    )


def versions(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Every approved version of a region and period, newest first: versi, disetujui_pada, alasan, and its rows per dataset."""
    demand(who, Action.READ, kode_wilayah)
    lake.current()
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"""SELECT n.kiriman_id, n.versi, n.alasan, n.baris, s.disetujui_pada
        FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
        WHERE {where} AND s.disetujui_pada IS NOT NULL ORDER BY n.versi DESC""",
        where.parameters,
    )


def metric_values(
    lake: Reader,
    who: Principal,
    *,
    kode_wilayah: str | None = None,
    periode: Codes = None,
    kode_unit: str | None = "*",
    metrik: Codes = None,
    varian: str | None = None,
) -> pl.DataFrame:
    """Current metric values; kode_unit `*` all rows, None the region's own row, else one agency."""
    demand(who, Action.READ, kode_wilayah)
    where = _Where(who, unit="kode_unit").equal("kode_wilayah", kode_wilayah).equal("periode", periode).unit(kode_unit)
    where.equal("metrik", metrik).equal("varian", varian)
    return _values(lake, "nilai_metrik", where, "kode_wilayah, periode, metrik, varian, kode_unit NULLS FIRST")


def distributions(
    lake: Reader,
    who: Principal,
    *,
    kode_wilayah: str,
    periode: Codes,
    metrik: Codes,
    varian: str | None = None,
    kode_unit: str | None = None,
) -> pl.DataFrame:
    """Current bands and matrices: sumbu_x, sumbu_y, jumlah."""
    demand(who, Action.READ, kode_wilayah)
    where = _Where(who, unit="kode_unit").equal("kode_wilayah", kode_wilayah).equal("periode", periode).unit(kode_unit)
    where.equal("metrik", metrik).equal("varian", varian)
    return _values(lake, "sebaran_metrik", where, "periode, metrik, varian, sumbu_x, sumbu_y")


def attainment(
    lake: Reader, who: Principal, kode_wilayah: str, periode: Codes, kode_unit: str | None = None, basis: str | None = "sd"
) -> pl.DataFrame:
    """Attainment per indicator; basis `sd` (to date), `tahun` (against the year), `triwulan` (alone), None: all."""
    demand(who, Action.READ, kode_wilayah)
    where = _Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    where.equal("kode_opd", kode_unit).equal("basis", basis)
    return _values(lake, "capaian_indikator", where, "periode, kode_indikator, basis")


def _values(lake: Reader, table: str, where: _Where, order: str) -> pl.DataFrame:
    lake.current()
    return lake.query(
        f"""SELECT n.* FROM lake.{table} AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
        WHERE {where} ORDER BY {order}""",
        where.parameters,
    )


def units(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The units of one region and period, with the agency (kode_opd) each belongs to."""
    demand(who, Action.READ, kode_wilayah)
    where = _Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return _facts(lake, "SELECT n.* FROM lake.unit AS n", where, "n.baris_sumber")


def positions(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The posts of one region and period, with the agency (kode_opd) each belongs to."""
    demand(who, Action.READ, kode_wilayah)
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    sql = """SELECT n.*, u.kode_opd FROM lake.jabatan AS n
        LEFT JOIN (SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit GROUP BY ALL) AS u
        USING (kiriman_id, kode_unit)"""
    return _own_agency(_facts(lake, sql, where, "n.baris_sumber"), who)


def facts(lake: Reader, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The rows of one dataset, without row keys; with `kode_opd` where they name a unit. KeyError for rows about persons."""
    demand(who, Action.READ, kode_wilayah)
    columns, unit = [f"n.{name}" for name in lake_columns(dataset) if name not in ROW_KEYS], _UNIT_OF[dataset]
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    # Only a reader of one agency needs to know whose such a row is; the others see them all.
    home = _FORMER if dataset == "penyetaraan" and who.scope.kode_unit else "u.kode_opd"
    post = "" if unit != "j.kode_unit" else _OF_POST
    sql = f"""SELECT {", ".join(columns)}, {home} FROM lake.{dataset} AS n {post}
        LEFT JOIN lake.unit AS u ON u.kiriman_id = n.kiriman_id AND u.periode = n.periode AND u.kode_unit = {unit}"""
    found = _facts(lake, sql, where, "n.baris_sumber")
    own = _own_agency(found, who)
    if dataset in _OF_ALL and who.scope.kode_unit:
        return pl.concat([found.filter(pl.col("kode_opd").is_null()), own])
    return own


def findings(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """What the rules found in the current submission."""
    demand(who, Action.READ_DRAFT, kode_wilayah)
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return _facts(lake, "SELECT n.* FROM lake.temuan AS n", where, "tingkat, aturan, baris_sumber")


def _facts(lake: Reader, select: str, where: _Where, order: str) -> pl.DataFrame:
    lake.current()
    return lake.query(
        f"{select} WHERE {where} AND n.kiriman_id IN (SELECT kiriman_id FROM memory.kini) ORDER BY {order}", where.parameters
    )


def _own_agency(frame: pl.DataFrame, who: Principal) -> pl.DataFrame:
    return frame.filter(pl.col("kode_opd") == who.scope.kode_unit) if who.scope.kode_unit else frame


def nodes(lake: Reader, who: Principal, kode_wilayah: str, periode: str, varian: str | None = "terisi") -> pl.DataFrame:
    """The tree of one region and period in one view, computed from its facts: the columns of `kerja.simpul`."""
    from etl import metrics

    demand(who, Action.READ, kode_wilayah)
    current = submission(lake, who, kode_wilayah, periode)
    con = duckdb.connect()
    try:
        _workspace(lake, con, current, _TREE)
        metrics.nodes(con)
        wanted = "varian = coalesce(?, varian) ORDER BY varian, lapisan, simpul_id"
        found = con.execute(f"SELECT * FROM kerja.simpul WHERE {wanted}", [varian]).pl()
    finally:
        con.close()
    return _own_agency(found, who)


def holders(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """How many hold each post, as the metrics count them, without persons: kode_jabatan, definitif, pj, plt, plh, kode_opd.

    A person definitively in several posts counts in the first of them.
    """
    demand(who, Action.READ, kode_wilayah)
    lake.current()
    where = _Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
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
    return _own_agency(lake.query(sql, where.parameters), who)


def teams(lake: Reader, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """One row per team: kind, members and their agencies (`opd`), decree, dates, indicators; no persons.

    A reader of one agency sees the teams that it owns or takes part in.
    """
    from etl.metrics import teams as work

    demand(who, Action.READ, kode_wilayah)
    current = submission(lake, who, kode_wilayah, periode)
    con = duckdb.connect()
    try:
        _workspace(lake, con, current, work.DATASETS)
        found = work.teams(con)
    finally:
        con.close()
    own = who.scope.kode_unit
    return found.filter((pl.col("kode_opd") == own) | pl.col("opd").list.contains(own)) if own else found


def _workspace(lake: Reader, con: duckdb.DuckDBPyConnection, current: pl.DataFrame, datasets: Sequence[str]) -> None:
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


def status(lake: Reader, who: Principal, periode: str | None = None) -> pl.DataFrame:
    """Per government and period: diharapkan (by the schedule), diterima, valid, disetujui, versi, waktu."""
    demand(who, Action.READ)
    where = _Where(who).equal("periode", periode)
    found = lake.query(
        f"""WITH kiriman AS (
            SELECT k.kode_wilayah, k.periode, true AS diterima, bool_or(s.tervalidasi) AS valid,
                bool_or(s.putusan = 'disetujui') AS disetujui, max(k.versi) AS versi, max(k.diajukan_pada) AS waktu
            FROM lake.kiriman AS k LEFT JOIN lake.kiriman_status AS s USING (kiriman_id) GROUP BY ALL
        ), jadwal AS (
            SELECT kode_wilayah, periode, arg_max(aktif, waktu) AS diharapkan FROM lake.jadwal_lapor GROUP BY ALL
        )
        SELECT * FROM (
            SELECT kode_wilayah, periode, coalesce(diharapkan, false) AS diharapkan, coalesce(diterima, false) AS diterima,
                coalesce(valid, false) AS valid, coalesce(disetujui, false) AS disetujui, versi, waktu
            FROM kiriman FULL JOIN jadwal USING (kode_wilayah, periode)
        ) AS n WHERE {where} ORDER BY periode DESC, kode_wilayah""",
        where.parameters,
    )
    return found.join(_regions().select("kode_wilayah", "nama"), on="kode_wilayah", how="left", maintain_order="left")


def search(lake: Reader, who: Principal, kode_wilayah: str, periode: str, words: str) -> pl.DataFrame:
    """Agencies and units, posts and indicators whose name or code holds all the words: jenis, kode, nama, kode_opd."""
    demand(who, Action.READ, kode_wilayah)
    lake.current()
    where = _Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
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
