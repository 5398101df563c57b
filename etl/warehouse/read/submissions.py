"""Submissions of a quarter, also those that do not count yet: where they stand, what was found, what waits for whom.

Drafts are for those who may read drafts of the region: its operator and its approver.
"""

from __future__ import annotations

import polars as pl

from etl.access import Action, Principal
from etl.warehouse.read.door import Lake, Where, seen

_STANDING = """n.*, s.tahap, s.putusan, s.pengaju, s.waktu_ajukan, s.disetujui_oleh, s.disetujui_pada, s.dikunci, s.dihapus,
    k.kiriman_id IS NOT NULL AS kini"""
_FROM = """FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
    LEFT JOIN memory.kini AS k USING (kiriman_id)"""


def history(lake: Lake, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
    """Every submission of a region (and quarter), newest first: the columns of `kiriman` and where each stands.

    tahap: diterima (blocked), divalidasi, diajukan, disetujui, dikembalikan, dibatalkan; kini: whether it counts now.
    """
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(f"SELECT {_STANDING} {_FROM} WHERE {where} ORDER BY n.periode DESC, n.versi DESC", where.parameters)


def waiting(lake: Lake, who: Principal) -> pl.DataFrame:
    """What waits in the reader's scope: the newest version put before the approver, and the newest draft or returned one.

    Of each region and quarter only what is newer than the version approved last; a draft only where nothing followed it.
    """
    lake = seen(lake, who, Action.READ_DRAFT)
    where = Where(who)
    return lake.query(
        f"""WITH n AS (
            SELECT {_STANDING}, max(n.versi) OVER quarter AS terbaru,
                max(n.versi) FILTER (WHERE s.tahap = 'diajukan') OVER quarter AS terbaru_diajukan,
                coalesce(max(n.versi) FILTER (WHERE s.tahap = 'disetujui') OVER quarter, 0) AS terbaru_disetujui
            {_FROM} WHERE {where} AND s.tahap <> 'dibatalkan'
            WINDOW quarter AS (PARTITION BY n.kode_wilayah, n.periode)
        )
        SELECT * EXCLUDE (terbaru, terbaru_diajukan, terbaru_disetujui) FROM n
        WHERE versi > terbaru_disetujui
            AND (tahap = 'diajukan' AND versi = terbaru_diajukan
                OR tahap IN ('diterima', 'divalidasi', 'dikembalikan') AND versi = terbaru)
        ORDER BY diajukan_pada DESC""",
        where.parameters,
    )


def events(lake: Lake, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
    """What happened to the submissions of a region (and quarter), newest first: kiriman_id, jenis, oleh, peran, alasan, waktu."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"SELECT n.* FROM lake.kejadian AS n WHERE {where} ORDER BY n.waktu DESC, n.kiriman_id, n.urutan DESC", where.parameters
    )


def found(lake: Lake, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
    """What the rules found in one submission, draft or not, with file, sheet and cell."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("kiriman_id", kiriman_id)
    return lake.query(
        f"SELECT n.* FROM lake.temuan AS n WHERE {where} ORDER BY tingkat, dataset, baris_sumber, kolom, aturan", where.parameters
    )


def confirmations(lake: Lake, who: Principal, kode_wilayah: str, kiriman_id: str | None = None) -> pl.DataFrame:
    """Reasons given for warnings, newest first: kiriman_id, periode, aturan, jumlah, oleh, alasan, waktu."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("kiriman_id", kiriman_id)
    return lake.query(
        f"SELECT n.* FROM lake.konfirmasi_peringatan AS n WHERE {where} ORDER BY waktu DESC, aturan", where.parameters
    )


def region_settings(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """The region's own rules: kunci, nilai, oleh, waktu; see `etl.warehouse.rules_of_region`."""
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(
        f"""SELECT n.kunci, n.nilai, n.oleh, n.waktu FROM lake.pengaturan_wilayah AS n WHERE {where}
        QUALIFY row_number() OVER (PARTITION BY n.kunci ORDER BY n.waktu DESC) = 1 ORDER BY n.kunci""",
        where.parameters,
    )


def schedule(lake: Lake, who: Principal, periode: str | None = None) -> pl.DataFrame:
    """Who is expected to report what: kode_wilayah, periode, tenggat (null: the usual one); newest entry of each."""
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    return lake.query(
        f"""SELECT n.kode_wilayah, n.periode, n.tenggat FROM lake.jadwal_kini AS n WHERE {where}
        ORDER BY n.periode DESC, n.kode_wilayah""",
        where.parameters,
    )
