"""The received files, untouched under their hashes, outside the lake: `berkas/<wilayah>/<periode>/<kiriman_id>/`."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.contracts.parsed import Parsed, SourceFile
from etl.settings import Settings

_MANIFEST = "manifes.json"


@dataclass(frozen=True)
class Stored:
    """What the folder of a submission holds: the files, the names they were sent under, and the layout they were read with."""

    paths: tuple[Path, ...]
    names: tuple[str, ...]
    layout: str | None
    damaged: tuple[str, ...]
    """Hashes of files that are missing or no longer have their hash."""


def folder(settings: Settings, kode_wilayah: str, periode: str, kiriman_id: str) -> Path:
    """Where the files of a submission lie."""
    return settings.berkas / kode_wilayah / periode / kiriman_id


def submission_hash(files: tuple[SourceFile, ...]) -> str:
    """SHA-256 of a submission: that of its one file, else of the sorted hashes of its files."""
    hashes = sorted(file.sha256 for file in files)
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def describe(files: tuple[SourceFile, ...]) -> list[dict[str, Any]]:
    """Name, hash and size of each file."""
    return [{"nama": file.name, "sha256": file.sha256, "ukuran": file.size} for file in files]


def store(settings: Settings, parsed: Parsed, layout: str | None) -> Path:
    """Copy the files of a submission and write its manifest; the folder appears complete or not at all."""
    place = folder(settings, parsed.kode_wilayah, parsed.periode, parsed.kiriman_id)
    draft = place.with_name(f"{place.name}.sementara")
    draft.mkdir(parents=True)
    for file in parsed.files:
        shutil.copyfile(file.path, draft / _name(file.sha256, file.name))
    manifest = {
        "kiriman_id": parsed.kiriman_id,
        "kode_wilayah": parsed.kode_wilayah,
        "periode": parsed.periode,
        "tata_letak": layout,
        "berkas": describe(parsed.files),
    }
    (draft / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.rename(place)
    return place


def remove(places: list[Path]) -> None:
    """Take away folders whose submission was not committed."""
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def stored(settings: Settings, kode_wilayah: str, periode: str, kiriman_id: str) -> Stored:
    """The files of a submission as they lie now, checked against their hashes."""
    place = folder(settings, kode_wilayah, periode, kiriman_id)
    try:
        manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Stored((), (), None, (_MANIFEST,))
    paths = tuple(place / _name(file["sha256"], file["nama"]) for file in manifest["berkas"])
    damaged = tuple(path.stem for path in paths if not path.is_file() or _hash(path) != path.stem)
    names = tuple(Path(file["nama"]).name for file in manifest["berkas"])
    return Stored(paths, names, manifest["tata_letak"], damaged)


def under_own_names(held: Stored, folder: Path) -> list[Path]:
    """Copies of stored files in `folder` under the names they were sent with: a CSV's name tells its dataset."""
    copies = []
    for number, (path, name) in enumerate(zip(held.paths, held.names, strict=True)):
        copy = folder / str(number) / name
        copy.parent.mkdir()
        copies.append(Path(shutil.copyfile(path, copy)))
    return copies


def _name(sha256: str, name: str) -> str:
    return f"{sha256}{Path(name).suffix.lower()}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
