"""The marked lake, made once and kept between runs; tests that only read it share it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from etl.paths import ROOT
from etl.settings import Settings, load

sys.path[:0] = [str(ROOT / "tests" / "unit" / "warehouse"), str(ROOT / "tests" / "ui")]

# These need the neighbours' folders.
from in_memory import InMemory  # noqa: E402
from lake_of_marks import World, build  # noqa: E402
from screens import Screens  # noqa: E402


def at(folder: Path) -> Settings:
    return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'katalog.sqlite'}"})


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(__file__).with_name("lake_of_marks.py").read_bytes())
    for path in sorted(p for p in (ROOT / "etl").rglob("*") if p.suffix in (".py", ".sql", ".yaml")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def marked_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = pytestconfig.cache
    root = Path(cache.mkdir("marked_lake")) if cache else tmp_path_factory.mktemp("bertanda")
    folder = root / _fingerprint()
    with FileLock(root / "kunci"):
        if not (folder / "kiriman.json").exists():
            for old in (p for p in root.iterdir() if p.is_dir()):
                shutil.rmtree(old, ignore_errors=True)
            world = build(at(folder), tmp_path_factory.mktemp("masuk"))
            (folder / "kiriman.json").write_text(json.dumps(world.fates))
    return folder


@pytest.fixture(scope="session")
def world(marked_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The marked lake in a copy for this run: whoever writes to it finds that out at once."""
    folder = tmp_path_factory.mktemp("bertanda") / "gudang"
    shutil.copytree(marked_folder, folder)
    return World(at(folder), json.loads((folder / "kiriman.json").read_text()))


@pytest.fixture(scope="module")
def copy(world: World) -> InMemory:
    """The marked lake's tables in memory, for many reads."""
    return InMemory(world.settings)


@pytest.fixture
def screens(copy: InMemory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screens]:
    """Pages over that copy."""
    found = Screens(copy, monkeypatch)
    yield found
    found.forget()
