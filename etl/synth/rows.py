"""Rows of units, posts and equalised posts, as they stood before and after simplification."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from etl import yamls
from etl.paths import REFERENCE
from etl.synth.structure import Government
from etl.synth.tree import Post, Unit

# Administrators stay at regencies and cities (letter 800/2603/OTDA); the list of reasons has no entry of its own for them.
_KEPT = "usulan_khusus"
_GROUPS = 4
"""Groups of functional officials that stand where a section was merged."""


@cache
def _catalog() -> dict[str, Any]:
    found: dict[str, Any] = yamls.read(REFERENCE / "jabatan-contoh.yaml")
    return found


def drawn(purpose: str, text: str, sides: int) -> int:
    """A number below `sides` that looks random and is the same at every run."""
    return zlib.crc32(f"{purpose}:{text}".encode()) % sides


class Rows:
    """The rows of one government."""

    def __init__(self, government: Government) -> None:
        self._tree = government.tree
        self._agency = {m.kode: str(m.agency["id"]) for m in government.agencies}
        divisions = [u for u in self._tree.units if u.jenis == "bidang" and self._agency.get(u.opd) in _catalog()["kode_berubah"]]
        self._old_code = {u.kode: f"{u.kode.rpartition('.')[0]}.9{u.kode[-1]}" for u in divisions[-2:]}
        self._mistake = next((p.kode for p in self._tree.posts if p.status == "disetarakan" and p.opd[0] == "3"), None)

    def coded(self, row: dict[str, Any], before: bool, columns: tuple[str, ...] = ("kode_unit",)) -> dict[str, Any]:
        """The row with the codes that units had at the time: two divisions were given new ones."""
        if not before:
            return row
        return row | {column: self._old_code.get(row[column] or "", row[column]) for column in columns}

    def units(self, before: bool) -> Iterator[dict[str, Any]]:
        """The dataset `unit`."""
        for unit in self._tree.units:
            if unit.lama if before else unit.baru:
                yield self.coded(self._unit(unit, before), before, ("kode_unit", "kode_induk"))
        if not before:
            yield from self._new_units()

    def _unit(self, unit: Unit, before: bool) -> dict[str, Any]:
        former = _catalog()["nama_lama"].get(unit.nama)
        old_code = self._old_code.get(unit.kode)
        change = "ganti_nama" if former or old_code else "tetap"
        return {
            "kode_unit": unit.kode, "kode_induk": unit.induk, "nama_unit": former if before and former else unit.nama,
            "jenis_unit": unit.jenis, "tipe": unit.tipe, "kelas_upt": unit.kelas, "kode_koordinator": unit.koordinator,
            "kode_asal": None if before else old_code, "jenis_perubahan": None if before else change,
        }  # fmt: skip

    def _new_units(self) -> Iterator[dict[str, Any]]:
        """Groups of functional officials: some in place of a section that was merged, one altogether new."""
        merged = {p.unit for p in self._tree.posts if p.nasib == "digabung"}
        places = [u for u in self._tree.units if u.kode in merged and u.opd[0] in "23"][:_GROUPS]
        for place in places:
            yield _group(f"{place.kode}K", place.induk, f"Kelompok Substansi {place.nama.split(maxsplit=1)[-1]}", place.kode)
        if host := next((kode for kode, name in self._agency.items() if name == "diskominfo"), None):
            yield _group(f"{host}.90", host, "Kelompok Jabatan Fungsional Satu Data", None)

    def posts(self, before: bool) -> Iterator[dict[str, Any]]:
        """The dataset `jabatan`."""
        for post in self._tree.posts:
            if post.lama if before else post.baru:
                yield self.coded(self._post(post, before), before)
        if not before:
            yield from self._new_posts()

    def _new_posts(self) -> Iterator[dict[str, Any]]:
        """Posts that the workload analysis asks for and nobody holds yet; no seat is approved."""
        for kode, agency in self._agency.items():
            if nama := _catalog()["baru"].get(agency):
                head = next(p for p in self._tree.posts if p.opd == kode and p.eselon == "III.b")
                yield {"kode_jabatan": f"{kode}-9001", "kode_unit": head.unit, "kode_atasan": head.kode, "nama_jabatan": nama,
                       "jenis_jabatan": "fungsional", "jenjang": "ahli_madya", "kelas": 11, "jumlah_formasi": 0, "kebutuhan": 1,
                       "jenis_perubahan": "baru"}  # fmt: skip

    def _post(self, post: Post, before: bool) -> dict[str, Any]:
        name, kind = self._name(post, before)
        now = self._name(post, False)[0]
        was = self._name(post, True)[0]
        change = "disetarakan" if post.asal else "ganti_nama" if was != now else "tetap"
        graded = post.grup not in ("pelaksana", "medis", "guru") or drawn("kelas", post.kode, 6 if before else 29)
        return {
            "kode_jabatan": post.kode, "kode_unit": (post.unit_lama if before else None) or post.unit,
            "kode_atasan": (post.atasan_lama if before else None) or post.atasan, "nama_jabatan": name,
            "jenis_jabatan": post.jenis, "eselon": post.eselon, "jenjang": post.jenjang, "kelas": post.kelas if graded else None,
            "jumlah_formasi": post.formasi or 1, "kebutuhan": _need(post, now), "kelompok_pelaksana": kind,
            "kode_asal": post.asal, "jenis_perubahan": None if before else change,
        }  # fmt: skip

    def needs(self) -> dict[str, int]:
        """Persons that each post of today needs."""
        return {p.kode: _need(p, self._name(p, False)[0]) for p in self._tree.posts if p.baru}

    def _name(self, post: Post, before: bool) -> tuple[str, str | None]:
        """Executing posts: the special ones of an agency, and names that are not on the list of today."""
        if post.jenis != "pelaksana":
            return post.nama, post.kelompok
        outside = _catalog()["di_luar"]
        if not drawn("luar", post.kode, 4 if before else 16) or (before and not drawn("luar", post.kode, 16)):
            return outside[drawn("nama", post.kode, len(outside))], post.kelompok
        special = _catalog()["khusus"].get(self._agency.get(post.opd, post.opd))
        if special and not drawn("khusus", post.kode, 3):
            return special["nama"], special["kelompok"]
        return post.nama, post.kelompok

    def fates(self) -> Iterator[dict[str, Any]]:
        """The dataset `penyetaraan`."""
        posts = [p for p in self._tree.posts if p.lama and p.jenis in ("administrator", "pengawas")]
        return (self._fate(post, number) for number, post in enumerate(posts, 1))

    def _fate(self, post: Post, number: int) -> dict[str, Any]:
        done = post.status == "disetarakan"
        level = "ahli_pertama" if post.kode == self._mistake else "ahli_muda"
        return {
            "kode_jabatan_asal": post.kode, "eselon_asal": post.eselon,
            "kode_unit_asal": self._old_code.get(post.unit, post.unit), "nasib": post.nasib,
            "dasar_dipertahankan": post.dasar or (_KEPT if post.nasib == "dipertahankan" else None),
            "status_penyetaraan": post.status,
            "alasan_pengecualian": "Mencapai batas usia pensiun dalam satu tahun" if post.status == "dikecualikan" else None,
            "kode_jabatan_baru": post.penerus, "jenjang_baru": level if done else None,
            "tanggal_pelantikan": date(2021, 12, 31) if done else None,
            "nomor_sk": f"821.2/SK-{number:03d}/2021" if done else None,
        }  # fmt: skip


def _group(kode: str, parent: str | None, nama: str, asal: str | None) -> dict[str, Any]:
    return {"kode_unit": kode, "kode_induk": parent, "nama_unit": nama, "jenis_unit": "kelompok_jf", "kode_asal": asal,
            "jenis_perubahan": "gabungan" if asal else "baru"}  # fmt: skip


def _need(post: Post, name: str) -> int:
    """By workload: the same name is short in one agency and over in another; leading posts are needed once."""
    seats = post.formasi or 1
    if post.formasi is None:
        return 1
    more = 1 + seats // 8
    service = post.grup in ("guru", "medis")
    mood = drawn("kebutuhan", f"{post.unit if service else post.opd}:{name}", 5)
    short = 1 if service else 2
    return seats + more if mood < short else seats - more if mood == 4 and seats > 1 else seats
