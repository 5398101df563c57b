-- Who may see what, and who did what: since when a grant holds, and chains of hashes in which no link can be changed unseen.

ALTER TABLE lake.hak ADD COLUMN berlaku_dari TIMESTAMP;

-- One chain per submission (urutan counts from 1); links written before this migration have no hash.
ALTER TABLE lake.kejadian ADD COLUMN hash_sebelum VARCHAR;
ALTER TABLE lake.kejadian ADD COLUMN hash VARCHAR;

-- One chain per writing process: rantai is its name, urutan counts from 1 within it.
ALTER TABLE lake.jejak ADD COLUMN rantai VARCHAR;
ALTER TABLE lake.jejak ADD COLUMN kode_wilayah VARCHAR;      -- the government it is about; null: none, or several

-- Where each chain ends: the newest row of a chain says how many links it has. segel: HMAC of the others with the installation's secret.
CREATE TABLE lake.kepala_rantai (
    jenis VARCHAR, rantai VARCHAR, urutan BIGINT, hash VARCHAR, segel VARCHAR, waktu TIMESTAMP
);

CREATE VIEW lake.hak_kini AS
SELECT * EXCLUDE (ke) FROM (
    SELECT *, row_number() OVER (PARTITION BY hak_id ORDER BY waktu DESC) AS ke FROM lake.hak
) WHERE ke = 1 AND aktif;
