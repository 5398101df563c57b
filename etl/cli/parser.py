"""What can be written on the command line, explained in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from etl.cli import grants
from etl.errors import WrongUsage
from etl.locale import LANGUAGES, text

MOST_PERIODS = 100
"""Quarters of 25 years are enough for any sample."""

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (?P<nilai>.*)"), "cli.salah.wajib"),
    (re.compile(r"unrecognized arguments: (?P<nilai>.*)"), "cli.salah.asing"),
    (
        re.compile(r"argument (?P<nilai>[^:]*): invalid choice: '(?P<isi>.*)' \(choose from (?P<pilihan>.*)\)"),
        "cli.salah.pilihan",
    ),
    (re.compile(r"argument (?P<nilai>[^:]*): expected .*"), "cli.salah.tanpa_nilai"),
    (re.compile(r"argument (?P<nilai>[^:]*):.*"), "cli.salah.nilai"),
)


class _Parser(argparse.ArgumentParser):
    """argparse in the reader's language; wrong usage is an error of ours (exit 64: its own 2 means data refused)."""

    lang = "id"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help": False, "allow_abbrev": False})
        self._positionals.title, self._optionals.title = text("cli.argumen", self.lang), text("cli.pilihan", self.lang)
        self.add_argument("-h", "--help", action="help", help=text("cli.bantuan", self.lang))

    def error(self, message: str) -> NoReturn:
        for pattern, key in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                raise WrongUsage("galat.pemakaian", rincian=text(key, self.lang, **_plain(found.groupdict())))
        raise WrongUsage("galat.pemakaian", rincian=message)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", text("cli.pemakaian", self.lang), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", text("cli.pemakaian", self.lang), 1)


def _plain(found: dict[str, str]) -> dict[str, str]:
    return {name: value.replace("'", "") for name, value in found.items()}


def whole_number(option: str, highest: Callable[[], int]) -> Callable[[str], int]:
    """Reads the value of an option: a whole number from 1 to `highest`, else WrongUsage."""

    def read(written: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", written) and 1 <= int(written) <= highest():
            return int(written)
        raise WrongUsage("galat.bilangan", opsi=option, nilai=written, dari=1, sampai=highest())

    return read


def _governments() -> int:
    from etl.synth import region_codes

    return len(region_codes(10**6))


def parser(lang: str = "id") -> argparse.ArgumentParser:
    """The parser of all commands."""
    kind = type("Parser", (_Parser,), {"lang": lang})
    root = kind(prog="python -m etl", description=text("cli.deskripsi", lang), epilog=text("cli.kode_keluar", lang))
    commands = root.add_subparsers(
        dest="perintah", metavar=text("cli.perintah", lang), title=text("cli.perintah", lang), required=True
    )
    for name, arguments in ARGUMENTS.items():
        command = commands.add_parser(name, help=text(f"cli.{name}", lang), description=text(f"cli.{name}", lang))
        for flags, options in [*arguments, *(_AS_CSV if name in _TABLES else _COMMON)]:
            key = options.get("key")
            rest = {k: v for k, v in options.items() if k != "key"}
            command.add_argument(*flags, help=text(f"cli.opsi.{key}", lang), **rest)
    return root


def _option(*flags: str, key: str, **options: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    return flags, {"key": key, **options}


_COMMON = [
    _option("--format", key="format", choices=("teks", "json"), default="teks"),
    _option("--warehouse", key="warehouse", metavar="URL"),
    _option("--lang", key="lang", choices=LANGUAGES, default="id"),
]
_AS_CSV = [_option("--format", key="format_csv", choices=("teks", "json", "csv"), default="teks"), *_COMMON[1:]]
_TABLES = ("metrics", "capaian", "status")
"""The commands that say one table, so CSV too."""
_FILES = _option("berkas", key="berkas", nargs="+", type=Path)
_REGION = _option("--wilayah", key="wilayah", metavar="KODE")
_SCOPE = _option("--wilayah", key="wilayah_pola", metavar="KODE")
_PERIOD = _option("--periode", key="periode", metavar="TTTT-TWn")
_LAYOUT = _option("--layout", key="layout", metavar="NAMA")
_SINCE = _option("--bawa", key="bawa", metavar="PERIODE")


def _required(option: tuple[tuple[str, ...], dict[str, Any]]) -> tuple[tuple[str, ...], dict[str, Any]]:
    return option[0], {**option[1], "required": True}


BENCH = ("berkas", "unggah", "ketelitian", "gerbang", "layar", "serentak")
NATIONAL_BENCH = ("nasional-muat", "nasional-halaman", "nasional-peramban", "nasional-tumbuh")

ARGUMENTS: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {
    "synth": [
        _option("--jumlah-wilayah", key="jumlah_wilayah", type=whole_number("--jumlah-wilayah", _governments), metavar="N"),
        _option(
            "--jumlah-periode", key="jumlah_periode", type=whole_number("--jumlah-periode", lambda: MOST_PERIODS), metavar="N"
        ),
        _option("-o", "--keluaran", key="keluaran", type=Path, metavar="FOLDER"),
        _option("--muat", key="muat", action="store_true"),
    ],
    "check": [_FILES, _required(_REGION), _required(_PERIOD), _LAYOUT, _SINCE],
    "publish": [
        _FILES,
        _required(_REGION),
        _required(_PERIOD),
        _LAYOUT,
        _SINCE,
        _option("--by", key="by", required=True, metavar="NAMA"),
        _option("--alasan", key="alasan", metavar="TEKS"),
    ],
    "publish-massal": [
        _option("folder", key="massal_folder", type=Path),
        _PERIOD,
        _option("--by", key="by", required=True, metavar="NAMA"),
        _option("--alasan", key="alasan", metavar="TEKS"),
    ],
    "template": [
        _required(_REGION),
        _required(_PERIOD),
        _option("-o", "--keluaran", key="templat", type=Path, required=True, metavar="BERKAS"),
        _option("--kosong", key="kosong", action="store_true"),
    ],
    "metrics": [
        _SCOPE,
        _PERIOD,
        _option("--unit", key="unit", metavar="KODE"),
        _option("--metrik", key="metrik", action="append", metavar="ID"),
        _option("--varian", key="varian", metavar="V"),
    ],
    "capaian": [_required(_REGION), _required(_PERIOD), _option("--unit", key="unit_opd", metavar="KODE")],
    "status": [_SCOPE, _PERIOD],
    "terbuka": [
        _option("-o", "--keluaran", key="terbuka", type=Path, required=True, metavar="FOLDER"),
        _option("--lingkup", key="lingkup_terbuka", metavar="LINGKUP"),
        _PERIOD,
    ],
    "verify": [
        _REGION,
        _PERIOD,
        _option("--kiriman", key="kiriman", metavar="ID"),
        _option("--sampel", key="sampel", type=whole_number("--sampel", lambda: 10**6), metavar="N"),
    ],
    "hapus": [
        _required(_option("--kiriman", key="kiriman_hapus", metavar="ID")),
        _required(_option("--by", key="by_hapus", metavar="NAMA")),
        _required(_option("--alasan", key="alasan_hapus", metavar="TEKS")),
    ],
    "grant": [
        _option("--identitas", key="identitas", metavar="SUREL"),
        _option("--peran", key="peran", choices=grants.ROLES),
        _option("--lingkup", key="lingkup", metavar="LINGKUP"),
        _option("--unit", key="unit_hak", metavar="KODE"),
        _option("--dari", key="dari", type=grants.day("--dari"), metavar="TTTT-BB-HH"),
        _option("--sampai", key="sampai", type=grants.day("--sampai"), metavar="TTTT-BB-HH"),
        _option("--cabut", key="cabut", metavar="HAK_ID"),
        _option("--by", key="by_hak", metavar="NAMA"),
        _option("--alasan", key="alasan_hak", metavar="TEKS"),
    ],
    "jadwal": [
        _PERIOD,
        _option("--lingkup", key="lingkup_jadwal", metavar="LINGKUP"),
        _option("--tenggat", key="tenggat", type=grants.day("--tenggat"), metavar="TTTT-BB-HH"),
        _option("--cabut", key="cabut_jadwal", action="store_true"),
        _option("--by", key="by_jadwal", metavar="NAMA"),
    ],
    "recompute": [_REGION, _PERIOD],
    "maintain": [],
    "backup": [_option("-o", "--keluaran", key="cadangan", type=Path, required=True, metavar="BERKAS")],
    "restore": [_option("cadangan", key="cadangan", type=Path, metavar="BERKAS")],
    "bench": [
        _option("--bagian", key="bagian", action="append", choices=(*BENCH, *NATIONAL_BENCH)),
        _option("--nasional", key="nasional", action="store_true"),
        _option("-o", "--keluaran", key="keluaran_tolok", type=Path, metavar="BERKAS"),
    ],
}
"""The arguments of each command, beside those all commands take."""
