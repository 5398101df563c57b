"""A refusal says whether the sheets that block could be left out."""

from __future__ import annotations

import pytest

from etl.locale import LANGUAGES
from etl.pipeline import Checked, RulesRefused
from etl.validation import run
from tests.unit.validation.clean_submission import Change, submission, workspace

TEAM: Change = {"tim": {"T9": {"kode_tim": "T1", "nama_tim": "Tim lagi", "kode_unit": "2"}}}
POST: Change = {"jabatan": {"JF": {"kelas": "18"}}}


def refusal(change: Change) -> RulesRefused:
    con = workspace(change)
    return RulesRefused("galat.ditolak", Checked([submission(change)], run(con), con))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_only_optional_sheets_block_the_clerk_may_publish_without_them(lang: str) -> None:
    error = refusal(TEAM)
    assert error.key == "galat.ditolak_pelengkap"
    assert "(tim)" in error.message(lang)
    assert {"id": "hapus lembar", "en": "delete it from the file"}[lang] in error.message(lang)


@pytest.mark.parametrize("change", [POST, {**POST, **TEAM}], ids=["required sheet", "both"])
def test_where_a_required_sheet_blocks_nothing_may_be_left_out(change: Change) -> None:
    assert refusal(change).key == "galat.ditolak"
