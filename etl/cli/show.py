"""Text for people: tables, findings, receipts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from etl.errors import RampingError
from etl.locale import number, text

METRIC_COLUMNS = (
    "metrik",
    "varian",
    "kode_wilayah",
    "periode",
    "kode_unit",
    "pembilang",
    "penyebut",
    "nilai",
    "satuan",
    "alasan",
)
ATTAINMENT_COLUMNS = (
    "kode_indikator", "nama_indikator", "kode_unit", "basis", "arah", "rumus", "target", "realisasi",
    "capaian_mentah", "capaian", "batas", "kategori", "capaian_dilaporkan", "selisih", "alasan",
)  # fmt: skip
ATTAINMENT_SHORT = (
    "kode_indikator",
    "nama_indikator",
    "basis",
    "target",
    "realisasi",
    "capaian_mentah",
    "capaian",
    "kategori",
    "alasan",
)
STATUS_COLUMNS = ("kode_wilayah", "nama", "periode", "diharapkan", "diterima", "valid", "disetujui", "versi", "waktu")
BENCH_COLUMNS = ("apa", "hasil", "batas", "ukuran", "cukup")
_COUNTS = ("dataset", "dibaca", "diterima", "ditolak", "kosong")
_WIDEST = 48


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str], lang: str) -> Iterator[str]:
    """An aligned table with a heading; numbers as the language writes them."""
    if not rows:
        yield text("cli.teks.kosong", lang)
        return
    heading = [text(f"cli.kolom.{name}", lang) for name in columns]
    cells = [[_cell(name, row[name], lang) for name in columns] for row in rows]
    widths = [max(len(line[i]) for line in [heading, *cells]) for i in range(len(columns))]
    right = [any(isinstance(row[name], int | float) and not isinstance(row[name], bool) for row in rows) for name in columns]
    for line in [heading, ["-" * width for width in widths], *cells]:
        yield "  ".join(
            cell.rjust(width) if r else cell.ljust(width) for cell, width, r in zip(line, widths, right, strict=True)
        ).rstrip()


def _cell(name: str, value: Any, lang: str) -> str:
    if value is None:
        return text("cli.teks.wilayah_utuh", lang) if name == "kode_unit" else ""
    if isinstance(value, bool):
        return text("cli.ya" if value else "cli.tidak", lang)
    if isinstance(value, float):
        from babel.numbers import format_decimal

        return str(format_decimal(value, format="#,##0.##", locale=lang))
    shown = str(value)[:19] if name == "waktu" else str(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"


def check_lines(report: dict[str, Any], lang: str) -> Iterator[str]:
    """Counts per dataset, then each finding with its place and repair."""
    yield from table([{"dataset": name, **counts} for name, counts in report["ringkasan"].items()], _COUNTS, lang)
    yield from _left_out(report["ringkasan"], lang)
    found = report["temuan"]
    yield ""
    yield text("cli.teks.temuan", lang, jumlah=len(found)) if found else text("cli.teks.tanpa_temuan", lang)
    for finding in found:
        place = finding["sel"] or finding["baris"]
        where = f"{finding['sheet']}!{place}" if place else str(finding["sheet"] or "-")
        yield f"  [{finding['tingkat']}] {where} {finding['kolom'] or ''}: {finding['pesan']} {finding['perbaikan']}"
    if report["tidak_diperiksa"]:
        yield text("cli.teks.tidak_diperiksa", lang, aturan=", ".join(report["tidak_diperiksa"]))


def receipt_lines(receipt: dict[str, Any], lang: str) -> Iterator[str]:
    """What was published, with its rows."""
    key = {"tidak_berubah": "cli.teks.tidak_berubah", "diajukan": "cli.teks.diajukan"}.get(receipt["status"], "cli.teks.terbit")
    yield text(key, lang, kiriman=receipt["kiriman_id"], versi=receipt["versi"], snapshot=receipt["snapshot"])
    yield f"SHA-256 {receipt['sha256']}"
    yield from table([{"dataset": name, **counts} for name, counts in receipt["baris"].items()], _COUNTS, lang)
    yield from _left_out(receipt["baris"], lang)


def _left_out(counts: dict[str, dict[str, Any]], lang: str) -> Iterator[str]:
    """Per dataset, the rows that are no data rows, by kind: nothing disappears unseen."""
    for dataset, rows in counts.items():
        kinds = [f"{text(f'ingest.dilewati.{kind}', lang)} {n}" for kind, n in rows.get("dilewati", {}).items() if n]
        if kinds:
            yield text("cli.teks.dilewati", lang, dataset=dataset, rincian=", ".join(kinds))


def verify_lines(report: dict[str, Any], lang: str) -> Iterator[str]:
    """The receipt proved, where one is asked for; how published figures agree, where they count; the chains of events."""
    proved = report["tanda_terima"]
    if proved:
        yield from _proof_lines(proved, lang)
    if not proved or proved["kini"]:
        yield from _rate_lines(report, lang)
    yield from _chain_lines(report["rantai"], lang)


def _rate_lines(report: dict[str, Any], lang: str) -> Iterator[str]:
    """The rate of agreement, what could not be checked, damage and differences."""
    rate = report["tingkat_kesesuaian"]
    # Rounded down: one value that differs among a million must not read 100 %.
    shown = "-" if rate is None else f"{number(math.floor(rate * 1e6) / 1e4, lang)} %"
    counts = {name: report[name] for name in ("kiriman", "diperiksa", "nilai", "sama")}
    yield text("cli.teks.verifikasi", lang, tingkat=shown, **counts)
    if report["tidak_terperiksa"]:
        missed = {name: report[name] for name in ("tidak_terperiksa", "nilai_tidak_terperiksa")}
        yield text("cli.teks.tidak_terperiksa", lang, **missed)
    if report["baru"]:
        named = ", ".join(f"{metric} {count}" for metric, count in report["baru"].items())
        yield text("cli.teks.baru", lang, jumlah=sum(report["baru"].values()), rincian=named)
    for erased in report["dihapus"]:
        kind = "dihapus_dibawa" if erased["dibawa"] else "dihapus"
        yield text(f"cli.teks.{kind}", lang, kiriman=erased["kiriman_id"], sumber=erased["dibawa"])
    for damaged in report["berkas_rusak"]:
        yield text("cli.teks.rusak", lang, kiriman=damaged["kiriman_id"], sha=", ".join(damaged["sha256"]))
    for different in report["beda"]:
        yield text("cli.teks.beda", lang, rincian=", ".join(f"{name}={value}" for name, value in different.items()))


def _chain_lines(found: dict[str, Any], lang: str) -> Iterator[str]:
    """How many chains and links were checked, and each place where one does not hold."""
    counts = {name: found[name] for name in ("kiriman", "jejak", "mata")}
    yield text(f"rantai.{'utuh' if found['utuh'] else 'rusak'}", lang, **counts)
    if found["sebelum"]:
        yield text("rantai.sebelum", lang, jumlah=found["sebelum"])
    for broken in found["rusak"]:
        chain = text(f"rantai.jenis.{broken['jenis']}", lang, rantai=broken["rantai"])
        yield "  " + text(f"rantai.{broken['apa']}", lang, rantai=chain, urutan=broken["urutan"])
    for taken in found["dihapus"]:
        yield "  " + text("rantai.dihapus", lang, **taken | {"waktu": str(taken["waktu"])[:19]})


def _proof_lines(proved: dict[str, Any], lang: str) -> Iterator[str]:
    """Whether a receipt holds, and everything that does not."""
    said = {"kiriman": proved["kiriman_id"], "versi": proved["versi"], "tahap": text(f"cli.tahap.{proved['tahap']}", lang)}
    if proved["dihapus"]:
        yield text("cli.terbukti.dihapus", lang, **said)
    else:
        yield text(f"cli.terbukti.{'ya' if proved['sesuai'] else 'tidak'}", lang, **said, berkas=len(proved["berkas"]))
    if proved["rusak"]:
        yield text("cli.teks.rusak", lang, kiriman=proved["kiriman_id"], sha=", ".join(proved["rusak"]))
    if proved["galat"]:
        yield RampingError(proved["galat"]["kunci"], **proved["galat"]["isi"]).message(lang)
    for different in proved["beda"]:
        yield text(f"cli.terbukti.{different['apa']}", lang, **different)
    if not proved["kini"]:
        yield text("cli.terbukti.tidak_berlaku", lang)


def status_lines(rows: Sequence[dict[str, Any]], lang: str) -> Iterator[str]:
    """Who reported what, and by what somebody is expected to."""
    yield from table(rows, STATUS_COLUMNS, lang)
    if rows:
        yield text("cli.teks.jadwal", lang)


def refusal(error: RampingError, lang: str) -> dict[str, Any]:
    """A failed command as a JSON document: the error, and beside it the findings where the rules refused."""
    checked = getattr(error, "checked", None)
    return {"galat": {"kunci": error.key, "pesan": error.message(lang)}} | (checked.report(lang) if checked else {})


def refusal_lines(error: RampingError, lang: str) -> Iterator[str]:
    """The findings where the rules refused; otherwise nothing."""
    if checked := getattr(error, "checked", None):
        yield from check_lines(checked.report(lang), lang)


def bench_lines(results: Sequence[dict[str, Any]], lang: str) -> Iterator[str]:
    """Each figure of the benchmark beside its limit."""

    def words(row: dict[str, Any]) -> dict[str, Any]:
        kept = text("cli.bench.cukup" if row["cukup"] else "cli.bench.lewat", lang) if row["batas"] is not None else None
        return row | {"apa": text(row["apa"], lang, **row["isi"]), "hasil": round(row["hasil"], 2), "cukup": kept}

    return table([words(row) for row in results], BENCH_COLUMNS, lang)
