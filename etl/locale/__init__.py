"""The words of Ramping: gettext catalogues in Indonesian (first) and English, read by one function.

A key's first segment names its catalogue: `metrik.capaian_kinerja` lies in `id/metrik.po` and `en/metrik.po`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("id", "en")
_HERE = Path(__file__).parent


def text(key: str, lang: str = "id", /, **values: object) -> str:
    """The text of `key` in `lang`, with `{name}` replaced by values. KeyError if the catalogue lacks the key.

    `{n:?government/governments}` is the first word where the number that `n` ends with is 1, else the second: several counts may
    stand in one sentence, which the plural forms of gettext cannot say.
    """
    message = catalogue(key.partition(".")[0], lang)[key]
    if not values:
        return message
    return _BY_NUMBER.vformat(message, (), values) if ":?" in message else message.format(**values)


class _ByNumber(Formatter):
    """`str.format` that also knows `:?one/many`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One of the two words of the specification, or what `str.format` does."""
        if not format_spec.startswith("?"):
            return str(super().format_field(value, format_spec))
        one, _, many = format_spec[1:].partition("/")
        return one if str(value).rpartition(" ")[2] == "1" else many


_BY_NUMBER = _ByNumber()


def number(value: float, lang: str = "id") -> str:
    """A number as the language writes it, with at most four decimals: `1.234,5` or `1,234.5`."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.####", locale=lang))


def has(key: str, lang: str = "id") -> bool:
    """Whether the catalogues know this key."""
    return key in catalogue(key.partition(".")[0], lang)


@lru_cache
def catalogue(domain: str, lang: str) -> dict[str, str]:
    """All texts of one catalogue; empty where no such catalogue exists."""
    # Imported late: Babel is not needed by processes that only pass keys along.
    from babel.messages.pofile import read_po

    path = _HERE / lang / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def domains() -> list[str]:
    """The names of the catalogues."""
    return sorted(path.stem for path in (_HERE / "id").glob("*.po"))
