"""The figures of growth as a picture (SVG): a line for each kind, drawn by ourselves, so that a benchmark needs no browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDE, HIGH, EDGE = 640, 260, 48
COLOURS = ("#1b5e9e", "#b3541e", "#3f7d3f")

Line = Sequence[tuple[float, float]]
"""(how many, milliseconds), from few to many."""


def svg(panels: Mapping[str, Mapping[str, Line]]) -> str:
    """One panel below the other; a panel: its title and its lines by name. Both axes begin at nought."""
    drawn = [_panel(title, lines, place * HIGH) for place, (title, lines) in enumerate(panels.items())]
    size = f'width="{WIDE}" height="{HIGH * len(panels)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">{"".join(drawn)}</svg>\n'


def _panel(title: str, lines: Mapping[str, Line], down: int) -> str:
    points = [point for line in lines.values() for point in line]
    most = max(x for x, _ in points) or 1, max(y for _, y in points) or 1
    frame = f'<text x="{EDGE}" y="{down + 20}" font-weight="bold">{escape(title)}</text>'
    base, right = down + HIGH - EDGE, WIDE - EDGE * 3
    frame += f'<path d="M{EDGE} {down + 36}V{base}H{right}" fill="none" stroke="#888"/>'
    for x in sorted({x for x, _ in points}):
        frame += f'<text x="{_across(x, most[0]):.0f}" y="{base + 16}" text-anchor="middle">{x:g}</text>'
    return frame + "".join(_line(name, line, most, base, n) for n, (name, line) in enumerate(lines.items()))


def _line(name: str, line: Line, most: tuple[float, float], base: int, number: int) -> str:
    places = [(_across(x, most[0]), base - y / most[1] * (HIGH - EDGE - 44)) for x, y in line]
    colour = COLOURS[number % len(COLOURS)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{told:.0f} ms</title></circle>'
        for (x, y), (_, told) in zip(places, line, strict=True)
    )
    last = f"{escape(name)} {line[-1][1]:.0f} ms"
    words = f'<text x="{places[-1][0] + 8:.1f}" y="{places[-1][1] + 4 + number * 2:.1f}" fill="{colour}">{last}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{marks}{words}'


def _across(x: float, most: float) -> float:
    return EDGE + x / most * (WIDE - EDGE * 4)


def panels(
    points: Sequence[Mapping[str, str | float]], titles: tuple[str, str]
) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Points of growth (`apa`, `wilayah`, `triwulan`, `detik`) as panels: over governments, and over quarters."""
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for title, moving, still in ((titles[0], "wilayah", "triwulan"), (titles[1], "triwulan", "wilayah")):
        # The size that most points share is the one that stood still while the other grew.
        held = [point[still] for point in points]
        fixed = max(set(held), key=lambda size: len({point[moving] for point in points if point[still] == size}))
        chosen = sorted((point for point in points if point[still] == fixed), key=lambda point: float(point[moving]))
        for point in chosen:
            place = float(point[moving]), float(point["detik"]) * 1000
            found.setdefault(title, {}).setdefault(str(point["apa"]), []).append(place)
    return found
