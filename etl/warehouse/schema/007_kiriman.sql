-- The quarter of the Organisation Section: drafts, what was carried forward, where each finding stands, locks.

ALTER TABLE lake.kiriman ADD COLUMN bacaan VARCHAR;          -- JSON: layout, headers as told by the sender, datasets carried forward
ALTER TABLE lake.kiriman ADD COLUMN tidak_diperiksa VARCHAR; -- JSON: rules that could not be checked
ALTER TABLE lake.temuan ADD COLUMN berkas VARCHAR;            -- the sender's file, sheet and cell, as Excel shows it
ALTER TABLE lake.temuan ADD COLUMN sheet VARCHAR;
ALTER TABLE lake.temuan ADD COLUMN sel VARCHAR;

DROP VIEW lake.kiriman_status;

CREATE VIEW lake.kiriman_status AS
SELECT
    kiriman_id,
    arg_max(jenis, urutan) FILTER (WHERE jenis IN ('disetujui', 'dikembalikan', 'dibatalkan')) AS putusan,
    -- where the submission stands now; locking and erasing files do not move it
    arg_max(jenis, urutan) FILTER (
        WHERE jenis IN ('diterima', 'divalidasi', 'diajukan', 'disetujui', 'dikembalikan', 'dibatalkan')
    ) AS tahap,
    arg_max(oleh, urutan) FILTER (WHERE jenis = 'disetujui') AS disetujui_oleh,
    max(waktu) FILTER (WHERE jenis = 'disetujui') AS disetujui_pada,
    arg_max(oleh, urutan) FILTER (WHERE jenis = 'diajukan') AS pengaju,
    max(waktu) FILTER (WHERE jenis = 'diajukan') AS waktu_ajukan,
    bool_or(jenis = 'divalidasi') AS tervalidasi,
    bool_or(jenis = 'dihapus') AS dihapus,
    coalesce(arg_max(jenis, urutan) FILTER (WHERE jenis IN ('dikunci', 'dibuka')) = 'dikunci', false) AS dikunci,
    max(urutan) AS urutan
FROM lake.kejadian
GROUP BY kiriman_id;
