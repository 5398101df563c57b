-- Submissions, what happened to them, and what validation found. Times are UTC.

CREATE TABLE lake.kiriman (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    versi INTEGER,            -- 1, 2 … within one region and period
    sumber VARCHAR,           -- contoh | unggah
    sha256 VARCHAR,           -- of the one file, or of all file hashes together
    berkas VARCHAR,           -- JSON: [{nama, sha256, ukuran}]
    baris VARCHAR,            -- JSON: counts per dataset
    total_kendali VARCHAR,    -- JSON: control totals
    diajukan_oleh VARCHAR,
    diajukan_pada TIMESTAMP,
    alasan VARCHAR
);
ALTER TABLE lake.kiriman SET PARTITIONED BY (periode);

CREATE TABLE lake.kejadian (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    urutan INTEGER,           -- order of the events of one submission
    jenis VARCHAR,            -- diterima divalidasi diajukan setuju_sendiri disetujui dikembalikan dibatalkan dikunci dibuka dihapus
    oleh VARCHAR,
    peran VARCHAR,
    alasan VARCHAR,
    waktu TIMESTAMP
);
ALTER TABLE lake.kejadian SET PARTITIONED BY (periode);

CREATE TABLE lake.temuan (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    aturan VARCHAR,
    tingkat VARCHAR,
    dataset VARCHAR,
    baris_sumber BIGINT,
    kolom VARCHAR,
    nilai VARCHAR,
    rincian VARCHAR
);
ALTER TABLE lake.temuan SET PARTITIONED BY (periode);

CREATE TABLE lake.konfirmasi_peringatan (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    aturan VARCHAR,
    jumlah BIGINT,
    oleh VARCHAR,
    alasan VARCHAR,
    waktu TIMESTAMP
);
ALTER TABLE lake.konfirmasi_peringatan SET PARTITIONED BY (periode);
