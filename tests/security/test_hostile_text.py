"""SQL, quotes, null bytes, templates, endless words in every text: nowhere an error of ours, a foreign row or a change."""

from __future__ import annotations

import inspect
from itertools import product

import pytest
from in_memory import InMemory
from lake_of_marks import QUARTERS, World
from readers import leaks
from screens import Screens, everything
from test_nothing_out_of_scope import FUNCTIONS, told, values

from etl.access import Action, Principal, Role, Scope
from etl.cli import main
from etl.errors import RampingError
from etl.warehouse import lake, read
from pages.ui import auth

HOSTILE = (
    "' OR '1'='1",
    "36.72' OR kode_wilayah LIKE '3%' --",
    "'; DROP TABLE lake.unit; --",
    "x' UNION SELECT * FROM lake.unit --",
    "\"; ATTACH '/etc/passwd' AS p; --",
    "%",
    "_",
    "36.72\x00",
    "\\",
    "{0.__class__.__mro__}",
    "{nilai!r:>99999999}",
    "%(nama)s%n%s",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "\u202egnirts\u202c",
    "2024-TW99999999999999999999",
    "𒐫" * 50,
    "a" * 20_000,
    "",
)
OPERATOR = Principal("operator@contoh.id", Role.OPERATOR, Scope("36.72"))
ADDRESS = (
    "wilayah", "periode", "banding", "opd", "triwulan", "versi", "draf", "kerja", "indikator", "lihat", "sel", "cabang", "aturan",
    "koordinator", "tahapan_opd", "bentuk", "warna", "tampilan", "tahap_aksi", "ukuran", "pasangan", "isi_mutu", "menurut",
    "halaman_dokumen", "lingkup_hak", "peran_hak", "keadaan_hak", "bahasa", "semua", "cari",
    "isi_regulasi", "status_produk", "basis", "urut", "macam", "isi_indeks", "bagian", "bagian_peta", "dengan_lowong", "lowong",
    "kelompok", "isi", "pemda", "sanding", "metrik", "per", "deret",
    "provinsi", "warna_petak", "tanda", "menurut_kelompok", "kelompok_tren", "provinsi_tren", "cara_tren",
)  # fmt: skip
"""What pages read from the address."""


def rows(copy: InMemory) -> dict[str, int]:
    names = copy.query("SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'")["table_name"]
    return {name: copy.query(f"SELECT count(*) FROM lake.{name}").item() for name in names}


def usual(world: World) -> dict[str, object]:
    kiriman = world.kiriman("36.72", QUARTERS[1], "Ajukan")
    known = {
        "kode_wilayah": "36.72",
        "periode": QUARTERS[1],
        "kiriman_id": kiriman,
        "sesudah": kiriman,
        "words": "qx",
        "dataset": "tim",
    }
    return known | {"metrik": "capaian_kinerja", "sebelum": None}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_read_function_takes_any_text_for_text(name: str, world: World, copy: InMemory) -> None:
    before, plain = rows(copy), usual(world)
    wanted = [
        p for p in inspect.signature(FUNCTIONS[name]).parameters if p in values(world, name) and p not in ("wanted", "limit")
    ]
    needed = {p: plain[p] for p in wanted if p in plain}
    for parameter, text in product(wanted, HOSTILE):
        # The name of a dataset is one of ours: a table of the source, KeyError for any other.
        expected = (RampingError, KeyError) if parameter == "dataset" else RampingError
        try:
            said = told(FUNCTIONS[name](copy, OPERATOR, **needed | {parameter: text}))
        except expected:
            continue
        assert leaks(world, OPERATOR, said) == set(), (parameter, text)
    assert rows(copy) == before


def test_the_trail_is_searched_for_any_text(world: World, copy: InMemory) -> None:
    auditor = Principal("penyetuju@contoh.id", Role.PENYETUJU, Scope("36.72"))
    for text in HOSTILE:
        wanted = read.Wanted(tindakan=(text,), identitas=text, objek=text)
        assert leaks(world, auditor, told(read.trail(copy, auditor, "36.72", wanted)), Action.AUDIT) == set()
        assert read.deeds(copy, auditor, "36.72", read.Wanted(identitas=text)).height <= 20


@pytest.mark.parametrize("page", auth.PAGES)
def test_a_page_takes_any_address(page: str, world: World, copy: InMemory, screens: Screens) -> None:
    role = Role.ADMIN if Role.OPERATOR not in auth.PAGES[page] else Role.OPERATOR
    who = Principal("pembaca@contoh.id", role, Scope("36.72" if role is Role.OPERATOR else "*"))
    before = rows(copy)
    every = [{name: HOSTILE[(turn + n) % len(HOSTILE)] for n, name in enumerate(ADDRESS)} for turn in range(0, len(HOSTILE), 7)]
    for turn, asked in enumerate([*every, dict.fromkeys(ADDRESS, "")]):
        test = screens.open(page, who, **asked)
        assert not test.exception, (page, turn, [e.message for e in test.exception])
        assert leaks(world, who, everything(test), Action.AUDIT if page == "jejak_audit" else Action.READ_DRAFT) == set(), (
            page,
            turn,
        )
    assert rows(copy) == before


COMMANDS = {
    "metrics": ("--wilayah", "--periode", "--unit", "--metrik", "--varian"),
    "capaian": ("--wilayah", "--periode"),
    "status": ("--wilayah", "--periode"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_takes_any_option(command: str, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    before = read.snapshot(lake.open_reader(world.settings))
    plain = {"--wilayah": "36.72", "--periode": QUARTERS[1]}
    for option, text in product(COMMANDS[command], HOSTILE):
        given = {name: value for name, value in plain.items() if name in COMMANDS[command]} | {option: text}
        asked = [f"{name}={value}" for name, value in given.items()]
        code = main([command, *asked, "--format=json", f"--warehouse={world.settings.warehouse}"])
        said = capsys.readouterr()
        assert code in (0, 2, 64), (option, text, code, said.err)
        assert "Traceback" not in said.err, (option, text)
        assert not leaks(world, OPERATOR, said.out) or option == "--wilayah" or command == "status", (option, text)
    assert read.snapshot(lake.open_reader(world.settings)) == before
