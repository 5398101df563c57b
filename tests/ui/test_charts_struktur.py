"""What the structure pictures draw, read from the figures' own data."""

from __future__ import annotations

import polars as pl
import pytest
from fake_structure import NOW, THEN, UNITS, nodes_of

from pages.charts.bagan import org_tree
from pages.charts.bands import band_shares
from pages.charts.branch_icicle import branch_icicle
from pages.charts.icicle import region_icicle
from pages.charts.layers import people_per_layer
from pages.charts.matrix import layer_by_band
from pages.charts.structure_colours import Colouring, band, step
from pages.charts.theme import palette
from pages.ui import kotak, rentang_model, struktur, struktur_temuan
from pages.ui.singkatan import short_post, short_unit

UNIT = pl.DataFrame(UNITS, schema=["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd"], orient="row")
NO_SHADOW = pl.DataFrame(schema={"kode_jabatan": pl.String, "pengarah": pl.Int64})
BANDS = {"1": "1", "2-3": "2–3", "4-7": "4–7", "8-15": "8–15", ">15": "> 15"}


def words(fig) -> list[str]:  # type: ignore[no-untyped-def]
    return [note.text for note in fig.layout.annotations]


def region(nodes: pl.DataFrame, cap: int = 13, theme: str = "light"):  # type: ignore[no-untyped-def]
    rows, cells = struktur.region_rows(nodes, UNIT, cap)
    trunk = [("Wali Kota", "kepala_daerah"), ("Sekda", "jpt_pratama")]
    return region_icicle(trunk, rows, cells, struktur.per_layer(nodes), Colouring("kategori", theme), theme)


def test_layers_count_persons_not_posts() -> None:
    got = dict(struktur.per_layer(nodes_of(NOW, "terisi")).select("lapisan", "orang").iter_rows())
    assert got == {1: 1, 2: 1, 3: 4, 4: 3, 5: 1 + 18 + 1, 6: 2}


def test_an_empty_seat_is_no_person() -> None:
    with_seats = struktur.per_layer(nodes_of(NOW, "dengan_lowong"))
    assert with_seats["orang"].sum() == struktur.per_layer(nodes_of(NOW, "terisi"))["orang"].sum()


def test_the_trunk_is_the_chain_above_the_agencies() -> None:
    assert struktur.trunk(nodes_of(NOW, "terisi"))["kode_jabatan"].to_list() == ["WK", "SK"]


def test_the_rows_past_the_cap_become_one_that_says_how_many() -> None:
    rows, cells = struktur.region_rows(nodes_of(NOW, "terisi"), UNIT, cap=2)
    assert rows["kode_opd"].to_list()[2:] == [struktur.REST]
    assert rows["anggota"].to_list()[-1] == 2
    assert cells["orang"].sum() == 29, "nobody is lost in the rest"


def test_the_region_picture_writes_each_agency_with_its_people_and_opens_it_on_click() -> None:
    fig = region(nodes_of(NOW, "terisi"))
    assert "<b>Dinkes</b> 24" in words(fig)
    assert "1.01" in {point[0] for point in fig.data[-1].customdata}


def test_a_branch_that_stops_early_says_where() -> None:
    assert "selesai di 5" in words(region(nodes_of(NOW, "terisi")))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_clicked_mark_does_not_fade_the_others(theme: str) -> None:
    bars = region(nodes_of(NOW, "terisi"), theme=theme).data[-1]
    assert bars.unselected.marker.opacity == 1


def test_bars_are_linear_from_zero_and_the_outline_is_the_earlier_period() -> None:
    now, then = (struktur.per_layer(nodes_of(rows, "terisi")) for rows in (NOW, THEN))
    fig = people_per_layer(now, then, "light")
    bars = fig.data[-1]
    filled = [w for w, c in zip(bars.width, bars.marker.color, strict=True) if c == palette("light").jabatan["jpt_pratama"]]
    assert filled[4] / filled[2] == pytest.approx(20 / 4)
    assert any("dulu 20" in w for w in words(fig))


def test_band_segments_are_as_long_as_their_share() -> None:
    fig = band_shares([("TW IV 2020", [1, 1, 2, 0, 0]), ("TW IV 2024", [0, 0, 4, 0, 0])], list(BANDS.values()), "light")
    lengths = [w + 2 for w in fig.data[-1].width]
    assert lengths[2] == pytest.approx(2 * lengths[0])
    assert lengths[3] == pytest.approx(4 * lengths[0])
    assert "<b>50%</b>  2" in words(fig)


def test_a_period_without_managers_draws_no_bar_but_says_so() -> None:
    fig = band_shares([("TW IV 2024", [0] * 5)], list(BANDS.values()), "light")
    assert any("tidak ada manajer" in w for w in words(fig))


def test_the_matrix_has_totals_outside_and_a_dot_for_none() -> None:
    fig = layer_by_band({(4, "1"): 3, (4, "2-3"): 2, (5, "1"): 4}, {4: "4", 5: "5"}, BANDS, "light", chosen=["4|1"])
    assert {"<b>3</b>", "<b>2</b>", "<b>4</b>", "·", "5", "7"} <= set(words(fig))
    assert fig.data[-1].customdata[0][0] == "4|1"
    assert len(fig.layout.shapes) == 1, "only the chosen cell is framed"


def branch_boxes(lowong: bool = True) -> kotak.Cabang:
    posts = struktur.posts(nodes_of(NOW, "struktural"), nodes_of(NOW, "terisi"))
    shown = posts if lowong else struktur.without_vacancies(posts)
    return kotak.boxes(struktur.branch(shown, shown, "1.01"), "Dinas Kesehatan", UNIT, NO_SHADOW)


def test_equal_posts_are_one_box_and_managers_stand_alone() -> None:
    titles = [k.judul for k in branch_boxes().kotak]
    assert titles[0] == "Kepala Dinas Kesehatan"
    assert {"15 pelaksana", "3 JF Ahli Muda", "Kabid P2P", "Kasubbag Keuangan"} <= set(titles)


def test_the_boxes_hold_everybody_of_the_branch() -> None:
    assert sum(k.orang for k in branch_boxes().kotak) == 24


def test_a_vacant_post_is_dotted_and_says_lowong() -> None:
    vacant = [k for k in branch_boxes().kotak if k.kosong]
    assert [(k.judul, k.catatan) for k in vacant] == [("Kasubbag Keuangan", "lowong")]
    assert len(org_tree(branch_boxes().kotak, Colouring("kategori", "light"), "light").layout.shapes) == 1
    assert not any(k.kosong for k in branch_boxes(lowong=False).kotak)


def test_past_the_cap_the_deepest_level_closes_first_and_nobody_is_lost() -> None:
    closed = kotak.within(branch_boxes().kotak, 6)
    assert len(closed) <= 6
    assert max(k.lapisan for k in closed) == 5 - 1
    assert sum(k.orang for k in closed) == 24


def test_the_branch_icicle_keeps_its_children_inside_their_parents() -> None:
    trace = branch_icicle(branch_boxes().kotak, Colouring("kategori", "light"), "light").data[0]
    sums: dict[str, float] = {}
    for parent, value in zip(trace.parents, trace.values, strict=True):
        sums[parent] = sums.get(parent, 0) + value
    own = dict(zip(trace.ids, trace.values, strict=True))
    assert all(own[parent] == total for parent, total in sums.items() if parent)


def test_many_upt_of_one_kind_become_a_strip() -> None:
    upt = [(f"P{i}", "KD1", f"Kepala Puskesmas {i}", "fungsional", None, f"1.01.P{i}", 1) for i in range(5)]
    staff = [(f"S{i}", f"P{i}", "Perawat", "fungsional", "terampil", f"1.01.P{i}", 4) for i in range(5)]
    import fake_structure

    extra = [(f"1.01.P{i}", "1.01", f"Puskesmas {i}", "puskesmas", "1.01") for i in range(5)]
    before = list(fake_structure.UNITS)
    try:
        fake_structure.UNITS.extend(extra)
        units = pl.DataFrame(fake_structure.UNITS, schema=UNIT.schema, orient="row")
        posts = struktur.posts(nodes_of([*NOW, *upt, *staff], "struktural"), nodes_of([*NOW, *upt, *staff], "terisi"))
        found = kotak.boxes(struktur.branch(posts, posts, "1.01"), "Dinas Kesehatan", units, NO_SHADOW)
    finally:
        fake_structure.UNITS[:] = before
    assert [code for code, _ in found.strip] == ["P0", "P1", "P2", "P3", "P4"]
    assert [(k.judul, k.orang) for k in found.kotak if "puskesmas" in k.judul] == [("5 puskesmas", 25)]


def test_posts_match_by_code_else_by_origin_and_never_by_name() -> None:
    now = pl.DataFrame(
        {"kode_jabatan": ["A", "N", "X"], "nama_jabatan": ["a", "n", "Kasi"], "lapisan": 1, "rentang": 0, "orang": 1}
    )
    now = now.with_columns(jenis_jabatan=pl.lit("pengawas"), kode_opd=pl.lit("1"), kode_unit=pl.lit("1"))
    before = now.with_columns(kode_jabatan=pl.Series(["A", "OLD", "Y"]))
    origins = pl.DataFrame({"kode_jabatan": ["N"], "kode_asal": ["OLD;OTHER"]})
    got = dict(struktur.compared(now, before, origins).select("kode_jabatan", "perubahan").iter_rows())
    assert got == {"A": "tetap", "N": "tetap", "X": "baru", "Y": "dihapus"}


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (struktur_temuan.Lapisan(6, 319), "Lapisan terpanjang 6; 319 orang berada di lapisan 6."),
        (struktur_temuan.Lapisan(6, 319, 6, 3695, "sekretariat"),
         "Lapisan terpanjang tetap 6 karena cabang sekretariat; orang di lapisan 6 turun dari 3.695 menjadi 319."),
        (struktur_temuan.Lapisan(6, 319, 6, 3695),
         "Lapisan terpanjang tetap 6; orang di lapisan 6 turun dari 3.695 menjadi 319."),
        (struktur_temuan.Lapisan(6, 10, 6, 5), "Lapisan terpanjang tetap 6; orang di lapisan 6 naik dari 5 menjadi 10."),
        (struktur_temuan.Lapisan(6, 5, 6, 5), "Lapisan terpanjang tetap 6; orang di lapisan 6 tetap 5."),
        (struktur_temuan.Lapisan(5, 0, 6, 40), "Lapisan terpanjang turun dari 6 menjadi 5; orang di lapisan 6: dulu 40, kini 0."),
        (struktur_temuan.Lapisan(7, 4, 6, 0), "Lapisan terpanjang naik dari 6 menjadi 7; orang di lapisan 7: dulu 0, kini 4."),
    ],
)  # fmt: skip
def test_the_layer_sentence_by_rule(measured: struktur_temuan.Lapisan, said: str) -> None:
    assert struktur_temuan.sentence(measured) == said
    assert len(said) <= 110


REF = rentang_model.acuan()


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ([14, 81, 142, 96, 23], [36, 196, 148, 61, 11],
         "Satu dari empat manajer (26,7%) masih membawahi paling banyak 3 orang; empat tahun lalu separuhnya (51,3%)."),
        ([40, 0, 60, 0, 0], [20, 0, 80, 0, 0], "40,0% manajer kini membawahi paling banyak 3 orang; empat tahun lalu 20,0%."),
        ([42, 0, 58, 0, 0], [40, 0, 60, 0, 0],
         "Rentang rata-rata 12,1; manajer dengan paling banyak 3 bawahan 42,0%, empat tahun lalu 40,0%."),
        ([50, 0, 50, 0, 0], None, "Separuh manajer (50,0%) membawahi paling banyak 3 orang."),
        ([0] * 5, None, "Tidak ada manajer di cabang ini."),
    ],
)  # fmt: skip
def test_the_span_sentence_by_rule(now: list[int], before: list[int] | None, said: str) -> None:
    assert rentang_model.sentence(now, before, REF, ("2024-TW4", "2020-TW4"), 12.1) == said
    assert len(said) <= 110


def test_the_lists_follow_the_reference_values() -> None:
    rows = rentang_model.managers(nodes_of(NOW, "terisi"), REF)
    assert rentang_model.choose(rows, "satu", REF)["kode_jabatan"].to_list() == ["WK", "KD2", "KB2", "SE1"]
    assert rentang_model.choose(rows, "lebar", REF)["kode_jabatan"].to_list() == ["KB1"]
    assert rentang_model.choose(rows, "4|>15", REF)["kode_jabatan"].to_list() == ["KB1"]
    assert set(rentang_model.choose(rows, "sempit", REF)["kode_jabatan"]) == {"WK", "KD2", "KB2", "SE1", "KD1", "KU1"}


def test_a_manager_of_empty_seats_shows_them() -> None:
    rows = rentang_model.with_vacancies(rentang_model.managers(nodes_of(NOW, "terisi"), REF), nodes_of(NOW, "dengan_lowong"))
    assert dict(rows.select("kode_jabatan", "lowong_bawah").iter_rows())["SE1"] == 1


@pytest.mark.parametrize(("span", "place"), [(1, 0), (2, 1), (3, 1), (4, 2), (7, 2), (8, 3), (15, 3), (16, 4)])
def test_a_span_falls_into_its_band(span: int, place: int) -> None:
    assert band(span, REF.cuts) == place


@pytest.mark.parametrize(
    ("filled", "code"), [(100, "ST"), (99, "T"), (90, "T"), (89, "S"), (75, "S"), (74, "R"), (50, "R"), (49, "SR")]
)
def test_occupancy_falls_into_its_step(filled: int, code: str) -> None:
    assert step(filled, 100) == code


def test_names_are_shortened_as_officials_say_them() -> None:
    assert short_unit("Dinas Kesehatan Kota Cilegon") == "Dinkes"
    assert short_unit("Dinas Serba Serbi Urusan Pemerintahan") == "Dinas Serba Serbi Urusa…"
    assert short_post("Kepala Sub Bagian Keuangan") == "Kasubbag Keuangan"
