"""A lake made by an older version: what it could not publish yet is new, not wrong."""

from __future__ import annotations

import pytest

from etl.warehouse import care, lake
from etl.warehouse.verify import Selection, verify


def changed(filled, *sql):
    with lake.writing(filled.settings, "versi lama", "tanpa metrik baru") as con:
        for one in sql:
            con.execute(one)
    return verify(filled.settings, Selection(), filled.reread)


def test_a_metric_that_was_never_published_is_new_until_recompute(filled):
    published = verify(filled.settings, Selection(), filled.reread)["nilai"]
    report = changed(
        filled,
        "DELETE FROM lake.nilai_metrik WHERE metrik = 'kelas_terisi'",
        "DELETE FROM lake.sebaran_metrik WHERE metrik = 'kelas_jabatan'",
    )
    assert set(report["baru"]) == {"kelas_terisi", "kelas_jabatan"}
    assert (report["beda"], report["sesuai"], report["tingkat_kesesuaian"]) == ([], True, 1)
    assert report["nilai"] + sum(report["baru"].values()) == published
    care.recompute(filled.settings, filled.who)
    again = verify(filled.settings, Selection(), filled.reread)
    assert (again["baru"], again["nilai"], again["sesuai"]) == ({}, published, True)


@pytest.mark.parametrize(("table", "metric"), [("nilai_metrik", "kelas_terisi"), ("sebaran_metrik", "kelas_jabatan")])
def test_figures_lost_from_one_submission_are_a_difference(filled, table, metric):
    """Earlier submissions have the metric, so this one had it too."""
    report = changed(
        filled,
        f"""DELETE FROM lake.{table} WHERE metrik = '{metric}'
        AND kiriman_id = (SELECT kiriman_id FROM lake.hitungan ORDER BY waktu DESC LIMIT 1)""",
    )
    assert (report["baru"], report["sesuai"]) == ({}, False)
    assert {d["metrik"] for d in report["beda"]} == {metric}


def test_one_figure_lost_among_those_of_a_metric_is_a_difference(filled):
    report = changed(filled, "DELETE FROM lake.nilai_metrik WHERE metrik = 'kelas_terisi' AND kode_unit IS NULL")
    assert (report["baru"], report["sesuai"]) == ({}, False)


def test_figures_of_an_older_formula_are_told_apart(filled):
    report = changed(filled, "UPDATE lake.nilai_metrik SET versi_rumus = 0, nilai = 7 WHERE metrik = 'kelas_terisi'")
    assert set(report["baru"]) == {"kelas_terisi"}
    assert report["sesuai"]


def test_a_basis_of_attainment_that_was_never_published_is_new(filled):
    report = changed(filled, "DELETE FROM lake.capaian_indikator WHERE basis = 'tahun'")
    assert (report["baru"], report["beda"], report["sesuai"]) == ({"tahun": 3}, [], True)


def test_a_basis_lost_from_one_submission_is_a_difference(filled):
    report = changed(
        filled,
        """DELETE FROM lake.capaian_indikator WHERE basis = 'tahun'
        AND kiriman_id = (SELECT kiriman_id FROM lake.hitungan ORDER BY waktu DESC LIMIT 1)""",
    )
    assert (report["baru"], report["sesuai"]) == ({}, False)
    assert {d["tabel"] for d in report["beda"]} == {"capaian_indikator"}
