-- The datasets that follow from the stages: teams, shared indicators, predicates, indices, legal products, plans, processes, workload.

CREATE TABLE lake.tim (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    id_ketua VARCHAR,
    kode_tim VARCHAR,
    nama_tim VARCHAR,
    kode_unit VARCHAR,
    status VARCHAR,
    nomor_sk VARCHAR,
    tautan_sk VARCHAR,
    tanggal_mulai DATE,
    tanggal_selesai DATE
);
ALTER TABLE lake.tim SET PARTITIONED BY (periode);

CREATE TABLE lake.anggota_tim (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    id_pegawai VARCHAR,
    kode_tim VARCHAR,
    peran VARCHAR,
    porsi_waktu DOUBLE,
    instansi_asal VARCHAR,
    kode_wilayah_asal VARCHAR
);
ALTER TABLE lake.anggota_tim SET PARTITIONED BY (periode);

CREATE TABLE lake.tim_indikator (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_tim VARCHAR,
    kode_indikator VARCHAR
);
ALTER TABLE lake.tim_indikator SET PARTITIONED BY (periode);

CREATE TABLE lake.indikator_opd (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_indikator VARCHAR,
    kode_unit VARCHAR,
    peran VARCHAR
);
ALTER TABLE lake.indikator_opd SET PARTITIONED BY (periode);

CREATE TABLE lake.kinerja_unit (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_unit VARCHAR,
    predikat_organisasi VARCHAR
);
ALTER TABLE lake.kinerja_unit SET PARTITIONED BY (periode);

CREATE TABLE lake.indeks (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    jenis VARCHAR,
    kode_unit VARCHAR,
    tahun BIGINT,
    nilai DOUBLE,
    predikat_dilaporkan VARCHAR,
    rezim VARCHAR,
    sumber VARCHAR,
    tanggal_rilis DATE
);
ALTER TABLE lake.indeks SET PARTITIONED BY (periode);

CREATE TABLE lake.produk_hukum (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_produk VARCHAR,
    jenis VARCHAR,
    nomor VARCHAR,
    tahun BIGINT,
    tentang VARCHAR,
    tahap VARCHAR,
    status VARCHAR,
    tanggal DATE,
    tanggal_mulai_tahap DATE,
    mencabut VARCHAR,
    tautan VARCHAR
);
ALTER TABLE lake.produk_hukum SET PARTITIONED BY (periode);

CREATE TABLE lake.rencana_aksi (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_aksi VARCHAR,
    kode_unit VARCHAR,
    tahap VARCHAR,
    aksi VARCHAR,
    keluaran VARCHAR,
    satuan_keluaran VARCHAR,
    target_total DOUBLE,
    target_tw1 DOUBLE,
    target_tw2 DOUBLE,
    target_tw3 DOUBLE,
    target_tw4 DOUBLE,
    realisasi_tw1 DOUBLE,
    realisasi_tw2 DOUBLE,
    realisasi_tw3 DOUBLE,
    realisasi_tw4 DOUBLE,
    anggaran DOUBLE,
    penanggung_jawab VARCHAR,
    koordinator VARCHAR,
    tenggat DATE,
    status VARCHAR
);
ALTER TABLE lake.rencana_aksi SET PARTITIONED BY (periode);

CREATE TABLE lake.proses (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_proses VARCHAR,
    nama_proses VARCHAR,
    kode_unit VARCHAR,
    tahap_sebelum BIGINT,
    tahap_sesudah BIGINT,
    hari_sebelum DOUBLE,
    hari_sesudah DOUBLE,
    elektronik VARCHAR
);
ALTER TABLE lake.proses SET PARTITIONED BY (periode);

CREATE TABLE lake.beban_kerja (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_jabatan VARCHAR,
    uraian_tugas VARCHAR,
    volume DOUBLE,
    norma_waktu DOUBLE,
    satuan_waktu VARCHAR
);
ALTER TABLE lake.beban_kerja SET PARTITIONED BY (periode);
