"""The register of local legal products, each in the status that it had at the end of a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from etl import yamls
from etl.paths import REFERENCE
from etl.synth.profile import Profile

_HEAD = {"kota": "perwali", "kabupaten": "perbup", "provinsi": "pergub"}


@cache
def _catalog() -> dict[str, Any]:
    found: dict[str, Any] = yamls.read(REFERENCE / "regulasi-contoh.yaml")
    return found


def rows(profile: Profile, day: date) -> Iterator[dict[str, Any]]:
    """The dataset `produk_hukum` as it stood on a day."""
    for entry in _catalog().get(profile.kode, _catalog()["umum"]):
        steps = [(since, status) for status, value in entry["alur"].items() if (since := _day(value)) <= day]
        if steps:
            yield _row(entry, profile, max(steps))


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _row(entry: dict[str, Any], profile: Profile, step: tuple[date, str]) -> dict[str, Any]:
    since, status = step
    done = status in ("ditetapkan", "dicabut")
    enacted = _day(entry["alur"]["ditetapkan"]) if done else None
    link = f"https://example.org/contoh/{profile.kode}/{entry['kode']}" if done else None
    kind = _HEAD.get(profile.jenis, "perbup") if entry["jenis"] == "perkada" else entry["jenis"]
    return {
        "kode_produk": entry["kode"], "jenis": kind,
        "nomor": entry["nomor"] if done else None, "tahun": enacted.year if enacted else since.year, "tentang": entry["tentang"],
        "tahap": entry["tahap"], "status": status, "tanggal": enacted, "tanggal_mulai_tahap": since,
        "mencabut": entry.get("mencabut") if done else None, "tautan": link,
    }  # fmt: skip
