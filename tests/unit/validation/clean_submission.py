# ruff: noqa: E501  (tables and cases are read in columns)
"""A small clean submission as text tables, and a way to change single cells of it."""

from __future__ import annotations

import duckdb
import polars as pl

from etl.contracts import contract, contracts
from etl.contracts.parsed import ISSUE_SCHEMA, Parsed, Place, RowCounts
from etl.validation.workspace import open_workspace
from tests.tables import table

CLEAN = {
    "unit": """
        kode_unit | kode_induk | nama_unit          | jenis_unit | tipe
        ----------+------------+--------------------+------------+-----
        1         |            | Sekretariat Daerah | setda      | A
        2         |            | Dinas Kesehatan    | dinas      | A
        2.1       | 2          | Bidang Pelayanan   | bidang     |
        """,
    "jabatan": """
        kode_jabatan | kode_unit | kode_atasan | nama_jabatan    | jenis_jabatan | eselon | jenjang   | kelas | jumlah_formasi | kebutuhan
        -------------+-----------+-------------+-----------------+---------------+--------+-----------+-------+----------------+----------
        KD           | 1         |             | Wali Kota       | kepala_daerah |        |           |       |                |
        SD           | 1         | KD          | Sekda           | jpt_pratama   | II.a   |           | 15    |                |
        KS           | 2         | SD          | Kepala Dinas    | jpt_pratama   | II.b   |           | 14    |                |
        BP           | 2.1       | KS          | Kepala Bidang   | administrator | III.b  |           | 11    |                |
        JF           | 2.1       | BP          | Analis          | fungsional    |        | ahli_muda | 9     | 2              | 3
        PL           | 2.1       | BP          | Pengadministrasi Perkantoran | pelaksana     |        |           | 5     |                | 2
        """,
    "pegawai": """
        nip                | id_pegawai_lokal | nama | kode_jabatan | status_kepegawaian | jenis_penugasan | golongan
        -------------------+------------------+------+--------------+--------------------+-----------------+---------
                           | W-1              | Ani  | KD           | pejabat_negara     |                 |
        197003121995031001 |                  | Budi | SD           | pns                |                 | IV/c
        197505202000032002 |                  | Cici | KS           | pns                | definitif       | IV/b
        198001012005011003 |                  | Dodi | BP           | pns                |                 | III/d
        199008172022212004 |                  | Evi  | JF           | pppk               |                 | IX
        199511302020121005 |                  | Fajar| PL           | pns                |                 | II/c
        """,
    "penyetaraan": """
        kode_jabatan_asal | eselon_asal | kode_unit_asal | nasib         | dasar_dipertahankan | status_penyetaraan | kode_jabatan_baru | jenjang_baru
        ------------------+-------------+----------------+---------------+---------------------+--------------------+-------------------+-------------
        A1                | III.b       | 2.1            | dipertahankan | usulan_khusus       | bukan_sasaran      |                   |
        A2                | IV.a        | 2.1            | dihapus       |                     | disetarakan        | JF                | ahli_muda
        """,
    "indikator": """
        kode_indikator | kode_induk | tingkat | kode_unit | nama_indikator | satuan | arah  | rumus_turun | sifat        | jenis_nilai | skala_predikat | target_tahunan | target_tw1 | target_tw2 | target_tw3 | target_tw4
        ---------------+------------+---------+-----------+----------------+--------+-------+-------------+--------------+-------------+----------------+----------------+------------+------------+------------+-----------
        I1             |            | sasaran | 2         | Layanan        | persen | naik  |             | kumulatif    |             |                | 100            | 25         | 25         | 25         | 25
        I2             | I1         | sasaran | 2         | Kematian       | kasus  | turun | linear      | posisi_akhir |             |                | 10             |            |            |            | 10
        I3             |            | sasaran | 1         | Opini          | opini  | naik  |             | tetap        | predikat    | opini_bpk      | WTP            |            |            |            | WTP
        """,
    "capaian": """
        kode_indikator | target | target_bawah | target_atas | realisasi | pagu | realisasi_anggaran
        ---------------+--------+--------------+-------------+-----------+------+-------------------
        I1             |        |              |             | 24        | 100  | 90
        I2             |        |              |             | 9         |      |
        I3             |        |              |             | WTP       |      |
        """,
    "anggaran": """
        kode_program | tingkat  | kode_unit | pagu | realisasi_sd
        -------------+----------+-----------+------+-------------
        1.02.02      | program  | 2         | 100  | 80
        1.02.02.2.01 | kegiatan | 2         | 100  | 80
        """,
    "tim": """
        kode_tim | nama_tim | kode_unit | nip_ketua          | status | nomor_sk | tanggal_mulai | tanggal_selesai
        ---------+----------+-----------+--------------------+--------+----------+---------------+----------------
        T1       | Layanan  | 2.1       | 198001012005011003 | aktif  | 800/1    | 2024-01-02    | 2024-12-31
        """,
    "anggota_tim": """
        kode_tim | nip                | id_pegawai_lokal | peran   | porsi_waktu | instansi_asal | kode_wilayah_asal
        ---------+--------------------+------------------+---------+-------------+---------------+------------------
        T1       | 198001012005011003 |                  | ketua   | 40          |               |
        T1       | 199008172022212004 |                  | anggota | 60          |               |
        T1       |                    |                  | anggota |             | Kantor Pusat  | 31.71
        """,
    "tim_indikator": """
        kode_tim | kode_indikator
        ---------+---------------
        T1       | I1
        """,
    "indikator_opd": """
        kode_indikator | kode_unit | peran
        ---------------+-----------+----------
        I1             | 2         | pemilik
        I2             | 1         | pendukung
        """,
    "kinerja_unit": """
        kode_unit | predikat_organisasi
        ----------+--------------------
        2         | baik
        """,
    "indeks": """
        jenis | kode_unit | tahun | nilai  | predikat_dilaporkan | rezim
        ------+-----------+-------+--------+---------------------+-------------------
        rb    |           | 2024  | 74.375 | BB                  | permenpanrb-9-2023
        sakip | 2         | 2024  | 90     | A                   | permenpanrb-88-2021
        """,
    "produk_hukum": """
        kode_produk | jenis   | nomor | tahun | tentang      | tahap        | status      | tanggal    | tanggal_mulai_tahap | mencabut
        ------------+---------+-------+-------+--------------+--------------+-------------+------------+---------------------+---------
        H1          | perwali | 9     | 2023  | Sistem kerja | sistem_kerja | ditetapkan  | 2023-05-02 |                     |
        H2          | perwali |       | 2024  | Peta jabatan | peta_jabatan | harmonisasi |            | 2024-03-01          |
        """,
    "rencana_aksi": """
        kode_aksi | kode_unit | tahap        | aksi        | target_total | target_tw1 | target_tw2 | target_tw3 | target_tw4 | realisasi_tw1 | realisasi_tw2 | penanggung_jawab | koordinator | tenggat    | status
        ----------+-----------+--------------+-------------+--------------+------------+------------+------------+------------+---------------+---------------+------------------+-------------+------------+---------
        R1        | 2         | sistem_kerja | Susun tim   | 4            | 1          | 1          | 1          | 1          | 1             | 1             | KS               | SD          | 2025-06-30 | berjalan
        R2        | 1         | struktur     | Susun unit  | 1            |            |            | 1          |            | 1             |               | SD               |             | 2024-03-31 | selesai
        """,
    "proses": """
        kode_proses | nama_proses | kode_unit | tahap_sebelum | tahap_sesudah | hari_sebelum | hari_sesudah | elektronik
        ------------+-------------+-----------+---------------+---------------+--------------+--------------+-----------
        S1          | Izin klinik | 2         | 6             | 3             | 10           | 4            | ya
        """,
    "beban_kerja": """
        kode_jabatan | uraian_tugas | volume | norma_waktu | satuan_waktu
        -------------+--------------+--------+-------------+-------------
        JF           | Menelaah     | 1500   | 75          | menit
        JF           | Menyusun     | 1500   | 1.25        | jam
        """,
}

Change = dict[str, dict[str, dict[str, str | None]]]


def frame(
    dataset: str, rows: pl.DataFrame, kiriman: str = "k1", wilayah: str = "36.72", periode: str = "2024-TW4"
) -> pl.DataFrame:
    """Text rows as ingest delivers them: contract types, row keys; the first data row is row 2."""
    keys = [pl.lit(kiriman).alias("kiriman_id"), pl.lit(wilayah).alias("kode_wilayah"), pl.lit(periode).alias("periode")]
    filled = rows.with_columns(*keys, pl.int_range(2, pl.len() + 2).alias("baris_sumber"))
    schema = contract(dataset).schema
    missing = [pl.lit(None).alias(name) for name in schema if name not in filled.columns]
    typed = filled.with_columns(missing).with_columns(
        pl.col(name).cast(pl.String).str.to_date() for name, dtype in schema.items() if dtype == pl.Date
    )
    return typed.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def submission(change: Change | None = None, issues: list[dict[str, object]] | None = None, **keys: str) -> Parsed:
    """The clean submission with some cells changed: {dataset: {key of the row: {column: value}}}; an unknown key adds a row."""
    tables = {}
    for dataset in contracts():
        listed = table(CLEAN[dataset]).to_dicts()
        for key, cells in (change or {}).get(dataset, {}).items():
            found = next((row for row in listed if key in row.values()), None)
            if found is None:
                listed.append(dict(cells))
            else:
                found.update(cells)
        tables[dataset] = frame(dataset, pl.DataFrame(listed, infer_schema_length=None), **keys)
    counts = {d: RowCounts(f.height + 1, 1) for d, f in tables.items()}
    letters = {d: {name: chr(65 + i) for i, name in enumerate(contract(d).columns)} for d in tables}
    places = {d: Place("kirim.xlsx", d.upper(), 1, letters[d]) for d in tables}
    k = tables["unit"].row(0, named=True)
    found_issues = pl.DataFrame([{"kiriman_id": k["kiriman_id"], **i} for i in issues or []], schema=ISSUE_SCHEMA)
    return Parsed(k["kiriman_id"], k["kode_wilayah"], k["periode"], tables, found_issues, counts, places, ())


def workspace(
    change: Change | None = None, issues: list[dict[str, object]] | None = None, **keys: str
) -> duckdb.DuckDBPyConnection:
    return open_workspace([submission(change, issues, **keys)])
