"""Errors in units, posts, staff and equalisation."""

from __future__ import annotations

from random import Random

from etl.synth.errors.book import Book, Cell, Fits, Kind, Row, Told
from etl.synth.errors.people import nip
from etl.synth.errors.plants import GONE, Wrong, one_cell, own, same_cell, several, stranger, twice, where
from etl.synth.errors.quiet import free, kind_of_post, replaceable

_LEAF = where(jenis_unit=("kelompok_jf",))
_EXECUTING = where(jenis_jabatan="pelaksana")
_FUNCTIONAL = where(jenis_jabatan="fungsional")
_STRUCTURAL = where(jenis_jabatan=("administrator", "pengawas"))


def _named(book: Book, name: str) -> Row:
    return book.where("jabatan", nama_jabatan=f"Jabatan {name}")[0]


def _unit_cycle(book: Book, _: Random) -> list[Told]:
    (below,) = [row for row in book.tables["unit"] if str(row["nama_unit"]).endswith("Dseksi")]
    (above,) = book.where("unit", kode_unit=below["kode_induk"])
    above["kode_induk"] = below["kode_unit"]
    return [Told("unit.siklus", "unit", row, "kode_induk") for row in (above, below)]


def _outside(book: Book, _: Random) -> list[Told]:
    above, below = book.rows("unit", where(nama_unit=("Kelompok Jf Kosong1", "Seksi Kosong2")))
    above["kode_induk"], below["kode_induk"] = above["kode_unit"], above["kode_unit"]
    told = [Told("unit.di_luar_opd", "unit", row, "kode_induk") for row in (above, below)]
    return [Told("unit.induk_sendiri", "unit", above, "kode_induk"), *told]


def _schools(book: Book, _: Random) -> list[Told]:
    (agency,) = book.where("unit", jenis_unit="dinas")
    book.tables["unit"] += [{"kode_unit": f"SD-{i}", "kode_induk": agency["kode_unit"], "nama_unit": f"SD Contoh {i}",
                             "jenis_unit": "sekolah"} for i in range(501)]  # fmt: skip
    return [Told("unit.anak_terlalu_banyak", "unit", agency, "kode_unit")]


def _divisions(book: Book, _: Random) -> list[Told]:
    (agency,) = book.where("unit", jenis_unit="badan")
    book.tables["unit"] += [{"kode_unit": f"B-{i}", "kode_induk": agency["kode_unit"], "nama_unit": f"Bidang Baru {i}",
                             "jenis_unit": "bidang"} for i in range(4)]  # fmt: skip
    return [Told("unit.batas_subunit", "unit", agency, "kode_unit")]


def _post_cycle(book: Book, _: Random) -> list[Told]:
    above = _named(book, "jf.p")
    (below,) = book.where("jabatan", kode_atasan=above["kode_jabatan"])
    above["kode_atasan"] = below["kode_jabatan"]
    return [Told("jabatan.siklus", "jabatan", row, "kode_atasan") for row in (above, below)]


def _unlinked(book: Book, chance: Random) -> list[Told]:
    lost = chance.sample(book.rows("jabatan", _EXECUTING), 2)
    for row in lost:
        row["kode_atasan"] = GONE
    told = [Told("rujukan.atasan", "jabatan", row, "kode_atasan") for row in lost]
    return [*told, Told("jabatan.atasan_terhubung", "jabatan", None, "kode_atasan")]


def _two_heads(book: Book, chance: Random) -> list[Told]:
    (post,) = book.where("jabatan", nama_jabatan=f"Jabatan {chance.choice(('kabid1', 'kabid3', 'kaban', 'camat'))}")
    person = book.one("pegawai", chance, _present)
    person["kode_jabatan"] = post["kode_jabatan"]
    return [Told("jabatan.pejabat_ganda", "jabatan", post, "kode_jabatan")]


def _no_head(book: Book, chance: Random) -> list[Told]:
    post = _named(book, chance.choice(("kabag1", "kabid2", "kabid3", "kasik")))
    (holder,) = book.where("pegawai", kode_jabatan=post["kode_jabatan"])
    holder["kode_jabatan"] = _named(book, "jf.b")["kode_jabatan"]
    return [Told("jabatan.pejabat_kosong", "jabatan", post, "kode_jabatan")]


def _lower_superior(_: Row, book: Book, __: Random) -> Cell:
    return _named(book, "kasub")["kode_jabatan"]


def _same_number(book: Book, chance: Random) -> list[Told]:
    one, other = chance.sample(book.rows("pegawai", free), 2)
    one["nip"], one["status_kepegawaian"], one["golongan"] = other["nip"], other["status_kepegawaian"], other["golongan"]
    return [Told("pegawai.nip_ganda", "pegawai", row, "nip") for row in (one, other)]


def _present(book: Book, row: Row) -> bool:
    return replaceable(book, row) and row.get("jenis_penugasan") != "plt"


def _of_status(*status: str) -> Fits:
    return lambda book, row: free(book, row) and row["status_kepegawaian"] in status


def _digits(start: int, put: str) -> Wrong:
    return lambda row, book, chance: f"{str(row['nip'])[:start]}{put}{str(row['nip'])[start + len(put) :]}"


def _too_old(_: Row, book: Book, chance: Random) -> Cell:
    return nip(chance, book.periode.year - 35, 900)


def _all_kept(book: Book, _: Random) -> list[Told]:
    for row in book.tables["penyetaraan"]:
        row |= {"nasib": "dipertahankan", "dasar_dipertahankan": "usulan_khusus", "status_penyetaraan": "bukan_sasaran"}
    return [Told("penyetaraan.pso", "penyetaraan")]


def _no_diploma(book: Book, chance: Random) -> list[Told]:
    post = _named(book, "jf.s")["kode_jabatan"]
    book.where("pegawai", kode_jabatan=post)[0]["pendidikan"] = "D-3"
    for row in book.where("penyetaraan", kode_jabatan_baru=post):
        row["kode_jabatan_baru"] = _named(book, "jf.b")["kode_jabatan"]
    row = book.one("penyetaraan", chance, _EQUALISED)
    row |= {"kode_jabatan_baru": post, "tanggal_pelantikan": f"{book.periode.year - 6}-03-01"}
    return [Told("penyetaraan.ijazah", "penyetaraan")]


_EQUALISED = where(status_penyetaraan="disetarakan")
_OUT = same_cell("unit", "kode_induk", "unit.di_luar_opd")

STRUCTURE: list[Kind] = [
    one_cell("unit induk tak ada", "unit", "kode_induk", "rujukan.induk_unit", GONE, _LEAF, also=_OUT),
    one_cell("unit induk dirinya sendiri", "unit", "kode_induk", "unit.induk_sendiri", own("kode_unit"), _LEAF, also=_OUT),
    one_cell("unit tanpa induk", "unit", "kode_induk", "unit.induk_kosong", None, _LEAF),
    one_cell("koordinator unit tak ada", "unit", "kode_koordinator", "rujukan.koordinator", GONE),
    several("unit di luar perangkat daerah", "unit", "unit.di_luar_opd", _outside),
    several("siklus unit", "unit", "unit.siklus", _unit_cycle),
    several("anak unit terlalu banyak", "unit", "unit.anak_terlalu_banyak", _schools),
    several("bidang melebihi batas", "unit", "unit.batas_subunit", _divisions),
    twice("kode unit ganda", "unit", "kode_unit", _LEAF),
    one_cell("unit jabatan tak ada", "jabatan", "kode_unit", "rujukan.kode_unit", GONE, _EXECUTING),
    one_cell("atasan tak ada", "jabatan", "kode_atasan", "rujukan.atasan", GONE, _EXECUTING),
    one_cell("atasan dirinya sendiri", "jabatan", "kode_atasan", "jabatan.atasan_sendiri", own("kode_jabatan"),
             where(jenis_jabatan=("pelaksana",)), also=same_cell("jabatan", "kode_atasan", "jabatan.puncak_ganda")),
    one_cell("jabatan tanpa atasan", "jabatan", "kode_atasan", "jabatan.puncak_ganda", None,
             where(jenis_jabatan=("pelaksana", "fungsional", "pengawas"))),
    several("siklus jabatan", "jabatan", "jabatan.siklus", _post_cycle),
    several("banyak atasan tak terhubung", "jabatan", "jabatan.atasan_terhubung", _unlinked),
    one_cell("atasan lebih rendah", "jabatan", "kode_atasan", "jabatan.atasan_lebih_rendah", _lower_superior,
             where(nama_jabatan="Jabatan kabid2")),
    one_cell("eselon pada fungsional", "jabatan", "eselon", "jabatan.eselon_bukan_struktural", "IV.a", _FUNCTIONAL),
    one_cell("eselon tak sesuai jenis", "jabatan", "eselon", "jabatan.pasangan_eselon", "II.a", _STRUCTURAL),
    one_cell("jenjang pada pelaksana", "jabatan", "jenjang", "jabatan.jenjang_bukan_fungsional", "ahli_muda", _EXECUTING),
    one_cell("kelompok pada fungsional", "jabatan", "kelompok_pelaksana", "jabatan.kelompok_bukan_pelaksana", "klerek",
             _FUNCTIONAL),
    several("dua pejabat definitif", "jabatan", "jabatan.pejabat_ganda", _two_heads),
    several("jabatan tanpa pejabat", "jabatan", "jabatan.pejabat_kosong", _no_head),
    one_cell("terisi melebihi formasi", "jabatan", "jumlah_formasi", "jabatan.terisi_melebihi_formasi", 0, _FUNCTIONAL),
    one_cell("nama pelaksana di luar daftar", "jabatan", "nama_jabatan", "jabatan.nomenklatur", "Juru Sulap", _EXECUTING),
    one_cell("kelas di atas 17", "jabatan", "kelas", "kisaran", 18),
    one_cell("kelas nol", "jabatan", "kelas", "kisaran", 0),
    twice("kode jabatan ganda", "jabatan", "kode_jabatan", lambda _, row: row["jenis_jabatan"] != "kepala_daerah"),
    one_cell("jabatan pegawai tak ada", "pegawai", "kode_jabatan", "rujukan.kode_jabatan", GONE, replaceable),
    one_cell("penilai tak ada", "pegawai", "kode_jabatan_penilai", "rujukan.penilai", GONE),
    one_cell("pengarah tak ada", "pegawai", "kode_jabatan_pengarah", "rujukan.pengarah", GONE),
    one_cell("ASN tanpa NIP", "pegawai", "nip", "pegawai.nip_wajib", None, free),
    one_cell("bukan ASN tanpa nomor lokal", "pegawai", "id_pegawai_lokal", "pegawai.nip_lokal", None, where(nip=None)),
    one_cell("NIP kurang angka", "pegawai", "nip", "pegawai.nip_bentuk", own("nip", lambda nip: nip[:17]), free),
    one_cell("NIP dengan huruf", "pegawai", "nip", "pegawai.nip_bentuk", _digits(9, "O"), free),
    one_cell("tanggal lahir NIP mustahil", "pegawai", "nip", "pegawai.nip_lahir", _digits(4, "0230"), free),
    one_cell("bulan angkat NIP mustahil", "pegawai", "nip", "pegawai.nip_angkat", _digits(12, "13"), _of_status("pns")),
    one_cell("jenis kelamin NIP mustahil", "pegawai", "nip", "pegawai.nip_kelamin", _digits(14, "3"), free),
    one_cell("NIP PPPK berbentuk PNS", "pegawai", "nip", "pegawai.nip_pppk", stranger(901),
             _of_status("pppk")),
    one_cell("diangkat sebelum 18 tahun", "pegawai", "nip", "pegawai.nip_usia",
             own("nip", lambda nip: f"{nip[:8]}{int(nip[:4]) + 12}{nip[12:]}"), free),
    several("NIP dipakai dua orang", "pegawai", "pegawai.nip_ganda", _same_number),
    one_cell("melewati usia pensiun", "pegawai", "nip", "pegawai.umur", _too_old, _of_status("pns")),
    one_cell("golongan PPPK pada PNS", "pegawai", "golongan", "pegawai.golongan_status", "IX",
             where(status_kepegawaian="pns")),
    one_cell("golongan PNS pada PPPK", "pegawai", "golongan", "pegawai.golongan_status", "III/a",
             where(status_kepegawaian="pppk")),
    one_cell("predikat tak sesuai matriks", "pegawai", "predikat_kinerja", "pegawai.predikat", "kurang",
             where(hasil_kerja="sesuai")),
    twice("pegawai ganda", "pegawai", "nip", _present, "pegawai.nip_ganda"),
    twice("pegawai lokal ganda", "pegawai", "id_pegawai_lokal",
          lambda b, r: r["nip"] is None and kind_of_post(b, r) == "pelaksana"),
    one_cell("jabatan baru tak ada", "penyetaraan", "kode_jabatan_baru", "rujukan.jabatan_baru", GONE, _EQUALISED),
    several("semua dipertahankan", "penyetaraan", "penyetaraan.pso", _all_kept),
    one_cell("jenjang tujuan salah", "penyetaraan", "jenjang_baru", "penyetaraan.jenjang_tujuan", "ahli_madya", _EQUALISED),
    one_cell("jabatan baru kosong", "penyetaraan", "kode_jabatan_baru", "penyetaraan.jabatan_baru_kosong", None,
             _EQUALISED),
    one_cell("jenjang baru kosong", "penyetaraan", "jenjang_baru", "penyetaraan.jabatan_baru_kosong", None, _EQUALISED),
    one_cell("dasar kosong", "penyetaraan", "dasar_dipertahankan", "penyetaraan.dasar_kosong", None,
             where(nasib="dipertahankan")),
    one_cell("alasan kosong", "penyetaraan", "alasan_pengecualian", "penyetaraan.alasan_kosong", None,
             where(status_penyetaraan="dikecualikan")),
    several("tanpa ijazah setelah tenggang", "penyetaraan", "penyetaraan.ijazah", _no_diploma),
    twice("jabatan asal ganda", "penyetaraan", "kode_jabatan_asal"),
]  # fmt: skip
"""Kinds of the sheets of structure and staff."""
