"""Sections (*seksi*) that simplification removed: their heads became functional officials, their staff moved up."""

from __future__ import annotations

from collections.abc import Iterator

from etl.synth.profile import Profile, agencies
from etl.synth.tree import Post, Tree, Unit

DIVISIONS = {"A": 4, "B": 3, "C": 2}
"""Most bidang of a dinas or badan by type (PP 18/2016 arts. 81-87)."""

_TASKS = ("Perencanaan dan Program", "Pelaksanaan dan Fasilitasi", "Pemantauan dan Evaluasi")
SETDA_SECTIONS, RSUD_SECTIONS = 23, 8


def listed(profile: Profile) -> list[tuple[str, dict[str, str | list[str]]]]:
    """The dinas and badan that this kind of region has, as (`dinas`|`badan`, agency)."""
    kind = "kota" if profile.kota else "kabupaten"
    return [(jenis, a) for jenis in ("dinas", "badan") for a in agencies()[jenis] if a[kind] != "-"]


def tipe(profile: Profile, agency: dict[str, str | list[str]]) -> str:
    """Type A, B or C of an agency in this region."""
    return str(agency["kota" if profile.kota else "kabupaten"])


def divisions(profile: Profile, agency: dict[str, str | list[str]]) -> list[str]:
    """Names of the bidang an agency has."""
    return list(agency["bidang"])[: DIVISIONS[tipe(profile, agency)]]


def _schedule(profile: Profile, slim: int) -> Iterator[int]:
    """Sections of each bidang in turn (at most three), so that the planned number of equalised officials comes out."""
    count = sum(len(divisions(profile, agency)) for _, agency in listed(profile))
    total = profile.setara + profile.belum + profile.dikecualikan - SETDA_SECTIONS - RSUD_SECTIONS - slim
    if not profile.setara:
        total = 3 * count
    if not 0 < total <= 3 * count:
        raise ValueError(f"{total} sections do not fit {count} divisions")
    return iter([(i + 1) * total // count - i * total // count for i in range(count)])


class Sections:
    """Builds sections one by one and decides what became of each."""

    def __init__(self, profile: Profile, tree: Tree, slim: int) -> None:
        self.profile, self.tree = profile, tree
        self._counts = _schedule(profile, slim)
        self._serial = self._left = self._exempt = 0

    def division(self, agency: dict[str, str | list[str]], unit: Unit, head: Post, nama: str) -> None:
        """The sections of one bidang."""
        for i in range(next(self._counts)):
            self.add(unit, head, f"Seksi {_TASKS[i]} {nama}", str(agency["jf"]), agency_id=str(agency["id"]))

    def add(
        self, unit: Unit, head: Post, nama: str, jf: str, agency_id: str = "", jenis: str = "seksi", bobot: float = 1.0
    ) -> None:
        """One section: unit, head, successor and staff, as they stood before and after."""
        status = self._status(agency_id)
        stays = status == "belum"
        made = self.tree.unit(unit, nama, jenis, baru=stays)
        kasi = self.tree.post(
            made, head, f"Kepala {nama}", "pengawas", eselon="IV.a", kelas=9, baru=stays, nasib="dihapus", status=status
        )
        if status == "disetarakan":
            kasi.nasib = "digabung" if self._serial % 11 == 0 else "dihapus"
            kasi.penerus = self._successor(unit, head, kasi, f"{jf} Ahli Muda").kode
        staff_unit, boss = (made, kasi) if stays else (unit, head)
        self._staff(staff_unit, boss, made, kasi, bobot)

    def _successor(self, unit: Unit, head: Post, kasi: Post, nama: str) -> Post:
        return self.tree.post(
            unit, head, nama, "fungsional", "setara", jenjang="ahli_muda", kelas=9, asal=kasi.kode, lama=False
        )  # fmt: skip

    def _staff(self, unit: Unit, boss: Post, unit_lama: Unit, kasi: Post, bobot: float) -> None:
        nama, kelompok, kelas = PELAKSANA[self._serial % len(PELAKSANA)]
        self.tree.post(
            unit, boss, nama, "pelaksana", bobot=bobot, kelompok=kelompok, kelas=kelas,
            unit_lama=unit_lama.kode, atasan_lama=kasi.kode, pengarah=kasi.penerus,
        )  # fmt: skip

    def _status(self, agency_id: str) -> str:
        self._serial += 1
        if agency_id in self.profile.seksi_bertahan and self._left < self.profile.belum:
            self._left += 1
            return "belum"
        if self._serial % 20 == 13 and self._exempt < self.profile.dikecualikan:
            self._exempt += 1
            return "dikecualikan"
        return "disetarakan"


PELAKSANA = (
    ("Penelaah Teknis Kebijakan", "klerek", 7),
    ("Pengolah Data dan Informasi", "klerek", 6),
    ("Pengadministrasi Perkantoran", "klerek", 5),
    ("Penata Layanan Operasional", "operator", 7),
    ("Pengelola Layanan Operasional", "operator", 6),
    ("Operator Layanan Operasional", "operator", 5),
)
"""Names, kind and usual class of executing posts (nomenclature of KepmenPANRB 11/2024)."""
