"""The data docs of one submission: made from its stored files, kept beside the lake, and only for who may read it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from etl import pipeline
from etl.access import Principal, Role, Scope
from etl.errors import DataRefused, NotAllowed
from etl.pipeline import dokumen
from etl.settings import Settings
from etl.warehouse.order import Order, Stage

REGION, QUARTER = "36.72", "2024-TW4"
LEADER = Principal("p", Role.PIMPINAN, Scope(REGION))
OPERATOR = Principal("o", Role.OPERATOR, Scope(REGION))
STRANGER = Principal("s", Role.PIMPINAN, Scope("36.04"))


def sent(settings: Settings, book: Path, stage: Stage = Stage.TERBIT) -> str:
    told = pipeline.publish(settings, [book], REGION, QUARTER, Order(Principal.system("uji"), "uji", stage=stage))
    return str(told["kiriman_id"])


def test_the_docs_are_made_once_and_told_with_their_counts(small_lake: Settings, small_book: Path) -> None:
    kiriman = sent(small_lake, small_book)
    assert dokumen.state(small_lake, LEADER, REGION, kiriman).keadaan == "belum"
    dokumen.build(small_lake, REGION, kiriman, public=True)
    found = dokumen.state(small_lake, LEADER, REGION, kiriman)
    assert found.keadaan == "ada"
    assert found.lembar["pegawai"]["aturan"] == found.lembar["pegawai"]["lulus"] > 10
    page = dokumen.page(small_lake, LEADER, REGION, kiriman, "pegawai")
    assert "Evaluated Expectations" in page
    assert "index.html" not in page
    with zipfile.ZipFile(io.BytesIO(dokumen.archive(small_lake, LEADER, REGION, kiriman))) as pages:
        assert "index.html" in pages.namelist()
        assert {Path(name).suffix for name in pages.namelist()} == {".html"}
        assert not any("199008172" in pages.read(name).decode() for name in pages.namelist())


def test_docs_of_a_draft_are_for_who_may_read_drafts(small_lake: Settings, small_book: Path) -> None:
    kiriman = sent(small_lake, small_book, Stage.DRAF)
    with pytest.raises(NotAllowed):
        dokumen.start(small_lake, LEADER, REGION, kiriman)
    dokumen.build(small_lake, REGION, kiriman, public=False)
    assert dokumen.state(small_lake, OPERATOR, REGION, kiriman).keadaan == "ada"
    for reading in (dokumen.state, dokumen.archive):
        with pytest.raises(NotAllowed):
            reading(small_lake, LEADER, REGION, kiriman)
    with pytest.raises(NotAllowed):
        dokumen.page(small_lake, LEADER, REGION, kiriman, "pegawai")


def test_another_region_and_a_path_in_the_place_of_an_id_are_refused(small_lake: Settings, small_book: Path) -> None:
    kiriman = f"{REGION}_{QUARTER}_1"
    for who, region, asked in (
        (STRANGER, REGION, kiriman), (STRANGER, "36.04", kiriman), (LEADER, REGION, f"{REGION}_/../../berkas"),
        (LEADER, REGION, "../berkas"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            dokumen.state(small_lake, who, region, asked)


def test_erased_files_make_no_docs_and_the_worker_says_why(
    small_lake: Settings, small_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiriman = sent(small_lake, small_book)
    shutil.rmtree(small_lake.berkas / REGION)
    with pytest.raises(DataRefused):
        dokumen.build(small_lake, REGION, kiriman, public=True)
    monkeypatch.setattr(dokumen, "load", lambda: small_lake)
    assert dokumen.main([REGION, kiriman, "ya"]) == 1
    found = dokumen.state(small_lake, LEADER, REGION, kiriman)
    assert (found.keadaan, found.galat) == ("gagal", ("galat.dokumen_berkas", {"kiriman": kiriman}))
