"""Errors in work teams, their members and the targets they serve."""

from __future__ import annotations

from random import Random

from etl.synth.errors.book import Book, Kind, Row, Told
from etl.synth.errors.plants import (
    GONE,
    before_the_end,
    changed,
    filled,
    one_cell,
    own,
    same_cell,
    several,
    stranger,
    twice,
    unknown_unit,
    where,
)
from etl.synth.errors.quiet import free

_MEMBER = where(peran="anggota", instansi_asal=None)
_OUTSIDER = filled("instansi_asal")
_LEADER = same_cell("tim", "nip_ketua", "tim.ketua_tak_dikenal", "tim.ketua_bukan_anggota")
_UNKNOWN = same_cell("anggota_tim", "nip", "anggota_tim.tak_dikenal")


def _without_leader(book: Book, chance: Random) -> list[Told]:
    team = book.one("tim", chance)
    team["nip_ketua"] = None
    for row in book.where("anggota_tim", kode_tim=team["kode_tim"], peran="ketua"):
        row["peran"] = "anggota"
    return [Told("tim.tanpa_ketua", "tim", team, "kode_tim")]


def _new_team(book: Book, chance: Random) -> Row:
    leader = book.one("pegawai", chance, free)
    team = book.tables["tim"][0] | {"kode_tim": "TIM-9", "nama_tim": "Tim Baru", "nip_ketua": leader["nip"]}
    book.tables["tim"].append(team)
    book.tables["tim_indikator"].append({"kode_tim": "TIM-9", "kode_indikator": book.tables["indikator"][0]["kode_indikator"]})
    return team


def _without_members(book: Book, chance: Random) -> list[Told]:
    return [Told("tim.tanpa_anggota", "tim", _new_team(book, chance), "kode_tim")]


def _one_member(book: Book, chance: Random) -> list[Told]:
    team = _new_team(book, chance)
    book.tables["anggota_tim"].append({"kode_tim": "TIM-9", "nip": team["nip_ketua"], "peran": "ketua"})
    return [Told("tim.satu_anggota", "tim", team, "kode_tim")]


def _without_indicator(book: Book, chance: Random) -> list[Told]:
    team = book.one("tim", chance)
    book.tables["tim_indikator"] = [r for r in book.tables["tim_indikator"] if r["kode_tim"] != team["kode_tim"]]
    return [Told("tim.tanpa_indikator", "tim", team, "kode_tim")]


def _four_teams(book: Book, chance: Random) -> list[Told]:
    person = book.one("pegawai", chance, free)["nip"]
    rows: list[Row] = [{"kode_tim": f"TIM-{n}", "nip": person, "peran": "anggota", "porsi_waktu": 5} for n in range(1, 5)]
    book.tables["anggota_tim"] += rows
    return [Told("anggota_tim.terlalu_banyak_tim", "anggota_tim", rows[0], "kode_tim")]


def _overfull(book: Book, chance: Random) -> list[Told]:
    row = book.one("anggota_tim", chance, _MEMBER)
    row["porsi_waktu"] = 95
    first = book.where("anggota_tim", nip=row["nip"])[0]
    return [Told("anggota_tim.porsi_waktu", "anggota_tim", first, "porsi_waktu")]


def _two_leaders(book: Book, chance: Random) -> list[Told]:
    row = book.one("anggota_tim", chance, _MEMBER)
    row["peran"] = "ketua"
    both = book.where("anggota_tim", kode_tim=row["kode_tim"], peran="ketua")
    return [Told("anggota_tim.ketua_ganda", "anggota_tim", one, "peran") for one in both]


TEAMS: list[Kind] = [
    unknown_unit("tim"),
    one_cell("NIP ketua kurang angka", "tim", "nip_ketua", "nip.bentuk", own("nip_ketua", lambda nip: nip[1:]),
             also=_LEADER),
    one_cell("isi NIP ketua mustahil", "tim", "nip_ketua", "nip.isi",
             own("nip_ketua", lambda nip: f"{nip[:4]}0231{nip[8:]}"),
             also=_LEADER),
    one_cell("ketua bukan pegawai", "tim", "nip_ketua", "tim.ketua_tak_dikenal", stranger(902),
             also=same_cell("tim", "nip_ketua", "tim.ketua_bukan_anggota")),
    one_cell("ketua bukan anggota", "tim", "nip_ketua", "tim.ketua_bukan_anggota", lambda row, book,
             chance: book.one("pegawai", chance, free)["nip"]),
    several("tim tanpa ketua", "tim", "tim.tanpa_ketua", _without_leader),
    one_cell("tim tanpa SK", "tim", "nomor_sk", "tim.tanpa_sk", None),
    several("tim tanpa anggota", "tim", "tim.tanpa_anggota", _without_members),
    several("tim beranggota satu", "tim", "tim.satu_anggota", _one_member),
    several("tim tanpa indikator", "tim", "tim.tanpa_indikator", _without_indicator),
    changed("tim selesai sebelum mulai", "tim", "tanggal_selesai", "tim.tanggal_terbalik",
            tanggal_mulai="2031-02-01", tanggal_selesai="2031-01-31"),
    one_cell("masa tim lewat", "tim", "tanggal_selesai", "tim.lewat_masa", before_the_end(10)),
    twice("kode tim ganda", "tim", "kode_tim"),
    one_cell("tim anggota tak ada", "anggota_tim", "kode_tim", "rujukan.kode_tim", GONE, _MEMBER),
    one_cell("NIP anggota kurang angka", "anggota_tim", "nip", "nip.bentuk", "1980", _MEMBER, also=_UNKNOWN),
    changed("anggota tanpa orang", "anggota_tim", "nip", "anggota_tim.tanpa_orang", _OUTSIDER,
            instansi_asal=None, kode_wilayah_asal=None),
    one_cell("anggota bukan pegawai", "anggota_tim", "nip", "anggota_tim.tak_dikenal", stranger(903), _MEMBER),
    one_cell("wilayah asal tak ada", "anggota_tim", "kode_wilayah_asal", "anggota_tim.wilayah_asal", "99.99", _OUTSIDER),
    several("terlalu banyak tim", "anggota_tim", "anggota_tim.terlalu_banyak_tim", _four_teams),
    several("porsi waktu melebihi 100", "anggota_tim", "anggota_tim.porsi_waktu", _overfull),
    one_cell("porsi waktu di luar kisaran", "anggota_tim", "porsi_waktu", "kisaran", -5, _OUTSIDER),
    several("dua ketua", "anggota_tim", "anggota_tim.ketua_ganda", _two_leaders),
    twice("anggota ganda", "anggota_tim", "nip", _MEMBER),
    one_cell("tim penanggung tak ada", "tim_indikator", "kode_tim", "rujukan.kode_tim", GONE),
    one_cell("indikator tanpa tim", "tim_indikator", "kode_tim", "wajib", None),
    one_cell("indikator tim tak ada", "tim_indikator", "kode_indikator", "rujukan.kode_indikator", GONE),
    twice("indikator tim ganda", "tim_indikator", "kode_tim"),
]  # fmt: skip
"""Kinds of the sheets of teams."""
