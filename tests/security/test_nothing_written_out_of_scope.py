"""Nobody changes, starts or takes out anything beyond their rights: every function of etl that asks who, by its signature."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from in_memory import InMemory
from lake_of_marks import QUARTERS, REGIONS, World
from readers import EVERYBODY, GRANTED, leaks, may

import etl
from etl.access import Action, Principal, Role, Scope
from etl.errors import RampingError
from etl.warehouse import lake, read
from etl.warehouse.grants import Grant

ACTS: dict[str, Action] = {
    "etl.warehouse.write.ajukan": Action.SUBMIT,
    "etl.warehouse.write.setujui": Action.APPROVE,
    "etl.warehouse.write.kembalikan": Action.APPROVE,
    "etl.warehouse.write.batalkan": Action.SUBMIT,
    "etl.warehouse.write.kunci": Action.APPROVE,
    "etl.warehouse.write.buka": Action.APPROVE,
    "etl.warehouse.write.hapus": Action.ERASE,
    "etl.warehouse.write.atur": Action.APPROVE,
    "etl.warehouse.write.petakan": Action.SUBMIT,
    "etl.warehouse.write.tinjau_kembalikan": Action.REVIEW,
    "etl.warehouse.review.komentari": Action.COMMENT,
    "etl.warehouse.review.selesaikan": Action.COMMENT,
    "etl.warehouse.peer_groups.simpan_kelompok": Action.COMPARE,
    "etl.warehouse.peer_groups.hapus_kelompok": Action.COMPARE,
    "etl.warehouse.schedule.jadwalkan": Action.MAINTAIN,
    "etl.warehouse.grants.give": Action.GRANT,
    "etl.warehouse.grants.withdraw": Action.GRANT,
    "etl.warehouse.care.recompute": Action.MAINTAIN,
    "etl.pipeline.jobs.start": Action.SUBMIT,
    "etl.pipeline.jobs.save": Action.SUBMIT,
    "etl.pipeline.jobs.recheck": Action.SUBMIT,
    "etl.pipeline.jobs.running": Action.SUBMIT,
    "etl.pipeline.jobs.failed": Action.SUBMIT,
    "etl.pipeline.marked.annotated": Action.SUBMIT,
    "etl.pipeline.prefill.write": Action.SUBMIT,
    "etl.pipeline.prefill.tables": Action.SUBMIT,
    "etl.pipeline.dokumen.start": Action.READ,
    "etl.pipeline.dokumen.state": Action.READ,
    "etl.pipeline.dokumen.page": Action.READ,
    "etl.pipeline.dokumen.archive": Action.READ,
}
"""What each function needs the right to. A function that is not here fails the test."""
OTHERWISE = {
    "etl.access.allowed": "the question itself",
    "etl.access.demand": "the question itself",
    "etl.access.demand_everywhere": "the question itself",
    "etl.warehouse.care.maintain": "of the whole lake; see below",
    "etl.warehouse.audit.record": "whatever anybody did is recorded, a refusal too",
    "etl.warehouse.audit.within": "as record",
    "etl.warehouse.audit.later": "as record",
    "etl.pipeline.jobs.status": "of a job, not a region; see below",
    "etl.pipeline.jobs.glance": "as status",
    "etl.pipeline.jobs.cancel": "as status",
    "etl.terbuka.package.narrowed": "only ever less than the reader's scope; see below",
    "etl.terbuka.package.files": "reads through the door out; see below",
    "etl.terbuka.package.archive": "as files",
    "etl.terbuka.package.write": "as files",
    "etl.terbuka.tables.read_table": "as files",
}
OF_ONE = ("etl.pipeline.marked.annotated", "etl.pipeline.jobs.save", "etl.pipeline.jobs.recheck", "etl.pipeline.dokumen.start",
          "etl.pipeline.dokumen.state", "etl.pipeline.dokumen.page", "etl.pipeline.dokumen.archive")  # fmt: skip
"""They take a region and a submission, which need not belong together."""


def found() -> dict[str, Callable[..., Any]]:
    """Every public function of etl with a parameter that is a Principal; reading has a test of its own."""
    functions = {}
    for module in pkgutil.walk_packages(etl.__path__, "etl."):
        if module.name.startswith(("etl.__main__", "etl.bench", "etl.synth", "etl.cli", "etl.warehouse.read")):
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_") and asks_who(function):
                functions[f"{module.name}.{name}"] = function
    return functions


def asks_who(function: Callable[..., Any]) -> bool:
    """Whether a parameter is a Principal."""
    return any("Principal" in str(parameter.annotation) for parameter in inspect.signature(function).parameters.values())


FUNCTIONS = found()


def arguments(function: Callable[..., Any], world: World, who: Principal, region: str, **other: Any) -> dict[str, Any]:
    """The arguments of one call about one region."""
    kiriman = world.kiriman(region, QUARTERS[1], "Ajukan")
    known = {
        "settings": world.settings, "who": who, "kode_wilayah": region, "periode": QUARTERS[1], "kiriman_id": kiriman,
        "reasons": {"unit.induk_sendiri": "benar"}, "reason": "uji", "key": "satu_orang", "value": "ya", "edits": [],
        "uploads": [], "mapping": {"unit": {"Nama Unit Kerja": "nama_unit"}}, "hak_id": f"Qx{REGIONS[region]}", "dataset": "unit",
        "grant": Grant("orang@contoh.id", Role.PIMPINAN, Scope(region)), "target": io.BytesIO(),
        "lingkup": region, "isi": "uji", "komentar_id": f"Qx{REGIONS[region]}",
        "nama": "uji", "anggota": [region], "kelompok": f"Qx{REGIONS[region]}",
    }  # fmt: skip
    wanted = inspect.signature(function).parameters.values()
    missing = [p.name for p in wanted if p.name not in known and p.default is inspect.Parameter.empty]
    assert not missing, f"no values for {missing} of {function.__qualname__}"
    return {p.name: known[p.name] for p in wanted if p.name in known} | other


@pytest.fixture(scope="module")
def copy(world: World) -> InMemory:
    return InMemory(world.settings)


@pytest.fixture
def stand_in(copy: InMemory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, int]]:
    """Writers and readers open the copy; the rows of each of its tables."""

    @contextlib.contextmanager
    def writer(settings: object, con: object = None, **_: object) -> Iterator[duckdb.DuckDBPyConnection]:
        yield copy._con

    @contextlib.contextmanager
    def transaction(con: duckdb.DuckDBPyConnection, author: str, reason: str) -> Iterator[None]:
        con.execute("BEGIN")
        try:
            yield
            con.execute("COMMIT")
        except BaseException:
            con.execute("ROLLBACK")
            raise

    monkeypatch.setattr(lake, "writer", writer)
    monkeypatch.setattr(lake, "transaction", transaction)
    return lambda: rows(copy)


def rows(copy: InMemory) -> dict[str, int]:
    names = copy.query("SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'")["table_name"]
    return {name: copy.query(f"SELECT count(*) FROM lake.{name}").item() for name in names}


def refuses(function: Callable[..., Any], asked: dict[str, Any]) -> bool:
    """Whether it refuses in words of ours; any other error is a failure of the test."""
    try:
        function(**asked)
    except RampingError:
        return True
    return False


def test_every_function_that_is_told_who_asks_is_known_here() -> None:
    assert set(FUNCTIONS) == {*ACTS, *OTHERWISE}


@pytest.mark.parametrize("name", ACTS)
def test_whoever_may_not_is_refused_and_nothing_is_written(
    name: str, world: World, stand_in: Callable[[], dict[str, int]]
) -> None:
    before, tried = stand_in(), 0
    received = _files(world)
    for who in EVERYBODY:
        for region in REGIONS:
            if not may(who, ACTS[name], region):
                tried += 1
                assert refuses(FUNCTIONS[name], arguments(FUNCTIONS[name], world, who, region)), (name, who, region)
    assert tried > len(REGIONS) * len(Role)
    assert stand_in() == before
    assert _files(world) == received
    print(f"\n{name}: {tried} refused")


def _files(world: World) -> set[Path]:
    return {path for path in world.settings.berkas.rglob("*") if path.suffix != ".lock"}


@pytest.mark.parametrize("name", OF_ONE)
def test_a_submission_of_another_region_is_refused_to_who_may_act_in_theirs(name: str, world: World) -> None:
    before = read.snapshot(lake.open_reader(world.settings))
    may_act = [who for who in GRANTED if may(who, ACTS[name], "36.72") and not may(who, ACTS[name], "32.73")]
    foreign = [world.kiriman("32.73", QUARTERS[1], fate) for fate in ("Terbit", "Draf")]
    odd = ["../../36.72", "' OR 1=1 --", "", "36.72_2024-TW2_tak-ada/..", f"36.72{foreign[0]}"]
    assert may_act
    for who in may_act:
        for kiriman in (*foreign, *odd):
            assert refuses(FUNCTIONS[name], arguments(FUNCTIONS[name], world, who, "36.72", kiriman_id=kiriman)), kiriman
    assert read.snapshot(lake.open_reader(world.settings)) == before


def test_only_the_nation_s_administrator_tidies_the_whole_lake(world: World) -> None:
    for name in ("maintain", "recompute"):
        for who in EVERYBODY:
            if who.role not in (Role.ADMIN, Role.SISTEM) or who.scope != Scope("*"):
                assert refuses(FUNCTIONS[f"etl.warehouse.care.{name}"], {"settings": world.settings, "who": who}), who


def test_a_job_is_told_to_its_region_only(world: World) -> None:
    from etl.pipeline import antre

    job = "0" * 32
    folder = antre.receive(world.settings, job, [antre.Upload("a.csv", b"x")], {"wilayah": "32.73", "periode": QUARTERS[1]})
    asked = {"job_id": job, "settings": world.settings}
    try:
        for name in ("status", "glance", "cancel"):
            function = FUNCTIONS[f"etl.pipeline.jobs.{name}"]
            refused = {who for who in EVERYBODY if refuses(function, asked | {"who": who})}
            assert refused == {who for who in EVERYBODY if not may(who, Action.SUBMIT, "32.73")}, name
    finally:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


def test_open_data_hold_nothing_beyond_the_scope(world: World, copy: InMemory) -> None:
    from etl import terbuka

    rows = 0
    for who in GRANTED:
        for table in terbuka.TABLES:
            found, height = terbuka.files(copy, who, table, QUARTERS[1])  # type: ignore[arg-type]
            said = found["data.csv"].decode()
            rows += height
            assert not leaks(world, who, said), (who, table)
            told = {line.split(",")[0] for line in said.splitlines()[1:]} if table not in ("agregat",) else set()
            assert all(who.scope.covers(code) for code in told), (who, table)
    assert rows
    for who in EVERYBODY:
        for wanted in ("*", "36.*", "32.73"):
            if not who.scope.contains(Scope(wanted)):
                asked = {"lake": copy, "who": who, "table": "nilai", "periode": QUARTERS[1], "lingkup": wanted}
                assert refuses(FUNCTIONS["etl.terbuka.package.files"], asked), (who, wanted)


def test_a_grant_never_reaches_beyond_its_giver(world: World) -> None:
    give = FUNCTIONS["etl.warehouse.grants.give"]
    for who in EVERYBODY:
        for wanted in (Scope("*"), Scope("36.*"), Scope("32.*")):
            if who.role not in (Role.ADMIN, Role.SISTEM) or who.scope not in (Scope("*"), wanted):
                role = Role.KEMENDAGRI if wanted == Scope("*") else Role.PROVINSI
                grant = Grant("orang@contoh.id", role, wanted)
                assert refuses(give, {"settings": world.settings, "who": who, "grant": grant}), (who, wanted)


def test_the_check_sees_a_function_that_forgets_to_ask(world: World) -> None:
    def forgetful(settings: object, who: Principal, kode_wilayah: str) -> None:
        """Asks nobody."""

    stranger = replace(EVERYBODY[0], scope=Scope("-"))
    assert asks_who(forgetful)
    assert not refuses(forgetful, arguments(forgetful, world, stranger, "36.72"))
