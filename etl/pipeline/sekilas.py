"""At a glance: what was read and found, shown while the draft with its figures is still being saved.

Lies with the job, not in the lake, where nothing of a draft is before the whole of it:

    sekilas/kiriman.json   what the lake's row will say, as far as it is known
    sekilas/temuan.arrow   the findings with their cells
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from etl.pipeline import Checked


def keep(folder: Path, checked: Checked) -> None:
    """Leave the findings of a job's one submission beside it."""
    from etl.validation.findings import summary
    from etl.warehouse.publish import described

    submission = checked.submissions()[0]
    parsed = submission.parsed
    row = {
        **{"kiriman_id": parsed.kiriman_id, "kode_wilayah": parsed.kode_wilayah, "periode": parsed.periode},
        "tahap": "diterima" if submission.blocked else "divalidasi",
        "sha256": submission.sha256,
        "berkas": json.dumps(described(parsed), ensure_ascii=False),
        "baris": json.dumps(summary(checked.verdict, [parsed])),
        "total_kendali": None,
        "bacaan": submission.reading,
        "tidak_diperiksa": json.dumps(list(submission.not_checked)),
    }
    draft = folder / "sekilas.draf"
    draft.mkdir()
    (draft / "kiriman.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    submission.findings.write_ipc(draft / "temuan.arrow")
    draft.rename(folder / "sekilas")


def read(folder: Path) -> tuple[dict[str, Any], pl.DataFrame] | None:
    """The same; None while there is nothing to see yet, or no more."""
    try:
        row: dict[str, Any] = json.loads((folder / "sekilas" / "kiriman.json").read_text(encoding="utf-8"))
        return row, pl.read_ipc(folder / "sekilas" / "temuan.arrow")
    except OSError:
        return None
