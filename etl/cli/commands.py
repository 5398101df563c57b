"""One function per command: from arguments to a document for JSON and lines for people."""

from __future__ import annotations

import argparse
import importlib
import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.access import Principal, Scope
from etl.cli import ask, massal, show
from etl.contracts.parsed import Reading
from etl.errors import WrongUsage
from etl.locale import text
from etl.settings import Settings

if TYPE_CHECKING:
    from etl.warehouse.lake import Reader


@dataclass(frozen=True)
class Call:
    """A command as called."""

    args: argparse.Namespace
    settings: Settings
    lang: str

    @property
    def who(self) -> Principal:
        """The operator of this machine."""
        return Principal.system(getattr(self.args, "by", None) or "baris-perintah")

    def reader(self) -> Reader:
        """The read-only door of the lake."""
        from etl.warehouse.lake import open_reader

        return open_reader(self.settings)


@dataclass(frozen=True)
class Outcome:
    """What a command says: one JSON document, or lines of text; and its exit code."""

    document: Any
    lines: Iterable[str] = field(default_factory=list)
    code: int = 0
    columns: tuple[str, ...] = ()
    """Of the document, where it is one table and can be written as CSV."""


def synth(call: Call) -> Outcome:
    """Write synthetic submissions to a folder, or build the sample lake from them."""
    args = call.args
    return Outcome(*(massal.load(args, call.settings, call.lang) if args.muat else massal.write(args, call.lang)))


def check(call: Call) -> Outcome:
    """The pre-check of files; 2 when they would be refused."""
    from etl import pipeline
    from etl.warehouse import lake

    pipeline.warm()
    args = call.args
    history = call.settings if args.warehouse or lake.exists(call.settings) else None
    checked = pipeline.check(
        args.berkas, args.wilayah, args.periode, reading=Reading(args.layout), since=args.bawa, settings=history
    )
    report = checked.report(call.lang)
    return Outcome(report, show.check_lines(report, call.lang), 2 if checked.blocked else 0)


def publish(call: Call) -> Outcome:
    """From files to published figures."""
    from etl import pipeline
    from etl.warehouse.order import Order

    args = call.args
    if not args.by.strip():
        raise WrongUsage("galat.tanpa_nama")
    order = Order(call.who, args.alasan)
    pipeline.warm()
    receipt = pipeline.publish(
        call.settings, args.berkas, args.wilayah, args.periode, order, reading=Reading(args.layout), since=args.bawa
    )
    return Outcome(receipt, show.receipt_lines(receipt, call.lang))


def publish_massal(call: Call) -> Outcome:
    """A folder of many governments and quarters to published figures."""
    return Outcome(*massal.publish(call.args, call.settings, call.who, call.lang))


def template(call: Call) -> Outcome:
    """The quarter's workbook to fill in: prefilled with what counts now, or blank."""
    from etl.pipeline import prefill

    args, book = call.args, io.BytesIO()
    made = prefill.write(call.settings, call.who, args.wilayah, args.periode, book, blank=args.kosong, lang=call.lang)
    _write_new(args.keluaran, book.getvalue())
    place = {"kode_wilayah": args.wilayah, "periode": args.periode, "berkas": str(args.keluaran)}
    told = {"berkas": args.keluaran, "jumlah": sum(made.rows.values()), "sejak": made.since}
    said = text(f"cli.teks.templat_{'terisi' if made.since else 'kosong'}", call.lang, **told)
    return Outcome({**place, "sejak": made.since, "baris": made.rows}, [said])


def _write_new(target: Path, body: bytes) -> None:
    """WrongUsage when the file cannot be written, or is there already: somebody may have filled it in."""
    try:
        # It holds names and numbers: nobody else on this machine may read it.
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            file.write(body)
    except FileExistsError as error:
        raise WrongUsage("galat.tujuan_ada", tujuan=target.name) from error
    except OSError as error:
        raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=target.name) from error


def metrics(call: Call) -> Outcome:
    """Current metric values, in the default variant unless another (or `semua`) is asked for."""
    from etl.metrics import catalog
    from etl.warehouse import read

    args = call.args
    known = catalog()
    who, region = ask.within(args, call.who)
    ask.metrics(args, known)
    lake, place = call.reader(), {"kode_wilayah": region, "periode": args.periode}
    found = read.metric_values(
        lake,
        who,
        **place,
        kode_unit={None: "*", "-": None}.get(args.unit, args.unit),
        metrik=args.metrik,
        varian=None if args.varian == "semua" else args.varian,
    )
    if found.is_empty() and args.unit not in (None, "-"):
        ask.unit(args.unit, read.metric_values(lake, who, **place)["kode_unit"])
    rows = [
        {name: row[name] for name in show.METRIC_COLUMNS if name != "satuan"}
        | {"satuan": text(known[row["metrik"]].unit, call.lang)}
        for row in found.iter_rows(named=True)
        if args.varian or row["varian"] in (None, known[row["metrik"]].default_varian)
    ]
    document = [{name: row[name] for name in show.METRIC_COLUMNS} for row in rows]
    return Outcome(document, show.table(document, show.METRIC_COLUMNS, call.lang), columns=show.METRIC_COLUMNS)


def capaian(call: Call) -> Outcome:
    """Attainment per indicator, to date and against the year (and against the year as first planned, where it was revised)."""
    from etl.warehouse import read

    args = call.args
    ask.place(args)
    lake, place = call.reader(), (args.wilayah, args.periode)
    found = read.attainment(lake, call.who, *place, kode_unit=args.unit, basis=None)
    if found.is_empty() and args.unit is not None:
        ask.unit(args.unit, read.attainment(lake, call.who, *place, basis=None)["kode_opd"])
    document = [
        {name: row[name] for name in show.ATTAINMENT_COLUMNS}
        for row in found.iter_rows(named=True)
        if row["basis"] in ("sd", "tahun", "tahun_awal")
    ]
    return Outcome(document, show.table(document, show.ATTAINMENT_SHORT, call.lang), columns=show.ATTAINMENT_COLUMNS)


def status(call: Call) -> Outcome:
    """Expected, received, valid, approved."""
    from etl.warehouse import read

    who, region = ask.within(call.args, call.who)
    found = read.status(call.reader(), who if region is None else replace(who, scope=Scope(region)), call.args.periode)
    document = [{name: row[name] for name in show.STATUS_COLUMNS} for row in found.iter_rows(named=True)]
    return Outcome(document, show.status_lines(document, call.lang), columns=show.STATUS_COLUMNS)


def terbuka(call: Call) -> Outcome:
    """The national tables as open data: CSV, Parquet, dictionary and metadata, one folder each."""
    from etl import terbuka as open_data
    from etl.warehouse import read

    args, lake = call.args, call.reader()
    newest = read.periods(lake, call.who)["periode"].to_list()
    if args.periode is None and not newest:
        raise WrongUsage("galat.tanpa_data")
    told = open_data.write(lake, call.who, args.keluaran, args.periode or newest[0], args.lingkup, call.lang)
    return Outcome(told, show.table(told, ("tabel", "periode", "lingkup", "baris", "folder"), call.lang))


def verify(call: Call) -> Outcome:
    """Recompute from the stored files and compare; 2 when anything differs."""
    from etl import pipeline
    from etl.warehouse.verify import Selection

    args = call.args
    ask.place(args)
    report = pipeline.verify(call.settings, Selection(args.wilayah, args.periode, args.kiriman, args.sampel))
    return Outcome(report, show.verify_lines(report, call.lang), 0 if report["sesuai"] else 2)


def hapus(call: Call) -> Outcome:
    """Delete the received files of a submission."""
    from etl.warehouse import lake, write

    args = call.args
    if not args.by.strip():
        raise WrongUsage("galat.tanpa_nama")
    lake.demand_lake(call.settings)
    number = write.hapus(call.settings, call.who, args.kiriman, args.alasan)
    document = {"kiriman_id": args.kiriman, "status": "dihapus", "snapshot": number}
    return Outcome(document, [text("cli.teks.hapus", call.lang, kiriman=args.kiriman, snapshot=number)])


def grant(call: Call) -> Outcome:
    """Give a role, withdraw one, or list who holds which; the first administrator comes this way."""
    from etl.cli import grants

    document = grants.run(call.args, call.settings, call.who, call.lang)
    return Outcome(document, grants.lines(document, call.lang))


def jadwal(call: Call) -> Outcome:
    """Who is expected to report which quarter: schedule, withdraw, or list."""
    from etl.cli import jadwal

    document = jadwal.run(call.args, call.settings, call.who, call.lang)
    return Outcome(document, jadwal.lines(document, call.lang))


def recompute(call: Call) -> Outcome:
    """All current submissions, or those of one region or quarter, computed again."""
    from etl.warehouse import care

    ask.place(call.args)
    done = care.recompute(call.settings, call.who, call.args.wilayah, call.args.periode)
    return Outcome(done, [text("cli.teks.dihitung", call.lang, **done)])


def maintain(call: Call) -> Outcome:
    """Tidy the files of the lake."""
    from etl.warehouse import care

    done = care.maintain(call.settings, call.who)
    return Outcome(done, [text("cli.teks.rapi", call.lang, **done)])


def backup(call: Call) -> Outcome:
    """One file that holds everything."""
    from etl.warehouse import care

    done = care.backup(call.settings, call.args.keluaran)
    return Outcome(done, [text("cli.teks.cadangan", call.lang, **done)])


def restore(call: Call) -> Outcome:
    """The lake of a backup, at an address where there is none."""
    from etl.warehouse import care

    done = care.restore(call.settings, call.args.cadangan)
    return Outcome(done, [text("cli.teks.pulih", call.lang, **done)])


def bench(call: Call) -> Outcome:
    """What is timed, and against what; imported by name, since nothing may depend on the benchmark."""
    from etl.cli.parser import NATIONAL_BENCH

    args, measured = call.args, importlib.import_module("etl.bench")
    parts = [*(args.bagian or ()), *(NATIONAL_BENCH if args.nasional else ())]
    document = measured.run(list(dict.fromkeys(parts)) or None)
    if args.keluaran is not None:
        try:
            measured.keep(document, args.keluaran, call.lang)
        except OSError as error:
            raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=args.keluaran.name) from error
    return Outcome(document, show.bench_lines(document["hasil"], call.lang))


COMMANDS: dict[str, Callable[[Call], Outcome]] = {
    f.__name__.replace("_", "-"): f
    for f in (
        synth,
        check,
        publish,
        publish_massal,
        template,
        metrics,
        capaian,
        status,
        terbuka,
        verify,
        hapus,
        grant,
        jadwal,
        recompute,
        maintain,
        backup,
        restore,
        bench,
    )
}
"""The commands by name."""
