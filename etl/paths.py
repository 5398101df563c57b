"""Where things lie in a checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
REFERENCE = DATA / "reference"
SAMPLE = DATA / "sample"
WAREHOUSE = DATA / "warehouse"
SECRETS = ROOT / ".streamlit" / "secrets.toml"
