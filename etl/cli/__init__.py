"""The command line: parse, run, print, and turn errors into messages and exit codes. No logic of its own."""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl import settings as settings_module
from etl.cli.commands import COMMANDS, Call, Outcome
from etl.cli.parser import parser
from etl.errors import RampingError
from etl.locale import text

DONE, INTERNAL, REFUSED, USAGE = 0, 1, 2, 64


def main(argv: Sequence[str]) -> int:
    """Run one command; its exit code: 0 done, 1 internal error, 2 data refused, 64 wrong usage."""
    lang = _language(argv)
    wants_json = _wants_json(argv)
    try:
        return _run(argv, lang)
    except RampingError as error:
        return _explain(error, lang, wants_json)
    except BrokenPipeError:
        return _nobody_reads()
    except KeyboardInterrupt:
        return 130
    except Exception:
        return _internal(lang, wants_json)


def _run(argv: Sequence[str], lang: str) -> int:
    args = parser(lang).parse_args(list(argv))
    settings = settings_module.load().with_warehouse(args.warehouse)
    outcome = COMMANDS[args.perintah](Call(args, settings, args.lang))
    if args.format == "json":
        _print_json(outcome.document)
    elif args.format == "csv":
        _print_csv(outcome)
    else:
        for line in outcome.lines:
            print(line)
    sys.stdout.flush()
    return outcome.code


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, default=_plain, allow_nan=False))


def _print_csv(outcome: Outcome) -> None:
    from etl.terbuka import rfc4180

    sys.stdout.write(rfc4180.lines(outcome.columns, outcome.document))


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _wants_json(argv: Sequence[str]) -> bool:
    # Read before parsing, for what parsing itself refuses.
    return "--format=json" in argv or ("--format", "json") in itertools.pairwise(argv)


def _language(argv: Sequence[str]) -> str:
    joined = " ".join(argv).replace("--lang=", "--lang ")
    return "en" if "--lang en" in joined else "id"


def _explain(error: RampingError, lang: str, wants_json: bool) -> int:
    from etl.cli.show import refusal, refusal_lines

    if wants_json:
        _print_json(refusal(error, lang))
    else:
        for line in refusal_lines(error, lang):
            print(line)
    print(error.message(lang), file=sys.stderr)
    return error.exit_code


def _internal(lang: str, wants_json: bool) -> int:
    told = traceback.format_exc()
    if os.environ.get("RAMPING_DEBUG"):
        print(told, file=sys.stderr)
    # A database's own message can quote a value; long numbers may be a NIP.
    log = Path(tempfile.gettempdir()) / f"ramping-galat-{os.getuid() if hasattr(os, 'getuid') else 0}.log"
    try:
        with os.fdopen(os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8") as file:
            file.write(re.sub(r"\d{12,}", "#", told))
    except OSError:
        log = Path("-")
    said = f"{text('galat.internal', lang)} {text('galat.internal.perbaikan', lang, catatan=log)}"
    if wants_json:
        _print_json({"galat": {"kunci": "galat.internal", "pesan": said}})
    print(said, file=sys.stderr)
    return INTERNAL


def _nobody_reads() -> int:
    # `| head` closed our output; Python would complain once more while it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
