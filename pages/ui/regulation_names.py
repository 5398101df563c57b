"""Regulations as officials cite them: `PermenPANRB 25/2021`. Pure."""

from __future__ import annotations

import re

from etl.locale import text
from etl.regulations import regulations

_SHORT = (
    (r"^Peraturan Menteri PANRB", "PermenPANRB"),
    (r"^Peraturan Menteri Dalam Negeri", "Permendagri"),
    (r"^Peraturan Pemerintah", "PP"),
    (r"^Undang-Undang", "UU"),
    (r" Nomor (\d+) Tahun (\d{4})", r" \1/\2"),
)


def cited(title: str) -> str:
    """`Peraturan Menteri PANRB Nomor 25 Tahun 2021` → `PermenPANRB 25/2021`."""
    for pattern, short in _SHORT:
        title = re.sub(pattern, short, title)
    return title


def unchecked(name: str) -> bool:
    """Whether nobody compared a value of this regulation with its text."""
    parameters = regulations().get(name, {}).get("parameters", {})
    return not parameters or any(not (p.get("checked") or {}).get("by") for p in parameters.values())


def short_law(name: str, lang: str) -> str:
    """The citation, with *belum diverifikasi* where that holds."""
    title = cited(regulations().get(name, {}).get("title", name))
    return text("tahapan.hukum.belum", lang, nama=title) if unchecked(name) else title


def marked(name: str, lang: str = "id") -> str:
    """`PermenPANRB 45/2022, belum diverifikasi`: the mark only where nobody checked it."""
    short = cited(regulations()[name]["title"])
    return text("peta.aturan.belum", lang, aturan=short) if unchecked(name) else short
