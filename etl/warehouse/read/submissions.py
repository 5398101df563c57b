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
    """What waits in the reader's scope: drafts not submitted (of their newest version), submitted and returned ones."""
    lake = seen(lake, who, Action.READ_DRAFT)
    where = Where(who)
    return lake.query(
        f"""SELECT {_STANDING} {_FROM} WHERE {where} AND s.tahap IN ('diterima', 'divalidasi', 'diajukan', 'dikembalikan')
        QUALIFY row_number() OVER (PARTITION BY n.kode_wilayah, n.periode ORDER BY n.versi DESC) = 1
        ORDER BY n.diajukan_pada DESC""",
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
        f"""SELECT n.kode_wilayah, n.periode, n.tenggat FROM lake.jadwal_lapor AS n WHERE {where}
        QUALIFY row_number() OVER (PARTITION BY n.kode_wilayah, n.periode ORDER BY n.waktu DESC) = 1 AND n.aktif
        ORDER BY n.periode DESC, n.kode_wilayah""",
        where.parameters,
    )


def findings_by_quarter(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Findings of what counts now: periode, aturan, tingkat, dataset, kode_opd (null: of no one agency), jumlah."""
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(
        f"""WITH u AS (
            SELECT kiriman_id, kode_unit, any_value(kode_opd) AS kode_opd FROM lake.unit GROUP BY ALL
        ), milik AS (
            SELECT kiriman_id, 'unit' AS dataset, baris_sumber, kode_unit FROM lake.unit
            UNION ALL SELECT kiriman_id, 'jabatan', baris_sumber, kode_unit FROM lake.jabatan
            UNION ALL SELECT p.kiriman_id, 'pegawai', p.baris_sumber, j.kode_unit FROM lake.pegawai AS p
                JOIN lake.jabatan AS j ON j.kiriman_id = p.kiriman_id AND j.kode_jabatan = p.kode_jabatan
            UNION ALL SELECT kiriman_id, 'indikator', baris_sumber, kode_unit FROM lake.indikator
            UNION ALL SELECT c.kiriman_id, 'capaian', c.baris_sumber, i.kode_unit FROM lake.capaian AS c
                JOIN lake.indikator AS i ON i.kiriman_id = c.kiriman_id AND i.kode_indikator = c.kode_indikator
        )
        SELECT n.periode, n.aturan, n.tingkat, n.dataset, u.kode_opd, count(*) AS jumlah
        FROM lake.temuan AS n SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id
        LEFT JOIN milik AS m ON m.kiriman_id = n.kiriman_id AND m.dataset = n.dataset AND m.baris_sumber = n.baris_sumber
        LEFT JOIN u ON u.kiriman_id = n.kiriman_id AND u.kode_unit = m.kode_unit
        WHERE {where} GROUP BY ALL ORDER BY ALL""",
        where.parameters,
    )
