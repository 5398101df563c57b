-- The ministry's view: who is expected to report, and what reviewers and governments write to each other.

-- A comment may answer another one; `peran` is the role in which it was written.
ALTER TABLE lake.komentar ADD COLUMN menjawab VARCHAR;
ALTER TABLE lake.komentar ADD COLUMN peran VARCHAR;

CREATE VIEW lake.jadwal_kini AS
SELECT kode_wilayah, periode, tenggat FROM lake.jadwal_lapor
QUALIFY row_number() OVER (PARTITION BY kode_wilayah, periode ORDER BY waktu DESC) = 1 AND aktif;
