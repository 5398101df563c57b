"""What a submission changes: rows against the version before, and the figures that would move if it counted."""

import dataclasses
import random

import polars as pl
import pytest
from meja import INDICATOR, LOKAL, NAMA, NIP, POSTS, STAFF, UNITS

from etl.access import Principal, Role, Scope
from etl.errors import DataRefused, NotAllowed
from etl.warehouse import care, lake, read, write
from etl.warehouse.order import Stage

REGION, QUARTER = "36.72", "2024-TW1"
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))
LEADER = Principal("walikota@kota", Role.PIMPINAN, Scope(REGION))
NEW_POST = POSTS[3] | {"kode_jabatan": "J4", "nama_jabatan": "Pengawas Sekolah"}


def draft(desk, realisasi="90", periode=QUARTER, **other):
    return desk.submit(desk.parsed(periode, realisasi, **other), stage=Stage.DRAF)[0]["kiriman_id"]


def changes(desk, before, after, who=OPERATOR):
    return read.row_changes(desk.reader(), who, REGION, before, after)


def changed(row, **new):
    return [*(r for r in POSTS if r is not row), row | new]


def test_the_same_rows_again_change_nothing(desk):
    before, after = draft(desk), draft(desk, unit=[*UNITS[::-1]])
    assert changes(desk, before, after).is_empty()


def test_a_changed_row_says_which_column_from_what_to_what(desk):
    before = draft(desk)
    after = draft(desk, jabatan=changed(POSTS[2], kelas=12, nama_jabatan="Kepala Bidang Mutu"), realisasi="95")
    found = changes(desk, before, after).select("dataset", "jenis", "kode", "nama", "kolom", "nilai_sebelum", "nilai_sesudah")
    assert found.rows() == [
        ("jabatan", "ubah", "J2", "Kepala Bidang Mutu", "nama_jabatan", "Kepala Bidang", "Kepala Bidang Mutu"),
        ("jabatan", "ubah", "J2", "Kepala Bidang Mutu", "kelas", None, "12"),
        ("capaian", "ubah", "I1", "Siswa dilayani", "realisasi", "90", "95"),
    ]


def test_rows_added_and_removed_are_named_by_their_code(desk):
    before, after = draft(desk), draft(desk, jabatan=[*POSTS[:3], NEW_POST], pegawai=STAFF[:2])
    assert changes(desk, before, after).select("dataset", "jenis", "kode", "nama").rows() == [
        ("jabatan", "hapus", "J3", "Guru"),
        ("jabatan", "tambah", "J4", "Pengawas Sekolah"),
        ("pegawai", "hapus", "J3", "Guru"),
    ]


def test_without_an_earlier_version_everything_is_new(desk):
    found = changes(desk, None, draft(desk))
    assert found["jenis"].unique().to_list() == ["tambah"]
    assert found.group_by("dataset").len().sort("dataset").rows() == [
        ("capaian", 1), ("indikator", 1), ("jabatan", 4), ("pegawai", 3), ("unit", 3),
    ]  # fmt: skip


def test_of_persons_only_the_post_and_the_column_are_told(desk):
    before = draft(desk)
    staff = [STAFF[0] | {"golongan": "IV/c", "predikat_kinerja": "kurang"}, STAFF[2] | {"id_pegawai_lokal": "LAIN"}]
    found = changes(desk, before, draft(desk, pegawai=staff))
    told = found.select("jenis", "kode", "kolom", "nilai_sebelum", "nilai_sesudah").rows()
    assert told == [
        ("hapus", "J2", None, None, None),
        ("hapus", "J3", None, None, None),
        ("tambah", "J3", None, None, None),
        ("ubah", "J1", "golongan", None, None),
        ("ubah", "J1", "predikat_kinerja", None, None),
    ]
    words = str(found.rows())
    assert not any(secret in words for secret in (NIP, NAMA, LOKAL, "199903", "IV/c", "kurang"))


def test_an_elected_official_without_a_number_is_the_same_person_each_time(desk):
    mayor = {"nama": "Wali", "kode_jabatan": "J0", "status_kepegawaian": "pejabat_negara"}
    assert changes(desk, draft(desk, pegawai=[*STAFF, mayor]), draft(desk, realisasi="1", pegawai=[*STAFF, mayor]))[
        "dataset"
    ].to_list() == ["capaian"]


@pytest.mark.parametrize("seed", range(2))
def test_rows_after_less_rows_before_is_what_was_added_less_what_was_removed(desk, seed):
    some = random.Random(seed)

    def any_rows():
        posts = [p | {"kelas": some.choice([None, 9, 12])} for p in [*POSTS, NEW_POST] if some.random() < 0.7]
        # A blocked draft may hold a person twice in a post.
        return {"jabatan": posts, "pegawai": some.choices(STAFF, k=some.randint(0, 5)), "unit": some.sample(UNITS, k=2)}

    first, second = any_rows(), any_rows()
    found = changes(desk, draft(desk, "1", **first), draft(desk, "2", **second))
    counted = {key: n for *key, n in found.group_by("dataset", "jenis").len().rows() for key in [tuple(key)]}
    for dataset in first:
        added, removed = (counted.get((dataset, kind), 0) for kind in ("tambah", "hapus"))
        assert len(second[dataset]) - len(first[dataset]) == added - removed, dataset


def test_only_who_may_read_drafts_of_the_whole_region_compares(desk):
    kiriman = draft(desk)
    for who in (LEADER, Principal("x", Role.OPERATOR, Scope("36.04")), Principal("x", Role.OPERATOR, Scope(REGION, "2.01"))):
        with pytest.raises(NotAllowed):
            changes(desk, None, kiriman, who)
    other = desk.quarter(QUARTER, "80", kode_wilayah="36.04")["kiriman_id"]
    with pytest.raises(DataRefused, match="tidak ada"):
        changes(desk, other, kiriman)


def published(desk):
    """All values that count, by what tells them apart."""
    rows = desk.rows("SELECT periode, kode_unit, metrik, varian, pembilang, penyebut, nilai FROM lake.nilai_kini")
    return {row[:4]: row[4:] for row in rows}


def approve(desk, kiriman):
    write.ajukan(desk.settings, OPERATOR, kiriman, {})
    write.setujui(desk.settings, APPROVER, kiriman)


def moved(desk, kiriman, who=OPERATOR):
    return read.moved(desk.reader(), who, REGION, kiriman)


@pytest.mark.parametrize(
    ("standing", "other"),
    [(0, {}), (2, {"jabatan": changed(POSTS[3], kode_atasan="J1"), "pegawai": STAFF[:2]}), (3, {})],
    ids=["the first quarter", "another tree", "a year under way"],
)
def test_what_is_said_to_move_is_what_moves_when_it_is_approved(desk, standing, other):
    for quarter in range(1, standing + 1):
        desk.quarter(f"2024-TW{quarter}", f"{80 + quarter}")
    kiriman = draft(desk, "70", **other)
    told, before = moved(desk, kiriman), published(desk)
    approve(desk, kiriman)
    after = published(desk)
    nothing = (None, None, None)
    really = {k: (before.get(k, nothing), after.get(k, nothing)) for k in {*before, *after}}
    really = {key: both for key, both in really.items() if both[0] != both[1]}
    assert {row[:4]: (row[4:7], row[7:]) for row in told.rows()} == really
    assert {key[0] for key in really} <= {f"2024-TW{n}" for n in range(1, max(standing, 1) + 1)}
    assert really, "another realisation moves something"


def test_an_earlier_draft_moves_the_later_quarters_that_refer_to_it(desk):
    desk.quarter(QUARTER, "90")
    desk.quarter("2024-TW2", "100")
    found = moved(desk, draft(desk, "50")).filter((pl.col("metrik") == "capaian_kinerja") & pl.col("kode_unit").is_null())
    assert found.select("periode", "nilai_sebelum", "nilai").unique().sort("periode").rows() == [
        ("2024-TW1", 90.0, 50.0),
        ("2024-TW2", 95.0, 75.0),
    ]


def test_what_counts_already_moves_nothing(desk):
    kiriman = desk.quarter(QUARTER, "90")["kiriman_id"]
    assert moved(desk, kiriman).is_empty()
    # Somebody who looks at the dashboard through a draft still compares with what counts.
    other = draft(desk, "70")
    assert moved(desk, other, dataclasses.replace(OPERATOR, draft=other)).equals(moved(desk, other))


def test_a_leader_is_not_told_what_a_draft_would_move(desk):
    with pytest.raises(NotAllowed):
        moved(desk, draft(desk), LEADER)


def test_a_revised_target_names_the_submission_that_revised_it(desk):
    desk.quarter(QUARTER, "90")
    revised = INDICATOR | {
        "target_tahunan": "500",
        "target_tw4": "200",
        "target_awal": "400",
        "alasan_perubahan_target": "APBD-P",
    }
    changer = desk.quarter("2024-TW2", "100", indikator=[revised])["kiriman_id"]
    desk.quarter("2024-TW3", "100", indikator=[revised])
    found = read.target_revisions(desk.reader(), LEADER, REGION, "2024-TW3")
    assert found.drop("waktu").rows() == [
        ("I1", "2.01", "400", "500", "APBD-P", "2024-TW2", changer, "Bagian Organisasi", "Bagian Organisasi")
    ]
    assert read.target_revisions(desk.reader(), LEADER, REGION, QUARTER).is_empty()
    other_agency = Principal("kepala@dinas", Role.PIMPINAN, Scope(REGION, "1.01"))
    assert read.target_revisions(desk.reader(), other_agency, REGION, "2024-TW3").is_empty()
    reached = read.attainment(desk.reader(), LEADER, REGION, "2024-TW3", basis=None)
    assert dict(reached.filter(pl.col("basis").str.starts_with("tahun")).select("basis", "capaian").rows()) == {
        "tahun": 58.0,
        "tahun_awal": 72.5,
    }


def restated(desk, periode, who=LEADER):
    return read.restated(desk.reader(), who, REGION, periode)


def test_figures_that_another_submission_restated_name_it(desk):
    desk.quarter(QUARTER, "90")
    desk.quarter("2024-TW2", "100")
    assert restated(desk, "2024-TW2").is_empty()
    corrected = desk.quarter(QUARTER, "50")["kiriman_id"]
    found = restated(desk, "2024-TW2").filter((pl.col("metrik") == "capaian_kinerja") & pl.col("kode_unit").is_null())
    told = found.select("sebab", "nilai_sebelum", "nilai", "kiriman_acuan").unique().rows()
    assert told == [("acuan", 95.0, 75.0, corrected)]
    assert restated(desk, QUARTER).is_empty(), "a new version is another submission, not a restatement"


def test_figures_that_a_newer_formula_restated_name_its_version(desk):
    desk.quarter(QUARTER, "90")
    with lake.writing(desk.settings, "uji", "rumus lama") as con:
        con.execute("UPDATE lake.nilai_metrik SET versi_rumus = 0, nilai = nilai - 1 WHERE metrik = 'capaian_kinerja'")
    care.recompute(desk.settings, Principal.system(), REGION)
    found = restated(desk, QUARTER)
    assert set(found["metrik"]) == {"capaian_kinerja"}
    row = found.filter(pl.col("kode_unit").is_null()).row(0, named=True)
    assert (row["sebab"], row["versi_rumus_sebelum"], row["versi_rumus"]) == ("hitung_ulang", 0, 1)
    assert (row["nilai_sebelum"], row["nilai"], row["kiriman_acuan"]) == (89.0, 90.0, None)


def test_what_was_computed_before_the_approval_is_no_restatement(desk):
    desk.quarter(QUARTER, "90")
    waits = draft(desk, "100", "2024-TW2")
    desk.quarter(QUARTER, "50")
    approve(desk, waits)
    assert desk.to_date("2024-TW2") == 150
    assert restated(desk, "2024-TW2").is_empty()
