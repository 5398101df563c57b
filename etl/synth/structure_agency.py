"""Dinas and badan: secretariat, divisions, technical units, and the schools, health centres and hospital below two of them."""

from __future__ import annotations

from dataclasses import dataclass

from etl.synth.profile import Profile, agencies
from etl.synth.sections import Sections, divisions, listed, tipe
from etl.synth.structure_top import secretariat, staff
from etl.synth.tree import Post, Tree, Unit

Agency = dict[str, "str | list[str]"]
_BIG_STAFF = {"satpolpp": 5.0, "damkar": 4.0, "dishub": 2.5, "dlh": 2.5}

_ECONOMY = (
    "dpupr",
    "disperkim",
    "disnaker",
    "dkpp",
    "dlh",
    "dishub",
    "dinkop",
    "dpmptsp",
    "dispar",
    "disperindag",
    "diskan",
    "bappeda",
)
_ADMINISTRATION = ("diskominfo", "dispusip", "bpkpad", "bkpsdm")


def _coordinator(agency_id: str) -> int:
    """Which assistant coordinates an agency: 1 economy and development, 2 administration, 0 the others."""
    return 1 if agency_id in _ECONOMY else 2 if agency_id in _ADMINISTRATION else 0


@dataclass(frozen=True)
class Made:
    """An agency as built: its code, who it is, its head's post."""

    kode: str
    agency: Agency
    kepala: Post


def build(tree: Tree, profile: Profile, sekda: Post, assistants: list[Post], sections: Sections) -> list[Made]:
    """All dinas (2.nn) and badan (3.nn)."""
    numbers = {"dinas": 0, "badan": 0}
    made: list[Made] = []
    for jenis, agency in listed(profile):
        numbers[jenis] += 1
        kode = f"{2 if jenis == 'dinas' else 3}.{numbers[jenis]:02d}"
        asisten = assistants[_coordinator(str(agency["id"]))]
        unit = tree.agency(kode, str(agency["nama"]), jenis, tipe=tipe(profile, agency), koordinator=asisten.kode)
        made.append(Made(kode, agency, _agency(tree, profile, unit, agency, sekda, sections)))
    _technical_units(tree, profile, made)
    return made


def _agency(tree: Tree, profile: Profile, unit: Unit, agency: Agency, sekda: Post, sections: Sections) -> Post:
    kepala = tree.post(unit, sekda, f"Kepala {unit.nama}", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    slim = sections if agency["id"] == profile.sekretariat_ramping else None
    secretariat(tree, unit, kepala, tipe(profile, agency), slim)
    for nama in divisions(profile, agency):
        _division(tree, agency, unit, kepala, nama, sections)
    if agency["id"] == "disdik":
        _schools(tree, profile, unit, kepala)
    if agency["id"] == "dinkes":
        _health(tree, profile, unit, kepala, sections)
    return kepala


def _division(tree: Tree, agency: Agency, parent: Unit, kepala: Post, nama: str, sections: Sections) -> None:
    unit = tree.unit(parent, f"Bidang {nama}", "bidang")
    kabid = tree.post(unit, kepala, f"Kepala Bidang {nama}", "administrator", eselon="III.b", kelas=11)
    sections.division(agency, unit, kabid, nama)
    tree.post(
        unit, kabid, f"{agency['jf']} Ahli Pertama", "fungsional", "teknis", jenjang="ahli_pertama", kelas=8
    )  # fmt: skip
    if big := _BIG_STAFF.get(str(agency["id"])):
        staff(tree, unit, kabid, big)


def _schools(tree: Tree, profile: Profile, parent: Unit, kepala: Post) -> None:
    secondary, primary = profile.sekolah
    place = profile.nama.split(maxsplit=1)[-1]
    for level, count, bobot in (("SMP", secondary, 2.4), ("SD", primary, 1.0)):
        for i in range(count):
            _school(tree, parent, kepala, f"{level} Negeri {i + 1} {place}", bobot)


def _school(tree: Tree, parent: Unit, kepala: Post, nama: str, bobot: float) -> None:
    unit = tree.unit(parent, nama, "sekolah")
    kepsek = tree.post(unit, kepala, f"Kepala {nama}", "fungsional", "kepala_satuan", jenjang="ahli_madya", kelas=11)
    for jenjang, kelas, share in (("ahli_muda", 9, 0.5), ("ahli_pertama", 8, 1.0)):
        title = f"Guru {jenjang.replace('_', ' ').title()}"
        tree.post(unit, kepsek, title, "fungsional", "guru", bobot=bobot * share, jenjang=jenjang, kelas=kelas)
    if bobot > 1:
        staff(tree, unit, kepsek, 0.5)


_HEALTH_POSTS = (
    ("Dokter Ahli Pertama", "ahli_pertama", 8, 0.5),
    ("Perawat Terampil", "terampil", 6, 1.6),
    ("Bidan Terampil", "terampil", 6, 1.6),
    ("Perawat Mahir", "mahir", 7, 1.0),
    ("Tenaga Sanitasi Lingkungan Ahli Pertama", "ahli_pertama", 8, 0.3),
)


def _health(tree: Tree, profile: Profile, parent: Unit, kepala: Post, sections: Sections) -> None:
    for i in range(profile.puskesmas):
        nama = f"Puskesmas {profile.kecamatan[i % len(profile.kecamatan)][0] if profile.kecamatan else i + 1}"
        nama += f" {i // len(profile.kecamatan) + 1}" if profile.kecamatan and i >= len(profile.kecamatan) else ""
        unit = tree.unit(parent, nama, "puskesmas")
        head = tree.post(unit, kepala, f"Kepala {nama}", "fungsional", "kepala_puskesmas", jenjang="ahli_muda", kelas=10)
        _posts_of_health(tree, unit, head, 1.0)
        sub = tree.unit(unit, "Subbagian Tata Usaha", "subbagian")
        kasubbag = tree.post(sub, head, f"Kepala Subbagian Tata Usaha {nama}", "pengawas", eselon="IV.b", kelas=8, dasar="upt")
        staff(tree, sub, kasubbag)
    _hospital(tree, parent, kepala, sections, 0.9 * profile.puskesmas)


def _posts_of_health(tree: Tree, unit: Unit, boss: Post, bobot: float) -> None:
    for nama, jenjang, kelas, share in _HEALTH_POSTS:
        tree.post(unit, boss, nama, "fungsional", "medis", bobot=bobot * share, jenjang=jenjang, kelas=kelas)


def _hospital(tree: Tree, parent: Unit, kepala: Post, sections: Sections, bobot: float) -> None:
    unit = tree.unit(parent, "Rumah Sakit Umum Daerah", "rsud", kelas=None, tipe="B")
    direktur = tree.post(unit, kepala, "Direktur Rumah Sakit Umum Daerah", "jpt_pratama", "jpt", eselon="II.b", kelas=14)
    for i, nama in enumerate(agencies()["rsud"]):
        bidang = tree.unit(unit, f"Bidang {nama}", "bidang")
        kabid = tree.post(bidang, direktur, f"Kepala Bidang {nama} RSUD", "administrator", eselon="III.b", kelas=11)
        for task in ("Pelayanan", "Mutu"):
            sections.add(bidang, kabid, f"Seksi {task} {nama} RSUD", "Administrator Kesehatan", bobot=2.0)
        if i < 3:
            _posts_of_health(tree, bidang, kabid, bobot / 3)


def _technical_units(tree: Tree, profile: Profile, made: list[Made]) -> None:
    """UPTD of the first agencies in turn, class A and B alternating (PP 18/2016 art. 84)."""
    hosts = [m for m in made if m.agency["id"] in ("dpupr", "dlh", "dishub", "dkpp", "disperindag", "disperkim", "dinsos")]
    for i in range(profile.uptd):
        _technical_unit(tree, hosts[i % len(hosts)], i // len(hosts) + 1, "AB"[i % 2])


def _technical_unit(tree: Tree, host: Made, number: int, kelas: str) -> None:
    parent = next(u for u in tree.units if u.kode == host.kode)
    unit = tree.unit(parent, f"UPTD {str(host.agency['urusan']).title()} Wilayah {number}", "uptd", kelas=kelas)
    eselon, level = ("IV.a", 9) if kelas == "A" else ("IV.b", 8)
    head = tree.post(unit, host.kepala, f"Kepala {unit.nama}", "pengawas", eselon=eselon, kelas=level, dasar="upt")
    staff(tree, unit, head, 2.0)
    if kelas == "A":
        sub = tree.unit(unit, "Subbagian Tata Usaha", "subbagian")
        tu = tree.post(sub, head, f"Kepala Subbagian Tata Usaha {unit.nama}", "pengawas", eselon="IV.b", kelas=8, dasar="upt")
        staff(tree, sub, tu)
