"""Who reads the trail sees what was done about the governments in their scope, newest first, and whether its chains are whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.warehouse import audit, lake, read
from etl.warehouse.audit import Record
from tests.katalog import Catalogue

NATION = Principal("admin@contoh.example", Role.ADMIN, Scope("*"))
PROVINCE = Principal("admin36@contoh.example", Role.ADMIN, Scope("36.*"))
CILEGON = Principal("penyetuju@cilegon.example", Role.PENYETUJU, Scope("36.72"))
BANDUNG = Principal("penyetuju@bandung.example", Role.PENYETUJU, Scope("32.73"))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> lake.Reader:
    settings = catalogue.at(tmp_path_factory.mktemp("jejak"))
    with lake.writer(settings):
        pass
    for who in (NATION, PROVINCE, CILEGON, BANDUNG):
        audit.record(settings, who, Record("masuk", "sesi"))
    audit.record(settings, NATION, Record("ekspor", "hierarki/daun", "36.72", {"baris": 40}))
    audit.record(settings, PROVINCE, Record("ekspor", "rentang/100%_daftar", "36"))
    audit.refused(settings, "orang.asing@contoh.example", "masuk")
    audit.flush()
    return lake.open_reader(settings)


def told(reader: lake.Reader, who: Principal, *args: object, **named: object) -> list[tuple[str, str]]:
    found = read.trail(reader, who, *args, **named)
    return list(zip(found["identitas"].str.split("@").list.first(), found["tindakan"], strict=True))


def test_each_reader_sees_what_is_about_their_scope_newest_first(reader: lake.Reader) -> None:
    assert told(reader, CILEGON) == [("admin", "ekspor"), ("penyetuju", "masuk")]
    assert told(reader, BANDUNG) == [("penyetuju", "masuk")]
    assert told(reader, PROVINCE) == [("admin36", "ekspor"), ("admin", "ekspor"), ("penyetuju", "masuk"), ("admin36", "masuk")]
    assert [deed for _, deed in told(reader, NATION)] == ["ditolak", "ekspor", "ekspor", *["masuk"] * 4]


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.OPERATOR, Role.PROVINSI, Role.KEMENDAGRI])
def test_nobody_else_reads_the_trail(role: Role, reader: lake.Reader) -> None:
    who = Principal("x", role, Scope({Role.PROVINSI: "36.*", Role.KEMENDAGRI: "*"}.get(role, "36.72")))
    for ask in (read.trail, read.deeds, read.chains):
        with pytest.raises(NotAllowed):
            ask(reader, who)


def test_another_governments_trail_is_refused(reader: lake.Reader) -> None:
    with pytest.raises(NotAllowed):
        read.trail(reader, CILEGON, "32.73")
    assert told(reader, NATION, "32.73") == [("penyetuju", "masuk")]


def test_the_search_narrows_by_deed_person_thing_and_time(reader: lake.Reader) -> None:
    assert told(reader, NATION, wanted=read.Wanted(tindakan=("ditolak",))) == [("orang.asing", "ditolak")]
    assert told(reader, NATION, wanted=read.Wanted(identitas="CILEGON")) == [("penyetuju", "masuk")]
    assert told(reader, NATION, wanted=read.Wanted(objek="daun")) == [("admin", "ekspor")]
    assert told(reader, NATION, wanted=read.Wanted(objek="0%_d")) == [("admin36", "ekspor")], "no sign is a wildcard"
    for attack in ("' OR 1=1 --", "%", "_"):
        assert told(reader, CILEGON, wanted=read.Wanted(identitas=attack)) == []
    found = read.trail(reader, NATION)["waktu"]
    assert len(told(reader, NATION, wanted=read.Wanted(since=found[2], until=found[0]))) == 2
    assert told(reader, NATION, wanted=read.Wanted(since=found[0] + timedelta(microseconds=1))) == []


def test_the_trail_comes_page_by_page_and_is_counted_by_deed(reader: lake.Reader) -> None:
    pages = [read.trail(reader, NATION, limit=3, offset=start) for start in (0, 3, 6)]
    assert [page.height for page in pages] == [3, 3, 1]
    assert read.trail(reader, NATION)["waktu"].to_list() == [when for page in pages for when in page["waktu"]]
    assert dict(read.deeds(reader, NATION).rows()) == {"ditolak": 1, "ekspor": 2, "masuk": 4}
    assert dict(read.deeds(reader, CILEGON, wanted=read.Wanted(objek="sesi")).rows()) == {"masuk": 1}


def test_the_chains_are_checked_through_the_locked_reader(reader: lake.Reader) -> None:
    found = read.chains(reader, CILEGON)
    assert (found["utuh"], found["jejak"], found["kiriman"], found["mata"]) == (True, 1, 0, 7)
