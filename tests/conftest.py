"""The sample lake, built once for all tests that only read it."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings

from etl.paths import REFERENCE, ROOT
from etl.settings import Settings, load
from tests.katalog import KINDS, Catalogue, Embedded, Shared

pytest_plugins = ["tests.left_out"]

# The same examples in every run: a change is judged by what it changed, not by luck; `--hypothesis-profile=default` searches on.
hypothesis_settings.register_profile("tetap", derandomize=True, deadline=None)
hypothesis_settings.load_profile("tetap")

_SOURCES = (".py", ".sql", ".yaml", ".csv")

_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that runs without a server leaves itself behind as `__main__`; processes that a test starts would run it again."""
    monkeypatch.setitem(sys.modules, "__main__", _MAIN)


@pytest.fixture(autouse=True)
def _asked_from_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that run without a server have no request; theirs is one from this machine, unless a test says otherwise."""
    local_only = sys.modules.get("pages.ui.local_only")
    if local_only is not None:
        monkeypatch.setattr(local_only, "asked", lambda: ([("Host", "localhost:8501")], None, "127.0.0.1"))


def _fingerprint() -> str:
    """Changes with anything that could change the lake."""
    digest = hashlib.sha256()
    for folder in (ROOT / "etl", REFERENCE):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in _SOURCES):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path) -> None:
    from etl.pipeline.sample import build_sample  # the GX import behind it is only paid where a lake is wanted

    shutil.rmtree(folder, ignore_errors=True)
    build_sample(_settings(folder), lambda *_: None)
    (folder / "selesai").touch()


def _settings(folder: Path) -> Settings:
    return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'katalog.sqlite'}"})


@pytest.fixture(scope="session")
def sample_lake(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a lake with both sample regions, nine quarters. Shared by all tests: never write to it.

    Kept between runs in pytest's cache until the code that makes it changes (`--cache-clear` forgets it).
    """
    cache = pytestconfig.cache
    root = Path(cache.mkdir("sample_lake")) if cache else tmp_path_factory.mktemp("sample_lake")
    folder = root / _fingerprint()
    with FileLock(root / "kunci"):
        if not (folder / "selesai").exists():
            for old in (p for p in root.iterdir() if p.is_dir()):
                shutil.rmtree(old, ignore_errors=True)
            _build(folder)
    return _settings(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Shared]:
    """A PostgreSQL server of this test process. It must start: a test of the shared catalogue is never left out."""
    server = Shared()
    yield server
    server.close()


@pytest.fixture(scope="session", params=KINDS)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Each kind of catalogue in turn."""
    return Embedded() if request.param == "tertanam" else request.getfixturevalue("postgres")
