"""The note on a header: what the column means, what it takes, an example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from etl import yamls
from etl.contracts import Column
from etl.locale import text

_EXAMPLES = Path(__file__).parent / "contoh.yaml"
_LINE_CHARACTERS, _LINE_PIXELS, _MARGIN_PIXELS = 46, 15, 24


@cache
def examples() -> dict[str, dict[str, str]]:
    """Per dataset and column one value as a sender would write it."""
    return {d: {name: str(value) for name, value in row.items()} for d, row in yamls.read(_EXAMPLES).items()}


def example(dataset: str, column: Column) -> str:
    """A value of this column; the first of its choices where none is set down. KeyError where there is neither."""
    given = examples()[dataset]
    return given.get(column.name) or (column.choices[0] if column.choices else given[column.name])


def note(dataset: str, column: Column, lang: str) -> str:
    """The text of the note."""
    must = "templat.catatan.wajib" if column.required else "templat.catatan.boleh_kosong"
    lines = [
        text(f"kontrak.{dataset}.{column.name}", lang),
        f"{text(f'kontrak.tipe.{column.type}', lang)}. {text(must, lang)}.",
    ]
    if column.choices:
        lines.append(text("templat.catatan.pilihan", lang, pilihan=", ".join(column.choices)))
    if column.refers:
        sheet, _, name = column.refers.partition(".")
        lines.append(text("templat.catatan.rujukan", lang, lembar=sheet, kolom=name))
    lines.append(text("templat.catatan.contoh", lang, contoh=example(dataset, column)))
    return "\n".join(lines)


def height(note: str) -> int:
    """Pixels that the note needs at its width."""
    lines = sum(1 + len(line) // _LINE_CHARACTERS for line in note.split("\n"))
    return _MARGIN_PIXELS + lines * _LINE_PIXELS
