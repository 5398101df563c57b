"""Many governments at once: who has reported, who is late, and the figures of all of them."""

from __future__ import annotations

from typing import Any

import polars as pl

from etl.access import Action, Principal
from etl.metrics.predicates import APPRAISED
from etl.regulations import value
from etl.warehouse import closed
from etl.warehouse.read.door import Codes, Lake, Where, seen
from etl.warehouse.regions import governments
from etl.warehouse.rules_of_region import DEADLINE_DAYS, utc_offset

STATES = ("disetujui", "menunggu", "dikembalikan", "draf", "belum", "belum_wajib")
"""Where a government stands in a quarter: approved and current, put before its approver, returned, a draft only, nothing though
it is expected, nothing and not expected."""


def completeness(lake: Lake, who: Principal, periode: Codes = None) -> pl.DataFrame:
    """One row per government in scope and quarter that is expected or has reported: keadaan (see STATES) and its days.

    kode_wilayah, periode, diharapkan, tenggat (day, where it lies), dikirim (first put before the approver, UTC), diterima,
    valid, keadaan, tepat_waktu (null: not sent), telat_hari (days after the deadline, where it was sent late),
    kiriman_id, versi, disetujui_pada (of what counts), versi_terbaru (not withdrawn), tahap (of the newest that was sent; of the
    newest draft where none was).
    """
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    found = lake.query(
        f"""WITH j AS (SELECT n.kode_wilayah, n.periode, n.tenggat FROM lake.jadwal_kini AS n WHERE {where}), k AS (
            SELECT n.kode_wilayah, n.periode, max(n.versi) AS versi_terbaru, coalesce(
                    arg_max(s.tahap, n.versi) FILTER (WHERE s.tahap NOT IN ('diterima', 'divalidasi')), arg_max(s.tahap, n.versi)
                ) AS tahap, bool_or(s.tervalidasi) AS valid
            FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE {where} AND s.tahap <> 'dibatalkan' GROUP BY ALL
        ), e AS (
            SELECT n.kode_wilayah, n.periode, min(n.waktu) AS dikirim
            FROM lake.kejadian AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE {where} AND n.jenis = 'diajukan' AND s.tahap <> 'dibatalkan' GROUP BY ALL
        ), t AS (
            SELECT n.kode_wilayah, n.periode, n.kiriman_id, n.versi, n.disetujui_pada FROM memory.kini AS n WHERE {where}
        )
        SELECT kode_wilayah, periode, j.periode IS NOT NULL AS diharapkan, j.tenggat, e.dikirim,
            k.periode IS NOT NULL AS diterima, coalesce(k.valid, false) AS valid, t.kiriman_id, t.versi, t.disetujui_pada,
            k.versi_terbaru, k.tahap
        FROM j FULL JOIN k USING (kode_wilayah, periode) LEFT JOIN e USING (kode_wilayah, periode)
            LEFT JOIN t USING (kode_wilayah, periode)
        ORDER BY kode_wilayah, periode""",
        where.parameters * 4,
    )
    return _with_days(found, _own_days(lake, who)).with_columns(_state().alias("keadaan"))


def national_values(lake: Lake, who: Principal, periode: Codes, metrik: Codes, varian: str | None = None) -> pl.DataFrame:
    """The whole-government values of what is approved, of every government in scope: kode_wilayah, periode, metrik, varian,
    pembilang, penyebut, nilai, alasan. A reader of one agency sees none; small groups stay hidden."""
    lake = seen(lake, who, Action.READ)
    where = Where(who, unit="kode_unit").equal("periode", periode).unit(None).equal("metrik", metrik).equal("varian", varian)
    found = lake.query(
        f"""SELECT n.kode_wilayah, n.periode, n.metrik, n.varian, n.pembilang, n.penyebut, n.nilai, n.alasan
        FROM lake.nilai_metrik AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
        WHERE {where} ORDER BY n.kode_wilayah, n.periode, n.metrik, n.varian""",
        where.parameters,
    )
    if APPRAISED not in found["metrik"]:
        return found
    where = Where(who, unit="kode_unit").equal("periode", periode).equal("metrik", APPRAISED)
    counted = lake.query(
        f"""SELECT n.kode_wilayah, n.periode, count(*) AS opd, sum(n.pembilang) AS orang
        FROM lake.nilai_metrik AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
        WHERE {where} AND n.kode_unit IS NOT NULL AND n.pembilang > 0 GROUP BY ALL""",
        where.parameters,
    )
    return closed.wholes(found, counted)


def _own_days(lake: Any, who: Principal) -> pl.DataFrame:
    where = Where(who).equal("kunci", DEADLINE_DAYS)
    found: pl.DataFrame = lake.query(
        f"""SELECT n.kode_wilayah, n.waktu, n.nilai::INTEGER AS hari FROM lake.pengaturan_wilayah AS n
        WHERE {where} ORDER BY n.waktu""",
        where.parameters,
    )
    return found


def _with_days(found: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """The deadline in force (the schedule's, else so many days after the quarter) and how far the sending lies from it."""
    number = pl.col("periode").str.slice(7, 1).cast(pl.Int32)
    end = pl.date(pl.col("periode").str.slice(0, 4).cast(pl.Int32), number * 3, 1).dt.month_end()
    usual = int(value("acuan-kiriman", "tenggat_hari").value)
    zones = pl.DataFrame(
        [(code, utc_offset(code)) for code in governments()["kode_wilayah"]], ["kode_wilayah", "jam"], orient="row"
    )
    days = _days_in_force(found, own)
    return (
        found.join(days, on=["kode_wilayah", "periode"], how="left", maintain_order="left")
        .join(zones, on="kode_wilayah", how="left", maintain_order="left")
        .with_columns(pl.coalesce("tenggat", end + pl.duration(days=pl.coalesce("hari", pl.lit(usual)))).alias("tenggat"))
        .with_columns((pl.col("dikirim") + pl.duration(hours=pl.col("jam").fill_null(7))).dt.date().alias("hari_kirim"))
        .with_columns((pl.col("hari_kirim") - pl.col("tenggat")).dt.total_days().alias("lewat"))
        .with_columns(
            (pl.col("lewat") <= 0).alias("tepat_waktu"),
            pl.when(pl.col("lewat") > 0).then(pl.col("lewat")).alias("telat_hari"),
        )
        .drop("hari", "jam", "hari_kirim", "lewat")
    )


def _days_in_force(found: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """kode_wilayah, periode, hari: the government's own number of days that held when the quarter was sent."""
    if own.is_empty():
        return pl.DataFrame(schema={"kode_wilayah": pl.String, "periode": pl.String, "hari": pl.Int32})
    joined = found.select("kode_wilayah", "periode", "dikirim").join(own, on="kode_wilayah")
    held = joined.filter(pl.col("dikirim").is_null() | (pl.col("waktu") <= pl.col("dikirim")))
    return held.sort("waktu").group_by("kode_wilayah", "periode").agg(pl.col("hari").last())


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("kiriman_id").is_not_null()).then(pl.lit("disetujui"))
        .when(pl.col("tahap") == "diajukan").then(pl.lit("menunggu"))
        .when(pl.col("tahap") == "dikembalikan").then(pl.lit("dikembalikan"))
        .when(pl.col("diterima")).then(pl.lit("draf"))
        .when(pl.col("diharapkan")).then(pl.lit("belum"))
        .otherwise(pl.lit("belum_wajib"))
    )  # fmt: skip


def peer_groups(lake: Lake, who: Principal) -> pl.DataFrame:
    """Groups saved in the reader's own scope, by name: kelompok, nama, oleh, waktu (UTC), anggota (codes of governments).

    Colleagues of one scope share theirs; those of a wider or a narrower one are not told.
    """
    lake = seen(lake, who, Action.COMPARE)
    where = Where(who).equal("lingkup", who.scope.pattern)
    return lake.query(
        f"""SELECT n.kelompok, any_value(n.nama) AS nama, any_value(n.oleh) AS oleh, any_value(n.waktu) AS waktu,
            list(n.kode_wilayah ORDER BY n.kode_wilayah) AS anggota
        FROM lake.kelompok_kini AS n WHERE {where} GROUP BY n.kelompok ORDER BY lower(any_value(n.nama)), n.kelompok""",
        where.parameters,
    )
