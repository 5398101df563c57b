"""The received files, untouched under their hashes, outside the lake: `berkas/<wilayah>/<periode>/<kiriman_id>/`."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.contracts.parsed import Parsed, Reading, SourceFile
from etl.paths import private
from etl.settings import Settings
from etl.warehouse.pseudonym import hide_nips

MANIFEST = "manifes.json"
"""Beside the files: whose they are, and what they were read with."""


@dataclass(frozen=True)
class Stored:
    """What the folder of a submission holds: the files, the names they were sent under, and what they were read with."""

    paths: tuple[Path, ...]
    names: tuple[str, ...]
    reading: Reading
    damaged: tuple[str, ...]
    """Hashes of files that are missing or no longer have their hash, and the manifest if it disagrees with the lake."""


def folder(settings: Settings, kode_wilayah: str, periode: str, kiriman_id: str) -> Path:
    """Where the files of a submission lie."""
    return settings.berkas / kode_wilayah / periode / kiriman_id


def submission_hash(files: tuple[SourceFile, ...]) -> str:
    """SHA-256 of a submission: that of its one file, else of the sorted hashes of its files."""
    return combined([file.sha256 for file in files])


def combined(sha256: Sequence[str]) -> str:
    """The one hash for these."""
    hashes = sorted(sha256)
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def describe(files: tuple[SourceFile, ...]) -> list[dict[str, Any]]:
    """Name, hash and size of each file."""
    return [{"nama": file.name, "sha256": file.sha256, "ukuran": file.size} for file in files]


def store(settings: Settings, parsed: Parsed) -> Path:
    """Copy the files of a submission and write its manifest; the folder appears complete or not at all."""
    place = folder(settings, parsed.kode_wilayah, parsed.periode, parsed.kiriman_id)
    draft = place.with_name(f"{place.name}.sementara")
    private(draft.parent)
    draft.mkdir(mode=0o700)
    try:
        _fill(draft, parsed)
        draft.rename(place)
    except BaseException:
        remove([draft])
        raise
    return place


def _fill(draft: Path, parsed: Parsed) -> None:
    for file in parsed.files:
        shutil.copyfile(file.path, draft / _name(file.sha256, file.name))
    manifest = {
        "kiriman_id": parsed.kiriman_id,
        "kode_wilayah": parsed.kode_wilayah,
        "periode": parsed.periode,
        **read_with(parsed.reading),
        "berkas": describe(parsed.files),
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def remove(places: list[Path]) -> None:
    """Take away folders whose submission was not committed."""
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def stored(settings: Settings, kiriman: Mapping[str, str]) -> Stored:
    """The files of a submission (a row of `lake.kiriman`) as they lie now, checked against the hashes that the lake holds."""
    place = folder(settings, kiriman["kode_wilayah"], kiriman["periode"], kiriman["kiriman_id"])
    told = json.loads(kiriman["berkas"])
    paths = tuple(place / _name(file["sha256"], file["nama"]) for file in told)
    damaged = [path.stem for path in paths if not _whole(path)]
    if combined([file["sha256"] for file in told]) != kiriman["sha256"]:
        damaged.append(kiriman["sha256"])
    manifest = _manifest(place)
    if not _agrees(manifest, kiriman, told):
        damaged.append(MANIFEST)
    return Stored(paths, tuple(Path(file["nama"]).name for file in told), _reading(manifest), tuple(damaged))


def read_with(reading: Reading) -> dict[str, Any]:
    """What a submission was read with, as manifest and lake name it."""
    mapping = {dataset: dict(told) for dataset, told in reading.mapping.items()}
    return {"tata_letak": reading.layout, "peta_kolom": mapping, "dibawa": dict(reading.carried)}


def _reading(manifest: dict[str, Any]) -> Reading:
    mapping, carried = manifest.get("peta_kolom"), manifest.get("dibawa")
    return Reading(
        manifest.get("tata_letak"), mapping if isinstance(mapping, dict) else {}, carried if isinstance(carried, dict) else {}
    )


def _manifest(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _agrees(manifest: dict[str, Any], kiriman: Mapping[str, str], told: list[dict[str, Any]]) -> bool:
    """Whether the manifest, which anybody with a text editor can change, says what the lake says."""
    listed = manifest.get("berkas")
    return (
        all(manifest.get(key) == kiriman[key] for key in ("kiriman_id", "kode_wilayah", "periode"))
        and isinstance(manifest.get("tata_letak", 0), str | None)
        and isinstance(listed, list)
        and len(listed) == len(told)
        and all(_same_file(a, b) for a, b in zip(listed, told, strict=True))
    )


def _same_file(listed: Any, told: dict[str, Any]) -> bool:
    if not isinstance(listed, dict) or not isinstance(listed.get("nama"), str):
        return False
    # The lake hides a NIP that stood in a file's name.
    same_name = listed["nama"] == told["nama"] or hide_nips(listed["nama"]) == told["nama"]
    return same_name and (listed.get("sha256"), listed.get("ukuran")) == (told["sha256"], told["ukuran"])


def _whole(path: Path) -> bool:
    try:
        return path.is_file() and _hash(path) == path.stem
    except OSError:
        return False


def under_own_names(held: Stored, folder: Path) -> list[Path]:
    """Copies of stored files in `folder` under the names they were sent with: a CSV's name tells its dataset."""
    copies = []
    for number, (path, name) in enumerate(zip(held.paths, held.names, strict=True)):
        # A star hides a NIP; Windows has no such file names.
        copy = folder / str(number) / name.replace("*", "x")
        copy.parent.mkdir()
        copies.append(Path(shutil.copyfile(path, copy)))
    return copies


def _name(sha256: str, name: str) -> str:
    return f"{sha256}{Path(name).suffix.lower()}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
