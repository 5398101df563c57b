"""After everything that can be done with a submission, its NIPs and names lie in `berkas/` and nowhere else."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import planted
import polars as pl
import pytest
from planted import CELL, CODE, COLUMN, EMAIL, FILE, LOCAL, NAME, NEVER, NOTE, REASON, SECRET
from rendered import PAGES, open_page

from etl import synth
from etl.access import Principal, Role, Scope
from etl.cli import main
from etl.errors import RampingError
from etl.pipeline import dokumen, jobs, marked, prefill
from etl.pipeline.jobs import Edit, Upload
from etl.pipeline.pool import Pool
from etl.settings import Settings, load
from etl.warehouse import audit, lake, write
from pages.ui import alone, auth, data, downloads, local_only
from tests.unit.pipeline.conftest import QUARTER, REGION, small_tables

OPERATOR = Principal(EMAIL, Role.OPERATOR, Scope(REGION))
APPROVER = Principal("Sekretaris Daerah", Role.PENYETUJU, Scope(REGION))
LOOKS = ((Role.OPERATOR, ""), (Role.KEMENDAGRI, f"cari={COLUMN}"), (Role.PENYETUJU, ""))
BY_ALL = ("kiriman", "unggah", "mutu_data", "jejak_audit")
"""The pages that each role is shown; the others one role only."""


@dataclass
class Story:
    """A lake with planted values, and everything that was said, drawn, exported or kept in a cache on the way."""

    settings: Settings
    folder: Path
    said: Path
    told: dict[str, str] = field(default_factory=dict)
    exports: dict[str, bytes] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    own: list[bytes] = field(default_factory=list)


def workbook(path: Path, *, refused: bool) -> Path:
    """The small submission with planted values; refused: some of them in cells that no rule lets through."""
    tables = small_tables()
    staff = tables["pegawai"].with_row_index()
    last = pl.col("index") == staff.height - 1
    staff = staff.with_columns(
        pl.when(last).then(pl.lit(COLUMN)).otherwise("nip").alias("nip"),
        pl.when(last).then(pl.lit(NAME)).otherwise("nama").alias("nama"),
        pl.when(pl.col("index") == 0).then(pl.lit(LOCAL)).otherwise("id_pegawai_lokal").alias("id_pegawai_lokal"),
    )
    if refused:
        staff = staff.with_columns(pl.when(last).then(pl.lit(f"{CELL[:8]} {CELL[8:]}")).otherwise("golongan").alias("golongan"))
        staff = staff.with_columns(pl.when(pl.col("index") == 1).then(pl.lit(f"{CELL}9")).otherwise("nip").alias("nip"))
    said = pl.lit(f"Hubungi NIP {' '.join((NOTE[:8], NOTE[8:14], NOTE[14], NOTE[15:]))} atau {NOTE}")
    tables |= {
        "pegawai": staff.drop("index"),
        "capaian": tables["capaian"].with_columns(said.alias("penjelasan")),
        "unit": tables["unit"].with_columns(
            pl.when(pl.col("kode_unit") == "2.1").then(pl.lit(f"Bidang {CODE}")).otherwise("nama_unit").alias("nama_unit")
        ),
    }
    synth.workbook(tables, path)
    return path


def ended(story: Story, job: str) -> str:
    until = time.monotonic() + 240
    while not (told := jobs.status(job, story.settings, OPERATOR)).selesai:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert told.receipt is not None, told
    story.told[job] = str(told)
    return str(told.receipt["kiriman_id"])


def send(story: Story, path: Path) -> str:
    return ended(story, jobs.start(story.settings, OPERATOR, [Upload(f"daftar {FILE}.xlsx", path.read_bytes())], REGION, QUARTER))


def refusals(story: Story, *asked: Callable[[], Any]) -> None:
    for number, ask in enumerate(asked):
        try:
            story.told[f"refusal {number}"] = str(ask())
        except RampingError as error:
            story.told[f"refusal {number}"] = error.message("id") + error.message("en") + str(error)


def office_work(story: Story) -> str:
    """Upload, correct, submit, approve: with a reason that holds a NIP at every step."""
    at, why = story.settings, f"Sesuai lampiran {REASON}"
    bad = send(story, workbook(story.folder / "masuk_salah.xlsx", refused=True))
    edits = [Edit("pegawai", 3, "nip", f"{CELL}9"), Edit("pegawai", 7, "golongan", CELL)]
    story.told["recheck"] = str(jobs.recheck(at, OPERATOR, REGION, bad, edits).findings.to_dicts())
    story.own.append(marked.annotated(at, OPERATOR, REGION, bad)[1])
    ended(story, jobs.save(at, OPERATOR, REGION, bad, edits))
    good = send(story, workbook(story.folder / "masuk.xlsx", refused=False))
    write.ajukan(at, OPERATOR, good, dict.fromkeys(_warnings(story, good), why), why)
    write.setujui(at, APPROVER, good, why)
    write.petakan(at, OPERATOR, REGION, {"unit": {f"Nama {REASON}": "nama_unit"}})
    path = story.folder / "templat.xlsx"
    prefill.write(at, OPERATOR, REGION, "2025-TW1", path)
    story.own.append(path.read_bytes())
    path.unlink()
    dokumen.build(at, REGION, good, public=False)
    refusals(
        story,
        lambda: write.ajukan(at, OPERATOR, f"{REGION}_{REASON}", {}, why),
        lambda: write.kembalikan(at, Principal(REASON, Role.PENYETUJU, Scope(REGION)), good, why),
        lambda: jobs.recheck(at, OPERATOR, REGION, bad, [Edit("pegawai", 99, "nip", CELL)]),
        lambda: jobs.start(at, OPERATOR, [Upload(f"{FILE}.xlsx", b"bukan buku kerja")], REGION, QUARTER),
    )
    return good


def _warnings(story: Story, kiriman: str) -> list[str]:
    rules = lake.open_reader(story.settings).query("SELECT DISTINCT aturan FROM lake.temuan WHERE kiriman_id = ?", [kiriman])
    return [str(rule) for rule in rules["aturan"]]


def command_line(story: Story, kiriman: str) -> None:
    """What the operator of the machine runs, in both forms; its words end up with all that is said."""
    url, book = story.settings.warehouse, str(story.folder / "masuk_salah.xlsx")
    place = ["--wilayah", REGION, "--periode", QUARTER]
    for form in ("json", "teks"):
        rest = ["--warehouse", url, "--format", form]
        for command in (
            ["metrics", *place], ["capaian", *place], ["status"], ["check", book, *place], ["verify", "--kiriman", kiriman],
            ["verify"], ["metrics", "--wilayah", REASON], ["hapus", "--kiriman", REASON, "--by", REASON, "--alasan", REASON],
        ):  # fmt: skip
            main([*command, *rest])
    main(["backup", "-o", str(story.folder / "berkas" / "cadangan.tar"), "--warehouse", url])


def screens(story: Story, patch: pytest.MonkeyPatch) -> None:
    """Every page, as several readers, with its exports, its address and the keys under which it keeps things."""
    patch.setattr(alone, "bring_into_frame", lambda: None)
    patch.setattr(local_only, "asked", lambda: ([("Host", "localhost:8501")], None, "127.0.0.1"))
    offer, cached, kept = downloads._offer, data._cached, data._remember

    def taken(who: Principal, label: str, build: Callable[[], tuple[bytes, int | None]], name: str, *rest: Any) -> None:
        if not rest[2].get("pribadi"):
            with contextlib.suppress(RampingError):
                story.exports[f"{label} {name} {len(story.exports)}"] = build()[0]
        offer(who, label, build, name, *rest)

    def read(what: str, scope: str, *rest: Any) -> Any:
        story.keys += [what, scope]
        return cached(what, scope, *rest)

    def remembered(what: str, scope: str, *rest: Any) -> Any:
        story.keys += [what, scope]
        return kept(what, scope, *rest)

    patch.setattr(downloads, "_offer", taken)
    patch.setattr(data, "_cached", read)
    patch.setattr(data, "_remember", remembered)
    for page in (path.stem for path in PAGES):
        for role, query in LOOKS if page in BY_ALL else LOOKS[:2]:
            if role not in auth.PAGES[page]:
                continue
            test = open_page(page, **dict([query.split("=")] if query else []))
            test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, REGION
            test.run()
            assert not test.exception, (page, role, [(e.message, e.stack_trace) for e in test.exception])
            story.told[f"{page} {role}"] = "\n".join(str(getattr(element, "proto", "")) for element in test.main)
            asked = {k: v for k, v in test.query_params.items() if k != "cari"}
            story.queries.append(str(asked))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("tertanam")
    url = f"sqlite:{folder / 'katalog.sqlite'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAMPING_WAREHOUSE", url)
        patch.setenv("RAMPING_SECRET", SECRET)
        pool = Pool()
        patch.setattr(jobs, "POOL", pool)
        data.reader.clear()
        told = Story(load(), folder, folder / "berkas" / "terucap.log")
        told.said.parent.mkdir(exist_ok=True)
        with planted.everything_said(told.said):
            with lake.writer(told.settings):
                pass
            kiriman = office_work(told)
            command_line(told, kiriman)
            screens(told, patch)
            audit.flush()
            pool.close()
        yield told
        data.reader.clear()


def test_the_values_were_there_to_be_found(story: Story) -> None:
    """Otherwise finding nothing would prove nothing: the received files and what their owner downloads hold them."""
    import io
    import zipfile

    stored = list(story.settings.berkas.rglob("*.xlsx"))
    bodies = [p.read_bytes() for p in stored] + story.own
    texts = ["".join(zipfile.ZipFile(io.BytesIO(b)).read(n).decode() for n in zipfile.ZipFile(io.BytesIO(b)).namelist()
                     if n.endswith(".xml")) for b in bodies]  # fmt: skip
    for value in (COLUMN, NAME, LOCAL, NOTE, CODE, CELL):
        assert any(value in text for text in texts), value
    assert len(story.own) == 2
    assert COLUMN in texts[-1], "the prefilled template"
    assert NAME in texts[-2], "the annotated workbook"


def test_the_lake_holds_none_of_them(story: Story) -> None:
    assert not planted.in_tables(story.settings, NEVER)


def test_no_file_beside_the_received_ones_holds_them(story: Story) -> None:
    for name in ("masuk.xlsx", "masuk_salah.xlsx"):
        (story.folder / name).unlink()
    found = planted.in_folder(story.folder, [n for n in NEVER if n != SECRET])
    assert not found
    assert any(p.suffix == ".parquet" for p in story.folder.rglob("*"))


def test_nothing_that_was_said_names_them(story: Story) -> None:
    said = story.said.read_text(encoding="utf-8", errors="replace")
    assert len(said) > 10_000
    assert not planted.hits("logs and output", said, [*NEVER, EMAIL])


def test_no_screen_refusal_or_answer_shows_them(story: Story) -> None:
    assert len(story.told) > len(PAGES)
    assert not [hit for where, words in story.told.items() for hit in planted.hits(where, words, NEVER)]


def test_no_export_of_a_page_holds_them(story: Story) -> None:
    assert len(story.exports) > 10
    assert not [hit for where, body in story.exports.items() for hit in planted.hits(where, body, NEVER)]
    of_pages = {where: body for where, body in story.exports.items() if "jejak-audit" not in where}
    assert not [hit for where, body in of_pages.items() for hit in planted.hits(where, body, [EMAIL])]


def test_no_address_and_no_cache_key_holds_them(story: Story) -> None:
    assert len(story.keys) > 50
    found = planted.hits("keys", "\n".join(story.keys), [*NEVER, EMAIL])
    assert not found + planted.hits("addresses", "\n".join(story.queries), [*NEVER, EMAIL])
