"""The charts of Ringkasan and Capaian Kinerja, tested on the figures' own data."""

from __future__ import annotations

import pytest

from pages.charts import attainment_matrix, bullets, dumbbell, trend
from pages.charts import theme as themes
from pages.ui import scales

WORDS = {code: scales.word(code) for code in themes.STEPS}


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(figure: object) -> list[str]:
    return [note.text for note in figure.layout.annotations]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "step"),
    [
        (91, "ST"),
        (90.99, "T"),
        (90.5, "T"),
        (75.5, "S"),
        (65.3, "R"),
        (50.4, "SR"),
        (65.996, "S"),
        (0, "SR"),
        (130, "ST"),
        (None, None),
    ],
)
def test_the_scale_leaves_no_gap_between_its_printed_bands(value: float | None, step: str | None) -> None:
    assert scales.attainment().step(value) == step


def test_the_scale_says_that_nobody_verified_it() -> None:
    assert "belum diverifikasi" in scales.note()


def test_the_dumbbell_shows_then_now_and_the_word(theme: str) -> None:
    rows = [
        dumbbell.Row("1.01", "Dinkes", 63.8, 62.0, "63,8%", "Rendah", "x"),
        dumbbell.Row("1.02", "DLH", 70.2, None, "70,2%", "Sedang", "y"),
    ]
    figure = dumbbell.dumbbell(rows, scales.attainment(), WORDS, theme)
    _, then, now = figure.data
    assert list(now.x) == [63.8, 70.2]
    assert list(now.y) == [1, 0]  # the first row on top
    assert list(then.x) == [62.0]
    assert [c[0] for c in now.customdata] == ["1.01", "1.02"]
    assert now.marker.color[0] == themes.palette(theme).tingkat["R"].fill
    assert any("Rendah" in text and "63,8%" in text for text in texts(figure))


def test_a_cell_without_a_value_is_dotted_and_says_so(theme: str) -> None:
    row = attainment_matrix.Row("1", "BPBD", "Badan …", [88.0, None], ["88,0", "–"], "Belum lapor")
    periods = [("III", "2024", "TW III 2024"), ("IV", "", "TW IV 2024")]
    figure = attainment_matrix.matrix([row], periods, scales.attainment(), theme, missing="belum")
    colours = themes.palette(theme)
    assert list(figure.data[0].marker.color) == [colours.tingkat["T"].fill, colours.dasar]
    assert [shape.line.dash for shape in figure.layout.shapes] == ["dot"]
    assert "belum" in texts(figure)
    assert "– Belum lapor" in texts(figure)


def test_a_click_on_any_cell_gives_its_agency(theme: str) -> None:
    rows = [attainment_matrix.Row(str(n), f"D{n}", f"Dinas {n}", [70.0, 80.0], ["70,0", "80,0"], "Tinggi") for n in (1, 2)]
    periods = [("III", "2024", "TW III 2024"), ("IV", "", "TW IV 2024")]
    figure = attainment_matrix.matrix(rows, periods, scales.attainment(), theme, missing="belum", chosen="2")
    assert [c[0] for c in figure.data[0].customdata] == ["1", "1", "2", "2"]
    assert figure.data[0].unselected.marker.opacity == 1  # a click must not fade the rest


def test_a_bullet_is_as_long_as_its_capped_attainment_and_starts_at_zero(theme: str) -> None:
    rows = [
        bullets.Bullet("a", "Imunisasi", None, "–", "belum diisi", "target 95 %"),
        bullets.Bullet("b", "Tanggap (turun)", 40.0, "40,0%", "Sangat Rendah", "realisasi 24", "tercetak 62,5%"),
    ]
    figure = bullets.bullets(rows, scales.attainment(), theme, target="target")
    track, bars = figure.data
    assert list(track.x) == [100.0, 100.0]
    assert list(bars.x) == [40.0]
    assert list(bars.base) == [0]
    assert figure.layout.shapes[0].x0 == 100
    loud = next(text for text in texts(figure) if "tercetak" in text)
    assert themes.palette(theme).tingkat["SR"].word in loud
    assert "belum diisi" in texts(figure)


def test_a_missing_quarter_breaks_the_line_and_says_so(theme: str) -> None:
    points = [trend.Point("TW I", "2024", 70.0, "70,0%"), trend.Point("II", "", None, "–"), trend.Point("III", "", 75.0, "75,0%")]
    figure = trend.trend(points, theme, cut=(76.0, "76 = Tinggi"), missing="belum")
    assert list(figure.data[0].y) == [70.0, None, 75.0]
    assert figure.data[0].connectgaps is False
    assert {"belum", "76 = Tinggi", "<b>75,0%</b>"} <= set(texts(figure))


def contrast(one: str, other: str) -> float:
    return themes._contrast(one, other)


def test_words_and_figures_can_be_read_on_every_fill_and_paper(theme: str) -> None:
    colours = themes.palette(theme)
    assert contrast(colours.teks, colours.dasar) >= 13
    assert contrast(colours.redup, colours.dasar) >= 5.5
    for step in colours.tingkat.values():
        assert contrast(step.on_fill, step.fill) >= 5.5
        assert contrast(step.word, colours.dasar) >= 5
    for fill in (*colours.jabatan.values(), *colours.pita):
        assert contrast(themes.ink(fill), fill) >= 4.5


def test_every_annotation_lies_inside_its_axis(theme: str) -> None:
    """Plotly does not draw an annotation whose anchor lies outside the range, and says nothing."""
    rows = [
        dumbbell.Row("1", "A", 12.0, 8.0, "12,0%", "Sangat Rendah", ""),
        dumbbell.Row("2", "B", 118.0, 90.0, "118,0%", "Sangat Tinggi", ""),
    ]
    figure = dumbbell.dumbbell(rows, scales.attainment(), WORDS, theme)
    low, high = figure.layout.xaxis.range
    inside = [note for note in figure.layout.annotations if note.xref != "paper"]
    assert inside
    assert all(low <= note.x <= high for note in inside)
