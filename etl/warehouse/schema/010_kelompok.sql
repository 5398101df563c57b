-- Groups of governments picked by hand, kept under a name: whose they are. One row per member; `aktif` false ends a group.

ALTER TABLE lake.kelompok_pembanding ADD COLUMN nama VARCHAR;
ALTER TABLE lake.kelompok_pembanding ADD COLUMN lingkup VARCHAR;   -- the scope in which it was saved, and is seen

CREATE VIEW lake.kelompok_kini AS
SELECT kelompok, kode_wilayah, nama, lingkup, oleh, waktu FROM lake.kelompok_pembanding
QUALIFY bool_and(aktif) OVER (PARTITION BY kelompok);
