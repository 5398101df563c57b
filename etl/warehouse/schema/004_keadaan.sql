-- State of the application, append-only: a later row of the same id replaces an earlier one (`aktif` false = withdrawn).

CREATE TABLE lake.hak (
    hak_id VARCHAR, identitas VARCHAR, peran VARCHAR, lingkup VARCHAR, kode_unit VARCHAR,
    aktif BOOLEAN, berlaku_sampai TIMESTAMP, oleh VARCHAR, alasan VARCHAR, waktu TIMESTAMP
);
CREATE TABLE lake.jejak (
    urutan BIGINT, waktu TIMESTAMP, identitas VARCHAR, peran VARCHAR, lingkup VARCHAR, tindakan VARCHAR,
    objek VARCHAR, rincian VARCHAR, hash_sebelum VARCHAR, hash VARCHAR
);
CREATE TABLE lake.keputusan (
    keputusan_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, rapat_id VARCHAR, kode_unit VARCHAR, metrik VARCHAR,
    isi VARCHAR, penanggung_jawab VARCHAR, tenggat DATE, snapshot BIGINT, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.keputusan SET PARTITIONED BY (periode);
CREATE TABLE lake.keputusan_status (
    keputusan_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, status VARCHAR, catatan VARCHAR, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.keputusan_status SET PARTITIONED BY (periode);
CREATE TABLE lake.rapat (
    rapat_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, judul VARCHAR, tanggal DATE, snapshot BIGINT,
    aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.rapat SET PARTITIONED BY (periode);
CREATE TABLE lake.langkah_rapat (
    rapat_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, urutan INTEGER, tautan VARCHAR, catatan VARCHAR,
    aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.langkah_rapat SET PARTITIONED BY (periode);
CREATE TABLE lake.komentar (
    komentar_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, kode_unit VARCHAR, objek VARCHAR, isi VARCHAR,
    aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.komentar SET PARTITIONED BY (periode);
CREATE TABLE lake.simulasi (
    simulasi_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, kiriman_id VARCHAR, nama VARCHAR, langkah VARCHAR,
    aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.simulasi SET PARTITIONED BY (periode);
CREATE TABLE lake.peta_kolom (
    kode_wilayah VARCHAR, dataset VARCHAR, judul VARCHAR, kolom VARCHAR, aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
CREATE TABLE lake.pengaturan_wilayah (
    kode_wilayah VARCHAR, kunci VARCHAR, nilai VARCHAR, oleh VARCHAR, waktu TIMESTAMP
);
CREATE TABLE lake.kelompok_pembanding (
    kelompok VARCHAR, kode_wilayah VARCHAR, aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
CREATE TABLE lake.jadwal_lapor (
    kode_wilayah VARCHAR, periode VARCHAR, tenggat DATE, aktif BOOLEAN, oleh VARCHAR, waktu TIMESTAMP
);
ALTER TABLE lake.jadwal_lapor SET PARTITIONED BY (periode);
