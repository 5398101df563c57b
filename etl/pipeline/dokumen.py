"""The data docs of Great Expectations for one submission: built once by a process of their own, kept beside the lake.

Importing Great Expectations takes seconds, so a page never does: `start` sets a worker going, `state` says how far it is.
`python -m etl.pipeline.dokumen KODE_WILAYAH KIRIMAN_ID UMUM` is that worker.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from etl.access import Action, Principal, demand
from etl.errors import DataRefused, NotAllowed, RampingError
from etl.paths import ROOT
from etl.settings import Settings, load

STEPS = ("baca", "aturan", "tulis")
"""What the worker does, in its order."""
_META, _STEP, _FAILED = "isi.json", "langkah.json", "gagal.json"
_ID = re.compile(r"[\w.-]+")
_RUNNING: dict[Path, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Docs:
    """How far the data docs of a submission are: belum, berjalan, ada or gagal."""

    keadaan: str
    langkah: int = 0
    """Of the steps, how many are done."""
    snapshot: int | None = None
    """The state of the lake whose earlier quarters the rules compared with."""
    dibuat: datetime | None = None
    lembar: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """Per dataset its page below the folder (`halaman`), rules decided (`aturan`) and rules that held (`lulus`)."""
    galat: tuple[str, dict[str, Any]] | None = None
    """Key and values of what went wrong."""


def folder(settings: Settings, kiriman_id: str) -> Path:
    """Where the docs of a submission lie: beside an embedded catalogue, else beside the received files."""
    if not _ID.fullmatch(kiriman_id) or kiriman_id.startswith("."):
        raise NotAllowed("galat.tidak_berhak", peran="-", wilayah="-")
    beside = settings.catalogue_path.parent if settings.embedded else settings.berkas.parent
    return beside / "dokumen" / kiriman_id


def start(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str) -> None:
    """Build the docs in a process of their own, unless one is at it. Drafts only for who may read them."""
    from etl.warehouse import submissions

    place = _place(settings, who, kode_wilayah, kiriman_id)
    sent = submissions.known(settings, kiriman_id)
    approved = bool(sent and sent["disetujui_pada"])
    if not sent or not approved:
        demand(who, Action.READ_DRAFT, kode_wilayah)
    if (running := _RUNNING.get(place)) and running.poll() is None:
        return
    place.mkdir(parents=True, exist_ok=True)
    for old in (place / _FAILED, place / _STEP):
        old.unlink(missing_ok=True)
    command = [sys.executable, "-m", "etl.pipeline.dokumen", kode_wilayah, kiriman_id, "ya" if approved else "tidak"]
    where = {"RAMPING_WAREHOUSE": settings.warehouse, "RAMPING_DATA": str(settings.data), "RAMPING_BERKAS": str(settings.berkas)}
    _RUNNING[place] = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | where, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def state(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str) -> Docs:
    """How far the docs are. NotAllowed for a draft, unless the reader may read drafts."""
    place = _place(settings, who, kode_wilayah, kiriman_id)
    running = _RUNNING.get(place)
    if running and running.poll() is None:
        return Docs("berjalan", int(_json(place / _STEP).get("langkah", 0)))
    if failed := _json(place / _FAILED):
        return Docs("gagal", galat=(failed["kunci"], failed["nilai"]))
    made = _newest(place)
    if made is None:
        crashed = bool(running and running.returncode)
        return Docs("gagal", galat=("galat.dokumen_gagal", {})) if crashed else Docs("belum")
    told = _json(made / _META)
    if not told["umum"]:
        demand(who, Action.READ_DRAFT, kode_wilayah)
    return Docs("ada", len(STEPS), int(made.name), datetime.fromisoformat(told["dibuat"]), told["lembar"])


def page(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str, dataset: str) -> str:
    """The page of one dataset, to be shown inside another: it asks no other host, runs no script and leads nowhere.

    KeyError for a dataset without a page.
    """
    from etl.validation.docs_page import standing_alone

    found = state(settings, who, kode_wilayah, kiriman_id)
    path = folder(settings, kiriman_id) / str(found.snapshot) / found.lembar[dataset]["halaman"]
    return standing_alone(path.read_text(encoding="utf-8"))


def archive(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str) -> bytes:
    """All pages as one zip, to open without us: start at index.html."""
    found = state(settings, who, kode_wilayah, kiriman_id)
    root, body = folder(settings, kiriman_id) / str(found.snapshot), io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(root.rglob("*.html")):
            target.write(path, path.relative_to(root))
    return body.getvalue()


def _place(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str) -> Path:
    demand(who, Action.READ, kode_wilayah)
    # The docs tell of the whole submission: not for who reads for one agency of it.
    if kiriman_id.split("_")[0] != kode_wilayah or who.scope.kode_unit:
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=kode_wilayah)
    return folder(settings, kiriman_id)


def _newest(place: Path) -> Path | None:
    made = [p for p in place.iterdir() if p.name.isdigit() and (p / _META).exists()] if place.exists() else []
    return max(made, key=lambda p: int(p.name), default=None)


def _json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def build(settings: Settings, kode_wilayah: str, kiriman_id: str, *, public: bool) -> Path:
    """Read the stored files again, let the rules decide beside the lake's earlier quarters, write the pages; their folder.

    DataRefused when the files were erased or damaged. public: whether everybody who may read the region may read the docs.
    """
    from etl.pipeline import again
    from etl.validation import docs
    from etl.validation.workspace import open_workspace
    from etl.warehouse import files, lake, submissions

    place = folder(settings, kiriman_id)
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place.parent / "bangun.lock", timeout=lake.WAIT_SECONDS):
        _say(place, 0)
        sent = submissions.known(settings, kiriman_id)
        if not sent or sent["kode_wilayah"] != kode_wilayah:
            raise DataRefused("galat.dokumen_tak_ada", kiriman=kiriman_id)
        held = files.stored(settings, sent)
        if held.damaged:
            raise DataRefused("galat.dokumen_berkas", kiriman=kiriman_id)
        workspace = open_workspace([again.read_again(settings, held, sent)])
        number = _history(workspace, settings)
        _say(place, 1)
        draft = place / "sementara"
        shutil.rmtree(draft, ignore_errors=True)
        pages = docs.build(workspace, draft, lambda: _say(place, 2))
        told = {"umum": public, "dibuat": datetime.now(UTC).replace(tzinfo=None).isoformat(), "lembar": pages}
        (draft / _META).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return _keep(draft, place, number)


def _history(workspace: Any, settings: Settings) -> int:
    from etl import engine
    from etl.warehouse import history, lake

    history.load(workspace, settings)
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        return lake.snapshot(con)
    finally:
        con.close()


def _keep(draft: Path, place: Path, number: int) -> Path:
    """The new pages in the place of the old ones."""
    for old in [p for p in place.iterdir() if p.name.isdigit()]:
        shutil.rmtree(old, ignore_errors=True)
    return draft.rename(place / str(number))


def _say(place: Path, step: int) -> None:
    (place / _STEP).write_text(json.dumps({"langkah": step}), encoding="utf-8")


def main(argv: list[str]) -> int:
    """The worker: 0 when the pages are there, 1 when something was told in `gagal.json`."""
    kode_wilayah, kiriman_id, public = argv
    settings = load()
    place = folder(settings, kiriman_id)
    try:
        build(settings, kode_wilayah, kiriman_id, public=public == "ya")
    except RampingError as error:
        told = {"kunci": error.key, "nilai": {name: str(value) for name, value in error.values.items()}}
        (place / _FAILED).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return 1
    finally:
        (place / _STEP).unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
