"""The commands over many governments and quarters, `synth` and `publish-massal`: what they do and what they say."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from etl.errors import WrongUsage
from etl.locale import text
from etl.settings import Settings

MOST_LISTED = 500
"""So many submissions are listed one by one in the JSON document; of more only the counts are told."""
_EVERY_SECONDS = 2.0

Said = tuple[Any, list[str]]
"""The document for JSON and the lines for people."""


class Progress:
    """How far it is, on standard error as a JSON object a line; at most one every two seconds, and the last."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, done: int, of: int, **more: Any) -> None:
        if done == of or time.monotonic() - self._told > _EVERY_SECONDS:
            self._told = time.monotonic()
            print(json.dumps({"langkah": done, "dari": of, **more}), file=sys.stderr, flush=True)


def write(args: argparse.Namespace, lang: str) -> Said:
    """Synthetic submissions as files; quarters that are complete in the folder already are left as they are."""
    from etl import synth

    if args.keluaran is None:
        raise WrongUsage("galat.keluaran_wajib")
    of = len(synth.region_codes(args.jumlah_wilayah)) * len(synth.periods(args.jumlah_periode))
    tell, made = Progress(), []
    try:
        stream = synth.stream(args.keluaran, jumlah_wilayah=args.jumlah_wilayah, jumlah_periode=args.jumlah_periode)
        for done, one in enumerate(stream, 1):
            made.append((one.kode_wilayah, one.periode, one.baru))
            tell(done, of, kode_wilayah=one.kode_wilayah, periode=one.periode)
    except OSError as error:
        raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=args.keluaran) from error
    kept = sum(not new for _, _, new in made)
    said = [text("cli.teks.ditulis", lang, jumlah=len(made) - kept, folder=args.keluaran)]
    said += [text("cli.teks.sudah_ditulis", lang, jumlah=kept)] if kept else []
    return _listed(args, made), said


def _listed(args: argparse.Namespace, made: Sequence[tuple[str, str, bool]]) -> Any:
    if len(made) > MOST_LISTED:
        return {
            "folder": str(args.keluaran),
            "kiriman": len(made),
            "ditulis": sum(new for _, _, new in made),
            "sudah_ada": sum(not new for _, _, new in made),
            "wilayah": len({kode for kode, _, _ in made}),
            "periode": sorted({periode for _, periode, _ in made}),
        }
    places = [(kode, periode, args.keluaran / kode / periode) for kode, periode, _ in made]
    return [
        {"kode_wilayah": kode, "periode": periode, "berkas": [str(path) for path in _files(place)]}
        for kode, periode, place in places
    ]


def _files(place: Any) -> Iterator[Any]:
    from etl.contracts import contracts

    return (path for dataset in contracts() if (path := place / f"{dataset}.parquet").exists())


def load(args: argparse.Namespace, settings: Settings, lang: str) -> Said:
    """The sample lake, from files that are made for it."""
    from etl.cli.parser import whole_number
    from etl.pipeline import sample
    from etl.warehouse.regions import regions

    # Areas without a government of their own can be written to files, but do not report.
    if args.jumlah_wilayah is not None:
        whole_number("--jumlah-wilayah", lambda: regions().height)(str(args.jumlah_wilayah))
    keep = sample.progress_file(settings, lang)

    def progress(done: int, of: int, key: str) -> None:
        keep(done, of, key)
        print(json.dumps({"langkah": done, "dari": of, "pesan": key}), file=sys.stderr, flush=True)

    receipts = sample.build_sample(settings, progress, jumlah_wilayah=args.jumlah_wilayah, jumlah_periode=args.jumlah_periode)
    return receipts, [text("cli.teks.contoh", lang, jumlah=len(receipts), snapshot=receipts[-1]["snapshot"])]
