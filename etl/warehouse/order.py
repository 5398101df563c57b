"""What is published, by whom, and how far."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import polars as pl

from etl.access import Principal
from etl.contracts.parsed import Parsed, Reading
from etl.warehouse import events, files
from etl.warehouse.pseudonym import demand_no_nip, hide_nips


class Stage(StrEnum):
    """How far a submission goes at once: received only, put before the approver, or approved by the one who sends it."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    TERBIT = "terbit"


@dataclass(frozen=True)
class Submission:
    """One submission as read, what was found in it (with file, sheet and cell), and the rules that could not be checked."""

    parsed: Parsed
    findings: pl.DataFrame
    not_checked: Sequence[str] = ()

    @property
    def sha256(self) -> str:
        """The hash by which the same files are recognised."""
        return files.submission_hash(self.parsed.files)

    @property
    def blocked(self) -> bool:
        """Whether a finding keeps it from being submitted."""
        return bool((self.findings["tingkat"] == "blokir").any())

    @property
    def reading(self) -> str:
        """What it was read with, as the lake keeps it."""
        return described(self.parsed.reading)

    def events(self, stage: Stage) -> tuple[str, ...]:
        """What happened to it once it is in the lake."""
        if stage is Stage.DRAF:
            return events.DRAFT[: 1 if self.blocked else 2]
        return events.SUBMIT if stage is Stage.DIAJUKAN else events.PUBLISH


@dataclass(frozen=True)
class Order:
    """By whom (WrongUsage for a NIP), why (a NIP in it is hidden), what kind of data ('unggah' or 'contoh'), and how far.

    reasons: why each warning is accepted, by rule; `reason` stands for those that it does not name.
    sent: when each region and quarter was sent (UTC), where that is not now: the sample tells a story of several years.
    returned: the regions and quarters that are sent back instead, with the reason; expected: those that should report.
    """

    who: Principal
    reason: str | None = None
    source: str = "unggah"
    stage: Stage = Stage.TERBIT
    reasons: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    returned: Mapping[tuple[str, str], str] = field(default_factory=dict)
    expected: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        demand_no_nip(self.who.identity)
        object.__setattr__(self, "reason", hide_nips((self.reason or "").strip()) or None)

    def stage_of(self, parsed: Parsed) -> Stage:
        """How far this submission goes: one that is sent back is not approved."""
        back = (parsed.kode_wilayah, parsed.periode) in self.returned
        return Stage.DIAJUKAN if back and self.stage is Stage.TERBIT else self.stage

    def events(self, sent: Submission) -> tuple[str, ...]:
        """What happens to this submission."""
        stage = self.stage_of(sent.parsed)
        return (*sent.events(stage), "dikembalikan") if stage is not self.stage else sent.events(stage)

    def why(self, rule: str) -> str | None:
        """Why this rule's warnings are accepted; None when nobody said."""
        return hide_nips((self.reasons.get(rule) or "").strip()) or self.reason


def described(reading: Reading) -> str:
    """What a submission was read with, as JSON without a NIP."""
    return hide_nips(json.dumps(files.read_with(reading), ensure_ascii=False, sort_keys=True)) or ""


def new_id(kode_wilayah: str, periode: str) -> str:
    """A fresh submission id; ids of one region and period sort by time."""
    return f"{kode_wilayah}_{periode}_{time.time_ns() // 1_000_000:011x}{secrets.token_hex(2)}"


def region_of(kiriman_id: str) -> str:
    """The region whose submission has this id."""
    return kiriman_id.partition("_")[0]
