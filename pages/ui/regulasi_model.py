"""The register of legal products as small tables and sentences: what is in force per stage, what is lacking, how old. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import polars as pl

from etl.contracts import contracts
from etl.locale import text
from pages.ui import formats

RULES = frozenset({"perda", "perbup", "perwali", "pergub"})
"""What counts as a regulation of the region; circulars and decisions stand beside it."""
DRAFTS = frozenset({"rencana", "pembahasan", "harmonisasi"})
IN_FORCE, DRAFT, REVOKED, LATER, UNDATED = "berlaku", "rancangan", "dicabut", "mendatang", "tanpa_tanggal"
"""Where a product stands at the quarter's end."""
MONTH = 30.44
"""Days of a mean month: ages from two months on are told in months."""


def stages() -> tuple[str, ...]:
    """The stages and kinds that a product may serve, in the contract's order."""
    return contracts()["produk_hukum"].columns["tahap"].choices


@dataclass(frozen=True)
class Produk:
    """One legal product at a quarter's end; umur: days since its draft entered the present status."""

    kode: str
    jenis: str
    nama: str
    tentang: str
    tahap: str
    status: str
    keadaan: str
    tanggal: date | None
    mulai: date | None
    umur: int | None
    tautan: str | None
    mencabut: str | None

    @property
    def is_rule(self) -> bool:
        """In force and a regulation, not only a circular or a decision."""
        return self.keadaan == IN_FORCE and self.jenis in RULES


@dataclass(frozen=True)
class Tahap:
    """A stage: its products in force and its drafts, oldest draft first."""

    kode: str
    berlaku: tuple[Produk, ...]
    rancangan: tuple[Produk, ...]

    @property
    def keadaan(self) -> str:
        """peraturan, lain (only circulars or decisions), rancangan (only drafts) or kosong."""
        if any(p.is_rule for p in self.berlaku):
            return "peraturan"
        return "lain" if self.berlaku else "rancangan" if self.rancangan else "kosong"

    @property
    def lacking(self) -> bool:
        """Whether nothing is in force for it."""
        return not self.berlaku


def products(rows: pl.DataFrame, end: date, lang: str = "id") -> list[Produk]:
    """The rows of produk_hukum as they stand on the quarter's last day, by stage, newest first within it."""
    order = {name: place for place, name in enumerate(stages())}
    found = [_product(row, end, lang) for row in rows.iter_rows(named=True)]
    return sorted(found, key=lambda p: (order.get(p.tahap, 99), -(p.tanggal or p.mulai or date.min).toordinal(), p.kode))


def _product(row: dict[str, object], end: date, lang: str) -> Produk:
    day, begun = _day(row["tanggal"]), _day(row["tanggal_mulai_tahap"])
    state = _state(str(row["status"]), day, end)
    age = (end - begun).days if state == DRAFT and begun and begun <= end else None
    return Produk(
        str(row["kode_produk"]), str(row["jenis"]), _name(row, state, lang), str(row["tentang"] or ""), str(row["tahap"]),
        str(row["status"]), state, day, begun, age, safe_link(row["tautan"]), str(row["mencabut"]) if row["mencabut"] else None,
    )  # fmt: skip


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _state(status: str, day: date | None, end: date) -> str:
    """As the metric counts it: enacted on a day that has come."""
    if status in DRAFTS:
        return DRAFT
    if status == REVOKED:
        return REVOKED
    if day is None:
        return UNDATED
    return IN_FORCE if day <= end else LATER


def _name(row: dict[str, object], state: str, lang: str) -> str:
    """`Perwali 9/2023`; a draft has no number: `Rancangan Perwali`."""
    kind = text(f"regulasi_daerah.jenis.{row['jenis']}", lang)
    if state == DRAFT:
        return text("regulasi_daerah.rancangan_nama", lang, jenis=kind)
    return f"{kind} {row['nomor']}/{row['tahun']}" if row["nomor"] else f"{kind} {row['tahun']}"


def safe_link(value: object) -> str | None:
    """The address where it is one of the web (http or https with a host), else nothing: it becomes a link on screen."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def by_stage(found: Sequence[Produk]) -> list[Tahap]:
    """Every stage of the contract, also those without any product."""
    return [
        Tahap(
            name,
            tuple(p for p in found if p.tahap == name and p.keadaan == IN_FORCE),
            tuple(sorted((p for p in found if p.tahap == name and p.keadaan == DRAFT), key=lambda p: -(p.umur or 0))),
        )
        for name in stages()
    ]


def oldest(found: Sequence[Produk]) -> Produk | None:
    """The draft that has waited longest in its status; None where no draft has a date."""
    return max((p for p in found if p.umur is not None), key=lambda p: p.umur or 0, default=None)


def age(days: int | None, lang: str = "id", *, short: bool = False) -> str:
    """`41 hari`; from two months on `13 bulan (426 hari)`, short: `13 bulan`."""
    if days is None:
        return formats.NULL
    shown, months = formats.number(days, 0, lang), formats.number(int(days / MONTH), 0, lang)
    if days < 2 * MONTH:
        return text("regulasi_daerah.hari", lang, n=shown)
    return text(f"regulasi_daerah.{'bulan.saja' if short else 'bulan'}", lang, bulan=months, n=shown)


def stage_name(code: str, lang: str = "id") -> str:
    """A stage in words."""
    return text(f"regulasi_daerah.tahap.{code}", lang)


def enacted(found: Sequence[Produk], stage: str = "sistem_kerja") -> Produk | None:
    """The regulation by which a stage began: the oldest one in force for it."""
    rules = [p for p in found if p.tahap == stage and p.is_rule and p.tanggal]
    return min(rules, key=lambda p: (p.tanggal or date.max, p.kode), default=None)


def sentence(found: Sequence[Produk], lang: str = "id") -> str:
    """How many stages have a product in force, which have none, and the oldest draft."""
    rows = by_stage(found)
    lacking = [stage_name(s.kode, lang) for s in rows if s.lacking]
    words = text("regulasi_daerah.temuan", lang, n=len(rows) - len(lacking), semua=len(rows))
    if lacking:
        tail = ", ".join(lacking) if len(lacking) <= 2 else text("regulasi_daerah.temuan.n_tahap", lang, n=len(lacking))
        words += text("regulasi_daerah.temuan.belum", lang, tahap=tail)
    draft = oldest(found)
    if draft:
        stage = stage_name(draft.tahap, lang)
        words += text("regulasi_daerah.temuan.tertua", lang, tahap=stage, umur=age(draft.umur, lang, short=True))
    return words + "."


def lacking_table(found: Sequence[Produk], lang: str = "id") -> pl.DataFrame:
    """Per stage: what is in force, what is lacking, and its oldest draft with its age."""
    rows = []
    for stage in by_stage(found):
        draft = stage.rancangan[0] if stage.rancangan else None
        rows.append(
            {
                text("regulasi_daerah.kolom.tahap", lang): stage_name(stage.kode, lang),
                text("regulasi_daerah.kolom.keadaan", lang): text(f"regulasi_daerah.keadaan.{stage.keadaan}", lang),
                text("regulasi_daerah.kolom.rancangan", lang): (
                    f"{text(f'regulasi_daerah.status.{draft.status}', lang)}, {age(draft.umur, lang, short=True)}"
                    if draft
                    else formats.NULL
                ),
            }
        )
    return pl.DataFrame(rows)


def register_table(found: Sequence[Produk], lang: str = "id") -> pl.DataFrame:
    """The register: one row per product; the last column holds the link or nothing."""
    return pl.DataFrame(
        {
            text("regulasi_daerah.kolom.tahap", lang): [stage_name(p.tahap, lang) for p in found],
            text("regulasi_daerah.kolom.nama", lang): [p.nama for p in found],
            text("regulasi_daerah.kolom.tentang", lang): [p.tentang for p in found],
            text("regulasi_daerah.kolom.status", lang): [status(p, lang) for p in found],
            text("regulasi_daerah.kolom.tanggal", lang): [formats.day(p.tanggal, lang) for p in found],
            text("regulasi_daerah.kolom.umur", lang): [age(p.umur, lang) for p in found],
            text("regulasi_daerah.kolom.mencabut", lang): [p.mencabut or formats.NULL for p in found],
            text("regulasi_daerah.kolom.tautan", lang): [p.tautan or "" for p in found],
        }
    )


def status(one: Produk, lang: str = "id") -> str:
    """The status in words, with what keeps an enacted product from counting."""
    said = text(f"regulasi_daerah.status.{one.status}", lang)
    return f"{said} ({text(f'regulasi_daerah.catatan.{one.keadaan}', lang)})" if one.keadaan in (LATER, UNDATED) else said
