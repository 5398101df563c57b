-- Facts, one table per dataset: appended once per submission, never changed. `pegawai` holds no NIP and no name.

CREATE TABLE lake.unit (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_unit VARCHAR,
    kode_induk VARCHAR,
    nama_unit VARCHAR,
    jenis_unit VARCHAR,
    tipe VARCHAR,
    kelas_upt VARCHAR,
    kode_koordinator VARCHAR,
    kode_asal VARCHAR,
    jenis_perubahan VARCHAR,
    kode_opd VARCHAR
);
ALTER TABLE lake.unit SET PARTITIONED BY (periode);

CREATE TABLE lake.jabatan (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_jabatan VARCHAR,
    kode_unit VARCHAR,
    kode_atasan VARCHAR,
    nama_jabatan VARCHAR,
    jenis_jabatan VARCHAR,
    eselon VARCHAR,
    jenjang VARCHAR,
    kelas BIGINT,
    jumlah_formasi BIGINT,
    kebutuhan BIGINT,
    kelompok_pelaksana VARCHAR,
    kode_asal VARCHAR,
    jenis_perubahan VARCHAR
);
ALTER TABLE lake.jabatan SET PARTITIONED BY (periode);

CREATE TABLE lake.pegawai (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    id_pegawai VARCHAR,
    nip_samar VARCHAR,
    bulan_bup VARCHAR,
    kode_jabatan VARCHAR,
    status_kepegawaian VARCHAR,
    jenis_penugasan VARCHAR,
    golongan VARCHAR,
    pendidikan VARCHAR,
    peran VARCHAR,
    kode_jabatan_penilai VARCHAR,
    kode_jabatan_pengarah VARCHAR,
    hasil_kerja VARCHAR,
    perilaku_kerja VARCHAR,
    predikat_kinerja VARCHAR
);
ALTER TABLE lake.pegawai SET PARTITIONED BY (periode);

CREATE TABLE lake.penyetaraan (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_jabatan_asal VARCHAR,
    eselon_asal VARCHAR,
    kode_unit_asal VARCHAR,
    nasib VARCHAR,
    dasar_dipertahankan VARCHAR,
    status_penyetaraan VARCHAR,
    alasan_pengecualian VARCHAR,
    kode_jabatan_baru VARCHAR,
    jenjang_baru VARCHAR,
    tanggal_pelantikan DATE,
    nomor_sk VARCHAR
);
ALTER TABLE lake.penyetaraan SET PARTITIONED BY (periode);

CREATE TABLE lake.indikator (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_indikator VARCHAR,
    kode_induk VARCHAR,
    tingkat VARCHAR,
    kode_unit VARCHAR,
    jenis VARCHAR,
    nama_indikator VARCHAR,
    satuan VARCHAR,
    arah VARCHAR,
    rumus_turun VARCHAR,
    sifat VARCHAR,
    jenis_nilai VARCHAR,
    skala_predikat VARCHAR,
    basis_isian VARCHAR,
    jadwal_ukur VARCHAR,
    batas_capaian DOUBLE,
    bobot DOUBLE,
    target_tahunan VARCHAR,
    target_tw1 VARCHAR,
    target_tw2 VARCHAR,
    target_tw3 VARCHAR,
    target_tw4 VARCHAR,
    target_awal VARCHAR,
    alasan_perubahan_target VARCHAR,
    sumber_data VARCHAR,
    kode_asal VARCHAR
);
ALTER TABLE lake.indikator SET PARTITIONED BY (periode);

CREATE TABLE lake.capaian (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_indikator VARCHAR,
    target VARCHAR,
    target_bawah DOUBLE,
    target_atas DOUBLE,
    realisasi VARCHAR,
    pagu DOUBLE,
    realisasi_anggaran DOUBLE,
    capaian_dilaporkan DOUBLE,
    penjelasan VARCHAR,
    faktor_pendukung VARCHAR,
    faktor_penghambat VARCHAR,
    tindak_lanjut VARCHAR,
    tautan_bukti VARCHAR
);
ALTER TABLE lake.capaian SET PARTITIONED BY (periode);

CREATE TABLE lake.anggaran (
    kiriman_id VARCHAR,
    kode_wilayah VARCHAR,
    periode VARCHAR,
    baris_sumber BIGINT,
    kode_program VARCHAR,
    tingkat VARCHAR,
    kode_unit VARCHAR,
    pagu DOUBLE,
    realisasi_sd DOUBLE,
    jenis_belanja VARCHAR,
    infrastruktur VARCHAR,
    tunjangan_guru_tkd VARCHAR
);
ALTER TABLE lake.anggaran SET PARTITIONED BY (periode);
