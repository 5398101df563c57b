"""Whoever reads for one agency: every page opens, speaks of that agency, and leaves no empty chart without words."""

from __future__ import annotations

import pytest
from lake_of_marks import World
from rendered import text_of
from screens import Screens

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.pipeline import dokumen
from pages.ui import auth

HEAD = Principal("kadis@contoh.id", Role.PIMPINAN, Scope("36.72", "2.01"))
OWN = "QxbraDuaTerbit"
ABOUT_DATA = [page for page, roles in auth.PAGES.items() if Role.PIMPINAN in roles and page not in ("metodologi", "data_pribadi")]


WITHOUT_A_NAME = {
    "regulasi_daerah": "legal products are the government's",
    "indeks_anggaran": "the lake's indices are the government's",
    "kinerja_pegawai": "the lake's groups are too small to be told",
}
"""Pages that open and say something, but not about this agency of the marked lake."""


@pytest.mark.parametrize("page", ABOUT_DATA)
def test_every_page_speaks_of_the_own_agency(page: str, screens: Screens) -> None:
    said = text_of(screens.open(page, HEAD))
    assert OWN in said or page in WITHOUT_A_NAME, said[:600]
    assert "belum bisa dihitung" not in said


def test_the_overview_shows_the_agency_s_figures_and_says_so(screens: Screens) -> None:
    said = text_of(screens.open("ringkasan", HEAD, lang="en"))
    assert f"{OWN}: Target attainment" in said
    assert "No value for this period" not in said
    assert "1 of 1 agencies reported" in said


def test_the_data_docs_of_the_whole_submission_are_not_theirs(world: World, screens: Screens) -> None:
    kiriman = next(k for k, fate in world.fates.items() if k.startswith("36.72_2024-TW2") and fate == "Terbit")
    for function in (dokumen.start, dokumen.state, dokumen.archive):
        with pytest.raises(NotAllowed):
            function(world.settings, HEAD, "36.72", kiriman)
    said = text_of(screens.open("mutu_data", HEAD, isi_mutu="Dokumen pemeriksaan"))
    assert "lingkup Anda satu perangkat daerah" in said
