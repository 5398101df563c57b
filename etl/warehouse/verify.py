"""Proof that published values follow from the stored files (read again, computed again, compared) and no event was touched."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from etl import engine
from etl.contracts.parsed import Parsed
from etl.errors import RampingError, WrongUsage
from etl.settings import Settings
from etl.warehouse import chains, files, lake, proof, references, submissions
from etl.warehouse.accept import accept
from etl.warehouse.proof import Read
from etl.warehouse.regions import demand_region

TOLERANCE = 1e-9
"""Largest relative difference between a published and a recomputed value."""
_REGIONS_AT_ONCE = 8


@dataclass(frozen=True)
class _Compared:
    """What tells the rows of a table apart, and which figures (within TOLERANCE) and words (exactly) must agree."""

    key: tuple[str, ...]
    figures: tuple[str, ...]
    words: tuple[str, ...] = ()


_COMPARED = {
    "nilai_metrik": _Compared(("kode_unit", "metrik", "varian"), ("pembilang", "penyebut", "nilai"), ("alasan", "versi_rumus")),
    "sebaran_metrik": _Compared(("kode_unit", "metrik", "varian", "sumbu_x", "sumbu_y"), ("jumlah",)),
    "capaian_indikator": _Compared(
        ("kode_indikator", "basis"),
        ("target", "realisasi", "capaian_mentah", "capaian", "batas", "capaian_dilaporkan", "selisih"),
        ("alasan", "kategori", "rumus", "target_teks", "realisasi_teks"),
    ),
}
_KEYS = ("kiriman_id", "kode_wilayah", "periode")


@dataclass(frozen=True)
class Selection:
    """Which submissions to check: all that count, those of a region or period, a random sample, or any one by its number."""

    wilayah: str | None = None
    periode: str | None = None
    kiriman: str | None = None
    sampel: int | None = None


def verify(settings: Settings, selection: Selection, read: Read) -> dict[str, Any]:
    """What agrees and what does not: counts, rate, damaged files, each difference, and what is `baru`.

    The rate is the share of published values that were computed again and agree: those of a submission whose files
    are lost cannot be and lower it, also where they were erased on purpose (`dihapus`), which is no damage.
    Figures that this version knows and the one that published did not (a new metric,
    a newer formula) are no differences: they are counted by metric, and `recompute` publishes them.
    One submission named by its number may be a draft or superseded: its receipt is proved (`tanda_terima`, see
    `proof.receipt_again`; null otherwise), and its values where it counts.
    rantai: whether the chains of events and of the trail are whole, see `chains.check`.
    WrongUsage when no submission is chosen and no chain is broken: nothing checked is no proof.
    """
    lake.demand_lake(settings)
    if selection.wilayah is not None:
        demand_region(selection.wilayah)
    with _reading(settings) as con:
        current = _current(con)
        named = _named(con, selection)
        linked = _chains(con, settings, selection)
    chosen = _choose(current, selection)
    if not chosen and named is None and linked["utuh"]:
        raise WrongUsage("galat.tak_ada_diperiksa")
    report: dict[str, Any] = {
        "kiriman": len(chosen) or int(named is not None),
        "diperiksa": 0,
        "nilai": 0,
        "sama": 0,
        "berkas_rusak": [],
        "dihapus": [],
        "beda": [],
    }
    report["baru"] = {}
    unchecked = [kiriman for group in _groups(chosen) for kiriman in _check_group(settings, group, current, read, report)]
    lost = _published(settings, unchecked)
    receipt = proof.receipt_again(settings, named, read) | {"kini": bool(chosen)} if named else None
    published = report["nilai"] + lost
    return report | {
        "tidak_terperiksa": len(unchecked),
        "nilai_tidak_terperiksa": lost,
        "tingkat_kesesuaian": report["sama"] / published if published else None,
        "tanda_terima": receipt,
        "rantai": linked,
        "sesuai": linked["utuh"] and not (report["berkas_rusak"] or report["beda"] or (receipt and not receipt["sesuai"])),
    }


def _chains(con: duckdb.DuckDBPyConnection, settings: Settings, selection: Selection) -> dict[str, Any]:
    which = chains.Which(selection.wilayah, selection.periode, selection.kiriman)
    return chains.check(lambda sql, parameters: con.execute(sql, list(parameters)).fetchall(), settings.secret(), which)


def _named(con: duckdb.DuckDBPyConnection, selection: Selection) -> dict[str, Any] | None:
    """The one submission that the selection names, whether it counts or not."""
    found = submissions.find(con, "k.kiriman_id = ?", [selection.kiriman]) if selection.kiriman else None
    asked = {"kode_wilayah": selection.wilayah, "periode": selection.periode}
    return found if found and all(value in (None, found[name]) for name, value in asked.items()) else None


def _reading(settings: Settings, con: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    con = con or engine.connect()
    lake.attach_for_reading(con, settings)
    return con


def _current(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = (*_KEYS, "berkas", "sha256", "dihapus")
    rows = con.execute(
        f"SELECT {', '.join(names)} FROM lake.kiriman_kini"
        " INNER JOIN (SELECT kiriman_id, dihapus FROM lake.kiriman_status) USING (kiriman_id) ORDER BY ALL"
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _published(settings: Settings, kiriman: list[str]) -> int:
    """How many published values these submissions have."""
    if not kiriman:
        return 0
    counts = " UNION ALL ".join(
        f"SELECT count(*) AS n FROM lake.{table} SEMI JOIN terbit USING (hitungan_id)" for table in _COMPARED
    )
    with _reading(settings) as con:
        marks = ", ".join("?" * len(kiriman))
        con.execute(
            f"CREATE TEMP TABLE terbit AS SELECT hitungan_id FROM lake.hitungan_kini WHERE kiriman_id IN ({marks})", kiriman
        )
        return int(con.execute(f"SELECT sum(n) FROM ({counts})").fetchall()[0][0])


def _choose(current: list[dict[str, str]], selection: Selection) -> list[dict[str, str]]:
    wanted = {"kode_wilayah": selection.wilayah, "periode": selection.periode, "kiriman_id": selection.kiriman}
    chosen = [k for k in current if all(value is None or k[name] == value for name, value in wanted.items())]
    if selection.sampel is not None and selection.sampel < len(chosen):
        chosen = random.sample(chosen, max(selection.sampel, 0))
    return sorted(chosen, key=lambda k: k["kode_wilayah"])


def _groups(chosen: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    regions = sorted({k["kode_wilayah"] for k in chosen})
    for start in range(0, len(regions), _REGIONS_AT_ONCE):
        some = set(regions[start : start + _REGIONS_AT_ONCE])
        yield [k for k in chosen if k["kode_wilayah"] in some]


def _check_group(
    settings: Settings, group: list[dict[str, str]], current: list[dict[str, str]], read: Read, report: dict[str, Any]
) -> list[str]:
    """Compare one group and add to the report; the submissions that could not be checked."""
    from etl import metrics
    from etl.validation.workspace import open_workspace

    acuan = _acuan(group, current)
    involved = {row[3] for row in acuan} | {k["kiriman_id"] for k in group}
    parsed, damaged, erased = _read_again(settings, [k for k in current if k["kiriman_id"] in involved], read)
    for kind, found in (("berkas_rusak", damaged), ("dihapus", erased)):
        report[kind] += [d for d in found if d not in report[kind]]
    # Without the files of a reference the values of what refers to it cannot be formed.
    lost = {d["kiriman_id"] for d in [*damaged, *erased]}
    lost |= {kiriman for kiriman, _, _, other in acuan if other in lost}
    checked = [k["kiriman_id"] for k in group if k["kiriman_id"] not in lost]
    unchecked = [k["kiriman_id"] for k in group if k["kiriman_id"] in lost]
    report["diperiksa"] += len(checked)
    if not checked:
        return unchecked
    con = open_workspace(parsed)
    try:
        accept(con, settings.secret())
        con.execute(f"UPDATE kerja.kiriman SET dihitung = kiriman_id IN ({', '.join('?' * len(checked))})", checked)
        con.execute("CREATE TABLE kerja.acuan (kiriman_id VARCHAR, peran VARCHAR, periode_acuan VARCHAR, kiriman_acuan VARCHAR)")
        con.executemany("INSERT INTO kerja.acuan VALUES (?, ?, ?, ?)", [row for row in acuan if row[0] in checked])
        metrics.compute(con)
        _reading(settings, con)
        _compare(con, report)
    finally:
        con.close()
    return unchecked


def _acuan(group: list[dict[str, str]], current: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    regions = {k["kode_wilayah"] for k in group}
    con = duckdb.connect()
    try:
        con.execute("CREATE TABLE kini (kiriman_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR)")
        con.executemany(
            "INSERT INTO kini VALUES (?, ?, ?)", [[k[n] for n in _KEYS] for k in current if k["kode_wilayah"] in regions]
        )
        chosen = {k["kiriman_id"] for k in group}
        return [row for row in con.execute(references.acuan_sql("kini", "kini")).fetchall() if row[0] in chosen]
    finally:
        con.close()


def _read_again(
    settings: Settings, involved: Sequence[dict[str, Any]], read: Read
) -> tuple[list[Parsed], list[dict[str, Any]], list[dict[str, Any]]]:
    """What was read, what is damaged, and what was erased or carries forward something that was (dibawa: which, else null)."""
    parsed, damaged, erased = list[Parsed](), list[dict[str, Any]](), list[dict[str, Any]]()
    for kiriman in involved:
        held, who = files.stored(settings, kiriman), {name: kiriman[name] for name in _KEYS}
        if kiriman["dihapus"]:
            erased.append({**who, "dibawa": None})
            continue
        if held.damaged:
            damaged.append({**who, "sha256": list(held.damaged)})
            continue
        try:
            parsed.append(read(held, who))
        except RampingError as error:
            if error.key == "galat_berkas.dibawa_dihapus":
                erased.append({**who, "dibawa": error.values["kiriman"]})
                continue
            # The files have their hashes, so what they were read with (the layout) no longer is what it was.
            damaged.append({**who, "sha256": [files.MANIFEST]})
    return parsed, damaged, erased


def _compare(con: duckdb.DuckDBPyConnection, report: dict[str, Any]) -> None:
    con.execute(
        """CREATE TEMP TABLE terbit AS SELECT hitungan_id FROM lake.hitungan_kini
        WHERE kiriman_id IN (SELECT kiriman_id FROM kerja.kiriman WHERE dihitung)"""
    )
    for table, compared in _COMPARED.items():
        _find_new(con, table)
        key, shown = compared.key, (*compared.figures, *compared.words)
        same = " AND ".join([*map(_same, compared.figures), *(f"a.{w} IS NOT DISTINCT FROM b.{w}" for w in compared.words)])
        joined = " AND ".join(f"a.{k} IS NOT DISTINCT FROM b.{k}" for k in ("kiriman_id", *key))
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE banding AS
            SELECT coalesce(a.kiriman_id, b.kiriman_id) AS kiriman_id,
                {", ".join(f"coalesce(a.{k}, b.{k}) AS {k}" for k in key)},
                {", ".join(f"a.{f} AS {f}_terbit, b.{f} AS {f}_ulang" for f in shown)},
                a.kiriman_id IS NOT NULL AND b.kiriman_id IS NOT NULL AND {same} AS sama
            FROM (SELECT * FROM lake.{table} SEMI JOIN terbit USING (hitungan_id)) AS a
            FULL JOIN kerja.{table} AS b ON {joined}"""
        )
        _set_apart(con, report, _kind(table))
        total, agreeing = con.execute("SELECT count(*), count(*) FILTER (WHERE sama) FROM banding").fetchall()[0]
        report["nilai"] += total
        report["sama"] += agreeing
        different = con.execute("SELECT * EXCLUDE (sama) FROM banding WHERE NOT sama LIMIT 200").pl()
        report["beda"] += [{"tabel": table, **row} for row in different.to_dicts()]


def _kind(table: str) -> str:
    """What a newer version may know that an older one did not: a metric, or a basis of attainment."""
    return "basis" if table == "capaian_indikator" else "metrik"


def _find_new(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Fill belum_terbit (kiriman_id and `_kind`): what could not be published when the submission was computed.

    Either no computation up to then published the metric, or it was published by an older formula. A metric that an
    earlier computation did publish and this one lacks is a loss, not new.
    """
    kind = _kind(table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE belum_terbit (kiriman_id VARCHAR, {kind} VARCHAR)")
    version = "max(versi_rumus)" if table == "nilai_metrik" else "1"
    con.execute(
        f"""INSERT INTO belum_terbit
        WITH lama AS (
            SELECT kiriman_id, {kind}, {version} AS versi FROM lake.{table} SEMI JOIN terbit USING (hitungan_id) GROUP BY ALL
        ), kini AS (
            SELECT kiriman_id, {kind}, {version} AS versi FROM kerja.{table} GROUP BY ALL
        ), beda AS (
            SELECT kini.*, lama.versi AS versi_lama, h.waktu FROM kini
            LEFT JOIN lama USING (kiriman_id, {kind})
            JOIN lake.hitungan AS h USING (kiriman_id) SEMI JOIN terbit ON terbit.hitungan_id = h.hitungan_id
            WHERE lama.versi IS NULL OR lama.versi < kini.versi
        ), dikenal AS (
            SELECT n.{kind}, min(h.waktu) AS sejak FROM lake.{table} AS n JOIN lake.hitungan AS h USING (hitungan_id)
            WHERE n.{kind} IN (SELECT {kind} FROM beda) GROUP BY n.{kind}
        )
        SELECT kiriman_id, {kind} FROM beda LEFT JOIN dikenal USING ({kind})
        WHERE versi_lama IS NOT NULL OR sejak IS NULL OR sejak > waktu"""
    )


def _set_apart(con: duckdb.DuckDBPyConnection, report: dict[str, Any], kind: str) -> None:
    """Count what is new by metric (or basis), and take it out of what is compared."""
    for name, count in con.execute(
        f"SELECT {kind}, count(*) FROM banding SEMI JOIN belum_terbit USING (kiriman_id, {kind}) GROUP BY 1 ORDER BY 1"
    ).fetchall():
        report["baru"][name] = report["baru"].get(name, 0) + count
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE banding AS
        SELECT * FROM banding ANTI JOIN belum_terbit USING (kiriman_id, {kind})"""
    )


def _same(figure: str) -> str:
    a, b = f"a.{figure}", f"b.{figure}"
    return f"({a} IS NOT DISTINCT FROM {b} OR coalesce(abs({a} - {b}) <= {TOLERANCE} * greatest(1, abs({a})), false))"
