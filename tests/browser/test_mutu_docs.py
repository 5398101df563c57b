"""The data docs of Great Expectations in a real browser: made on demand, shown inside the page, asking nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import serve

from etl.settings import Settings

pytestmark = pytest.mark.browser
LONGEST_MS = 300_000
"""Only stops a worker that hangs; nothing is timed."""


def test_the_docs_are_made_and_shown_without_another_host_or_a_script(
    sample_lake: Settings, visit: Callable, tmp_path: Path
) -> None:
    folder = tmp_path / "gudang"
    shutil.copytree(sample_lake.catalogue_path.parent, folder)
    with serve(f"sqlite:{folder / 'katalog.sqlite'}") as address:
        seen = visit(f"{address}/mutu_data?wilayah=Kota+Cilegon&isi_mutu=Dokumen+pemeriksaan")
        seen.tab.get_by_role("button", name="Buat dokumen").click()
        frame = seen.tab.frame_locator("[data-testid=stIFrame]")
        frame.get_by_text("Evaluated Expectations").first.wait_for(timeout=LONGEST_MS)
        seen.settle()
        assert frame.locator("script, link, img, iframe, form").count() == 0
        assert frame.locator(".fa-check-circle, .fa-times").count() > 3
        assert seen.tab.get_by_text("Unduh semua halaman").count() == 1
        assert seen.errors == []
        assert seen.hosts <= {"127.0.0.1", ""}
