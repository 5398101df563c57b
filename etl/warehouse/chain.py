"""Chains of hashes: in each link the hash of the one before, at the end a head sealed with the installation's secret.

Pure. Who changes a row breaks its link; who computes the links anew, or takes some from the end, has no seal for it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

GENESIS = "0" * 64
"""What stands for the hash before the first link of a new chain."""


def canonical(row: Mapping[str, Any]) -> bytes:
    """A row as the one text that its hash is formed of: names in order, times as ISO 8601 with microseconds, null kept."""
    plain = {
        name: value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value for name, value in row.items()
    }
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def link(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row (without its hash columns) that follows the one with hash `before`."""
    return hashlib.sha256(before.encode() + b"\n" + canonical(row)).hexdigest()


def seal(secret: bytes, head: Mapping[str, Any]) -> str:
    """HMAC-SHA-256 over a head row: jenis, rantai, urutan, hash, waktu."""
    return hmac.new(secret, b"kepala_rantai\n" + canonical(head), hashlib.sha256).hexdigest()
