"""What an installation can set, all from the environment; the defaults are an embedded lake in `data/warehouse`."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from etl import address
from etl.errors import WrongUsage
from etl.paths import SECRETS, WAREHOUSE, private


@dataclass(frozen=True)
class Settings:
    """One lake: where its catalogue is, where its data files and the received files lie."""

    warehouse: str
    """`sqlite:PATH` (embedded) or `postgres:CONNECTION` (shared); never with a password."""
    data: Path
    """Folder of the lake's Parquet files."""
    berkas: Path
    """Folder of the received files, outside the lake."""
    sign_in: bool = False
    """Whether readers sign in: `.streamlit/secrets.toml` names a provider, or RAMPING_SIGN_IN is set.

    Without, one local person does everything, and the screen says so.
    """

    @property
    def embedded(self) -> bool:
        """Whether the catalogue is a file beside us, guarded by a lock file."""
        return self.warehouse.startswith("sqlite:")

    @property
    def catalogue_path(self) -> Path:
        """The catalogue's file; only for the embedded lake."""
        return Path(self.warehouse.removeprefix("sqlite:"))

    def with_warehouse(self, url: str | None) -> Settings:
        """These settings for another lake; its files lie beside its catalogue unless RAMPING_DATA says otherwise.

        WrongUsage for an address with a password: everybody on this machine can read what a command was called with.
        """
        if url is None:
            return self
        if url.startswith("postgres:") and address.without_password(url.removeprefix("postgres:"))[1] is not None:
            raise WrongUsage("galat.sandi_di_perintah")
        return load(os.environ | {"RAMPING_WAREHOUSE": url})

    def secret(self) -> bytes:
        """The installation's key for pseudonyms: RAMPING_SECRET, else a file made once beside the received files."""
        if value := os.environ.get("RAMPING_SECRET"):
            return value.encode()
        path = self.berkas / "rahasia.kunci"
        if not path.exists():
            private(self.berkas)
            # O_EXCL: of two processes that start at once only one makes the key, the other reads it.
            try:
                with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                    file.write(secrets.token_hex(32))
            except FileExistsError:
                pass
        return path.read_text().strip().encode()


def load(environ: os._Environ[str] | dict[str, str] | None = None) -> Settings:
    """Settings from the environment."""
    env = os.environ if environ is None else environ
    url = env.get("RAMPING_WAREHOUSE") or f"sqlite:{WAREHOUSE / 'katalog.sqlite'}"
    if not url.startswith(("sqlite:", "postgres:")):
        raise WrongUsage("galat.alamat_gudang", alamat=url.partition(":")[0])
    # Apart from an embedded lake in the same checkout: whoever tidies one takes away the files that it does not know.
    beside = Path(url.removeprefix("sqlite:")).resolve().parent if url.startswith("sqlite:") else WAREHOUSE / "bersama"
    data = Path(env.get("RAMPING_DATA") or beside / "data")
    berkas = Path(env.get("RAMPING_BERKAS") or beside / "berkas")
    provider = environ is None and provider_named()
    found = Settings(_reachable(url), data, berkas, sign_in=provider or bool(env.get("RAMPING_SIGN_IN")))
    return replace(found, warehouse=f"sqlite:{Path(url.removeprefix('sqlite:')).resolve()}") if found.embedded else found


def _reachable(url: str) -> str:
    """The address without a password, which goes where PostgreSQL's library looks for it: nothing of ours can say it then."""
    if not url.startswith("postgres:"):
        return url
    place, password = address.without_password(url.removeprefix("postgres:"))
    if password is not None:
        os.environ["PGPASSWORD"] = password
    return f"postgres:{place}"


def provider_named(secrets_file: Path = SECRETS) -> bool:
    """Whether an identity provider is configured. A file that cannot be read counts as one: nobody is let in, not anybody."""
    try:
        return "auth" in tomllib.loads(secrets_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
