"""A small lake in which every row says by its own words whose it is: seven governments, two quarters, five fates of a submission.

A text holds `Qx` + a region's word + an agency's word + where the submission stands; a number is `91` + the same in digits + `7`.
So a row out of scope is known by what it says, whatever its columns are called.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from meja import frame

from etl.access import Principal
from etl.contracts import contracts
from etl.contracts.parsed import ISSUE_SCHEMA, Parsed, RowCounts, SourceFile
from etl.settings import Settings
from etl.validation.verdict import LOCATED_SCHEMA
from etl.validation.workspace import open_workspace
from etl.warehouse import events, lake
from etl.warehouse.order import Order, Stage, Submission, new_id
from etl.warehouse.publish import publish

REGIONS = {"36": "alf", "36.72": "bra", "36.04": "cha", "36.01": "del", "32": "ech", "32.73": "fox", "32.04": "gol"}
"""Two provinces, both provincial governments among them."""
QUARTERS = ("2024-TW1", "2024-TW2")
AGENCIES = {"1.01": "Satu", "2.01": "Dua", "2.02": "Tiga"}
FATES = ("Lama", "Terbit", "Kembali", "Ajukan", "Draf")
"""Superseded (returned by a reviewer), what counts, returned, waiting for the approver, blocked draft; in the order they came."""
OPEN = frozenset({"Lama", "Terbit"})
"""Approved once: for whoever reads the region."""
PERSON = "Qxorang"
"""Begins every name of a person; such a name never leaves the received files."""
NIPS = ("197503151999031001", "198003152005031002")
WORD = re.compile(rf"Qx({'|'.join(REGIONS.values())})({'|'.join(AGENCIES.values())})?({'|'.join(FATES)})?")
NUMBER = re.compile(r"(?<!\d)91([0-6])([0-4])([0-3])7(?:\.0)?(?!\d)")
IDENTITY = re.compile(r"(\d\d(?:\.\d\d)?)_\d{4}-TW\d_[0-9a-f]{15}")
_CODES = {word: code for code, word in REGIONS.items()}


@dataclass(frozen=True)
class Mark:
    """Whose a piece of data is: a region, an agency ("" the whole region), where its submission stands ("" of none)."""

    region: str
    agency: str = ""
    fate: str = ""


@dataclass
class World:
    """The lake and what was put into it: submission id → where it stands, by region and quarter."""

    settings: Settings
    fates: dict[str, str] = field(default_factory=dict)

    def marks(self, said: str) -> set[Mark]:
        """Whose data a text holds."""
        names = list(AGENCIES)
        by_word = {
            Mark(_CODES[word], next((kode for kode in names if AGENCIES[kode] == agency), ""), fate or "")
            for word, agency, fate in WORD.findall(said)
        }
        by_number = {
            Mark(list(REGIONS)[int(region)], names[int(agency) - 1] if int(agency) else "", FATES[int(fate)])
            for region, fate, agency in NUMBER.findall(said)
        }
        by_id = {Mark(found.group(1), "", self.fates.get(found.group(), "")) for found in IDENTITY.finditer(said)}
        return by_word | by_number | by_id

    def kiriman(self, region: str, periode: str, fate: str) -> str:
        """The id of one submission."""
        return next(k for k, its in self.fates.items() if k.startswith(f"{region}_{periode}_") and its == fate)


def word(region: str, fate: str = "", agency: str = "") -> str:
    """The mark in a text."""
    return f"Qx{REGIONS[region]}{AGENCIES.get(agency, '')}{fate}"


def number(region: str, fate: str, agency: str = "") -> float:
    """The mark in a number."""
    place = list(AGENCIES).index(agency) + 1 if agency else 0
    return float(f"91{list(REGIONS).index(region)}{FATES.index(fate)}{place}7")


def build(settings: Settings, inbox: Path) -> World:
    """Fill an empty place."""
    world, sender = World(settings), Principal.system("Bagian Organisasi")
    inbox.mkdir(parents=True, exist_ok=True)
    stages = (Stage.TERBIT, Stage.TERBIT, Stage.DIAJUKAN, Stage.DIAJUKAN, Stage.DRAF)
    for fate, stage in zip(FATES, stages, strict=True):
        parsed = [_parsed(inbox, region, periode, fate) for periode in QUARTERS for region in REGIONS]
        _hand_in(settings, parsed, fate, Order(sender, f"bersama {fate}", stage=stage))
        world.fates |= {p.kiriman_id: fate for p in parsed}
    _beside(settings, {kiriman: fate for kiriman, fate in world.fates.items() if fate in ("Kembali", "Lama")})
    return world


def _hand_in(settings: Settings, parsed: list[Parsed], fate: str, order: Order) -> None:
    con = open_workspace(parsed)
    try:
        publish(con, settings, [Submission(p, _findings(p, p.kode_wilayah, fate)) for p in parsed], order)
    finally:
        con.close()


def _beside(settings: Settings, returned: dict[str, str]) -> None:
    """Reasons, settings, headers, grants, schedule and comments of every region, and who did what: in one transaction."""
    with lake.writing(settings, "uji", "uji") as con:
        for kiriman, fate in returned.items():
            region, periode, _ = kiriman.split("_")
            last = con.execute("SELECT max(urutan) FROM lake.kejadian WHERE kiriman_id = ?", [kiriman]).fetchall()[0][0]
            by = ("Peninjau", "kemendagri") if fate == "Lama" else ("Sekda", "sistem")
            said = events.Event(kiriman, region, periode, "dikembalikan", *by, word(region, fate))
            events.append(con, settings, [said], first=last + 1)
        for place, region in enumerate(REGIONS):
            told = {"wilayah": region, "kata": word(region), "ke": place + 1, "waktu": lake.now()}
            for statement in _OWN:
                con.execute(statement, {name: value for name, value in told.items() if f"${name}" in statement})


_OWN = (
    "INSERT INTO lake.pengaturan_wilayah VALUES ($wilayah, 'satu_orang', 'ya', $kata, $waktu)",
    "INSERT INTO lake.peta_kolom BY NAME SELECT $wilayah AS kode_wilayah, 'unit' AS dataset, $kata AS judul,"
    " 'nama_unit' AS kolom, true AS aktif, $kata AS oleh, $waktu AS waktu",
    "INSERT INTO lake.hak BY NAME SELECT $kata AS hak_id, lower($kata) || '@contoh.id' AS identitas, 'operator' AS peran,"
    " $wilayah AS lingkup, true AS aktif, 'admin' AS oleh, $kata AS alasan, $waktu AS waktu, $waktu AS berlaku_dari",
    "INSERT INTO lake.jejak BY NAME SELECT 'uji' AS rantai, $ke AS urutan, 'lihat_pribadi' AS tindakan, $kata AS objek,"
    " $kata AS identitas, 'operator' AS peran, $wilayah AS lingkup, $wilayah AS kode_wilayah, $waktu AS waktu",
    "INSERT INTO lake.jadwal_lapor BY NAME SELECT $wilayah AS kode_wilayah, '2024-TW2' AS periode, true AS aktif,"
    " $kata AS oleh, $waktu AS waktu",
    "INSERT INTO lake.komentar BY NAME SELECT $kata AS komentar_id, $wilayah AS kode_wilayah, '2024-TW2' AS periode,"
    " $kata AS isi, true AS aktif, $kata AS oleh, 'kemendagri' AS peran, $waktu AS waktu",
    "INSERT INTO lake.kelompok_pembanding BY NAME SELECT $kata AS kelompok, $wilayah AS kode_wilayah, $kata AS nama,"
    " left($wilayah, 2) || '.*' AS lingkup, true AS aktif, $kata AS oleh, $waktu AS waktu",
)


def _findings(parsed: Parsed, region: str, fate: str) -> pl.DataFrame:
    rule, level = ("tipe.bilangan", "blokir") if fate == "Draf" else ("unit.induk_sendiri", "peringatan")
    rows = [
        {
            "kiriman_id": parsed.kiriman_id, "aturan": rule, "tingkat": level, "dataset": "unit", "baris_sumber": 2 + place,
            "kolom": "nama_unit", "nilai": word(region, fate, kode), "rincian": "{}", "berkas": f"{word(region, fate)}.json",
            "sheet": "unit", "sel": f"B{place + 2}",
        }
        for place, kode in enumerate(AGENCIES)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=LOCATED_SCHEMA)


def _parsed(inbox: Path, region: str, periode: str, fate: str) -> Parsed:
    kiriman, rows = new_id(region, periode), _rows(region, fate)
    path = inbox / f"{word(region, fate)}-{periode}.json"
    path.write_text(json.dumps([region, periode, rows], default=str))
    body = path.read_bytes()
    tables = {name: frame(name, rows.get(name, []), kiriman, region, periode) for name in contracts()}
    counts = {name: RowCounts(len(rows.get(name, [])), 0) for name in contracts()}
    source = SourceFile(path.name, hashlib.sha256(body).hexdigest(), len(body), path)
    return Parsed(kiriman, region, periode, tables, pl.DataFrame(schema=ISSUE_SCHEMA), counts, {}, (source,))


def _rows(region: str, fate: str) -> dict[str, list[dict[str, Any]]]:
    rows = _of_region(region, fate)
    for place, kode in enumerate(AGENCIES):
        for dataset, row in _of_agency(region, fate, kode, place).items():
            rows.setdefault(dataset, []).extend(row)
    return rows


def _of_region(region: str, fate: str) -> dict[str, list[dict[str, Any]]]:
    mark, value = word(region, fate), number(region, fate)
    return {
        "indeks": [{"jenis": "sakip", "tahun": 2024, "nilai": value, "rezim": "permenpanrb-88-2021", "sumber": mark}],
        "produk_hukum": [
            {"kode_produk": "P1", "jenis": "perbup", "tahun": 2024, "tentang": mark, "tahap": "struktur", "status": "ditetapkan"}
        ],
    }


def _of_agency(region: str, fate: str, kode: str, place: int) -> dict[str, list[dict[str, Any]]]:
    mark, value = word(region, fate, kode), number(region, fate, kode)
    head, chief, expert = f"J{kode}.1", f"J{kode}.2", f"J{kode}.3"
    superior = f"J{next(iter(AGENCIES))}.1" if place else None
    kind = ("kepala_daerah", "jpt_pratama")[bool(place)]
    posts = [(head, kode, superior, kind, None), (chief, f"{kode}.9", head, "administrator", None),
             (expert, f"{kode}.9", chief, "fungsional", "ahli_muda")]  # fmt: skip
    staff = [{"nip": NIPS[0][:17] + str(place), "kode_jabatan": head, "status_kepegawaian": "pns", "predikat_kinerja": "baik"},
             {"nip": NIPS[1][:17] + str(place), "kode_jabatan": expert, "status_kepegawaian": "pns"}]  # fmt: skip
    target = dict.fromkeys(("target_tahunan", "target_tw1", "target_tw2", "target_tw3", "target_tw4"), "800000")
    return {
        "unit": [
            {"kode_unit": kode, "nama_unit": f"Dinas {mark}", "jenis_unit": "dinas" if place else "setda"},
            {"kode_unit": f"{kode}.9", "kode_induk": kode, "nama_unit": f"Bidang {mark}", "jenis_unit": "bidang"},
        ],
        "jabatan": [
            {"kode_jabatan": code, "kode_unit": unit, "kode_atasan": above, "nama_jabatan": f"Jabatan {mark}",
             "jenis_jabatan": sort, "jenjang": rank, "kebutuhan": 2} for code, unit, above, sort, rank in posts
        ],
        "pegawai": [row | {"nama": f"{PERSON} {mark}"} for row in staff],
        "penyetaraan": [
            {"kode_jabatan_asal": f"L{kode}", "eselon_asal": "IV.a", "kode_unit_asal": f"{kode}.9", "nasib": "dihapus",
             "status_penyetaraan": "disetarakan", "kode_jabatan_baru": expert, "jenjang_baru": "ahli_muda", "nomor_sk": mark}
        ],
        "tim": [{"kode_tim": f"T{kode}", "nama_tim": f"Tim {mark}", "kode_unit": kode, "status": "aktif", "nomor_sk": mark}],
        "anggota_tim": [{"kode_tim": f"T{kode}", "nip": staff[1]["nip"], "peran": "anggota", "instansi_asal": mark}],
        "tim_indikator": [{"kode_tim": f"T{kode}", "kode_indikator": f"I{kode}"}],
        "indikator": [
            {"kode_indikator": f"I{kode}", "tingkat": "sasaran", "kode_unit": kode, "nama_indikator": f"Indikator {mark}",
             "satuan": "orang", "arah": "naik", "sifat": "posisi_akhir", "sumber_data": mark, "target_awal": "700000",
             "alasan_perubahan_target": mark, **target}
        ],
        "indikator_opd": [{"kode_indikator": f"I{kode}", "kode_unit": kode, "peran": "pemilik"}],
        "capaian": [
            {"kode_indikator": f"I{kode}", "realisasi": str(int(value)), "penjelasan": mark, "faktor_pendukung": mark,
             "pagu": value, "realisasi_anggaran": value, "capaian_dilaporkan": 51.0}
        ],
        "anggaran": [{"kode_program": f"A{kode}", "tingkat": "program", "kode_unit": kode, "pagu": value, "realisasi_sd": value}],
        "kinerja_unit": [{"kode_unit": kode, "predikat_organisasi": "baik"}],
        "rencana_aksi": [
            {"kode_aksi": f"R{kode}", "kode_unit": kode, "tahap": "struktur", "aksi": f"Aksi {mark}", "anggaran": value,
             "target_total": 4.0, "status": "berjalan", "penanggung_jawab": head}
        ],
        "proses": [
            {"kode_proses": f"S{kode}", "nama_proses": f"Layanan {mark}", "kode_unit": kode, "tahap_sebelum": 9,
             "tahap_sesudah": 4, "hari_sebelum": 9.0, "hari_sesudah": 3.0, "elektronik": "ya"}
        ],
        "beban_kerja": [{"kode_jabatan": chief, "uraian_tugas": f"Tugas {mark}", "volume": value, "norma_waktu": 1.0}],
    }  # fmt: skip
