-- Metric values: one computation (hitungan) of a submission gives one set of rows; the newest computation counts.

CREATE TABLE lake.hitungan (
    hitungan_id VARCHAR,
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    ke INTEGER,               -- 1, 2 … for one submission
    sebab VARCHAR,            -- kiriman | acuan (another submission changed) | hitung_ulang
    waktu TIMESTAMP
);
ALTER TABLE lake.hitungan SET PARTITIONED BY (periode);

CREATE TABLE lake.nilai_metrik (
    hitungan_id VARCHAR,
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    kode_unit VARCHAR,        -- null = the whole region
    metrik VARCHAR,
    varian VARCHAR,
    pembilang DOUBLE,
    penyebut DOUBLE,
    nilai DOUBLE,
    alasan VARCHAR,
    versi_rumus INTEGER,
    kiriman_acuan VARCHAR
);
ALTER TABLE lake.nilai_metrik SET PARTITIONED BY (periode);

CREATE TABLE lake.sebaran_metrik (
    hitungan_id VARCHAR,
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    kode_unit VARCHAR,
    metrik VARCHAR,
    varian VARCHAR,
    sumbu_x VARCHAR,
    sumbu_y VARCHAR,
    jumlah BIGINT
);
ALTER TABLE lake.sebaran_metrik SET PARTITIONED BY (periode);

CREATE TABLE lake.capaian_indikator (
    hitungan_id VARCHAR,
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    kode_indikator VARCHAR,
    nama_indikator VARCHAR,
    kode_unit VARCHAR,
    kode_opd VARCHAR,
    tingkat VARCHAR,
    satuan VARCHAR,
    arah VARCHAR,
    rumus VARCHAR,
    sifat VARCHAR,
    jenis_nilai VARCHAR,
    skala_predikat VARCHAR,
    basis VARCHAR,            -- sd (to date) | tahun | triwulan
    target DOUBLE,
    target_teks VARCHAR,
    realisasi DOUBLE,
    realisasi_teks VARCHAR,
    capaian_mentah DOUBLE,
    capaian DOUBLE,
    batas DOUBLE,
    kategori VARCHAR,
    capaian_dilaporkan DOUBLE,
    selisih DOUBLE,
    alasan VARCHAR,
    pagu DOUBLE,
    realisasi_anggaran DOUBLE,
    kiriman_acuan VARCHAR
);
ALTER TABLE lake.capaian_indikator SET PARTITIONED BY (periode);
