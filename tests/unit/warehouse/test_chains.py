"""The chains of events and of the trail: whatever is changed, removed or put in directly in the lake is found and named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from meja import Desk

from etl.access import Principal, Role, Scope
from etl.settings import Settings
from etl.warehouse import audit, care, chains, heads, lake, migrations, verify, write
from etl.warehouse.audit import Record
from etl.warehouse.order import Stage
from etl.warehouse.verify import Selection
from tests.katalog import Catalogue

WHO = Principal("admin@kemendagri.example", Role.ADMIN, Scope("*"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, filled_lake: Settings, catalogue: Catalogue) -> tuple[Settings, str]:
    """A lake with a submission that went from draft to approval in five links, and a trail of its own."""
    folder = tmp_path_factory.mktemp("rantai")
    desk = Desk(catalogue.copy(filled_lake, folder / "gudang"), folder)
    sent = desk.submit(desk.parsed("2024-TW3", "70"), stage=Stage.DRAF)[0]["kiriman_id"]
    write.ajukan(desk.settings, desk.who, sent, {})
    write.setujui(desk.settings, desk.who, sent)
    for thing in ("hierarki", "rentang"):
        audit.record(desk.settings, WHO, Record("ekspor", thing, "36.72"))
    return desk.settings, sent


@pytest.fixture
def settings(tmp_path: Path, kept: tuple[Settings, str], catalogue: Catalogue) -> Settings:
    return catalogue.copy(kept[0], tmp_path / "gudang")


def tamper(settings: Settings, *statements: str) -> None:
    """What somebody does who has the lake's files and DuckDB, but not the installation's secret."""
    with lake.writer(settings) as con:
        for sql in statements:
            con.execute(sql)


def checked(settings: Settings, which: chains.Which | None = None) -> dict[str, Any]:
    with lake.writer(settings) as con:
        return chains.check(lambda sql, p: con.execute(sql, list(p)).fetchall(), settings.secret(), which)


def broken(settings: Settings, kind: str) -> list[tuple[int, str]]:
    """Number and kind of each broken link, which all belong to chains of this kind."""
    found = checked(settings)
    assert not found["utuh"]
    assert {one["jenis"] for one in found["rusak"]} <= {kind}
    return [(one["urutan"], one["apa"]) for one in found["rusak"]]


def trail_name(settings: Settings) -> str:
    return str(lake.open_reader(settings).query("SELECT DISTINCT rantai FROM lake.jejak").item())


def test_untouched_chains_are_whole(settings: Settings, kept: tuple[Settings, str]) -> None:
    found = checked(settings)
    assert (found["utuh"], found["rusak"], found["dihapus"], found["sebelum"]) == (True, [], [], 0)
    assert found["kiriman"] == 4
    assert found["jejak"] == 1
    # three published submissions of five links, the one of five, and as many records of the trail as there are deeds
    recorded = lake.open_reader(settings).query("SELECT count(*) FROM lake.jejak").item()
    assert found["mata"] == 3 * 5 + 5 + recorded


@pytest.mark.parametrize("column", ["jenis", "oleh", "peran", "alasan", "kode_wilayah", "periode"])
def test_a_changed_event_is_named(settings: Settings, kept: tuple[Settings, str], column: str) -> None:
    tamper(settings, f"UPDATE lake.kejadian SET {column} = 'lain' WHERE kiriman_id = '{kept[1]}' AND urutan = 3")
    assert broken(settings, heads.KIRIMAN) == [(3, "diubah")]


def test_a_time_changed_by_a_microsecond_is_found(settings: Settings, kept: tuple[Settings, str]) -> None:
    moved = "waktu = waktu + INTERVAL 1 MICROSECOND"
    tamper(settings, f"UPDATE lake.kejadian SET {moved} WHERE kiriman_id = '{kept[1]}' AND urutan = 1")
    assert broken(settings, heads.KIRIMAN) == [(1, "diubah")]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_event_is_named_at_the_beginning_in_the_middle_and_at_the_end(
    settings: Settings, kept: tuple[Settings, str], number: int
) -> None:
    tamper(settings, f"DELETE FROM lake.kejadian WHERE kiriman_id = '{kept[1]}' AND urutan = {number}")
    assert broken(settings, heads.KIRIMAN) == [(number, "hilang")]


def test_a_chain_removed_altogether_is_missed(settings: Settings, kept: tuple[Settings, str]) -> None:
    tamper(settings, f"DELETE FROM lake.kejadian WHERE kiriman_id = '{kept[1]}'")
    assert broken(settings, heads.KIRIMAN) == [(number, "hilang") for number in range(1, 6)]


def test_an_inserted_event_is_named(settings: Settings, kept: tuple[Settings, str]) -> None:
    copied = (
        f"SELECT * REPLACE (6 AS urutan, 'dikunci' AS jenis) FROM lake.kejadian WHERE kiriman_id = '{kept[1]}' AND urutan = 5"
    )
    tamper(settings, f"INSERT INTO lake.kejadian BY NAME {copied}")
    assert broken(settings, heads.KIRIMAN) == [(6, "diubah"), (6, "tanpa_kepala")]


def test_a_doubled_event_is_named(settings: Settings, kept: tuple[Settings, str]) -> None:
    tamper(settings, f"INSERT INTO lake.kejadian SELECT * FROM lake.kejadian WHERE kiriman_id = '{kept[1]}' AND urutan = 2")
    assert broken(settings, heads.KIRIMAN) == [(2, "disisipkan")]


def test_an_event_without_a_hash_does_not_pass_for_an_old_one(settings: Settings) -> None:
    row = "'palsu', '36.72', '2024-TW1', 1, 'disetujui', 'x', 'operator', NULL, TIMESTAMP '2020-01-01', NULL, NULL"
    tamper(settings, f"INSERT INTO lake.kejadian VALUES ({row})")
    assert broken(settings, heads.KIRIMAN) == [(1, "disisipkan")]


def test_who_computes_all_hashes_anew_still_lacks_the_seal(settings: Settings, kept: tuple[Settings, str]) -> None:
    from etl.warehouse import chain, events

    with lake.writer(settings) as con:
        names = ", ".join(events.LINKED)
        rows = con.execute(f"SELECT {names} FROM lake.kejadian WHERE kiriman_id = ? ORDER BY urutan", [kept[1]]).fetchall()
        before = chain.GENESIS
        for row in rows:
            told = dict(zip(events.LINKED, row, strict=True)) | {"oleh": "orang lain"}
            digest = chain.link(before, told)
            con.execute(
                "UPDATE lake.kejadian SET oleh = ?, hash_sebelum = ?, hash = ? WHERE kiriman_id = ? AND urutan = ?",
                [told["oleh"], before, digest, kept[1], told["urutan"]],
            )
            before = digest
    # each of its three transactions closed with a head: receiving, submitting, approving
    assert broken(settings, heads.KIRIMAN) == [(2, "diubah"), (3, "diubah"), (5, "diubah")]
    tamper(settings, f"UPDATE lake.kepala_rantai SET hash = '{before}' WHERE rantai = '{kept[1]}' AND urutan = 5")
    assert (5, "segel") in broken(settings, heads.KIRIMAN)


def test_a_removed_head_leaves_a_link_that_nothing_closes(settings: Settings, kept: tuple[Settings, str]) -> None:
    tamper(settings, f"DELETE FROM lake.kepala_rantai WHERE rantai = '{kept[1]}' AND urutan = 5")
    assert broken(settings, heads.KIRIMAN) == [(5, "tanpa_kepala")]


def test_the_end_removed_together_with_its_head_shows_as_rows_taken_away(settings: Settings, kept: tuple[Settings, str]) -> None:
    tamper(
        settings,
        f"DELETE FROM lake.kejadian WHERE kiriman_id = '{kept[1]}' AND urutan > 3",
        f"DELETE FROM lake.kepala_rantai WHERE rantai = '{kept[1]}' AND urutan > 3",
    )
    found = checked(settings)
    assert found["rusak"] == []
    assert [one["tabel"] for one in found["dihapus"]] == ["kejadian", "kepala_rantai"]
    assert not found["utuh"]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE lake.jejak SET identitas = 'orang lain' WHERE rantai = '{name}' AND urutan = 2", (2, "diubah")),
        ("UPDATE lake.jejak SET rincian = NULL WHERE rantai = '{name}' AND urutan = 1", (1, "diubah")),
        ("DELETE FROM lake.jejak WHERE rantai = '{name}' AND urutan = 2", (2, "hilang")),
        ("DELETE FROM lake.jejak WHERE rantai = '{name}' AND tindakan = 'ekspor' AND objek = 'rentang'", (-1, "hilang")),
        ("INSERT INTO lake.jejak SELECT * FROM lake.jejak WHERE rantai = '{name}' AND urutan = 2", (2, "disisipkan")),
        ("UPDATE lake.kepala_rantai SET segel = 'x' WHERE rantai = '{name}' AND urutan = (SELECT max(urutan) FROM lake.jejak)",
         (-1, "segel")),
    ],
)  # fmt: skip
def test_the_trail_is_guarded_in_the_same_way(settings: Settings, sql: str, told: tuple[int, str]) -> None:
    name = trail_name(settings)
    last = lake.open_reader(settings).query("SELECT max(urutan) FROM lake.jejak").item()
    tamper(settings, sql.format(name=name))
    assert (told[0] if told[0] > 0 else last, told[1]) in broken(settings, heads.JEJAK)


def test_verify_counts_the_chains_and_refuses_where_one_is_broken(
    settings: Settings, kept: tuple[Settings, str], tmp_path: Path
) -> None:
    desk = Desk(settings, tmp_path)
    report = verify.verify(settings, Selection(), desk.reread)
    assert report["sesuai"]
    assert (report["rantai"]["kiriman"], report["rantai"]["jejak"]) == (4, 1)
    tamper(settings, f"UPDATE lake.kejadian SET oleh = 'x' WHERE kiriman_id = '{kept[1]}' AND urutan = 5")
    report = verify.verify(settings, Selection(), desk.reread)
    assert (report["sesuai"], report["beda"]) == (False, [])
    assert report["rantai"]["rusak"] == [{"jenis": "kiriman", "rantai": kept[1], "urutan": 5, "apa": "diubah"}]
    own = verify.verify(settings, Selection(kiriman=kept[1]), desk.reread)
    assert (own["sesuai"], own["rantai"]["kiriman"], own["rantai"]["jejak"]) == (False, 1, 0)
    other = verify.verify(settings, Selection(periode="2024-TW1"), desk.reread)
    assert (other["rantai"]["kiriman"], other["rantai"]["rusak"]) == (1, [])


def test_tidying_computing_again_and_a_backup_keep_the_chains(settings: Settings, tmp_path: Path, catalogue: Catalogue) -> None:
    care.recompute(settings, Principal.system())
    care.maintain(settings, Principal.system())
    care.backup(settings, tmp_path / "cadangan.tar")
    assert checked(settings)["utuh"]
    again = catalogue.at(tmp_path / "lain")
    care.restore(again, tmp_path / "cadangan.tar")
    before = checked(again)
    assert before["utuh"]
    audit.record(again, WHO, Record("masuk", "sesi"))
    after = checked(again)
    assert (after["utuh"], after["jejak"], after["mata"] - before["mata"]) == (True, before["jejak"], 1)


def test_events_from_before_the_chains_are_counted_apart_until_the_next_one_guards_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, catalogue: Catalogue
) -> None:
    older = catalogue.at(tmp_path / "lama")
    every = migrations.scripts()
    monkeypatch.setattr(migrations, "scripts", lambda: every[:7])
    with lake.writing(older, "a", "b") as con:
        for sent in ("36.72_2024-TW1_a", "36.72_2024-TW2_b"):
            con.execute(
                "INSERT INTO lake.kiriman (kiriman_id, kode_wilayah, periode, versi) VALUES (?, '36.72', '2024-TW1', 1)", [sent]
            )
            for number, kind in enumerate(("diterima", "divalidasi"), 1):
                row = [sent, number, kind]
                con.execute(
                    "INSERT INTO lake.kejadian VALUES (?, '36.72', '2024-TW1', ?, ?, 'a', 'operator', NULL, now()::TIMESTAMP)",
                    row,
                )
    monkeypatch.setattr(migrations, "scripts", lambda: every)
    found = checked(older)
    assert (found["utuh"], found["sebelum"], found["mata"], found["kiriman"]) == (True, 4, 0, 2)
    write.batalkan(older, Principal.system(), "36.72_2024-TW1_a", "salah kirim")
    found = checked(older)
    assert (found["utuh"], found["sebelum"], found["mata"]) == (True, 4, 2), "one event, one record of the trail"
    tamper(older, "UPDATE lake.kejadian SET oleh = 'x' WHERE kiriman_id = '36.72_2024-TW1_a' AND urutan = 1")
    assert broken(older, heads.KIRIMAN) == [(3, "putus")]


def test_what_is_published_and_decided_stands_in_the_trail(settings: Settings, kept: tuple[Settings, str]) -> None:
    told = lake.open_reader(settings).query(
        "SELECT tindakan, kode_wilayah, rincian FROM lake.jejak WHERE objek = ? ORDER BY urutan", [kept[1]]
    )
    assert told["tindakan"].to_list() == ["unggah", "validasi", "ajukan", "setujui"]
    assert set(told["kode_wilayah"].to_list()) == {"36.72"}
    assert json.loads(told["rincian"][3])["sendiri"] == 1, "the same person submitted and approved it"


def test_a_regions_settings_and_headers_stand_in_the_trail(settings: Settings) -> None:
    who = Principal("penyetuju@cilegon.example", Role.PENYETUJU, Scope("36.72"))
    write.atur(settings, who, "36.72", "satu_orang", "ya")
    sender = Principal("operator@cilegon.example", Role.OPERATOR, Scope("36.72"))
    write.petakan(settings, sender, "36.72", {"unit": {"Nama Kantor": "nama_unit"}})
    told = lake.open_reader(settings).query("SELECT tindakan, objek, rincian FROM lake.jejak ORDER BY urutan DESC LIMIT 2")
    assert told.rows() == [("petakan", "peta_kolom", '{"judul": 1}'), ("atur", "satu_orang", '{"nilai": "ya"}')]
