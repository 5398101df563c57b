"""Received files: what they are by content, and whether they may be opened at all."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from etl.contracts.parsed import SourceFile
from etl.errors import DataRefused

MAX_BYTES = 20 * 1024 * 1024
"""Largest file that is opened, in bytes."""
MAX_UNPACKED = 600 * 1024 * 1024
"""Largest sum of the parts of a workbook once unpacked, in bytes: a small file can unpack to anything (zip bomb)."""
MAX_OTHER_PARTS = 100 * 1024 * 1024
"""The same for the parts that are no sheets (texts, styles): these are held in memory whole."""

XLSX, CSV, PARQUET = "xlsx", "csv", "parquet"

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SANDI = "EncryptedPackage".encode("utf-16-le")


def received(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files with their hashes; DataRefused for one that is missing, empty or too large (checked before reading)."""
    return tuple(_received(Path(path)) for path in paths)


def _received(path: Path) -> SourceFile:
    if path.is_dir():
        raise DataRefused("galat_berkas.folder", berkas=path.name or path)
    if not path.is_file():
        raise DataRefused("galat_berkas.tidak_ada", berkas=path.name)
    size = path.stat().st_size
    if size == 0:
        raise DataRefused("galat_berkas.kosong", berkas=path.name)
    if size > MAX_BYTES:
        raise DataRefused("galat_berkas.terlalu_besar", berkas=path.name, ukuran=size // 2**20, batas=MAX_BYTES // 2**20)
    with path.open("rb") as file:
        return SourceFile(path.name, hashlib.file_digest(file, "sha256").hexdigest(), size, path)


def kind(source: SourceFile) -> str:
    """xlsx, csv or parquet, by what the file holds rather than by its name; DataRefused for anything else."""
    with source.path.open("rb") as file:
        head = file.read(8192)
    if head.startswith(b"PK"):
        return _zip_kind(source)
    if head.startswith(b"PAR1"):
        return PARQUET
    if head.startswith(_OLE):
        locked = _SANDI in source.path.read_bytes()
        raise DataRefused("galat_berkas.sandi" if locked else "galat_berkas.xls", berkas=source.name)
    if source.path.suffix.lower() in {".xlsx", ".xlsm", ".parquet"}:
        raise DataRefused("galat_berkas.rusak", berkas=source.name)
    return _text_kind(source, head)


def _zip_kind(source: SourceFile) -> str:
    try:
        with zipfile.ZipFile(source.path) as book:
            names = set(book.namelist())
            unpacked = sum(part.file_size for part in book.infolist())
            others = sum(part.file_size for part in book.infolist() if not part.filename.startswith("xl/worksheets/"))
            locked = any(part.flag_bits & 1 for part in book.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DataRefused("galat_berkas.rusak", berkas=source.name) from error
    if locked:
        raise DataRefused("galat_berkas.sandi", berkas=source.name)
    if "xl/workbook.xml" not in names:
        raise DataRefused("galat_berkas.bukan_xlsx", berkas=source.name)
    if unpacked > MAX_UNPACKED or others > MAX_OTHER_PARTS:
        raise DataRefused("galat_berkas.bom", berkas=source.name, ukuran=unpacked // 2**20, batas=MAX_UNPACKED // 2**20)
    return XLSX


def _text_kind(source: SourceFile, head: bytes) -> str:
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    markup = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<", b"%pdf", b"{\\rtf", b"{"))
    if markup or (b"\x00" in head and not utf16):
        raise DataRefused("galat_berkas.bukan_tabel", berkas=source.name)
    return CSV
