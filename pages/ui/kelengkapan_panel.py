"""The submission behind a cell: its versions, who and when, its proof, its findings by rule. No figure, no person of the data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import has, text
from pages.ui import data, filters, formats, mutu_kata, nasional_data, panels
from pages.ui import kelengkapan_kata as kata
from pages.ui.kelengkapan_view import GOVERNMENT, QUARTER, Isi
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t

MOST_RULES = 8
Line = Mapping[str, Any]


def section(who: Principal, scene: Scene, isi: Isi) -> None:
    """Government and quarter to choose, and what is known of that submission."""
    names = {row.id: data.governments()[row.id] for row in isi.matrix}
    if not names:
        return
    panels.section(t("kelengkapan.kiriman"), t("kelengkapan.kiriman.catatan"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="saklar"):
        code = filters.shared_choice("kelengkapan.kolom.pemda", list(names), names.__getitem__, GOVERNMENT, 280)
        quarters = list(reversed(isi.periods))
        periode = filters.shared_choice("kelengkapan.kolom.triwulan", quarters, formats.period, QUARTER, 140)
        st.page_link(
            "pages/tinjau.py", label=t("kelengkapan.kiriman.tinjau"), icon=":material/rate_review:",
            query_params={"pemda_tinjau": names[code], "triwulan_tinjau": formats.period(periode)},
        )  # fmt: skip
    submission(who, code, periode, isi.rows.filter(kode_wilayah=code, periode=periode))


def submission(who: Principal, code: str, periode: str, standing: pl.DataFrame, *, stacked: bool = False) -> None:
    """standing: the row of `model.board`, none where nobody expects or sent anything. stacked: for half a page's width."""
    row = standing.row(0, named=True) if standing.height else None
    if row is None or row["keadaan"] in ("belum", "belum_wajib"):
        panels.empty_state(_nothing(row))
        return
    versions = nasional_data.versions_for_review(who, code, periode)
    shown = versions.filter("kini") if versions["kini"].any() else versions.filter(pl.col("kiriman_id").is_not_null()).head(1)
    proof = shown.row(0, named=True) if shown.height else None
    left, right = (st.container(), st.container()) if stacked else st.columns([54, 46])
    with left:
        st.html(facts_html(row, proof, lang()))
    with right:
        _proof(proof)
    panels.data_table(versions_table(versions, row["zona"], lang()), alt=t("kelengkapan.kiriman.versi"))


def _nothing(row: Line | None) -> str:
    if row is None or row["keadaan"] == "belum_wajib":
        return t("kelengkapan.kiriman.tidak_wajib")
    day = f"{formats.day(row['tenggat'], lang())} {row['zona']}"
    key = "kelengkapan.kiriman.lewat" if row["lewat"] else "kelengkapan.kiriman.belum"
    return t(key, tenggat=day, hari=abs(row["sisa"]))


def _proof(proof: Line | None) -> None:
    if proof is None:
        panels.empty_state(t("kelengkapan.kiriman.belum_disetujui"))
        return
    table = findings_table(proof["temuan"], lang())
    total = sum(one["jumlah"] for one in proof["temuan"])
    panels.section(t("kelengkapan.kiriman.temuan", n=formats.number(total, 0, lang())), t("kelengkapan.kiriman.temuan.catatan"))
    if table.is_empty():
        panels.empty_state(t("kelengkapan.kiriman.temuan.kosong"))
    else:
        # Wide enough for their words; what is left is the rule's.
        narrow = {
            name: st.column_config.TextColumn(width=width) for name, width in zip(table.columns[1:], (105, 60), strict=True)
        }
        panels.data_table(table, alt=t("kelengkapan.kiriman.temuan.catatan"), config=narrow)


def facts_html(row: Line, proof: Line | None, language: str) -> str:
    """State, days, who and when, hash, files and rows as a list."""
    told = [("keadaan", kata.state(row, language))]
    told += [("tenggat", f"{formats.day(row['tenggat'], language)} {row['zona']}")]
    told += [("dikirim", formats.moment(row["dikirim"], language, row["zona"]))]
    if proof is not None:
        told += [
            ("nomor", proof["kiriman_id"]),
            ("sidik", proof["sha256"] or formats.NULL),
            ("pengirim", proof["pengaju"] or formats.NULL),
            ("penyetuju", _approved(proof, row["zona"], language)),
            ("berkas", _files(proof["berkas"], language)),
            ("baris", _rows(proof["baris"], language)),
        ]
        told += [("kunci", kata.said("kiriman.terkunci", language))] if proof["dikunci"] else []
    body = "".join(
        f"<dt>{escape(kata.said(f'kiriman.{name}', language))}</dt><dd>{escape(str(value))}</dd>" for name, value in told
    )
    return f'<dl class="asal sidik">{body}</dl>'


def _approved(proof: Line, zona: str, language: str) -> str:
    return f"{proof['disetujui_oleh'] or formats.NULL}, {formats.moment(proof['disetujui_pada'], language, zona)}"


def _files(files: Any, language: str) -> str:
    size = sum(one["ukuran"] or 0 for one in files or [])
    return kata.said("kiriman.berkas.isi", language, n=len(files or []), ukuran=formats.number(size, 0, language))


def _rows(counted: str | None, language: str) -> str:
    """Accepted and rejected rows of all sheets together."""
    every = json.loads(counted or "{}").values()
    sums = {name: formats.number(sum(one.get(name) or 0 for one in every), 0, language) for name in ("diterima", "ditolak")}
    return kata.said("kiriman.baris.isi", language, **sums)


def versions_table(versions: pl.DataFrame, zona: str, language: str) -> pl.DataFrame:
    """Version, where it stands, when it was sent, by whom it was approved and when, why it was returned, its hash."""
    told = [_version(row, zona, language) for row in versions.iter_rows(named=True)]
    names = ("versi", "keadaan", "dikirim", "disetujui_oleh", "catatan", "sidik")
    return pl.DataFrame(told, schema=dict.fromkeys([kata.said(f"kolom.{n}", language) for n in names], pl.String), orient="row")


def _version(row: Line, zona: str, language: str) -> tuple[str, ...]:
    state = text(f"kelengkapan.tahap.{'berlaku' if row['kini'] else row['tahap']}", language)
    by = f" ({text('halaman.peran.' + row['dikembalikan_peran'], language)})" if _reviewed(row, language) else ""
    return (
        f"v{row['versi']}",
        f"{state}{by}",
        formats.moment(row["waktu_ajukan"], language, zona),
        _approved(row, zona, language) if row["disetujui_pada"] else formats.NULL,
        row["catatan"] or formats.NULL,
        panels.short_hash(row["sha256"]),
    )


def _reviewed(row: Line, language: str) -> bool:
    role = row["dikembalikan_peran"]
    return row["tahap"] == "dikembalikan" and bool(role) and has(f"halaman.peran.{role}", language)


def findings_table(found: Any, language: str) -> pl.DataFrame:
    """Rule, how grave, how many rows; the most frequent first."""
    told = [
        (
            mutu_kata.rule_name(one["aturan"], language),
            kata.said(f"tingkat_temuan.{one['tingkat']}", language),
            formats.number(one["jumlah"], 0, language),
        )
        for one in list(found or [])[:MOST_RULES]
    ]
    names = [kata.said(f"kolom.{n}", language) for n in ("aturan", "tingkat", "kena")]
    return pl.DataFrame(told, schema=dict.fromkeys(names, pl.String), orient="row")
