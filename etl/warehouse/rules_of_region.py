"""What a region decides for itself: its zone, its deadline, whether one person may submit and approve."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import duckdb

from etl import yamls
from etl.errors import WrongUsage
from etl.paths import REFERENCE
from etl.periods import Period
from etl.regulations import value
from etl.settings import Settings

ONE_PERSON, DEADLINE_DAYS = "satu_orang", "tenggat_hari"
SETTINGS = {ONE_PERSON: ("ya", "tidak"), DEADLINE_DAYS: tuple(str(day) for day in range(1, 91))}
"""Keys of `pengaturan_wilayah` and the values each may have."""


def demand_setting(key: str, value: str) -> None:
    """WrongUsage unless this is a setting and a value it may have."""
    if value not in SETTINGS.get(key, ()):
        raise WrongUsage("galat.pengaturan", kunci=key, nilai=value)


def setting(con: duckdb.DuckDBPyConnection, kode_wilayah: str, key: str) -> str | None:
    """The newest value of a region's setting; None where it never set one."""
    found = con.execute(
        "SELECT arg_max(nilai, waktu) FROM lake.pengaturan_wilayah WHERE kode_wilayah = ? AND kunci = ?", [kode_wilayah, key]
    ).fetchall()
    return found[0][0] if found else None


def one_person(con: duckdb.DuckDBPyConnection, settings: Settings, kode_wilayah: str) -> bool:
    """Whether the one who submits may approve: where nobody signs in there is only one person; else the region says so."""
    return not settings.sign_in or setting(con, kode_wilayah, ONE_PERSON) == "ya"


@cache
def zone(kode_wilayah: str) -> tuple[str, ZoneInfo]:
    """The region's zone: WIB, WITA or WIT, and what Python calls it."""
    province = kode_wilayah.split(".")[0]
    for short, told in yamls.read(REFERENCE / "zona.yaml").items():
        if province in told["provinsi"]:
            return short, ZoneInfo(told["nama"])
    return "WIB", ZoneInfo("Asia/Jakarta")


def utc_offset(kode_wilayah: str) -> int:
    """Hours ahead of UTC where the region lies; Indonesia has no summer time."""
    return {"WIB": 7, "WITA": 8, "WIT": 9}[zone(kode_wilayah)[0]]


def usual_deadline(periode: str, days: int | None = None) -> date:
    """The last day to submit a quarter: so many days after its end (the region's own number, else the local yardstick)."""
    end = Period.parse(periode).last_day
    return end + timedelta(days=int(value("acuan-kiriman", "tenggat_hari").value if days is None else days))


def local_day(moment: datetime, kode_wilayah: str) -> date:
    """The day of a moment (UTC, without a zone, as the lake keeps it) where the region lies."""
    return moment.replace(tzinfo=UTC).astimezone(zone(kode_wilayah)[1]).date()


def days_left(periode: str, kode_wilayah: str, deadline: date | None = None, now: datetime | None = None) -> int:
    """Days until the deadline where the region lies: 0 on the day itself, negative once it has passed."""
    today = local_day(now or datetime.now(UTC).replace(tzinfo=None), kode_wilayah)
    return ((deadline or usual_deadline(periode)) - today).days
