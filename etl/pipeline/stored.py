"""The stored files of a submission, taken out again to be corrected."""

from __future__ import annotations

from etl.contracts.parsed import Reading
from etl.errors import DataRefused
from etl.pipeline.antre import Upload
from etl.settings import Settings
from etl.warehouse import files, submissions


def held(settings: Settings, kiriman_id: str) -> tuple[dict[str, str], files.Stored]:
    """The submission's row and its files. DataRefused when it is unknown, or its files were erased, are gone or damaged."""
    kiriman = submissions.known(settings, kiriman_id)
    if kiriman is None:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    if kiriman["dihapus"]:
        raise DataRefused("galat_berkas.terhapus", kiriman=kiriman_id)
    found = files.stored(settings, kiriman)
    if found.damaged:
        raise DataRefused("kerja.galat.berkas_hilang")
    return kiriman, found


def uploads(settings: Settings, kiriman_id: str) -> tuple[list[Upload], Reading]:
    """The files under the names they were sent with, and what they were read with."""
    _, found = held(settings, kiriman_id)
    return [Upload(name, path.read_bytes()) for path, name in zip(found.paths, found.names, strict=True)], found.reading
