"""Where things lie in a checkout."""

from __future__ import annotations

import contextlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
REFERENCE = DATA / "reference"
SAMPLE = DATA / "sample"
WAREHOUSE = DATA / "warehouse"
SECRETS = ROOT / ".streamlit" / "secrets.toml"


def private(folder: Path) -> Path:
    """The folder, made with what is missing above it so that nobody else enters; one that is there stays as it is. OSError."""
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        with contextlib.suppress(FileExistsError):
            missing.mkdir(mode=0o700)
    folder.mkdir(exist_ok=True)  # says so where a file stands there
    return folder
