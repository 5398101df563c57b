"""Cached reading: the pages' only way to the lake, through `etl.warehouse.read`.

Every result is kept per scope, snapshot and arguments (all readers share one cache, so the scope must be in the key).
Results are shared objects: read them, never change them in place.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import polars as pl
import streamlit as st

from etl import settings
from etl.access import Principal
from etl.errors import NotAllowed
from pages.ui import actions

T = TypeVar("T")
_PIN = "_snapshot"
_KEY = secrets.token_bytes(32)
_Asked = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]


def read_module() -> Any:
    """`etl.warehouse.read`, imported late so that the frame shows before DuckDB is loaded."""
    from etl.warehouse import read

    return read


@st.cache_resource(show_spinner=False)
def reader() -> Any:
    """The one locked-down, read-only Reader of this process."""
    from etl.warehouse.lake import open_reader

    return open_reader(settings.load())


def pin() -> None:
    """Fix the snapshot for this run of the page, so that all its figures come from one state of the lake."""
    st.session_state[_PIN] = read_module().snapshot(reader())


def snapshot() -> int:
    """The snapshot that this run reads."""
    if _PIN not in st.session_state:
        pin()
    return int(st.session_state[_PIN])


def remember(who: Principal, name: str, args: Hashable, build: Callable[[], T]) -> T:
    """What `build` returns, kept per scope, snapshot, name and args (view, language, theme …): figures, tables, sentences."""
    return _remember(repr((name, args)), _scope_key(who), snapshot(), build)


def regions(who: Principal) -> pl.DataFrame:
    """kode_wilayah, nama, jenis of the regions in scope that have data."""
    return read(who, "regions")


def now() -> datetime:
    """Now in UTC, without a zone, as the lake keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def roles_of(identity: str) -> pl.DataFrame:
    """The grants of who signed in, those that begin later too. Kept per snapshot, under a key that nobody can read them from."""
    return _roles(_hidden(identity), snapshot(), identity)


def principals_of(identity: str) -> list[Principal]:
    """What who signed in may be at this moment."""
    found: list[Principal] = read_module().principals(identity, roles_of(identity), now())
    return found


def holds(who: Principal) -> bool:
    """Whether somebody holds this role and scope in the newest state of the lake. Asks no session: for what runs after a page."""
    newest = read_module().snapshot(reader())
    found = read_module().principals(who.identity, _roles(_hidden(who.identity), newest, who.identity), now())
    return replace(who, draft=None) in found


def governments() -> dict[str, str]:
    """kode_wilayah → name of every government, with or without data, from the reference file."""
    from etl.warehouse.regions import regions as known

    return dict(known().select("kode_wilayah", "nama").iter_rows())


def periods(who: Principal, kode_wilayah: str) -> list[str]:
    """The region's periods with a current submission, newest first."""
    return read(who, "periods", kode_wilayah)["periode"].to_list()


def submission(who: Principal, kode_wilayah: str, periode: str) -> dict[str, Any] | None:
    """The current submission of a region and period: kiriman_id, versi, sumber, berkas, who and when; None if there is none."""
    found = read(who, "submission", kode_wilayah, periode)
    return found.row(0, named=True) if found.height else None


def versions(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Every approved version of a region and period, newest first."""
    return read(who, "versions", kode_wilayah, periode)


def metric_values(
    who: Principal,
    kode_wilayah: str,
    periode: str | Sequence[str] | None = None,
    *,
    kode_unit: str | None = "*",
    metrik: str | Sequence[str] | None = None,
    varian: str | None = None,
) -> pl.DataFrame:
    """Metric values: kode_unit `*` = all rows, None = the region's own row, else one perangkat daerah."""
    return read(
        who,
        "metric_values",
        kode_wilayah=kode_wilayah,
        periode=fixed(periode),
        kode_unit=kode_unit,
        metrik=fixed(metrik),
        varian=varian,
    )


def distributions(
    who: Principal, kode_wilayah: str, periode: str, metrik: str, *, varian: str | None = None, kode_unit: str | None = None
) -> pl.DataFrame:
    """Counts by sumbu_x and sumbu_y (bands, matrices)."""
    return read(
        who, "distributions", kode_wilayah=kode_wilayah, periode=periode, metrik=metrik, varian=varian, kode_unit=kode_unit
    )


def attainment(
    who: Principal, kode_wilayah: str, periode: str | Sequence[str], kode_unit: str | None = None, basis: str = "sd"
) -> pl.DataFrame:
    """Attainment per indicator; basis `sd` (to date), `tahun`, `triwulan`, `tahun_awal` (where the target was revised)."""
    return read(who, "attainment", kode_wilayah, fixed(periode), kode_unit, basis)


def units(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Units of organisation with kode_opd."""
    return read(who, "units", kode_wilayah, periode)


def positions(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Posts (jabatan) with kode_opd."""
    return read(who, "positions", kode_wilayah, periode)


def facts(who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """The rows of a dataset without persons (teams, plans, legal products …), with kode_opd where they name a unit."""
    return read(who, "facts", dataset, kode_wilayah, periode)


def holders(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """kode_jabatan, definitif, pj, plt, plh, kode_opd: how many hold each post, no persons."""
    return read(who, "holders", kode_wilayah, periode)


def teams(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """One row per team: kind, number of members and the agencies they come from, decree, dates, indicators. No persons."""
    return read(who, "teams", kode_wilayah, periode)


def nodes(who: Principal, kode_wilayah: str, periode: str, varian: str = "terisi") -> pl.DataFrame:
    """Nodes of the hierarchy in one variant; columns as kerja.simpul.

    The tree is built from the facts for all variants at once: building it is what takes time, and pages show several.
    """

    def build() -> dict[str, pl.DataFrame]:
        found: pl.DataFrame = read_module().nodes(reader(), who, kode_wilayah, periode, None)
        return {"": found.clear()} | {key[0]: part for key, part in found.group_by("varian", maintain_order=True)}

    by_variant = remember(who, "nodes", (kode_wilayah, periode), build)
    return by_variant.get(varian, by_variant[""])


def findings(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Findings of the current submission."""
    return read(who, "findings", kode_wilayah, periode)


def history(who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
    """Every submission of a region (and quarter), newest first, with where it stands; drafts included."""
    return read(who, "history", kode_wilayah, periode)


def waiting(who: Principal) -> pl.DataFrame:
    """Submissions in scope that nobody has approved yet, the newest of each region and quarter."""
    return read(who, "waiting")


def events(who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
    """What happened to the submissions of a region (and quarter), newest first."""
    return read(who, "events", kode_wilayah, periode)


def found(who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
    """What the rules found in one submission, draft or not, with file, sheet and cell."""
    return read(who, "found", kode_wilayah, kiriman_id)


def confirmations(who: Principal, kode_wilayah: str, kiriman_id: str | None = None) -> pl.DataFrame:
    """Reasons given for warnings, newest first."""
    return read(who, "confirmations", kode_wilayah, kiriman_id)


def deadlines(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Quarters that the region reports, newest first: periode, diharapkan, tenggat, zona, dikirim (first, UTC; null: not yet)."""
    return read(who, "deadlines", kode_wilayah)


def region_settings(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """The region's own rules: kunci, nilai, oleh, waktu."""
    return read(who, "region_settings", kode_wilayah)


def row_changes(who: Principal, kode_wilayah: str, sebelum: str | None, sesudah: str) -> pl.DataFrame:
    """What one submission changes against another (null: everything is new), row by row; no value about a person."""
    return read(who, "row_changes", kode_wilayah, sebelum, sesudah)


def moved(who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
    """Metric values that would differ if this submission counted, in its quarter and later ones. Takes about a second."""
    return read(who, "moved", kode_wilayah, kiriman_id)


def restated(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Figures of the submission that counts which were published otherwise before, with the cause."""
    return read(who, "restated", kode_wilayah, periode)


def target_revisions(who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Indicators whose target of the year was revised: the first target, the reason, since when and by whom."""
    return read(who, "target_revisions", kode_wilayah, periode)


def receipt(who: Principal, kode_wilayah: str, kiriman_id: str) -> dict[str, Any] | None:
    """What proves a submission: number, hash, files, times (UTC), who, counts, confirmed findings; None for an unknown one."""
    found = read(who, "receipt", kode_wilayah, kiriman_id)
    return found.row(0, named=True) if found.height else None


def findings_by_quarter(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Counts of findings of what counts: periode, aturan, tingkat, dataset, kode_opd (null: of no one agency), jumlah."""
    return read(who, "findings_by_quarter", kode_wilayah)


def quarters(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """What counts per quarter, oldest first: rows and how they were read (JSON), rows with findings, approved versions."""
    return read(who, "quarters", kode_wilayah)


def filled(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """periode, dataset, kolom, baris, terisi of what counts."""
    return read(who, "filled", kode_wilayah)


def open_drafts(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Newest versions that are not approved, with their findings counted; for who may read drafts."""
    return read(who, "open_drafts", kode_wilayah)


def revisions(who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Versions of the region's quarters, newest first, with what was said of each; drafts only for who may read them."""
    return read(who, "revisions", kode_wilayah)


def grants(who: Principal) -> pl.DataFrame:
    """Every grant within the keeper's scope, newest first, withdrawn ones too; see `etl.warehouse.read.grants`."""
    return read(who, "grants")


def zone(pattern: str) -> str:
    """WIB, WITA or WIT: where the scope lies; WIB for the nation."""
    from etl.warehouse.rules_of_region import zone as known

    return known(pattern)[0]


def trail(who: Principal, kode_wilayah: str | None, *, limit: int, offset: int = 0, **wanted: Any) -> pl.DataFrame:
    """Deeds in the reader's scope, newest first; wanted: see `etl.warehouse.read.Wanted`. Not cached: it grows by itself."""
    module = read_module()
    found: pl.DataFrame = module.trail(reader(), who, kode_wilayah, module.Wanted(**wanted), limit=limit, offset=offset)
    return found


def deeds(who: Principal, kode_wilayah: str | None, **wanted: Any) -> dict[str, int]:
    """How often each deed of the trail was done. Not cached."""
    module = read_module()
    found: pl.DataFrame = module.deeds(reader(), who, kode_wilayah, module.Wanted(**wanted))
    return dict(found.rows())


def chains(who: Principal) -> dict[str, Any]:
    """Whether the chains in the reader's scope are whole, checked now."""
    found: dict[str, Any] = read_module().chains(reader(), who)
    return found


def search(who: Principal, kode_wilayah: str, periode: str, words: str) -> pl.DataFrame:
    """jenis (unit, jabatan, indikator), kode, nama, kode_opd of what bears these words in its name. Not cached."""
    found: pl.DataFrame = read_module().search(reader(), who, kode_wilayah, periode, words)
    return found


def agencies(who: Principal, kode_wilayah: str, periode: str) -> dict[str, str]:
    """kode_opd → name of every perangkat daerah, in the order of their codes."""

    def build() -> dict[str, str]:
        found = units(who, kode_wilayah, periode).filter(pl.col("kode_unit") == pl.col("kode_opd")).sort("kode_unit")
        return dict(zip(found["kode_unit"].to_list(), found["nama_unit"].to_list(), strict=True))

    return remember(who, "agencies", (kode_wilayah, periode), build)


def docs(who: Principal, kode_wilayah: str, kiriman_id: str) -> Any:
    """How far the data docs of a submission are (`etl.pipeline.dokumen.Docs`). Not cached: they are made while one waits."""
    from etl.pipeline import dokumen

    return dokumen.state(settings.load(), who, kode_wilayah, kiriman_id)


def docs_page(who: Principal, kode_wilayah: str, kiriman_id: str, dataset: str) -> str:
    """The data docs' page of one dataset, as HTML that needs nothing else."""
    from etl.pipeline import dokumen

    return dokumen.page(settings.load(), who, kode_wilayah, kiriman_id, dataset)


def docs_archive(who: Principal, kode_wilayah: str, kiriman_id: str) -> bytes:
    """All pages of the data docs as a zip."""
    from etl.pipeline import dokumen

    return dokumen.archive(settings.load(), who, kode_wilayah, kiriman_id)


def metrics() -> dict[str, Any]:
    """The catalogue of metrics by id."""
    from etl.metrics import catalog

    return catalog()


def read(who: Principal, name: str, *args: Hashable, **named: Hashable) -> pl.DataFrame:
    """A function of `etl.warehouse.read` by its name, kept per scope, snapshot and arguments; a refusal is noted in the trail."""
    asked = (name, args, tuple(sorted(named.items())))
    try:
        return _cached(repr(asked), _scope_key(who), snapshot(), asked, who)
    except NotAllowed:
        actions.noted(who, "ditolak", f"baca/{name}")
        raise


def _scope_key(who: Principal) -> str:
    """What a reader may see, without who they are. One text, as every part of a key is hashed by itself on every rerun."""
    # repr: an agency called `None`, or one with a blank in its code, must not share the key of another scope.
    return repr((who.role.value, who.scope.pattern, who.scope.kode_unit, who.draft))


def _hidden(identity: str) -> str:
    """A key of the cache that nobody can read an identity from."""
    return hashlib.blake2b(identity.encode(), key=_KEY).hexdigest()


def fixed(value: str | Sequence[str] | None) -> str | tuple[str, ...] | None:
    """The argument so that it can be part of a key."""
    return value if value is None or isinstance(value, str) else tuple(value)


# cache_resource, not cache_data: frames are immutable, and unpickling a copy on every rerun costs more than drawing the page.
@st.cache_resource(show_spinner=False, max_entries=2000)
def _cached(what: str, scope: str, snapshot_id: int, _asked: _Asked, _who: Principal) -> pl.DataFrame:
    name, args, named = _asked
    anybody = Principal("layar", _who.role, _who.scope, _who.draft)
    found: pl.DataFrame = getattr(read_module(), name)(reader(), anybody, *args, **dict(named))
    return found


@st.cache_resource(show_spinner=False, max_entries=1000)
def _roles(identity_hash: str, snapshot_id: int, _identity: str) -> pl.DataFrame:
    found: pl.DataFrame = read_module().roles_of(reader(), _identity)
    return found


@st.cache_resource(show_spinner=False, max_entries=1000)
def _remember(what: str, scope: str, snapshot_id: int, _build: Callable[[], Any]) -> Any:
    return _build()
