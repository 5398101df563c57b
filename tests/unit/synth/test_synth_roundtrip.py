"""What ingest reads from the committed workbooks is what the generator made, cell by cell."""

from __future__ import annotations

import pytest
from polars.testing import assert_frame_equal

from etl import ingest
from etl.paths import SAMPLE
from etl.synth import SHOWCASE, submission


@pytest.mark.parametrize("kode", SHOWCASE)
def test_the_workbook_reads_back_as_it_was_made(kode: str) -> None:
    parsed = ingest.read([SAMPLE / f"{kode}_2024-TW4.xlsx"], kode, "2024-TW4")
    assert parsed.issues.is_empty()
    for dataset, made in submission(kode, "2024-TW4").items():
        assert_frame_equal(parsed.tables[dataset].select(made.columns), made, check_exact=True)
