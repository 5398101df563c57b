"""The commands over many governments and quarters, `synth` and `publish-massal`: what they do and what they say."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from etl.access import Principal
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

    asked = {"jumlah_wilayah": args.jumlah_wilayah, "jumlah_periode": args.jumlah_periode, "files": args.keluaran}
    receipts = sample.build_sample(settings, progress, **asked)
    said = [text("cli.teks.contoh", lang, jumlah=len(receipts), snapshot=receipts[-1]["snapshot"])]
    return (_by_quarter(receipts) if len(receipts) > MOST_LISTED else receipts), said


def _by_quarter(receipts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        summed([told for told in receipts if told["periode"] == quarter]) for quarter in {told["periode"]: 0 for told in receipts}
    ]


def publish(args: argparse.Namespace, settings: Settings, who: Principal, lang: str) -> Said:
    """Publish a folder, quarter by quarter; a quarter that is in the lake already is left as it is."""
    from etl.pipeline import bulk
    from etl.warehouse.order import Order

    if not args.by.strip():
        raise WrongUsage("galat.tanpa_nama")
    found, order = bulk.found(args.folder, args.periode), Order(who, args.alasan)
    steps = Steps(list(found.quarters))
    done = [summed(receipts) for receipts in bulk.publish(settings, found, lambda _: order, steps)]
    document = {"periode": done, "tidak_melapor": found.left_out}
    return document, quarter_lines(done, found.left_out, lang)


class Steps:
    """Which step of which quarter has begun, on standard error as a JSON object a line."""

    def __init__(self, quarters: Sequence[str]) -> None:
        self._quarters = quarters

    def __call__(self, periode: str, step: str) -> None:
        number = self._quarters.index(periode)
        print(
            json.dumps({"langkah": number, "dari": len(self._quarters), "periode": periode, "pesan": step}),
            file=sys.stderr, flush=True,
        )  # fmt: skip


def summed(receipts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One quarter in the document: how many submissions were published or were there, their rows, and each in short."""
    rows: dict[str, dict[str, int]] = {}
    for told in receipts:
        for dataset, counts in told["baris"].items():
            total = rows.setdefault(dataset, {"dibaca": 0, "diterima": 0, "ditolak": 0})
            for name in total:
                total[name] += counts[name]
    short = ("kiriman_id", "kode_wilayah", "status", "versi", "sha256", "jumlah_temuan")
    unchanged = sum(told["status"] == "tidak_berubah" for told in receipts)
    return {
        "periode": receipts[0]["periode"],
        "kiriman": len(receipts),
        "baru": len(receipts) - unchanged,
        "tidak_berubah": unchanged,
        "jumlah_temuan": sum(told["jumlah_temuan"] for told in receipts),
        "snapshot": max(told["snapshot"] for told in receipts),
        "baris": rows,
        "tanda_terima": [{name: told[name] for name in short} for told in receipts],
    }


def quarter_lines(done: Sequence[dict[str, Any]], left_out: Sequence[str], lang: str) -> list[str]:
    """A line per quarter, and who was left out."""
    keys = ("periode", "baru", "tidak_berubah", "snapshot")
    said = [text("cli.teks.massal", lang, **{k: one[k] for k in keys}, baris=_staff(one)) for one in done]
    return said + ([text("cli.teks.tidak_melapor", lang, wilayah=", ".join(left_out))] if left_out else [])


def _staff(one: dict[str, Any]) -> int:
    return int(one["baris"].get("pegawai", {}).get("diterima", 0))
