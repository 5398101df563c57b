"""The words of Ramping: gettext catalogues in Indonesian (first) and English, read by one function.

A key's first segment names its catalogue: `metrik.capaian_kinerja` lies in `id/metrik.po` and `en/metrik.po`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LANGUAGES = ("id", "en")
_HERE = Path(__file__).parent


def text(key: str, lang: str = "id", /, **values: object) -> str:
    """The text of `key` in `lang`, with `{name}` replaced by values. KeyError if the catalogue lacks the key."""
    message = catalogue(key.partition(".")[0], lang)[key]
    return message.format(**values) if values else message


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
