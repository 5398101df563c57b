"""Figures: what counts now, its metric values, distributions and attainment."""

from __future__ import annotations

import polars as pl

from etl.access import Action, Principal
from etl.warehouse import closed
from etl.warehouse.read.door import Codes, Lake, Seen, Where, seen
from etl.warehouse.regions import regions as _regions


def snapshot(lake: Lake) -> int:
    """Number of the newest snapshot; changes with every commit."""
    return lake.snapshot()


def regions(lake: Lake, who: Principal) -> pl.DataFrame:
    """Governments with a current submission: kode_wilayah, nama, jenis."""
    lake = seen(lake, who, Action.READ)
    where = Where(who)
    found = lake.query(f"SELECT DISTINCT kode_wilayah FROM memory.kini AS n WHERE {where}", where.parameters)
    named = found.join(_regions(), on="kode_wilayah", how="left")
    return named.with_columns(pl.col("nama").fill_null(pl.col("kode_wilayah")), pl.col("jenis").fill_null("-")).sort(
        "kode_wilayah"
    )


def periods(lake: Lake, who: Principal, kode_wilayah: str | None = None) -> pl.DataFrame:
    """Periods with a current submission, newest first."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(f"SELECT DISTINCT periode FROM memory.kini AS n WHERE {where} ORDER BY periode DESC", where.parameters)


def submission(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The current submission with the hashes of its files, who submitted and approved it, and the snapshot; at most one row."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    number = lake.snapshot()
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"SELECT n.* EXCLUDE (hitungan_id), ?::BIGINT AS snapshot FROM memory.kini AS n WHERE {where}",
        [number, *where.parameters],
    )


def versions(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Every approved version of a region and period, newest first: versi, disetujui_pada, alasan, and its rows per dataset."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"""SELECT n.kiriman_id, n.versi, n.alasan, n.baris, s.disetujui_pada
        FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
        WHERE {where} AND s.disetujui_pada IS NOT NULL ORDER BY n.versi DESC""",
        where.parameters,
    )


def metric_values(
    lake: Lake,
    who: Principal,
    *,
    kode_wilayah: str | None = None,
    periode: Codes = None,
    kode_unit: str | None = "*",
    metrik: Codes = None,
    varian: str | None = None,
) -> pl.DataFrame:
    """Current metric values; kode_unit `*` all rows, None the region's own row, else one agency. Small groups stay hidden."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who, unit="kode_unit").equal("kode_wilayah", kode_wilayah).equal("periode", periode).unit(kode_unit)
    where.equal("metrik", metrik).equal("varian", varian)
    return closed.values(
        lake, _values(lake, "nilai_metrik", where, "kode_wilayah, periode, metrik, varian, kode_unit NULLS FIRST")
    )


def distributions(
    lake: Lake,
    who: Principal,
    *,
    kode_wilayah: str,
    periode: Codes,
    metrik: Codes,
    varian: str | None = None,
    kode_unit: str | None = None,
) -> pl.DataFrame:
    """Current bands and matrices: sumbu_x, sumbu_y, jumlah. Small groups of predicates stay hidden: `etl.warehouse.closed`."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who, unit="kode_unit").equal("kode_wilayah", kode_wilayah).equal("periode", periode).unit(kode_unit)
    where.equal("metrik", metrik).equal("varian", varian)
    found = _values(lake, "sebaran_metrik", where, "periode, metrik, varian, sumbu_x, sumbu_y")
    return closed.distributions(lake, found, who.scope.kode_unit or kode_unit)


def attainment(
    lake: Lake, who: Principal, kode_wilayah: str, periode: Codes, kode_unit: str | None = None, basis: str | None = "sd"
) -> pl.DataFrame:
    """Attainment per indicator; basis `sd` (to date), `tahun` (against the year), `triwulan` (alone), None: all.

    `tahun_awal`: against the year's target before it was revised, for the indicators whose target was.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who, unit="kode_opd").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    where.equal("kode_opd", kode_unit).equal("basis", basis)
    return _values(lake, "capaian_indikator", where, "periode, kode_indikator, basis")


def _values(lake: Seen, table: str, where: Where, order: str) -> pl.DataFrame:
    return lake.query(
        f"""SELECT n.* FROM lake.{table} AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
        WHERE {where} ORDER BY {order}""",
        where.parameters,
    )


def status(lake: Lake, who: Principal, periode: str | None = None) -> pl.DataFrame:
    """Per government and period: diharapkan (by the schedule), diterima, valid, disetujui, versi, waktu. What was withdrawn is
    as if it had never come; see `completeness` for where each stands."""
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    found = lake.query(
        f"""WITH kiriman AS (
            SELECT k.kode_wilayah, k.periode, true AS diterima, bool_or(s.tervalidasi) AS valid,
                bool_or(s.putusan = 'disetujui') AS disetujui, max(k.versi) AS versi, max(k.diajukan_pada) AS waktu
            FROM lake.kiriman AS k JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE s.tahap <> 'dibatalkan' GROUP BY ALL
        ), jadwal AS (SELECT kode_wilayah, periode, true AS diharapkan FROM lake.jadwal_kini)
        SELECT * FROM (
            SELECT kode_wilayah, periode, coalesce(diharapkan, false) AS diharapkan, coalesce(diterima, false) AS diterima,
                coalesce(valid, false) AS valid, coalesce(disetujui, false) AS disetujui, versi, waktu
            FROM kiriman FULL JOIN jadwal USING (kode_wilayah, periode)
        ) AS n WHERE {where} ORDER BY periode DESC, kode_wilayah""",
        where.parameters,
    )
    return found.join(_regions().select("kode_wilayah", "nama"), on="kode_wilayah", how="left", maintain_order="left")
