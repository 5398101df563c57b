"""Grants as their keepers see them, and the roles of somebody who signs in."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from etl.access import Action, Principal, Role, Scope, standing
from etl.warehouse.grants import plain
from etl.warehouse.read.door import Lake, seen
from etl.warehouse.rules_of_region import zone


def grants(lake: Lake, who: Principal) -> pl.DataFrame:
    """Every grant within the keeper's scope, newest first, withdrawn ones too.

    hak_id, identitas, peran, lingkup, kode_unit, nama_unit (null: unknown), berlaku_dari, berlaku_sampai (UTC, the first moment
    at which it no longer holds; null: without end), zona, oleh, alasan, waktu, dicabut_oleh, alasan_cabut, dicabut_pada.
    """
    door = seen(lake, who, Action.GRANT)
    found = door.query(
        """SELECT b.hak_id, b.identitas, b.peran, b.lingkup, b.kode_unit, b.berlaku_dari, b.berlaku_sampai, b.oleh, b.alasan,
            b.waktu, c.oleh AS dicabut_oleh, c.alasan AS alasan_cabut, c.waktu AS dicabut_pada
        FROM lake.hak AS b LEFT JOIN lake.hak AS c ON b.hak_id = c.hak_id AND NOT c.aktif
        WHERE b.aktif ORDER BY b.waktu DESC, b.hak_id"""
    )
    scopes = [Scope(*pair) for pair in found.select("lingkup", "kode_unit").iter_rows()]
    zones = pl.Series("zona", [zone(scope.pattern)[0] for scope in scopes], dtype=pl.String)
    within = pl.Series([who.scope.contains(scope) for scope in scopes], dtype=pl.Boolean)
    kept = found.with_columns(zones).filter(within)
    return kept.join(_agencies(door, kept), on=["lingkup", "kode_unit"], how="left", maintain_order="left")


def _agencies(door: Lake, granted: pl.DataFrame) -> pl.DataFrame:
    """The newest names of the agencies that grants are narrowed to: lingkup, kode_unit, nama_unit."""
    narrowed = granted.drop_nulls("kode_unit").select("lingkup", "kode_unit").unique()
    if narrowed.is_empty():
        return narrowed.with_columns(nama_unit=pl.lit(None, dtype=pl.String))
    regions, units = (narrowed[name].unique().to_list() for name in ("lingkup", "kode_unit"))
    marks = ", ".join("?" * len(regions)), ", ".join("?" * len(units))
    return door.query(
        f"""SELECT n.kode_wilayah AS lingkup, n.kode_unit, arg_max(n.nama_unit, n.periode) AS nama_unit
        FROM lake.unit AS n INNER JOIN memory.kini AS k USING (kiriman_id)
        WHERE n.kode_wilayah IN ({marks[0]}) AND n.kode_unit IN ({marks[1]}) GROUP BY ALL""",
        [*regions, *units],
    )


def roles_of(lake: Lake, identity: str) -> pl.DataFrame:
    """The grants of one identity that were not withdrawn: hak_id, peran, lingkup, kode_unit, berlaku_dari, berlaku_sampai.

    Asked before anybody is a principal; `principals` says which of them hold now.
    """
    return lake.query(
        """SELECT hak_id, peran, lingkup, kode_unit, berlaku_dari, berlaku_sampai FROM lake.hak_kini
        WHERE identitas = ? ORDER BY peran, lingkup, kode_unit, hak_id""",
        [plain(identity)],
    )


def principals(identity: str, held: pl.DataFrame, now: datetime) -> list[Principal]:
    """What one may be at this moment (UTC), from the grants of `roles_of`; the same role and scope once."""
    found = [
        Principal(plain(identity), Role(row["peran"]), Scope(row["lingkup"], row["kode_unit"]))
        for row in held.iter_rows(named=True)
        if standing(row["berlaku_dari"], row["berlaku_sampai"], None, now) == "berlaku"
    ]
    return list(dict.fromkeys(found))
