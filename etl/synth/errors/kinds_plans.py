"""Errors in indicators, results, budget, indices, legal products, actions, processes and workload."""

from __future__ import annotations

from random import Random

from etl.synth.errors.book import Book, Cell, Fits, Kind, Row, Told
from etl.synth.errors.plants import (
    GONE,
    before_the_end,
    changed,
    one_cell,
    own,
    same_cell,
    several,
    twice,
    unknown_unit,
    where,
)

_ISSUED = where(status="ditetapkan")
_PLAIN = where(sifat="nonkumulatif")


def _two_owners(book: Book, chance: Random) -> list[Told]:
    row = book.one("indikator_opd", chance, where(peran="pendukung"))
    row["peran"] = "pemilik"
    both = book.where("indikator_opd", kode_indikator=row["kode_indikator"], peran="pemilik")
    return [Told("indikator_opd.pemilik_ganda", "indikator_opd", one, "peran") for one in both]


def _not_an_agency(_: Row, book: Book, chance: Random) -> Cell:
    return book.one("unit", chance, where(jenis_unit="bidang"))["kode_unit"]


def _indicator_cycle(book: Book, _: Random) -> list[Told]:
    (below,) = [row for row in book.tables["indikator"] if str(row["kode_indikator"]).endswith("S5")]
    (above,) = book.where("indikator", kode_indikator=below["kode_induk"])
    above["kode_induk"] = below["kode_indikator"]
    return [Told("indikator.siklus", "indikator", row, "kode_induk") for row in (above, below)]


def _other_program(row: Row, _: Book, __: Random) -> Cell:
    return "1.03.02" if row["kode_induk"] == "1.02.03" else "1.02.03"


def _last_quarter(book: Book, chance: Random) -> list[Told]:
    row = book.one("indikator", chance, where(sifat="kumulatif"))
    row["target_tw4"] = float(str(row["target_tw4"])) + 1
    return [Told("indikator.target_jumlah", "indikator", row, "target_tahunan")]


def _stray_line(book: Book, chance: Random) -> list[Told]:
    row = book.one("anggaran", chance, where(tingkat="subkegiatan"))
    (above,) = book.where("anggaran", kode_program=str(row["kode_program"]).rpartition(".")[0])
    row["kode_program"] = f"9.99.{row['kode_program']}"
    return [Told("kode_awalan", "anggaran", row, "kode_program"), Told("anggaran.jumlah_turunan", "anggaran", above, "pagu")]


def _all_transfers(book: Book, _: Random) -> list[Told]:
    for row in book.where("anggaran", tingkat="subkegiatan"):
        row["jenis_belanja"] = "transfer"
    return [Told("anggaran.transfer_semua", "anggaran")]


def _agency_of(kind: str) -> Fits:
    return lambda book, row: book.where("unit", kode_unit=row["kode_unit"])[0]["jenis_unit"] == kind


def _revoked(book: Book, chance: Random) -> list[Told]:
    one, other = chance.sample(book.rows("produk_hukum", _ISSUED), 2)
    one["mencabut"] = other["kode_produk"]
    return [Told("produk_hukum.dicabut_masih_berlaku", "produk_hukum", other, "status")]


def _in_the_future(book: Book, chance: Random) -> list[Told]:
    row = book.one("produk_hukum", chance, _ISSUED)
    row |= {"tahun": book.periode.year + 1, "tanggal": f"{book.periode.year + 1}-02-03"}
    return [Told("produk_hukum.tanggal_kemudian", "produk_hukum", row, "tanggal")]


def _lost_task(book: Book, chance: Random) -> list[Told]:
    row = book.one("beban_kerja", chance)
    left = [other for other in book.where("beban_kerja", kode_jabatan=row["kode_jabatan"]) if other is not row]
    row["kode_jabatan"] = GONE
    told = [Told("rujukan.kode_jabatan", "beban_kerja", row, "kode_jabatan")]
    return told + [Told("beban_kerja.kebutuhan_beda", "beban_kerja", first, "kode_jabatan") for first in left[:1]]


def _too_much_work(book: Book, chance: Random) -> list[Told]:
    row = book.one("beban_kerja", chance)
    row["volume"] = float(str(row["volume"])) * 3
    first = book.where("beban_kerja", kode_jabatan=row["kode_jabatan"])[0]
    return [Told("beban_kerja.kebutuhan_beda", "beban_kerja", first, "kode_jabatan")]


def _bad_grade(row: Row, _: Book, __: Random) -> Cell:
    return "WTPP"


PLANS: list[Kind] = [
    unknown_unit("indikator"),
    one_cell("induk indikator tak ada", "indikator", "kode_induk", "rujukan.induk_indikator", GONE,
             where(tingkat="sasaran")),
    several("siklus indikator", "indikator", "indikator.siklus", _indicator_cycle),
    one_cell("induk indikator dirinya", "indikator", "kode_induk", "indikator.induk_sendiri", own("kode_indikator"),
             _PLAIN),
    one_cell("predikat di luar skala", "indikator", "target_tw2", "nilai.bentuk", _bad_grade,
             where(jenis_nilai="predikat")),
    one_cell("rumus turun kosong", "indikator", "rumus_turun", "indikator.rumus_turun", None, where(arah="turun")),
    changed("rentang tanpa jenis nilai", "indikator", "jenis_nilai", "indikator.jenis_rentang", _PLAIN, arah="rentang"),
    one_cell("skala predikat tak dikenal", "indikator", "skala_predikat", "indikator.skala_predikat", "entah",
             where(jenis_nilai="predikat")),
    several("jumlah target tak sama", "indikator", "indikator.target_jumlah", _last_quarter),
    one_cell("target tahunan nol", "indikator", "target_tahunan", "target_nol", 0, _PLAIN),
    one_cell("kode kegiatan di luar program", "indikator", "kode_induk", "kode_awalan", _other_program,
             where(tingkat="kegiatan")),
    one_cell("bobot negatif", "indikator", "bobot", "kisaran", -1),
    twice("kode indikator ganda", "indikator", "kode_indikator", _PLAIN),
    one_cell("indikator bersama tak ada", "indikator_opd", "kode_indikator", "rujukan.kode_indikator", GONE),
    unknown_unit("indikator_opd"),
    one_cell("pemilik bukan OPD", "indikator_opd", "kode_unit", "indikator_opd.bukan_opd", _not_an_agency),
    several("dua pemilik", "indikator_opd", "indikator_opd.pemilik_ganda", _two_owners),
    twice("pemilik ganda", "indikator_opd", "kode_indikator"),
    one_cell("indikator capaian tak ada", "capaian", "kode_indikator", "rujukan.kode_indikator", GONE),
    changed("rentang terbalik", "capaian", "target_bawah", "capaian.rentang_terbalik", target_bawah=9, target_atas=4),
    one_cell("target nol", "capaian", "target", "target_nol", 0, where(realisasi=88)),
    one_cell("capaian di luar wajar", "capaian", "realisasi", "capaian.di_luar_wajar", 880, where(realisasi=88)),
    one_cell("predikat capaian di luar skala", "capaian", "realisasi", "nilai.bentuk", _bad_grade, where(realisasi="WTP")),
    one_cell("realisasi melebihi pagu", "capaian", "realisasi_anggaran", "melebihi_pagu",
             own("pagu", lambda pagu: int(pagu) + 1)),
    one_cell("pagu capaian negatif", "capaian", "realisasi_anggaran", "kisaran", -1),
    twice("capaian ganda", "capaian", "kode_indikator"),
    unknown_unit("anggaran"),
    one_cell("realisasi belanja melebihi pagu", "anggaran", "realisasi_sd", "melebihi_pagu",
             own("pagu", lambda pagu: int(pagu) + 5)),
    several("kode belanja di luar induk", "anggaran", "kode_awalan", _stray_line),
    one_cell("pagu tak sama dengan turunan", "anggaran", "pagu", "anggaran.jumlah_turunan",
             own("pagu", lambda pagu: int(pagu) + 500),
             where(tingkat="program")),
    one_cell("tunjangan guru di luar belanja pegawai", "anggaran", "tunjangan_guru_tkd", "anggaran.tunjangan_guru", "ya",
             where(tingkat="program")),
    several("semua belanja transfer", "anggaran", "anggaran.transfer_semua", _all_transfers),
    twice("kode belanja ganda", "anggaran", "kode_program", where(tingkat="program")),
    one_cell("predikat tanpa unit", "kinerja_unit", "kode_unit", "wajib", None),
    unknown_unit("kinerja_unit"),
    one_cell("sebaran predikat", "kinerja_unit", "predikat_organisasi", "kinerja.sebaran_predikat", "butuh_perbaikan",
             _agency_of("dinas"),
             also=same_cell("kinerja_unit", "predikat_organisasi", "kinerja.sebaran_predikat")),
    twice("kinerja unit ganda", "kinerja_unit", "kode_unit", _agency_of("badan")),
    unknown_unit("indeks"),
    one_cell("rezim bukan untuk jenisnya", "indeks", "rezim", "indeks.rezim_jenis", "permenpanrb-88-2021",
             where(jenis="rb")),
    one_cell("nilai di luar rezim", "indeks", "nilai", "indeks.kisaran_rezim", 5, where(jenis="kematangan")),
    one_cell("nilai indeks di luar kisaran", "indeks", "nilai", "indeks.kisaran_rezim", 110, where(jenis="ip_asn")),
    one_cell("predikat indeks beda", "indeks", "predikat_dilaporkan", "indeks.predikat_beda", "AA",
             where(jenis=("rb", "sakip"))),
    one_cell("tahun indeks mustahil", "indeks", "tahun", "kisaran", 1899),
    twice("indeks ganda", "indeks", "jenis"),
    one_cell("produk hukum tanpa tanggal", "produk_hukum", "tanggal", "produk_hukum.tanpa_tanggal", None, _ISSUED),
    one_cell("produk hukum tanpa nomor", "produk_hukum", "nomor", "produk_hukum.tanpa_nomor", None, _ISSUED),
    changed("tahun beda dari tanggal", "produk_hukum", "tanggal", "produk_hukum.tahun_beda", _ISSUED, tahun=2015),
    several("tanggal setelah triwulan", "produk_hukum", "produk_hukum.tanggal_kemudian", _in_the_future),
    one_cell("rancangan terlalu lama", "produk_hukum", "tanggal_mulai_tahap", "produk_hukum.rancangan_lama",
             before_the_end(900), where(status="harmonisasi")),
    several("dicabut tetapi berlaku", "produk_hukum", "produk_hukum.dicabut_masih_berlaku", _revoked),
    one_cell("tahun produk mustahil", "produk_hukum", "tahun", "kisaran", 1889, where(status="harmonisasi")),
    twice("produk hukum ganda", "produk_hukum", "kode_produk"),
    unknown_unit("rencana_aksi"),
    one_cell("penanggung jawab tak ada", "rencana_aksi", "penanggung_jawab", "rujukan.penanggung_jawab", GONE),
    one_cell("koordinator aksi tak ada", "rencana_aksi", "koordinator", "rujukan.koordinator", GONE),
    one_cell("jumlah target aksi tak sama", "rencana_aksi", "target_total", "rencana_aksi.target_jumlah", 99),
    one_cell("selesai belum tercapai", "rencana_aksi", "status", "rencana_aksi.selesai_belum_tercapai", "selesai"),
    one_cell("aksi terlambat", "rencana_aksi", "tenggat", "rencana_aksi.terlambat", before_the_end(3)),
    one_cell("aksi tanpa tenggat", "rencana_aksi", "tenggat", "rencana_aksi.tanpa_tenggat", None),
    one_cell("anggaran aksi negatif", "rencana_aksi", "anggaran", "kisaran", -1),
    twice("aksi ganda", "rencana_aksi", "kode_aksi"),
    unknown_unit("proses"),
    one_cell("tahap bertambah", "proses", "tahap_sesudah", "proses.bertambah", 9),
    one_cell("hari bertambah", "proses", "hari_sesudah", "proses.bertambah", 13.5),
    one_cell("hari sesudah kosong", "proses", "hari_sesudah", "proses.sesudah_kosong", None),
    one_cell("tahap negatif", "proses", "tahap_sesudah", "kisaran", -2),
    twice("proses ganda", "proses", "kode_proses"),
    several("jabatan beban kerja tak ada", "beban_kerja", "rujukan.kode_jabatan", _lost_task),
    one_cell("satuan waktu kosong", "beban_kerja", "satuan_waktu", "beban_kerja.satuan_waktu", None),
    several("kebutuhan tak sesuai beban", "beban_kerja", "beban_kerja.kebutuhan_beda", _too_much_work),
    twice("uraian tugas ganda", "beban_kerja", "kode_jabatan", volume=0),
]  # fmt: skip
"""Kinds of the sheets of plans and results."""
