"""What a reader can read on a page: the text of every element, charts and tables included."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from etl.paths import ROOT

PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
LIMIT_SECONDS = 60
"""Only stops a page that hangs; nothing is timed."""


def open_page(page: str, *, lang: str = "id", **query: str) -> AppTest:
    """Open a page directly, as a visitor may, in one language."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_SECONDS).switch_page(f"pages/{page}.py")
    test.query_params.update({"bahasa": lang.upper(), **query})
    return test


def text_of(test: AppTest) -> str:
    """All words on the page, without tags; the run must not have failed."""
    assert not test.exception, [e.message for e in test.exception]
    parts = [part for element in test.main for part in _texts(element)]
    plain = html.unescape(re.sub(r"<[^>]+>", " ", " ".join(parts)))
    plain = re.sub(r":\w+\[([^\]]*)\]", r"\1", plain).replace("**", "")
    return re.sub(r"\s+", " ", plain)


def _texts(element: object) -> list[str]:
    kind = getattr(element, "type", "")
    if kind == "plotly_chart":
        return _figure_texts(element.proto.spec or element.proto.figure.spec)  # type: ignore[attr-defined]
    if kind in ("dataframe", "arrow_data_frame"):
        frame = element.value  # type: ignore[attr-defined]
        return [*map(str, frame.columns), *(str(cell) for row in frame.values for cell in row)]
    if kind in ("selectbox", "button_group"):
        return [str(option) for option in getattr(element, "options", [])]
    return [str(getattr(element, name)) for name in ("label", "value", "body") if isinstance(getattr(element, name, None), str)]


def _figure_texts(spec: str) -> list[str]:
    return [note["text"] for note in json.loads(spec)["layout"].get("annotations", [])]


def source(page: Path) -> str:
    """The page's code."""
    return page.read_text(encoding="utf-8")
