"""What reviewers and governments say to each other about a quarter, and what a reviewer may know of its submissions."""

from __future__ import annotations

import polars as pl

from etl.access import REVIEWERS, Action, Principal
from etl.warehouse.read.door import Codes, Lake, Where, seen

THREAD = ("terbuka", "dijawab", "selesai")
"""How a thread stands: nobody of the other side has answered, somebody has, it was closed."""
_REVIEWERS = ", ".join(f"'{role.value}'" for role in REVIEWERS)


def comments(lake: Lake, who: Principal, kode_wilayah: Codes = None, periode: Codes = None) -> pl.DataFrame:
    """Comments in scope, oldest first: komentar_id, kode_wilayah, periode, isi, oleh, peran, waktu (UTC), menjawab.

    utas: the comment that began the thread; keadaan of the thread (see THREAD); menunggu: the side that is to answer, `pemda` or
    `peninjau` (null: closed); peninjau: whether a reviewer wrote it. Nothing for a reader of one agency.
    """
    lake = seen(lake, who, Action.READ)
    where = Where(who, unit="kode_unit").equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"""WITH c AS (
            SELECT n.komentar_id, n.kode_wilayah, n.periode, arg_min(n.isi, n.waktu) AS isi, arg_min(n.oleh, n.waktu) AS oleh,
                arg_min(n.peran, n.waktu) AS peran, min(n.waktu) AS waktu, any_value(n.menjawab) AS menjawab,
                arg_max(n.aktif, n.waktu) AS aktif
            FROM lake.komentar AS n WHERE {where} GROUP BY ALL
        ), t AS (
            SELECT *, coalesce(menjawab, komentar_id) AS utas, coalesce(peran IN ({_REVIEWERS}), false) AS peninjau FROM c
        ), u AS (
            SELECT utas, bool_and(aktif) AS buka, arg_min(peninjau, waktu) AS awal, arg_max(peninjau, waktu) AS akhir
            FROM t GROUP BY utas
        )
        SELECT t.* EXCLUDE (aktif),
            CASE WHEN NOT buka THEN 'selesai' WHEN awal <> akhir THEN 'dijawab' ELSE 'terbuka' END AS keadaan,
            CASE WHEN NOT buka THEN NULL WHEN akhir THEN 'pemda' ELSE 'peninjau' END AS menunggu
        FROM t JOIN u USING (utas) ORDER BY min(t.waktu) OVER (PARTITION BY utas), utas, t.waktu, t.komentar_id""",
        where.parameters,
    )


def reviews(lake: Lake, who: Principal, kode_wilayah: Codes = None, periode: Codes = None) -> pl.DataFrame:
    """Every return of an approved submission by a reviewer, newest first: kode_wilayah, periode, kiriman_id, versi, oleh, peran,
    alasan, waktu (UTC); terbuka: whether the government has sent nothing after it, nor approved it once more."""
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    return lake.query(
        f"""WITH k AS (
            SELECT n.kiriman_id, n.kode_wilayah, n.periode, n.versi, s.tahap, s.disetujui_pada, coalesce(max(n.versi) FILTER (
                WHERE s.tahap IN ('diajukan', 'disetujui')) OVER (PARTITION BY n.kode_wilayah, n.periode), 0) AS terkirim
            FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id) WHERE {where}
        )
        SELECT n.kode_wilayah, n.periode, n.kiriman_id, k.versi, n.oleh, n.peran, n.alasan, n.waktu,
            k.tahap = 'dikembalikan' AND k.versi > k.terkirim
                AND n.urutan = max(n.urutan) OVER (PARTITION BY n.kiriman_id) AS terbuka
        FROM lake.kejadian AS n JOIN k ON k.kiriman_id = n.kiriman_id
        WHERE {where} AND n.jenis = 'dikembalikan' AND n.peran IN ({_REVIEWERS}) AND k.disetujui_pada IS NOT NULL
        ORDER BY n.waktu DESC, n.kiriman_id""",
        where.parameters * 2,
    )


def versions_for_review(lake: Lake, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The versions of a quarter that were not withdrawn, newest first: versi, tahap, waktu_ajukan (UTC), kini, dikunci.

    Of those that were approved once also kiriman_id, sumber, sha256, pengaju, disetujui_oleh, disetujui_pada, catatan (why it was
    returned last) and dikembalikan_peran, berkas (nama, sha256, ukuran), baris (JSON: rows per dataset) and temuan (aturan,
    tingkat, jumlah); null of all others, which are their government's own. Nothing for a reader of one agency.
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("periode", periode)
    if who.scope.kode_unit:
        where.equal("kode_wilayah", ())
    return lake.query(
        f"""WITH k AS (
            SELECT n.*, s.* EXCLUDE (kiriman_id) FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE {where} AND s.tahap <> 'dibatalkan'
        ), a AS (FROM k WHERE disetujui_pada IS NOT NULL), r AS (
            SELECT kiriman_id, arg_max(alasan, urutan) AS catatan, arg_max(peran, urutan) AS dikembalikan_peran
            FROM lake.kejadian SEMI JOIN a USING (kiriman_id, periode) WHERE jenis = 'dikembalikan' GROUP BY ALL
        ), f AS (
            SELECT kiriman_id, list({{'aturan': aturan, 'tingkat': tingkat, 'jumlah': jumlah}} ORDER BY jumlah DESC, aturan)
                AS temuan
            FROM (SELECT kiriman_id, aturan, tingkat, count(*) AS jumlah
                FROM lake.temuan SEMI JOIN a USING (kiriman_id, periode) GROUP BY ALL) GROUP BY kiriman_id
        )
        SELECT k.versi, k.tahap, k.waktu_ajukan, t.kiriman_id IS NOT NULL AS kini,
            k.dikunci AND t.kiriman_id IS NOT NULL AS dikunci,
            a.kiriman_id, a.sumber, a.sha256, a.pengaju, a.disetujui_oleh, a.disetujui_pada, r.catatan, r.dikembalikan_peran,
            from_json(a.berkas, '[{{"nama": "VARCHAR", "sha256": "VARCHAR", "ukuran": "BIGINT"}}]') AS berkas, a.baris,
            coalesce(f.temuan, []) AS temuan
        FROM k LEFT JOIN a ON a.kiriman_id = k.kiriman_id LEFT JOIN r ON r.kiriman_id = a.kiriman_id
        LEFT JOIN f ON f.kiriman_id = a.kiriman_id LEFT JOIN memory.kini AS t ON t.kiriman_id = k.kiriman_id
        ORDER BY k.versi DESC""",
        where.parameters,
    )
