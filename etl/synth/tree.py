"""The organisation under construction: units and posts, each knowing how it stood before and after simplification."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Unit:
    """A unit of organisation; `lama`/`baru`: whether it exists before / after structure was simplified."""

    kode: str
    induk: str | None
    nama: str
    jenis: str
    opd: str
    tipe: str | None = None
    kelas: str | None = None
    koordinator: str | None = None
    lama: bool = True
    baru: bool = True


@dataclass(slots=True)
class Post:
    """A post. `*_lama` differ only where simplification moved it; `grup` decides who fills it, `bobot` how many of them."""

    kode: str
    unit: str
    opd: str
    atasan: str | None
    nama: str
    jenis: str
    grup: str
    bobot: float = 1.0
    eselon: str | None = None
    jenjang: str | None = None
    kelas: int | None = None
    kelompok: str | None = None
    asal: str | None = None
    pengarah: str | None = None
    unit_lama: str | None = None
    atasan_lama: str | None = None
    lama: bool = True
    baru: bool = True
    dasar: str | None = None
    nasib: str = "dipertahankan"
    status: str = "bukan_sasaran"
    penerus: str | None = None
    kursi: int = 1
    formasi: int | None = None


@dataclass
class Tree:
    """Units and posts of one government, in the order in which they are written."""

    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    _children: Counter[str] = field(default_factory=Counter)
    _serial: Counter[str] = field(default_factory=Counter)

    def agency(self, kode: str, nama: str, jenis: str, **more: str | None) -> Unit:
        """A unit directly below the government itself: code given, its own `opd`."""
        made = Unit(kode, "0" if kode != "0" else None, nama, jenis, kode, **more)  # type: ignore[arg-type]
        self.units.append(made)
        return made

    def unit(self, parent: Unit, nama: str, jenis: str, **more: object) -> Unit:
        """A unit below another; its code continues the parent's."""
        self._children[parent.kode] += 1
        kode = f"{parent.kode}.{self._children[parent.kode]:02d}"
        made = Unit(kode, parent.kode, nama, jenis, parent.opd, **more)  # type: ignore[arg-type]
        self.units.append(made)
        return made

    def post(self, unit: Unit, atasan: Post | None, nama: str, jenis: str, grup: str | None = None, **more: object) -> Post:
        """A post in a unit; `grup` is the kind of post unless said."""
        self._serial[unit.opd] += 1
        kode = f"{unit.opd}-{self._serial[unit.opd]:04d}"
        made = Post(kode, unit.kode, unit.opd, atasan.kode if atasan else None, nama, jenis, grup or jenis, **more)  # type: ignore[arg-type]
        self.posts.append(made)
        return made
