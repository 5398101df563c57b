"""What Kiriman says about a submission: where it stands, who did what, on time or late, what waits for whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from etl.access import Role
from etl.locale import text
from pages.ui import formats

STEPS = ("diterima", "divalidasi", "diajukan", "disetujui")
"""The states that a submission goes through; the last may be a return or a withdrawal instead."""
ENDS = ("dikembalikan", "dibatalkan")
FOR_APPROVER = ("diajukan",)
FOR_OPERATOR = ("dikembalikan", "diterima", "divalidasi")
REMIND_DAYS = 14
"""From so many days before a deadline on, the operator is reminded."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One state: done, the present one, or still to come; who brought it about, when and why."""

    jenis: str
    keadaan: str
    oleh: str | None = None
    waktu: datetime | None = None
    alasan: str | None = None
    sendiri: bool = False
    """Whether one person submitted and approved."""


def steps(happened: Sequence[Row], tahap: str) -> list[Step]:
    """The states of one submission; happened: its events, newest first."""
    last: dict[str, Row] = {}
    for event in happened:
        last.setdefault(event["jenis"], event)
    order = [*STEPS[:-1], tahap if tahap in ENDS else STEPS[-1]]
    place = order.index(tahap)
    alone = "setuju_sendiri" in last
    return [_step(kind, last.get(kind, {}), n - place, alone and kind == "disetujui") for n, kind in enumerate(order)]


def _step(kind: str, event: Row, distance: int, alone: bool) -> Step:
    # A submission returned before it was ever approved has skipped nothing, but one withdrawn as a draft was never submitted.
    state = "kini" if distance == 0 else "lewat" if distance < 0 and event else "nanti"
    told = event if state != "nanti" else {}
    return Step(kind, state, told.get("oleh"), told.get("waktu"), told.get("alasan"), alone)


def local_day(moment: datetime, zona: str) -> date:
    """The day of a moment (UTC) in a zone."""
    return moment.replace(tzinfo=UTC).astimezone(formats.zone(zona)).date()


def today(zona: str) -> date:
    """Today where the region lies."""
    return local_day(datetime.now(UTC).replace(tzinfo=None), zona)


def days_late(sent: datetime | None, tenggat: date | None, zona: str) -> int | None:
    """Days from the deadline to the day it was sent: positive late, 0 on the day itself, negative early; None if unknown."""
    return None if sent is None or tenggat is None else (local_day(sent, zona) - tenggat).days


def t_word(days: int) -> str:
    """`T−5` five days before the deadline, `T+4` four days after it."""
    return f"T{'+' if days > 0 else formats.MINUS}{abs(days)}" if days else "T"


def sent_words(days: int | None, lang: str, *, before: datetime | None = None, own: datetime | None = None) -> str:
    """`tepat waktu (T−3)`, `terlambat T+4`; a later version of a quarter sent in time is a correction, not late."""
    if days is None:
        return formats.NULL
    if days <= 0:
        return text("kiriman.tepat", lang, t=t_word(days))
    correction = before is not None and own is not None and before < own
    return text("kiriman.koreksi" if correction else "kiriman.terlambat", lang, t=t_word(days))


def due_words(tenggat: date, day: date, lang: str) -> str:
    """What is left until a deadline of a quarter nobody has sent: `T−5`, `hari ini`, `lewat 3 hari`."""
    left = (tenggat - day).days
    if left == 0:
        return text("kiriman.tenggat.hari_ini", lang)
    key = "kiriman.tenggat.lewat" if left < 0 else "kiriman.tenggat.sisa"
    return text(key, lang, hari=abs(left), t=t_word(-left))


def reminder(quarters: pl.DataFrame, day: date) -> Row | None:
    """The newest quarter of the schedule, where nobody has sent it and its deadline is near or has passed; else None."""
    expected = quarters.filter("diharapkan").head(1)
    if expected.is_empty():
        return None
    row = expected.row(0, named=True)
    due = row["dikirim"] is None and row["tenggat"] - day <= timedelta(days=REMIND_DAYS)
    return row if due else None


def waiting_for(role: Role, rows: pl.DataFrame) -> pl.DataFrame:
    """Of what waits, that which waits for this role."""
    own = {Role.PENYETUJU: FOR_APPROVER, Role.OPERATOR: FOR_OPERATOR}.get(role, ())
    return rows.filter(pl.col("tahap").is_in(own))


def newest(versions: pl.DataFrame, role: Role) -> int:
    """The version to open: what waits for the reader, else the newest that was not withdrawn, else the newest."""
    standing = versions.filter(pl.col("tahap") != "dibatalkan")
    waiting = waiting_for(role, standing.head(1) if role is Role.OPERATOR else standing)
    found = next(part for part in (waiting, standing, versions) if part.height)
    return int(found["versi"][0])


def before(versions: pl.DataFrame, sent: Row) -> Row | None:
    """The version to compare with: of one approved, that before it; else the one that counts. None for a first one."""
    others = versions.filter(pl.col("kiriman_id") != sent["kiriman_id"])
    counting = others.filter(pl.col("kini") & (sent["tahap"] != "disetujui"))
    earlier = others.filter(pl.col("disetujui_pada").is_not_null() & (pl.col("versi") < sent["versi"]))
    found = counting if counting.height else earlier
    return found.row(0, named=True) if found.height else None


def finding(sent: Row | None, periode: str, due: str, counts: Mapping[str, int], role: Role, lang: str) -> str:
    """The page's sentence: what the chosen submission waits for, or since when it counts."""
    if sent is None:
        return text("kiriman.temuan.belum", lang, periode=formats.period(periode), tenggat=due)
    standing = _standing(sent, role)
    clean = standing == "putuskan" and not counts["peringatan"]
    key = f"kiriman.temuan.{standing}{'_bersih' if clean else ''}"
    day = formats.day(sent["disetujui_pada"], lang)
    place = {"versi": sent["versi"], "periode": formats.period(periode), "tanggal": day}
    return text(key, lang, **place, **counts)


def _standing(sent: Row, role: Role) -> str:
    if sent["tahap"] == "disetujui":
        return "berlaku" if sent["kini"] else "digantikan"
    if sent["tahap"] == "diajukan":
        return "putuskan" if role is Role.PENYETUJU else "menunggu"
    return str(sent["tahap"])


def reasons(confirmations: Sequence[Row]) -> list[Row]:
    """The newest reason given for each rule; confirmations: newest first."""
    found: dict[str, Row] = {}
    for row in confirmations:
        if row["alasan"]:
            found.setdefault(row["aturan"], row)
    return list(found.values())
