"""Pseudonyms in SQL: HMAC-SHA-256 with the installation's secret, the masked NIP, and NIPs hidden in free text."""

from __future__ import annotations

import hashlib

_BLOCK = 64

NIP_IN_TEXT = r"(19|20)\d{6}[ .-]?(19|20)\d{4}[ .-]?\d[ .-]?\d{3}"
"""An 18-digit NIP written in a sentence, with or without the usual gaps."""


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
    return f"regexp_replace({text}, '{NIP_IN_TEXT}', '******************', 'g')"
