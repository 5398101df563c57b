-- What counts now: derived from submissions, events and computations, never stored.

CREATE VIEW lake.kiriman_status AS
SELECT
    kiriman_id,
    arg_max(jenis, urutan) FILTER (WHERE jenis IN ('disetujui', 'dikembalikan', 'dibatalkan')) AS putusan,
    arg_max(oleh, urutan) FILTER (WHERE jenis = 'disetujui') AS disetujui_oleh,
    max(waktu) FILTER (WHERE jenis = 'disetujui') AS disetujui_pada,
    bool_or(jenis = 'divalidasi') AS tervalidasi,
    max(urutan) AS urutan
FROM lake.kejadian
GROUP BY kiriman_id;

-- The newest submission of a region and period whose last decision is `disetujui`.
CREATE VIEW lake.kiriman_kini AS
SELECT k.*, s.disetujui_oleh, s.disetujui_pada
FROM lake.kiriman AS k
INNER JOIN lake.kiriman_status AS s ON k.kiriman_id = s.kiriman_id AND s.putusan = 'disetujui'
QUALIFY row_number() OVER (PARTITION BY k.kode_wilayah, k.periode ORDER BY k.versi DESC) = 1;

CREATE VIEW lake.hitungan_kini AS
SELECT h.hitungan_id, h.kiriman_id
FROM lake.hitungan AS h
QUALIFY row_number() OVER (PARTITION BY h.kiriman_id ORDER BY h.ke DESC) = 1;

CREATE VIEW lake.nilai_kini AS
SELECT n.* FROM lake.nilai_metrik AS n
SEMI JOIN (SELECT hitungan_id FROM lake.hitungan_kini SEMI JOIN lake.kiriman_kini USING (kiriman_id)) AS h USING (hitungan_id);

CREATE VIEW lake.sebaran_kini AS
SELECT n.* FROM lake.sebaran_metrik AS n
SEMI JOIN (SELECT hitungan_id FROM lake.hitungan_kini SEMI JOIN lake.kiriman_kini USING (kiriman_id)) AS h USING (hitungan_id);

CREATE VIEW lake.capaian_kini AS
SELECT n.* FROM lake.capaian_indikator AS n
SEMI JOIN (SELECT hitungan_id FROM lake.hitungan_kini SEMI JOIN lake.kiriman_kini USING (kiriman_id)) AS h USING (hitungan_id);
