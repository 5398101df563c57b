"""The head of the region, the regional secretariat, the council secretariat and the inspectorate."""

from __future__ import annotations

from etl.synth.profile import Profile, agencies
from etl.synth.sections import PELAKSANA, Sections
from etl.synth.tree import Post, Tree, Unit

_SUBBAGIAN = ("Perencanaan dan Penyusunan", "Pelaksanaan dan Pembinaan", "Pemantauan dan Pelaporan")


def head(tree: Tree, profile: Profile) -> Post:
    """The government itself and its elected head."""
    title = {"kota": "Wali Kota", "kabupaten": "Bupati"}.get(profile.jenis, "Gubernur")
    unit = tree.agency("0", f"Pemerintah {profile.nama}", "lainnya")
    return tree.post(unit, None, title, "kepala_daerah", "kepala_daerah")


def staff(tree: Tree, unit: Unit, boss: Post, bobot: float = 1.0) -> Post:
    """A post of executing staff."""
    nama, kelompok, kelas = PELAKSANA[len(tree.posts) % len(PELAKSANA)]
    return tree.post(unit, boss, nama, "pelaksana", bobot=bobot, kelompok=kelompok, kelas=kelas)


def subsection(tree: Tree, parent: Unit, boss: Post, nama: str, eselon: str, dasar: str, bobot: float = 1.0) -> Post:
    """A sub-section that stays, with its head and staff."""
    unit = tree.unit(parent, nama, "subbagian")
    made = tree.post(unit, boss, f"Kepala {nama}", "pengawas", eselon=eselon, kelas=9 if eselon == "IV.a" else 8, dasar=dasar)
    if bobot:
        staff(tree, unit, made, bobot)
    return made


def setda(tree: Tree, profile: Profile, top: Post, sections: Sections) -> tuple[Post, list[Post]]:
    """The regional secretariat; returns the secretary and the assistants."""
    unit = tree.agency("1.01", "Sekretariat Daerah", "setda", tipe="B")
    sekda = tree.post(unit, top, "Sekretaris Daerah", "jpt_pratama", "jpt", eselon="II.a", kelas=15)
    for bidang in agencies()["staf_ahli"]:
        tree.post(unit, sekda, f"Staf Ahli Bidang {bidang}", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    return sekda, [_assistant(tree, unit, sekda, entry, sections) for entry in agencies()["setda"]]


def _assistant(tree: Tree, setda_unit: Unit, sekda: Post, entry: dict[str, str | list[str]], sections: Sections) -> Post:
    unit = tree.unit(setda_unit, f"Asisten {entry['asisten']}", "asisten")
    made = tree.post(unit, sekda, f"Asisten {entry['asisten']}", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    for nama in entry["bagian"]:
        _bagian(tree, unit, made, nama, sections)
    return made


def _bagian(tree: Tree, parent: Unit, boss: Post, nama: str, sections: Sections) -> None:
    unit = tree.unit(parent, f"Bagian {nama}", "bagian")
    kabag = tree.post(unit, boss, f"Kepala Bagian {nama}", "administrator", eselon="III.a", kelas=12)
    for i, task in enumerate(_SUBBAGIAN):
        if nama.startswith("Pengadaan"):
            subsection(tree, unit, kabag, f"Subbagian {task} Pengadaan", "IV.a", "ukpbj")
        elif nama == "Umum" and i == 0:
            subsection(tree, unit, kabag, "Subbagian Tata Usaha Pimpinan, Staf Ahli dan Kepegawaian", "IV.a", "kasubbag_tu_setda")
        else:
            sections.add(unit, kabag, f"Subbagian {task} {nama}", "Analis Kebijakan", jenis="subbagian")


def setwan(tree: Tree, top: Post) -> Post:
    """The council secretariat, which keeps its supervisors."""
    unit = tree.agency("1.02", "Sekretariat DPRD", "setwan", tipe="B")
    sekwan = tree.post(unit, top, "Sekretaris DPRD", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    for nama in agencies()["setwan"]:
        bagian = tree.unit(unit, f"Bagian {nama}", "bagian")
        kabag = tree.post(bagian, sekwan, f"Kepala Bagian {nama}", "administrator", eselon="III.a", kelas=12)
        for task in _SUBBAGIAN:
            subsection(tree, bagian, kabag, f"Subbagian {task} {nama}", "IV.a", "sekretariat_opd")
    return sekwan


def inspektorat(tree: Tree, top: Post) -> Post:
    """The inspectorate: a secretariat and four assistant inspectors with auditors."""
    unit = tree.agency("1.03", "Inspektorat", "inspektorat", tipe="B")
    inspektur = tree.post(unit, top, "Inspektur", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    secretariat(tree, unit, inspektur, "B")
    for nomor in ("I", "II", "III", "IV"):
        irban_unit = tree.unit(unit, f"Inspektur Pembantu Wilayah {nomor}", "irban")
        irban = tree.post(irban_unit, inspektur, f"Inspektur Pembantu Wilayah {nomor}", "administrator", eselon="III.a", kelas=12)
        for jenjang, kelas in (("ahli_muda", 9), ("ahli_pertama", 8)):
            nama = f"Auditor {jenjang.replace('_', ' ').title()}"
            tree.post(irban_unit, irban, nama, "fungsional", "teknis", bobot=2, jenjang=jenjang, kelas=kelas)
    return inspektur


def secretariat(tree: Tree, unit: Unit, boss: Post, tipe: str, slim: Sections | None = None) -> Post:
    """The secretariat of an agency; its sub-sections stay unless `slim` takes them too."""
    names = ("Umum dan Kepegawaian", "Keuangan", "Program dan Evaluasi")
    part = tree.unit(unit, "Sekretariat", "sekretariat")
    sekretaris = tree.post(part, boss, "Sekretaris", "administrator", eselon="III.a", kelas=12)
    for nama in names if tipe == "A" else ("Umum dan Kepegawaian", "Keuangan dan Program"):
        if slim:
            slim.add(part, sekretaris, f"Subbagian {nama}", "Analis Kebijakan", jenis="subbagian")
        else:
            subsection(tree, part, sekretaris, f"Subbagian {nama}", "IV.a", "sekretariat_opd")
    return sekretaris
