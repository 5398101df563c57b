"""Care of the lake: tidying small files, computing everything again, keeping and bringing back a copy."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.access import Action, Principal, demand, demand_everywhere
from etl.errors import DataRefused, WrongUsage
from etl.paths import private
from etl.settings import Settings
from etl.warehouse import lake, moving, orphans, references, trouble, values
from etl.warehouse.regions import demand_region, regions

AT_ONCE = 600
"""Submissions computed in one pass: one quarter of the nation."""

MERGED_STAY = "1 day"
"""How long files stay that were merged into others: somebody may be reading them."""

_CATALOGUE, _LIST = "katalog.sqlite", "isi.json"


def maintain(settings: Settings, who: Principal) -> dict[str, int]:
    """Flush rows kept in the catalogue and merge small files within their partition, table by table: others write in between.

    Snapshots are kept, so a figure of any meeting or approval can be shown again. Files go that no snapshot reads: those of
    transactions that broke off, and, after a day, those that were merged into others.
    """
    demand_everywhere(who, Action.MAINTAIN)
    lake.demand_lake(settings)
    with lake.tidier(settings) as (con, step):
        before = _data_files(con)
        for (table,) in con.execute("SELECT table_name FROM lake.table_info() ORDER BY ALL").fetchall():
            with step():
                con.execute("CALL ducklake_flush_inlined_data('lake', table_name => ?)", [table])
                con.execute("CALL ducklake_merge_adjacent_files('lake', ?)", [table])
        with step():
            con.execute("CALL ducklake_cleanup_old_files('lake', older_than => now() - ?::INTERVAL)", [MERGED_STAY])
            # Nobody is in the middle of a transaction now: what the catalogue does not know, nobody will ever read.
            con.execute("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")
        orphans.clean(settings, con)
        return {"berkas_sebelum": before, "berkas_sesudah": _data_files(con), "snapshot": lake.snapshot(con)}


def _data_files(con: duckdb.DuckDBPyConnection) -> int:
    """Files that the newest snapshot reads; older ones stay for the snapshots before."""
    return int(con.execute("SELECT coalesce(sum(file_count), 0) FROM ducklake_table_info('lake')").fetchall()[0][0])


def recompute(settings: Settings, who: Principal, kode_wilayah: str | None = None, periode: str | None = None) -> dict[str, int]:
    """Compute the values of all current submissions (of one region, one period, or all) again, as new rows.

    One transaction, or one per national quarter where there are more submissions than fit into memory.
    """
    demand(who, Action.MAINTAIN, kode_wilayah) if kode_wilayah else demand_everywhere(who, Action.MAINTAIN)
    lake.demand_lake(settings)
    if kode_wilayah is not None:
        demand_region(kode_wilayah)
    wanted: Sequence[str] = [kode_wilayah] if kode_wilayah else regions()["kode_wilayah"].to_list()
    with lake.writer(settings) as con:
        count = sum([_pass(con, who, wanted, periods) for periods in _passes(con, wanted, periode)])
        return {"kiriman": count, "snapshot": lake.snapshot(con)}


def _pass(con: duckdb.DuckDBPyConnection, who: Principal, wanted: Sequence[str], periods: Sequence[str]) -> int:
    con.execute("DROP SCHEMA IF EXISTS kerja CASCADE")
    references.remember_current(con, wanted)
    references.refer(con, everything=True, periods=periods)
    references.enumerate_submissions(con)
    count = values.compute(con, "hitung_ulang")
    with lake.transaction(con, who.identity, "hitung_ulang"):
        values.append(con)
    return count


def _passes(con: duckdb.DuckDBPyConnection, wanted: Sequence[str], periode: str | None) -> list[list[str]]:
    """The periods to compute, together as far as their facts fit into memory."""
    references.remember_current(con, wanted)
    found = con.execute(
        "SELECT periode, count(*) FROM kerja.kini WHERE periode = coalesce(?, periode) GROUP BY periode ORDER BY periode",
        [periode],
    ).fetchall()
    passes, room = list[list[str]](), 0
    for period, count in found:
        if room < count:
            passes.append([])
            room = AT_ONCE
        passes[-1].append(period)
        room -= count
    return passes


def backup(settings: Settings, target: Path) -> dict[str, Any]:
    """Write catalogue, data files and received files into one .tar, as of one moment; with the hash of each.

    The archive is the same for both kinds of catalogue: what was kept from one can be brought back into the other.
    WrongUsage when the target is a folder or cannot be written; nothing half-written stays.
    """
    lake.demand_lake(settings)
    if target.is_dir():
        raise WrongUsage("galat.tujuan_folder", tujuan=target.name)
    draft = target.with_name(f"{target.name}.sementara")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # The archive holds received files with clear names and the key of the pseudonyms: nobody else may read it.
        draft.touch(mode=0o600)
        count = _pack(settings, draft)
        draft.replace(target)
    except OSError as error:
        raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=target.name) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return {"berkas": count, "ukuran": target.stat().st_size, "sha256": _hash(target)}


def _pack(settings: Settings, draft: Path) -> int:
    """Fill the archive; how many files it holds."""
    with lake.locked(settings), tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / _CATALOGUE
        if settings.embedded:
            _copy_file(settings.catalogue_path, catalogue)
        else:
            moving.to_file(settings, catalogue)
        content = {_CATALOGUE: catalogue} | _below(settings.data, "data") | _below(settings.berkas, "berkas")
        content = {name: path for name, path in content.items() if path != draft}
        hashes = {name: _hash(path) for name, path in content.items()}
        with tarfile.open(draft, "w") as tar:
            listed = json.dumps(hashes, indent=1).encode()
            info = tarfile.TarInfo(_LIST)
            info.size = len(listed)
            tar.addfile(info, io.BytesIO(listed))
            for name, path in content.items():
                tar.add(path, arcname=name)
    return len(content)


def _copy_file(catalogue: Path, target: Path) -> None:
    """The catalogue may have pages in its write-ahead log; SQLite's own copy includes them."""
    with (
        contextlib.closing(sqlite3.connect(catalogue)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def restore(settings: Settings, source: Path) -> dict[str, Any]:
    """Bring a lake back from a backup, into either kind of catalogue, with all its snapshots.

    Refused when there is a lake already, and when anything in the backup is damaged.
    """
    if settings.embedded and settings.catalogue_path.exists():
        raise DataRefused("galat.gudang_sudah_ada")
    if not source.is_file():
        raise DataRefused("galat.cadangan_rusak", berkas=source.name)
    beside = settings.catalogue_path.parent if settings.embedded else settings.data.parent
    try:
        private(beside)
        return {"berkas": _bring_back(settings, source, beside)}
    except OSError as error:
        if (full := trouble.reason(settings, error)) is not None:
            raise full from error
        raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=beside.name) from error


def _bring_back(settings: Settings, source: Path, beside: Path) -> int:
    with lake.locked(settings), tempfile.TemporaryDirectory(dir=beside) as folder:
        if not settings.embedded:
            moving.demand_none(settings)
            _demand_empty(settings.data)
        hashes = _unpack(source, Path(folder))
        for part, place in (("data", settings.data), ("berkas", settings.berkas)):
            if (Path(folder) / part).exists():
                shutil.copytree(Path(folder) / part, place, dirs_exist_ok=True)
                place.chmod(0o700)
        # The catalogue comes last: a lake that stopped half-way is no lake.
        (Path(folder) / _CATALOGUE).chmod(0o600)
        if settings.embedded:
            (Path(folder) / _CATALOGUE).rename(settings.catalogue_path)
        else:
            moving.from_file(Path(folder) / _CATALOGUE, settings)
    return len(hashes)


def _unpack(source: Path, folder: Path) -> dict[str, str]:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        hashes: dict[str, str] = json.loads((folder / _LIST).read_text())
        whole = all(_hash(folder / name) == sha for name, sha in hashes.items())
    except (tarfile.TarError, OSError, ValueError, EOFError, AttributeError, TypeError) as error:
        raise DataRefused("galat.cadangan_rusak", berkas=source.name) from error
    if not whole or _CATALOGUE not in hashes:
        raise DataRefused("galat.cadangan_rusak", berkas=source.name)
    return hashes


def _demand_empty(data: Path) -> None:
    """DataRefused where the folder has files of another lake: tidying either one would take away the other's."""
    if any(data.rglob("*.parquet")):
        raise DataRefused("galat.folder_terisi", folder=data.name)


def _below(folder: Path, name: str) -> dict[str, Path]:
    found = {f"{name}/{path.relative_to(folder).as_posix()}": path for path in sorted(folder.rglob("*")) if path.is_file()}
    # What waits in the anteroom (`etl.pipeline.antre`) is not received yet, and leaves while we look.
    return {key: path for key, path in found.items() if not key.endswith(".lock") and not key.startswith("berkas/_antre/")}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
