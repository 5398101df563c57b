"""The proxy's policy names each line of script that we write into a page by its hash: a new one would silently do nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit

from etl.paths import ROOT
from pages.ui import sign_in

EXAMPLE = (ROOT / "deploy" / "nginx.conf.example").read_text(encoding="utf-8")
WRITTEN = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def scripts() -> set[str]:
    """Every inline script: those of our screens, and that of Streamlit's own page."""
    texts = [path.read_text(encoding="utf-8") for path in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]]
    found = {script for text in texts for script in WRITTEN.findall(text)}
    told = {sign_in._RETURN if s == "{_RETURN}" else sign_in._REMEMBER if s == "{_REMEMBER}" else s for s in found}
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return told | set(WRITTEN.findall(index.read_text(encoding="utf-8")))


def test_the_policy_names_exactly_the_scripts_that_there_are() -> None:
    policy = re.search(r"script-src ([^;]*);", EXAMPLE)
    assert policy is not None
    assert set(policy[1].split()) == {"'self'", *(hash_of(script) for script in scripts())}
    assert not any("{" in script and "}" in script and script.startswith("{") for script in scripts())
