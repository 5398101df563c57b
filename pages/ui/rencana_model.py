"""Action plans as small tables and sentences: readiness by agency before and after the regulation, what is overdue. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.locale import text
from etl.periods import Period
from pages.ui import formats
from pages.ui.regulasi_model import stage_name
from pages.ui.singkatan import short_unit

DONE, LATE = "selesai", "terlambat"
QUARTERS = (1, 2, 3, 4)
READY = "rencana_aksi_selesai"


@dataclass(frozen=True)
class Aksi:
    """One action; status as the distribution counts it: overdue where it is not done by a deadline that has passed."""

    kode: str
    kode_opd: str | None
    tahap: str
    aksi: str
    keluaran: str
    target: tuple[float | None, ...]
    realisasi: tuple[float | None, ...]
    """Four quarters each."""
    pemilik: str | None
    """Name of the post that answers for it."""
    tenggat: date | None
    status: str
    lewat: int
    """Days overdue at the quarter's end, 0 where it is not."""


@dataclass(frozen=True)
class Siap:
    """Readiness of one agency: actions done of all, now and before the regulation."""

    kode: str
    nama: str
    selesai: int
    jumlah: int
    dulu: float | None
    terlambat: int

    @property
    def share(self) -> float | None:
        """Percent of its actions done; None without a plan."""
        return 100 * self.selesai / self.jumlah if self.jumlah else None


def actions(rows: pl.DataFrame, posts: Mapping[str, str], end: date) -> list[Aksi]:
    """The rows of rencana_aksi as they stand on the quarter's last day; posts: kode_jabatan → name."""
    return [_action(row, posts, end) for row in rows.iter_rows(named=True)]


def _action(row: dict[str, object], posts: Mapping[str, str], end: date) -> Aksi:
    due = row["tenggat"] if isinstance(row["tenggat"], date) else None
    stated = str(row["status"] or "belum")
    late = stated != DONE and due is not None and due < end
    owner = str(row["penanggung_jawab"]) if row["penanggung_jawab"] else None
    return Aksi(
        str(row["kode_aksi"]), str(row["kode_opd"]) if row["kode_opd"] else None, str(row["tahap"]), str(row["aksi"] or ""),
        str(row["keluaran"] or ""), _four(row, "target"), _four(row, "realisasi"),
        posts.get(owner, owner) if owner else None, due, LATE if late else stated, (end - due).days if late and due else 0,
    )  # fmt: skip


def _four(row: dict[str, object], name: str) -> tuple[float | None, ...]:
    found = [row[f"{name}_tw{n}"] for n in QUARTERS]
    return tuple(float(v) if isinstance(v, int | float) else None for v in found)


def quarter_before(periods: Sequence[str], enacted: date | None) -> str | None:
    """The newest quarter of the region that ended before that day."""
    if enacted is None:
        return None
    return max((p for p in periods if Period.parse(p).last_day < enacted), default=None)


def readiness(
    values: pl.DataFrame, names: Mapping[str, str], found: Sequence[Aksi], periode: str, before: str | None
) -> list[Siap]:
    """Every agency, those without a plan first, then the least ready. values: rows of the metric rencana_aksi_selesai."""
    now, then = _by_agency(values, periode), _by_agency(values, before)
    rows = []
    for kode, nama in names.items():
        top, bottom = now.get(kode, (0, 0))
        past = then.get(kode)
        late = sum(a.kode_opd == kode and a.status == LATE for a in found)
        rows.append(Siap(kode, nama, top, bottom, 100 * past[0] / past[1] if past else None, late))
    return sorted(rows, key=lambda r: (r.share is not None, r.share or 0.0, -r.terlambat, r.kode))


def _by_agency(values: pl.DataFrame, periode: str | None) -> dict[str, tuple[int, int]]:
    own = values.filter(
        (pl.col("metrik") == READY) & (pl.col("periode") == (periode or "")) & pl.col("kode_unit").is_not_null()
        & (pl.col("penyebut") > 0)
    )  # fmt: skip
    return {kode: (int(top or 0), int(bottom)) for kode, top, bottom in own.select("kode_unit", "pembilang", "penyebut").rows()}


def region_share(values: pl.DataFrame, periode: str | None) -> tuple[int, int] | None:
    """Actions done and all actions of the region in a quarter."""
    own = values.filter((pl.col("metrik") == READY) & (pl.col("periode") == (periode or "")) & pl.col("kode_unit").is_null())
    if own.is_empty() or not own["penyebut"][0]:
        return None
    return int(own["pembilang"][0] or 0), int(own["penyebut"][0])


def sentence(
    rows: Sequence[Siap], now: tuple[int, int] | None, before: tuple[int, int] | None, rule: str | None, lang: str = "id"
) -> str:
    """How many agencies have a plan, how much is done now and was before the regulation, how many actions are overdue."""
    words = _who(rows, lang)
    if now:
        joint = ": " if len(rows) == 1 else "; "
        words += joint + text("regulasi_daerah.rencana.temuan.selesai", lang, bagian=_percent(now, lang))
    if before and rule:
        words += text("regulasi_daerah.rencana.temuan.dulu", lang, bagian=_percent(before, lang), aturan=rule)
    late = sum(r.terlambat for r in rows)
    if any(r.jumlah for r in rows):
        words += text(f"regulasi_daerah.rencana.temuan.{'terlambat' if late else 'tepat'}", lang, n=late)
    return words + "."


def _who(rows: Sequence[Siap], lang: str) -> str:
    """`32 dari 36 OPD punya rencana aksi`, or the one agency that was chosen."""
    if len(rows) == 1:
        name = short_unit(rows[0].nama, 30)
        return name if rows[0].jumlah else text("regulasi_daerah.rencana.temuan.opd_tanpa", lang, opd=name)
    planned = sum(r.jumlah > 0 for r in rows)
    return text("regulasi_daerah.rencana.temuan", lang, n=planned, semua=len(rows))


def _percent(pair: tuple[int, int], lang: str) -> str:
    return formats.percent(100 * pair[0] / pair[1], lang)


def without_plan(rows: Sequence[Siap]) -> list[str]:
    """Short names of the agencies without any action."""
    return [short_unit(r.nama, 24) for r in rows if not r.jumlah]


def readiness_table(rows: Sequence[Siap], before: str | None, lang: str = "id") -> pl.DataFrame:
    """The same rows as the chart, all of them."""
    return pl.DataFrame(
        {
            text("regulasi_daerah.kolom.opd", lang): [r.nama for r in rows],
            text("regulasi_daerah.kolom.selesai", lang): [
                formats.fraction(r.selesai, r.jumlah, lang) if r.jumlah else text("regulasi_daerah.rencana.tanpa", lang)
                for r in rows
            ],
            text("regulasi_daerah.kolom.bagian", lang): [formats.percent(r.share, lang) for r in rows],
            text("regulasi_daerah.kolom.dulu", lang, periode=formats.period(before)): [
                formats.percent(r.dulu, lang) for r in rows
            ],
            text("regulasi_daerah.kolom.terlambat", lang): [r.terlambat for r in rows],
        }
    )


def overdue_table(found: Sequence[Aksi], names: Mapping[str, str], lang: str = "id") -> pl.DataFrame:
    """Overdue actions, longest first."""
    late = sorted((a for a in found if a.status == LATE), key=lambda a: (-a.lewat, a.kode))
    return pl.DataFrame(
        {
            text("regulasi_daerah.kolom.opd", lang): [_short(a, names) for a in late],
            text("regulasi_daerah.kolom.lewat", lang): [formats.number(a.lewat, 0, lang) for a in late],
            text("regulasi_daerah.kolom.tenggat", lang): [formats.day(a.tenggat, lang) for a in late],
            text("regulasi_daerah.kolom.aksi", lang): [a.aksi for a in late],
            text("regulasi_daerah.kolom.pemilik", lang): [_owner(a, names) for a in late],
        }
    )


def actions_table(found: Sequence[Aksi], names: Mapping[str, str], quarter: int, lang: str = "id") -> pl.DataFrame:
    """Every action with output, quarterly targets against realisation, owner, deadline and status."""
    return pl.DataFrame(
        {
            text("regulasi_daerah.kolom.opd", lang): [_short(a, names) for a in found],
            text("regulasi_daerah.kolom.tahap", lang): [stage_name(a.tahap, lang) for a in found],
            text("regulasi_daerah.kolom.aksi", lang): [a.aksi for a in found],
            text("regulasi_daerah.kolom.keluaran", lang): [a.keluaran or formats.NULL for a in found],
            text("regulasi_daerah.kolom.triwulan", lang): [_quarters(a, lang) for a in found],
            text("regulasi_daerah.kolom.sd", lang): [_to_date(a, quarter, lang) for a in found],
            text("regulasi_daerah.kolom.pemilik", lang): [_owner(a, names) for a in found],
            text("regulasi_daerah.kolom.tenggat", lang): [formats.day(a.tenggat, lang) for a in found],
            text("regulasi_daerah.kolom.status", lang): [text(f"regulasi_daerah.rencana.status.{a.status}", lang) for a in found],
        }
    )


def _short(one: Aksi, names: Mapping[str, str]) -> str:
    return short_unit(names.get(one.kode_opd or ""), 24) or formats.NULL


def _owner(one: Aksi, names: Mapping[str, str]) -> str:
    """The post with its agency's short name: `Kepala DLH`."""
    home = names.get(one.kode_opd or "")
    return (one.pemilik.replace(home, short_unit(home, 24)) if home else one.pemilik) if one.pemilik else formats.NULL


def _quarters(one: Aksi, lang: str) -> str:
    """`1/1 · 0/1 · –/1 · –`: realisation of target, first to fourth quarter."""
    pairs = zip(one.realisasi, one.target, strict=True)
    return " · ".join(
        formats.NULL if t is None and r is None else f"{formats.plain(r, lang)}/{formats.plain(t, lang)}" for r, t in pairs
    )


def _to_date(one: Aksi, quarter: int, lang: str) -> str:
    """Realised of planned up to this quarter of the year."""
    planned, done = (sum(v or 0.0 for v in values[:quarter]) for values in (one.target, one.realisasi))
    return formats.fraction(done, planned, lang) if planned or done else formats.NULL
