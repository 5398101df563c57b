"""The receipt of a submission: what proves it, in one row."""

from __future__ import annotations

import polars as pl

from etl.access import Action, Principal
from etl.warehouse.read.door import Lake, Where, seen


def receipt(lake: Lake, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
    """One row for a submission of the region, draft or not; none for an unknown id. Times are UTC.

    kiriman_id (its number), versi, sumber, sha256, alasan, where it stands (tahap, kini, dikunci, dihapus), who and when
    (diterima, diajukan, disetujui with `_oleh` and `_pada`; setuju_sendiri: one person did both), jumlah_blokir and
    jumlah_peringatan, snapshot (the state of the lake that says so), and as structures: berkas (nama, sha256, ukuran),
    baris (dataset, dibaca, diterima, ditolak, kosong), total_kendali (nama, nilai), konfirmasi (aturan, jumlah, oleh,
    alasan, waktu), dibawa (dataset, kiriman), tidak_diperiksa (rules), tata_letak.
    """
    lake = seen(lake, who, Action.READ_DRAFT, kode_wilayah)
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("kiriman_id", kiriman_id)
    return lake.query(_RECEIPT.format(where=where), [*where.parameters, lake.snapshot()])


_RECEIPT = """
WITH n AS (SELECT * FROM lake.kiriman AS n WHERE {where}),
konfirmasi AS (
    SELECT kiriman_id, list({{'aturan': aturan, 'jumlah': jumlah, 'oleh': oleh, 'alasan': alasan, 'waktu': waktu}}
        ORDER BY waktu DESC, aturan) AS konfirmasi
    FROM lake.konfirmasi_peringatan SEMI JOIN n USING (kiriman_id, periode) GROUP BY ALL
),
temuan AS (
    SELECT kiriman_id, count(*) FILTER (WHERE tingkat = 'blokir') AS jumlah_blokir,
        count(*) FILTER (WHERE tingkat = 'peringatan') AS jumlah_peringatan
    FROM lake.temuan SEMI JOIN n USING (kiriman_id, periode) GROUP BY ALL
),
sendiri AS (SELECT DISTINCT kiriman_id, true AS setuju_sendiri FROM lake.kejadian SEMI JOIN n USING (kiriman_id, periode)
    WHERE jenis = 'setuju_sendiri')
SELECT n.kiriman_id, n.kode_wilayah, n.periode, n.versi, n.sumber, n.sha256, n.alasan,
    s.tahap, k.kiriman_id IS NOT NULL AS kini, s.dikunci, s.dihapus,
    n.diajukan_oleh AS diterima_oleh, n.diajukan_pada AS diterima_pada, s.pengaju AS diajukan_oleh,
    s.waktu_ajukan AS diajukan_pada, s.disetujui_oleh, s.disetujui_pada,
    coalesce(x.setuju_sendiri, false) AS setuju_sendiri,
    coalesce(t.jumlah_blokir, 0) AS jumlah_blokir, coalesce(t.jumlah_peringatan, 0) AS jumlah_peringatan,
    from_json(n.berkas, '[{{"nama": "VARCHAR", "sha256": "VARCHAR", "ukuran": "BIGINT"}}]') AS berkas,
    list_transform(json_keys(n.baris), lambda d: {{
        'dataset': d, 'dibaca': (n.baris->d->>'dibaca')::BIGINT, 'diterima': (n.baris->d->>'diterima')::BIGINT,
        'ditolak': (n.baris->d->>'ditolak')::BIGINT, 'kosong': (n.baris->d->>'kosong')::BIGINT}}) AS baris,
    list_transform(json_keys(n.total_kendali), lambda d: {{'nama': d, 'nilai': (n.total_kendali->>d)::DOUBLE}}) AS total_kendali,
    coalesce(c.konfirmasi, []) AS konfirmasi,
    coalesce(list_transform(json_keys(n.bacaan->'dibawa'), lambda d: {{'dataset': d, 'kiriman': n.bacaan->'dibawa'->>d}}), [])
        AS dibawa,
    coalesce(from_json(n.tidak_diperiksa, '["VARCHAR"]'), []) AS tidak_diperiksa,
    n.bacaan->>'tata_letak' AS tata_letak,
    ?::BIGINT AS snapshot
FROM n JOIN lake.kiriman_status AS s USING (kiriman_id)
LEFT JOIN memory.kini AS k USING (kiriman_id)
LEFT JOIN konfirmasi AS c USING (kiriman_id)
LEFT JOIN temuan AS t USING (kiriman_id)
LEFT JOIN sendiri AS x USING (kiriman_id)
"""
