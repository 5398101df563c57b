"""Classes of a scale as colours with their legend: five named steps, or sequential blues between cut points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pages.charts import theme as themes
from pages.charts.steps import Scale

MOST = 5
"""Classes of a sequential scale."""
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Swatch:
    """One class: fill, text on it, outline (pale fills need one as points), cut points as written, the word of the step."""

    fill: str
    ink: str
    outline: str
    label: str
    word: str = ""
    code: str = ""
    short: str = ""
    """The word as it fits into a legend, where it is long."""


@dataclass(frozen=True)
class Classes:
    """A scale of swatches. lows: lower ends, each with its swatch, the highest first; the last holds everything below."""

    title: str
    lows: tuple[tuple[float, Swatch], ...]
    falling: bool = True
    """Whether the legend begins with the highest class."""

    def of(self, value: float | None) -> Swatch | None:
        """The class of a value, on two decimals; None without one."""
        if value is None or not self.lows:
            return None
        rounded = round(value, 2)
        return next((swatch for low, swatch in self.lows if rounded >= low), self.lows[-1][1])

    @property
    def legend(self) -> tuple[Swatch, ...]:
        """The swatches in the order of the legend."""
        found = tuple(swatch for _, swatch in self.lows)
        return found if self.falling else found[::-1]

    @property
    def cuts(self) -> tuple[float, ...]:
        """The cut points between the classes, ascending."""
        return tuple(sorted(low for low, _ in self.lows[:-1]))


def of_scale(
    scale: Scale, theme: str, title: str, words: Mapping[str, str], short: Mapping[str, str] | None = None
) -> Classes:  # fmt: skip
    """The five steps of a scale; words: code → word of the step; short: the same as they fit into a legend."""
    p, lows, above = themes.palette(theme), [], 0.0
    for code, low in scale.bounds:
        step = p.tingkat[code]
        label = f"< {above:g}" if low <= 0 else f"{low:g}" if low >= 100 else f"≥ {low:g}"
        outline = step.word if code in themes.PALE else step.fill
        lows.append((low, Swatch(step.fill, step.on_fill, outline, label, words[code], code, (short or words)[code])))
        above = low
    return Classes(title, tuple(lows))


def of_cuts(cuts: Sequence[float], theme: str, title: str, written: Callable[[float], str]) -> Classes:
    """Sequential blues between ascending cut points: one class more than cuts. written: a cut point as text."""
    lows, many = [], len(cuts)
    for place in range(many, -1, -1):
        fill = themes.sequential(theme, 0.15 + 0.75 * (place / many if many else 0.5))
        low = cuts[place - 1] if place else -math.inf
        label = f"≥ {written(low)}" if place else f"< {written(cuts[0])}" if cuts else ""
        outline = themes.palette(theme).biru if place <= many / 2 else fill
        lows.append((low, Swatch(fill, themes.ink(fill), outline, label)))
    return Classes(title, tuple(lows), falling=False)


def cut_points(values: Sequence[float], most: int = MOST) -> tuple[float, ...]:
    """Round cut points that part these values into at most so many classes of equal width; none where all are equal."""
    if not values or math.isclose(low := min(values), high := max(values)):
        return ()
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in _NICE if n * power >= rough * 0.999)
    first = math.floor(low / step) + 1
    found = [round(n * step, 10) for n in range(first, first + most) if n * step < high]
    return tuple(found[: most - 1]) if len(found) >= most else tuple(found)
