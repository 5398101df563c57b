"""Pseudonyms in SQL: HMAC-SHA-256 with the installation's secret, the masked NIP, and NIPs hidden in free text."""

from __future__ import annotations

import hashlib
import re

from etl.errors import WrongUsage

_BLOCK = 64

NIP_IN_TEXT = r"(19|20)\d{6}[ .-]?(19|20)\d{4}[ .-]?\d[ .-]?\d{3}"
"""An 18-digit NIP written in a sentence, with or without the usual gaps."""

_NIP_IN_CODE = (
    r"(^|[^0-9])(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-9]{2}[ .-]?(19|20)[0-9]{2}(0[1-9]|1[0-2])[ .-]?[12][ .-]?[0-9]{3}($|[^0-9])"
)
"""Stricter, for codes, which may have eighteen digits of their own: birth month, appointment month and sex must be possible."""

_LIKE_NIP = re.compile(r"(?<!\d)\d(?:[\s.-]?\d){17}(?!\d)")
_STARS = "*" * 18


def hmac_pads(secret: bytes) -> tuple[bytes, bytes]:
    """The inner and outer key blocks of HMAC-SHA-256 (RFC 2104), as blobs to bind to `hmac_sql`."""
    key = (hashlib.sha256(secret).digest() if len(secret) > _BLOCK else secret).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)


def hmac_sql(message: str) -> str:
    """SQL for the hex HMAC of a text expression; parameters `$dalam` and `$luar` are the two key blocks."""
    return f"sha256($luar::BLOB || unhex(sha256($dalam::BLOB || encode({message}))))"


def mask_sql(nip: str) -> str:
    """SQL for a NIP without birth date (digits 1–8) and sex (digit 15): `********201503*001`; null unless 18 characters."""
    return f"CASE WHEN length({nip}) = 18 THEN '********' || substr({nip}, 9, 6) || '*' || substr({nip}, 16, 3) END"


def hide_nips_sql(text: str) -> str:
    """SQL for a text in which anything that looks like a NIP is starred out."""
    return f"CASE WHEN length({text}) < 18 THEN {text} ELSE regexp_replace({text}, '{NIP_IN_TEXT}', '{_STARS}', 'g') END"


def hide_nip_in_code_sql(code: str) -> str:
    """SQL for a code in which a NIP gives way to a pseudonym, the same wherever the code stands; parameters as in `hmac_sql`."""
    hidden = f"'{_STARS}' || left({hmac_sql(code)}, 12)"
    return f"CASE WHEN length({code}) >= 18 AND regexp_matches({code}, '{_NIP_IN_CODE}') THEN {hidden} ELSE {code} END"


def hide_nips(words: str | None) -> str | None:
    """Words in which every number of 18 digits, with or without gaps, is starred out."""
    return None if words is None else re.sub(NIP_IN_TEXT, _STARS, _LIKE_NIP.sub(_STARS, words))


def demand_no_nip(identity: str) -> None:
    """WrongUsage when somebody is named by a number of 18 digits: what names him stays in the lake for good."""
    if _LIKE_NIP.search(identity):
        raise WrongUsage("galat.nip_sebagai_nama")
