"""How good the data are over the quarters, in counts: findings, filled cells, days of sending. No cell, no value, no person."""

from __future__ import annotations

import polars as pl

from etl.access import Action, Principal, allowed
from etl.contracts import ROW_KEYS, contracts
from etl.metrics.predicates import smallest
from etl.warehouse.accept import lake_columns
from etl.warehouse.read.door import Lake, Seen, Where, own_agency, seen

_COUNTED = {
    "periode": pl.String, "aturan": pl.String, "tingkat": pl.String, "dataset": pl.String, "kode_opd": pl.String,
    "jumlah": pl.Int64,
}  # fmt: skip
_FILLED = {"periode": pl.String, "dataset": pl.String, "kolom": pl.String, "baris": pl.Int64, "terisi": pl.Int64}
_OF_ITS_OWN = (
    "unit", "jabatan", "tim", "indikator", "indikator_opd", "anggaran", "kinerja_unit", "indeks", "rencana_aksi", "proses",
)  # fmt: skip
_THROUGH = {
    "pegawai": ("jabatan", "kode_jabatan"), "beban_kerja": ("jabatan", "kode_jabatan"),
    "capaian": ("indikator", "kode_indikator"), "anggota_tim": ("tim", "kode_tim"), "tim_indikator": ("tim", "kode_tim"),
}  # fmt: skip
"""Datasets whose rows belong to the unit of a row of another: that dataset and the code they name."""


def findings_by_quarter(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Findings of what counts now: periode, aturan, tingkat, dataset, kode_opd (null: of no one agency), jumlah."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    rows = "FROM lake.temuan AS n SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id"
    named = lake.query(f"SELECT DISTINCT dataset {rows} WHERE {where}", where.parameters)["dataset"].to_list()
    units = [sql for dataset in named if (sql := _unit_of(dataset))]
    found = lake.query(
        f"""WITH milik AS ({" UNION ALL ".join(units) or _NOBODY}), u AS (
            SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit WHERE kode_wilayah = ? GROUP BY ALL
        )
        SELECT n.periode, n.aturan, n.tingkat, n.dataset, u.kode_opd, count(*) AS jumlah {rows}
        LEFT JOIN milik AS m ON m.kiriman_id = n.kiriman_id AND m.dataset = n.dataset AND m.baris_sumber = n.baris_sumber
        LEFT JOIN u ON u.kiriman_id = n.kiriman_id AND u.kode_unit = m.kode_unit
        WHERE {where} GROUP BY ALL ORDER BY ALL""",
        [*[kode_wilayah] * (len(units) + 1), *where.parameters],
    )
    return own_agency(found.cast(_COUNTED), who)  # type: ignore[arg-type]


_NOBODY = "SELECT NULL::VARCHAR AS kiriman_id, NULL::VARCHAR AS dataset, NULL::BIGINT AS baris_sumber, NULL::VARCHAR AS kode_unit"


def _unit_of(dataset: str) -> str | None:
    """Which unit each row of a dataset belongs to, of one region (one parameter); None where rows belong to no one unit."""
    unit = "kode_unit" if dataset in _OF_ITS_OWN else "kode_unit_asal" if dataset == "penyetaraan" else None
    if unit:
        columns = f"kiriman_id, '{dataset}' AS dataset, baris_sumber, {unit} AS kode_unit"
        return f"SELECT {columns} FROM lake.{dataset} WHERE kode_wilayah = ?"
    if dataset not in _THROUGH:
        return None
    other, code = _THROUGH[dataset]
    return f"""SELECT n.kiriman_id, '{dataset}' AS dataset, n.baris_sumber, any_value(o.kode_unit) AS kode_unit
        FROM lake.{dataset} AS n INNER JOIN lake.{other} AS o
            ON o.kiriman_id = n.kiriman_id AND o.periode = n.periode AND o.{code} = n.{code}
        WHERE n.kode_wilayah = ? GROUP BY ALL"""


def quarters(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Every quarter with a submission that counts, oldest first: periode, kiriman_id, versi, what was read of it, and counts.

    baris, bacaan, tidak_diperiksa (JSON: rows per dataset, how it was read, rules that could not be checked); baris_bertemuan:
    rows with at least one finding; versi_disetujui: how many versions were approved so far.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(
        f"""WITH bertemuan AS (
            SELECT n.kiriman_id, count(DISTINCT (n.dataset, n.baris_sumber)) AS baris_bertemuan
            FROM lake.temuan AS n WHERE {where} AND n.baris_sumber IS NOT NULL GROUP BY n.kiriman_id
        ), disetujui AS (
            SELECT n.periode, count(*) AS versi_disetujui FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE {where} AND s.disetujui_pada IS NOT NULL GROUP BY n.periode
        )
        SELECT n.periode, n.kiriman_id, n.versi, k.baris, k.bacaan, k.tidak_diperiksa,
            coalesce(t.baris_bertemuan, 0) AS baris_bertemuan, coalesce(d.versi_disetujui, 0) AS versi_disetujui
        FROM memory.kini AS n JOIN lake.kiriman AS k ON k.kiriman_id = n.kiriman_id AND k.periode = n.periode
        LEFT JOIN bertemuan AS t ON t.kiriman_id = n.kiriman_id LEFT JOIN disetujui AS d ON d.periode = n.periode
        WHERE {where} ORDER BY n.periode""",
        [*where.parameters] * 3,
    )


def filled(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """How many rows and filled cells each column of what counts has: periode, dataset, kolom, baris, terisi.

    Columns that the lake keeps only, and no count of a small group of persons. None for a reader of one agency, whose rows
    cannot be told apart in every dataset.
    """
    inside = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_FILLED)
    return pl.concat([_filled(inside, where, dataset) for dataset in contracts()]).sort("periode", "dataset", maintain_order=True)


def _filled(lake: Seen, where: Where, dataset: str) -> pl.DataFrame:
    columns = [name for name in lake_columns(dataset) if name not in ROW_KEYS]
    counts = ", ".join(f"count(n.{name}) AS {name}" for name in columns)
    found = lake.query(
        f"""SELECT n.periode, count(*) AS baris, {counts} FROM lake.{dataset} AS n
        SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id WHERE {where} GROUP BY n.periode""",
        where.parameters,
    )
    long = found.unpivot(columns, index=["periode", "baris"], variable_name="kolom", value_name="terisi")
    personal = [column.name for column in contracts()[dataset].columns.values() if column.personal]
    few = pl.col("kolom").is_in(personal) & pl.col("terisi").is_between(1, smallest() - 1)
    return long.filter(~few).with_columns(pl.lit(dataset).alias("dataset")).select(list(_FILLED)).cast(_FILLED)  # type: ignore[arg-type]


def open_drafts(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Newest versions that are not approved: periode, kiriman_id, versi, tahap, alasan (of a return), blokir, peringatan."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(
        f"""WITH baru AS (
            SELECT n.kiriman_id, n.periode, n.versi, s.tahap
            FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id) WHERE {where}
            QUALIFY row_number() OVER (PARTITION BY n.periode ORDER BY n.versi DESC) = 1
        ), alasan AS (
            SELECT kiriman_id, arg_max(alasan, urutan) AS alasan FROM lake.kejadian WHERE jenis = 'dikembalikan' GROUP BY ALL
        )
        SELECT b.periode, b.kiriman_id, b.versi, b.tahap, a.alasan,
            count(t.aturan) FILTER (t.tingkat = 'blokir') AS blokir,
            count(t.aturan) FILTER (t.tingkat = 'peringatan') AS peringatan
        FROM baru AS b LEFT JOIN alasan AS a USING (kiriman_id)
        LEFT JOIN lake.temuan AS t ON t.kiriman_id = b.kiriman_id AND t.periode = b.periode
        WHERE b.tahap IN ('diterima', 'divalidasi', 'diajukan', 'dikembalikan') GROUP BY ALL ORDER BY b.periode DESC""",
        where.parameters,
    )


def revisions(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Versions of the region's quarters, newest first: periode, versi, tahap, alasan, catatan (of the last return), waktu (UTC).

    Those that were approved once; for who may read drafts all of them.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    approved = "true" if allowed(who, Action.READ_DRAFT, kode_wilayah) else "s.disetujui_pada IS NOT NULL"
    return lake.query(
        f"""SELECT n.periode, n.versi, s.tahap, n.alasan, r.catatan, coalesce(s.waktu_ajukan, n.diajukan_pada) AS waktu
        FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id) LEFT JOIN (
            SELECT kiriman_id, arg_max(alasan, urutan) AS catatan FROM lake.kejadian WHERE jenis = 'dikembalikan' GROUP BY ALL
        ) AS r USING (kiriman_id)
        WHERE {where} AND {approved} ORDER BY n.periode DESC, n.versi DESC""",
        where.parameters,
    )
