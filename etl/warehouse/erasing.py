"""Taking away the files of a submission that should never have come: its folder, and what the anteroom still has of them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.errors import DataRefused
from etl.settings import Settings
from etl.warehouse import files

ANTEROOM = "_antre"
"""Beside the regions' folders in `berkas/`; see `etl.pipeline.antre`."""


def payload(settings: Settings, kiriman: Mapping[str, Any]) -> None:
    """Delete the received files of a submission (a row of `lake.kiriman`), all copies; what is gone already is no error.

    DataRefused where something cannot be deleted: nothing is recorded then, and doing it again goes on.
    """
    try:
        for path in [*_folders(settings, kiriman), *_jobs(settings, kiriman)]:
            shutil.rmtree(path)
    except OSError as error:
        raise DataRefused("galat_berkas.hapus_gagal", kiriman=kiriman["kiriman_id"]) from error


def _folders(settings: Settings, kiriman: Mapping[str, Any]) -> list[Path]:
    place = files.folder(settings, kiriman["kode_wilayah"], kiriman["periode"], kiriman["kiriman_id"])
    return [path for path in (place, place.with_name(f"{place.name}.sementara")) if path.is_dir()]


def _jobs(settings: Settings, kiriman: Mapping[str, Any]) -> Iterator[Path]:
    """The jobs that made it, that correct it, or that hold one of its files."""
    hashes = {file["sha256"] for file in json.loads(kiriman["berkas"])}
    for path in settings.berkas.joinpath(ANTEROOM).glob("*/"):
        told = [_told(path / name) for name in ("pesanan.json", "keadaan.json")]
        named = {told[0].get("kiriman"), (told[1].get("receipt") or {}).get("kiriman_id")}
        if kiriman["kiriman_id"] in named or any(_hash(file) in hashes for file in path.joinpath("masuk").rglob("*")):
            yield path


def _told(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _hash(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
