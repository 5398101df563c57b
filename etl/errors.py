"""Errors a user can meet. Each is a key in the catalogues, so that it is said in the reader's language."""

from __future__ import annotations

import re

from etl.locale import text

_LIKE_NIP = re.compile(r"(?<!\d)\d(?:[\s.-]?\d){17}(?!\d)")


class RampingError(Exception):
    """Base of all errors that are explained to the user; never shown with a traceback.

    key: a `galat.*` key of the catalogues; `<key>.perbaikan` says how to repair.
    values: what the message names (file, sheet, column …); never a NIP or a person's name.
    """

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)

    def message(self, lang: str = "id") -> str:
        """What is wrong and how to repair it, as one short text. A NIP that somebody typed is not said back."""
        told = {name: _LIKE_NIP.sub("*" * 18, value) if isinstance(value, str) else value for name, value in self.values.items()}
        return f"{text(self.key, lang, **told)} {text(f'{self.key}.perbaikan', lang, **told)}"

    def __str__(self) -> str:
        return self.message()


class DataRefused(RampingError):
    """The data cannot be accepted: exit code 2."""

    exit_code = 2


class WrongUsage(RampingError):
    """The command was called wrongly: exit code 64."""

    exit_code = 64


class NotAllowed(RampingError):
    """The reader's role or scope does not reach what was asked for."""

    exit_code = 2


class LakeError(RampingError):
    """The lake cannot be opened or is busy."""


class NoLake(LakeError, WrongUsage):
    """There is no lake at this address yet, or none can be opened there."""

    exit_code = WrongUsage.exit_code


class LakeDown(LakeError):
    """The shared catalogue cannot be reached at this moment; it may be back in the next."""


class Unsure(LakeDown):
    """The catalogue was lost while a transaction was being committed: it may have arrived or not."""


class NoRoom(LakeError):
    """The disk is full; nothing was kept."""
