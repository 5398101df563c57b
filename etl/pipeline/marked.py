"""The sender's own files back with what the rules found marked in them: clear names inside, so only for who submits there."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Set
from pathlib import Path

import polars as pl

from etl.access import Action, Principal, demand
from etl.contracts.parsed import FILE_STEP
from etl.errors import DataRefused
from etl.locale import text
from etl.settings import Settings
from etl.validation import annotate
from etl.warehouse import files, lake, read, submissions
from etl.warehouse.pseudonym import hide_nips

_FIXED = (1980, 1, 1, 0, 0, 0)


def annotated(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str, lang: str = "id") -> tuple[str, bytes]:
    """Name and content of the annotated file; several files come as a zip.

    NotAllowed for who may not submit in the region; DataRefused when the files were erased or are no longer what was received.
    """
    demand(who, Action.SUBMIT, kode_wilayah)
    held, periode = _held(settings, kode_wilayah, kiriman_id)
    found = read.found(lake.open_reader(settings), who, kode_wilayah, kiriman_id)
    with tempfile.TemporaryDirectory() as folder:
        paths = files.under_own_names(held, Path(folder))
        shares = share(found, [path.name for path in paths], set(held.reading.carried))
        done = [(_name(path, lang), annotate.annotated(path, its, lang)) for path, its in zip(paths, shares, strict=True)]
    if len(done) == 1:
        return done[0]
    return text("bertanda.nama_zip", lang, wilayah=kode_wilayah, periode=periode), _zipped(done)


def _held(settings: Settings, kode_wilayah: str, kiriman_id: str) -> tuple[files.Stored, str]:
    kiriman = submissions.known(settings, kiriman_id)
    if kiriman is None or kiriman["kode_wilayah"] != kode_wilayah:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    if kiriman["dihapus"]:
        raise DataRefused("galat_berkas.terhapus", kiriman=kiriman_id)
    held = files.stored(settings, kiriman)
    if held.damaged or not held.paths:
        raise DataRefused("galat_berkas.bertanda_tak_ada", kiriman=kiriman_id)
    return held, kiriman["periode"]


def share(found: pl.DataFrame, names: list[str], carried: Set[str] = frozenset()) -> list[pl.DataFrame]:
    """The findings of each file. Those of no file (a missing sheet, datasets carried forward) are listed with the first, no cell.

    Of files with one name, the first holds the rows that are counted first, and so on (`FILE_STEP`).
    """
    # The lake hides a NIP that stood in a file's name; so do the names that the files are read under.
    known = [(hide_nips(name) or "").replace("*", "x") for name in names]
    file = pl.col("berkas").str.replace_all("*", "x", literal=True)
    here = file.is_in(known).fill_null(False) & ~pl.col("dataset").is_in(list(carried)).fill_null(False)
    elsewhere = found.filter(~here).with_columns(pl.lit(None, pl.String).alias("sheet"), pl.lit(None, pl.String).alias("sel"))
    number = pl.col("baris_sumber").fill_null(0) // FILE_STEP
    shares = []
    for place, name in enumerate(known):
        nth = number == known[:place].count(name) if known.count(name) > 1 else pl.lit(True)
        shares.append(found.filter(here & (file == name) & nth))
    return [pl.concat([shares[0], elsewhere]), *shares[1:]]


def _name(path: Path, lang: str) -> str:
    return text("bertanda.nama_berkas", lang, berkas=path.stem) + ".xlsx"


def _zipped(done: list[tuple[str, bytes]]) -> bytes:
    out, taken = io.BytesIO(), Counter[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, body in done:
            taken[name] += 1
            own = name if taken[name] == 1 else f"{Path(name).stem} ({taken[name]}).xlsx"
            entry = zipfile.ZipInfo(own, _FIXED)
            target.writestr(entry, body)
    return out.getvalue()
