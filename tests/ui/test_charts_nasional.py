"""The pictures of Nasional on hand-made figures: tiles, dots, lines, and the colours between cut points."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pages.charts import theme as themes
from pages.charts.band_trend import Series, band_trend
from pages.charts.dot_strip import Dot, Line, bin_width, dot_strip, stacked
from pages.charts.region_tiles import columns, region_tiles
from pages.charts.swatches import Classes, cut_points, of_cuts, of_scale
from pages.charts.tile_map import COLUMNS, ROWS, Tile, tile_map
from pages.ui import scales

WORDS = {code: code for code in themes.STEPS}
COLOURS = of_scale(scales.completeness(), "light", "Lengkap", WORDS)


def tile(kode: str, column: int, row: int, value: float | None = 95.0) -> Tile:
    return Tile(kode, kode, "8/9", column, row, COLOURS.of(value), kode)


@pytest.mark.parametrize(
    ("value", "step"),
    [(100.0, "ST"), (99.99, "T"), (90.0, "T"), (89.994, "S"), (75.0, "S"), (50.0, "R"), (49.99, "SR"), (0.0, "SR")],
)
def test_the_scale_of_completeness_has_five_steps(value: float, step: str) -> None:
    found = COLOURS.of(value)
    assert found is not None
    assert found.code == step


def test_no_value_has_no_colour() -> None:
    assert COLOURS.of(None) is None
    assert Classes("", ()).of(3.0) is None


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([0.0, 100.0], (20.0, 40.0, 60.0, 80.0)),
        ([38.0, 38.1, 49.7], (40.0, 42.5, 45.0, 47.5)),
        ([85.66, 87.56], (86.0, 86.5, 87.0, 87.5)),
        ([-1018.0, -385.0], (-1000.0, -800.0, -600.0, -400.0)),
        ([6.0, 6.0], ()),
        ([], ()),
    ],
)
def test_cut_points_are_round_and_part_into_at_most_five(values: list[float], cuts: tuple[float, ...]) -> None:
    assert cut_points(values) == pytest.approx(cuts)


@pytest.mark.parametrize("high", [1.0, 3.7, 12.0, 99.9, 1234.5])
def test_every_value_lies_in_a_class_and_the_classes_darken(high: float) -> None:
    found = of_cuts(cut_points([0.0, high]), "light", "x", str)
    assert 2 <= len(found.legend) <= 5
    assert found.of(0.0) is found.legend[0]
    assert found.of(high) is found.legend[-1]
    assert len({s.fill for s in found.legend}) == len(found.legend)


def test_all_alike_are_one_class() -> None:
    found = of_cuts((), "dark", "x", str)
    assert len(found.legend) == 1
    assert found.of(6.0) is found.legend[0]


def test_the_map_draws_one_trace_and_one_list_of_words() -> None:
    fig = tile_map([tile("11", 0, 0), tile("36", 4, 6), tile("95", 17, 4, None)], COLOURS, "light", chosen="36")
    (bars,) = fig.data
    assert [point[0] for point in bars.customdata] == ["11", "36", "95"]
    assert list(bars.base) == pytest.approx([0.025, 4.025, 17.025])
    assert fig.layout.xaxis.range == (0, COLUMNS)
    assert fig.layout.yaxis.range == (ROWS, 0)
    assert len(fig.layout.annotations) == 3 + 1 + 2 * 5
    dotted = [s for s in fig.layout.shapes if s.line.dash == "dot"]
    framed = [s for s in fig.layout.shapes if s.line.width == 3]
    assert ([s.x0 for s in dotted], [s.x0 for s in framed]) == ([pytest.approx(17.025)], [pytest.approx(4.025)])


def test_the_map_asks_no_other_server() -> None:
    assert "geo" not in tile_map([tile("11", 0, 0)], COLOURS, "light").to_dict()["layout"]


@pytest.mark.parametrize(("count", "wide"), [(1, 2), (2, 2), (9, 5), (24, 7), (38, 9), (39, 9)])
def test_a_province_is_a_grid_a_little_wider_than_square(count: int, wide: int) -> None:
    assert columns(count) == wide


def test_the_governments_of_a_province_stand_row_by_row() -> None:
    tiles = [tile(f"36.0{n}", 0, 0) for n in range(9)]
    fig = region_tiles(tiles, COLOURS, "dark", chosen="36.06")
    (bars,) = fig.data
    assert [round(y, 1) for y in bars.y] == [0.5] * 5 + [1.5] * 4
    low, high = fig.layout.yaxis.range
    assert all(high <= note.y <= low for note in fig.layout.annotations), "a word outside the axis is not drawn"


@pytest.mark.parametrize(
    ("values", "whole", "width"),
    [([51.0, 100.0], True, 1.0), ([86.4, 87.6], True, 0.1), ([5.0, 5.0], True, 1.0), ([200.0, 900.0], False, 50.0)],
)
def test_a_stack_is_a_point_where_that_parts_the_values(values: list[float], whole: bool, width: float) -> None:
    assert bin_width(values, whole) == pytest.approx(width)


def test_equal_values_stand_on_each_other() -> None:
    assert stacked([78.2, 78.9, 79.0, 78.4], 1.0) == [(78.5, 0), (78.5, 1), (79.5, 0), (78.5, 2)]


def test_dots_lines_and_words() -> None:
    swatch = COLOURS.of(95.0)
    assert swatch is not None
    dots = [Dot(f"11.{n:02d}", 60.0 + n, swatch, "") for n in range(30)]
    marks = {"middle": Line(74.5, "median nasional 74,5"), "chosen": Line(82.0, "Kota Cilegon 82,0")}
    fig = dot_strip(dots, "light", [(66.0, "66"), (200.0, "200")], **marks)
    assert len(fig.data[0].x) == 30
    words = {note.text: note for note in fig.layout.annotations}
    assert set(words) == {"66", "median nasional 74,5", "Kota Cilegon 82,0"}, "a tick outside the axis is left out"
    assert words["median nasional 74,5"].xanchor == "right", "the words turn away from the line of the chosen one"


def test_one_government_alone_can_be_drawn() -> None:
    swatch = COLOURS.of(95.0)
    assert swatch is not None
    assert len(dot_strip([Dot("36", 80.0, swatch, "")], "dark", [(80.0, "80")]).data[0].x) == 1


def test_lines_that_end_together_keep_their_names_apart() -> None:
    lines = [Series(name, [1.0, value], ["1", "2"], ["", ""]) for name, value in (("A", 2.0), ("B", 2.01), ("C", 2.02))]
    fig = band_trend(lines, ([0.5, None], [1.5, None]), [("TW I", "2024"), ("II", "")], "light", band_name="separuh")
    ends = [n for n in fig.layout.annotations if n.xref == "paper"]
    assert len(ends) == 3
    span = fig.layout.yaxis.range[1] - fig.layout.yaxis.range[0]
    heights = sorted(202 * (n.y - fig.layout.yaxis.range[0]) / span + (n.yshift or 0) for n in ends)
    assert all(later - earlier >= 16.9 for earlier, later in pairwise(heights))


def test_a_place_without_values_has_no_name_at_the_end() -> None:
    fig = band_trend([Series("A", [None, None], ["–", "–"], ["", ""])], None, [("TW I", "2024"), ("II", "")], "light")
    assert not [n for n in fig.layout.annotations if n.xref == "paper"]
