"""Kecamatan and kelurahan, which keep their supervisors."""

from __future__ import annotations

from etl.synth.profile import Profile
from etl.synth.structure_top import staff, subsection
from etl.synth.tree import Post, Tree, Unit

_SEKSI = ("Pemerintahan", "Ketenteraman dan Ketertiban", "Pembangunan", "Kesejahteraan Sosial", "Pelayanan Umum")


def build(tree: Tree, profile: Profile, sekda: Post, coordinator: Post) -> None:
    """All kecamatan (4.nn) with their kelurahan. The last quarter of them is type B."""
    count = len(profile.kecamatan)
    for i, (nama, kelurahan) in enumerate(profile.kecamatan):
        _district(
            tree, f"4.{i + 1:02d}", nama, kelurahan, (sekda, coordinator), "A" if profile.kota or i < count * 3 // 4 else "B"
        )


def _district(tree: Tree, kode: str, nama: str, kelurahan: tuple[str, ...], above: tuple[Post, Post], tipe: str) -> None:
    unit = tree.agency(kode, f"Kecamatan {nama}", "kecamatan", tipe=tipe, koordinator=above[1].kode)
    camat = tree.post(unit, above[0], f"Camat {nama}", "administrator", eselon="III.a", kelas=12)
    office = tree.unit(unit, "Sekretariat Kecamatan", "sekretariat")
    sekcam = tree.post(office, camat, f"Sekretaris Kecamatan {nama}", "administrator", eselon="III.b", kelas=11)
    for part in ("Umum dan Kepegawaian", "Keuangan dan Program"):
        subsection(tree, office, sekcam, f"Subbagian {part}", "IV.b", "kecamatan", 0.8)
    for part in _SEKSI if tipe == "A" else _SEKSI[:4]:
        _section(tree, unit, camat, f"Seksi {part}", "IV.a", "kecamatan")
    for ward in kelurahan:
        _ward(tree, unit, camat, ward)


def _section(tree: Tree, unit: Unit, boss: Post, nama: str, eselon: str, dasar: str, bobot: float = 0.8) -> None:
    made = tree.unit(unit, nama, "seksi")
    kasi = tree.post(made, boss, f"Kepala {nama}", "pengawas", eselon=eselon, kelas=9 if eselon == "IV.a" else 8, dasar=dasar)
    if bobot:
        staff(tree, made, kasi, bobot)


def _ward(tree: Tree, parent: Unit, camat: Post, nama: str) -> None:
    unit = tree.unit(parent, f"Kelurahan {nama}", "kelurahan")
    lurah = tree.post(unit, camat, f"Lurah {nama}", "pengawas", eselon="IV.a", kelas=9, dasar="kelurahan")
    office = tree.unit(unit, "Sekretariat Kelurahan", "sekretariat")
    seklur = tree.post(office, lurah, f"Sekretaris Kelurahan {nama}", "pengawas", eselon="IV.b", kelas=8, dasar="kelurahan")
    staff(tree, office, seklur, 0.8)
    for part, bobot in (("Pemerintahan", 0.0), ("Kesejahteraan dan Pembangunan", 0.0), ("Pelayanan Umum", 0.6)):
        _section(tree, unit, lurah, f"Seksi {part}", "IV.b", "kelurahan", bobot)
