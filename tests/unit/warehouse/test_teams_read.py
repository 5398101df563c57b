"""Teams as the pages read them: what they are, never who is in them."""

import pytest

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.warehouse import read

CILEGON = Principal("sekda", Role.PIMPINAN, Scope("36.72"))
SERANG = Principal("bupati", Role.PIMPINAN, Scope("36.04"))

CODES = [f"19800315200503{n:04d}" for n in range(1001, 1017)]
UNITS = [{"kode_unit": kode, "nama_unit": kode, "jenis_unit": "dinas"} for kode in ("A", "B", "C")]
POSTS = [
    {"kode_jabatan": f"jf-{u['kode_unit']}", "kode_unit": u["kode_unit"], "nama_jabatan": "Analis", "jenis_jabatan": "fungsional"}
    for u in UNITS
]
# Eight people in A, six in B, two in C.
STAFF = [
    {"nip": nip, "nama": f"Orang {n}", "kode_jabatan": "jf-" + "AAAAAAAABBBBBBCC"[n], "status_kepegawaian": "pns"}
    for n, nip in enumerate(CODES)
]


def team(kode, unit, **more):
    return {"kode_tim": kode, "nama_tim": f"Tim {kode}", "kode_unit": unit} | more


def member(kode, n, **more):
    return {"kode_tim": kode, "nip": CODES[n]} | more


TEAMS = [
    team("t1", "A", nip_ketua=CODES[0], nomor_sk="SK-1", tautan_sk="https://contoh.go.id/sk1", status="aktif"),
    team("t2", "B"),
    team("t3", "C", status="selesai"),
]
MEMBERS = [member("t1", 1), member("t1", 8), member("t2", 9), member("t2", 10), member("t3", 14)]
SERVED = [{"kode_tim": "t1", "kode_indikator": "I1"}]


def published(desk, teams=TEAMS, members=MEMBERS):
    desk.quarter("2024-TW2", "10", unit=UNITS, jabatan=POSTS, pegawai=STAFF, tim=teams, anggota_tim=members, tim_indikator=SERVED)
    return desk.reader()


def test_a_team_tells_its_kind_size_agencies_decree_and_targets(desk):
    rows = {row["kode_tim"]: row for row in read.teams(published(desk), CILEGON, "36.72", "2024-TW2").to_dicts()}
    wanted = ("kode_opd", "status", "jenis", "anggota", "opd", "berketua", "nomor_sk", "tautan_sk", "indikator")
    assert {code: tuple(row[name] for name in wanted) for code, row in rows.items()} == {
        "t1": ("A", "aktif", "lintas_opd", 3, ["A", "B"], True, "SK-1", "https://contoh.go.id/sk1", ["I1"]),
        "t2": ("B", "aktif", "dalam_unit", 2, ["B"], False, None, None, []),
        "t3": ("C", "selesai", "dalam_unit", 1, ["C"], False, None, None, []),
    }


def test_no_person_is_in_what_a_reader_gets(desk):
    found = read.teams(published(desk), CILEGON, "36.72", "2024-TW2")
    assert not {name for name in found.columns if "id_" in name or "nip" in name or "nama" in name} - {"nama_tim"}
    hashes = {value for row in desk.rows("SELECT id_pegawai FROM lake.anggota_tim") for value in row}
    assert hashes
    assert not [h for h in hashes if h in str(found.to_dicts())]


@pytest.mark.parametrize(("agency", "seen"), [("A", ["t1"]), ("B", ["t1", "t2"]), ("C", ["t3"]), ("D", [])])
def test_a_reader_of_one_agency_sees_the_teams_it_owns_or_takes_part_in(desk, agency, seen):
    who = Principal("kadis", Role.PIMPINAN, Scope("36.72", agency))
    assert read.teams(published(desk), who, "36.72", "2024-TW2")["kode_tim"].to_list() == seen


def test_another_government_is_refused(desk):
    lake = published(desk)
    with pytest.raises(NotAllowed):
        read.teams(lake, SERANG, "36.72", "2024-TW2")


def test_a_quarter_without_teams_has_the_columns_and_no_row(desk):
    lake = published(desk)
    columns = read.teams(lake, CILEGON, "36.72", "2024-TW2").columns
    desk.quarter("2024-TW3", "10")
    for periode in ("2024-TW1", "2024-TW3"):  # nothing handed in, and no sheet of teams
        found = read.teams(desk.reader(), CILEGON, "36.72", periode)
        assert (found.columns, found.height) == (columns, 0)
