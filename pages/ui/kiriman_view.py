"""The head of Kiriman: which quarter and version is looked at, its state step by step, its tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal, Role
from pages.ui import data, formats, panels
from pages.ui import kiriman_model as model
from pages.ui import kiriman_ubah as changes
from pages.ui.kiriman_model import Row, Step
from pages.ui.tiles import Change, Tile, tiles_html
from pages.ui.words import lang, t, theme

QUARTER, VERSION, SECTION = "triwulan", "versi", "lihat"
"""Widget keys and query parameters."""
SECTIONS = ("isi", "perubahan", "riwayat", "bukti", "tenggat", "aturan")
WITHOUT = ("tenggat", "aturan")
"""Sections of a quarter that nobody has sent."""
_OF = "_versi_triwulan"


@dataclass(frozen=True)
class Shown:
    """What is looked at: one quarter of one region, and one of its versions (None: nothing was sent)."""

    kode_wilayah: str
    nama_wilayah: str
    periode: str
    zona: str
    quarters: pl.DataFrame
    versions: pl.DataFrame
    waiting: pl.DataFrame
    sent: Row | None
    receipt: dict[str, Any] | None

    @property
    def key(self) -> tuple[str, str, int, str]:
        """For `data.remember`."""
        return self.kode_wilayah, self.periode, self.sent["versi"] if self.sent else 0, lang()

    @property
    def deadline(self) -> Row:
        """The quarter's deadline and when it was first sent."""
        return self.quarters.row(by_predicate=pl.col("periode") == self.periode, named=True)

    @property
    def late(self) -> int | None:
        """Days from the deadline to the day this version was put before the approver."""
        return model.days_late(self.sent["waktu_ajukan"], self.deadline["tenggat"], self.zona) if self.sent else None

    @property
    def before(self) -> Row | None:
        """The version to compare with."""
        return model.before(self.versions, self.sent) if self.sent else None

    @property
    def locked(self) -> bool:
        """Whether the quarter is closed."""
        return bool(self.versions.filter("kini")["dikunci"].any())


def choose(who: Principal) -> Shown:
    """The top line: the region, its quarter, the version; stops with an empty state where nothing is expected or sent."""
    kode = who.scope.pattern
    line = st.container(horizontal=True, vertical_alignment="center", key="garis")
    quarters = data.deadlines(who, kode)
    if quarters.is_empty():
        panels.finding(t("kiriman.kosong.judul"))
        panels.empty_state(t("kiriman.kosong"), *_upload_link(who))
        st.stop()
    name = dict(data.regions(who).select("kode_wilayah", "nama").rows()).get(kode, kode)
    waiting = model.waiting_for(who.role, data.waiting(who).filter(kode_wilayah=kode))
    with line:
        st.markdown(f"**{name}**", width="content")
        periode = _quarter(quarters["periode"].to_list(), waiting["periode"].to_list())
        versions = data.history(who, kode, periode)
        sent = _version(versions, periode, who.role) if versions.height else None
    receipt = data.receipt(who, kode, sent["kiriman_id"]) if sent else None
    shown = Shown(kode, name, periode, quarters["zona"][0], quarters, versions, waiting, sent, receipt)
    _head(line, shown)
    return shown


def _upload_link(who: Principal) -> tuple[str, str] | tuple[()]:
    return (t("kiriman.lanjut"), "pages/unggah.py") if who.role is Role.OPERATOR else ()


def _quarter(known: list[str], waiting: list[str]) -> str:
    """The quarter that waits for the reader first, then the others, newest first."""
    first = next(iter(waiting), known[0])
    chosen = st.selectbox(
        t("halaman.saring.periode"), known, index=known.index(first), format_func=formats.period, key=QUARTER,
        bind="query-params", width=130, label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen)


def _version(versions: pl.DataFrame, periode: str, role: Role) -> Row:
    options = [int(number) for number in versions["versi"]]
    if st.session_state.get(_OF) not in (None, periode) and VERSION in st.session_state:
        st.session_state[VERSION] = model.newest(versions, role)
    st.session_state[_OF] = periode
    chosen = st.selectbox(
        t("kiriman.versi"), options, index=options.index(model.newest(versions, role)), format_func=lambda n: f"v{n}",
        key=VERSION, bind="query-params", width=90, label_visibility="collapsed",
    )  # fmt: skip
    return versions.row(by_predicate=pl.col("versi") == chosen, named=True)


def _head(line: Any, shown: Shown) -> None:
    sent, current = shown.sent, shown.versions.filter("kini") if shown.versions.height else shown.versions
    with line:
        if sent and sent["sumber"] == "contoh":
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        if shown.locked:
            st.badge(t("kiriman.terkunci"), color="gray", icon=":material/lock:")
        counting = t("kiriman.terbit", versi=current["versi"][0]) if current.height else t("kiriman.terbit.belum")
        words = [t("kiriman.ke", versi=sent["versi"], keadaan=t(f"kiriman.keadaan.{standing(sent)}"))] if sent else []
        st.markdown(" · ".join([*words, counting]), width="stretch")


def standing(sent: Row) -> str:
    """Where a submission stands, told apart: approved and current, or approved and replaced."""
    return "digantikan" if sent["tahap"] == "disetujui" and not sent["kini"] else str(sent["tahap"])


def finding(who: Principal, shown: Shown) -> str:
    """The page's sentence."""
    due = shown.deadline
    day = formats.day(due["tenggat"], lang())
    left = model.due_words(due["tenggat"], model.today(shown.zona), lang())
    counts = {
        "peringatan": shown.receipt["jumlah_peringatan"] if shown.receipt else 0,
        "blokir": shown.receipt["jumlah_blokir"] if shown.receipt else 0,
    }
    return escape(model.finding(shown.sent, shown.periode, f"{day} {shown.zona}, {left}", counts, who.role, lang()))


def others(shown: Shown) -> None:
    """What else waits for the reader, each as a button that opens it."""
    rest = shown.waiting.filter(pl.col("kiriman_id") != (shown.sent["kiriman_id"] if shown.sent else ""))
    if rest.is_empty():
        return
    with st.container(horizontal=True, key="menunggu_lain", vertical_alignment="center", gap="small"):
        st.markdown(t("kiriman.lain"), width="content")
        for row in rest.iter_rows(named=True):
            where = t(f"kiriman.keadaan.{row['tahap']}")
            label = f"{formats.period(row['periode'])} v{row['versi']}: {where}"
            st.button(label, key=f"lain_{row['kiriman_id']}", on_click=_open, args=(row["periode"], row["versi"]))


def _open(periode: str, versi: int) -> None:
    st.session_state[QUARTER], st.session_state[VERSION], st.session_state[_OF] = periode, versi, periode


def steps_html(shown: Shown, happened: Sequence[Row]) -> str:
    """The states of the version side by side, each with who, when and why."""
    assert shown.sent is not None
    found = model.steps(happened, shown.sent["tahap"])
    parts = [_step_html(number, step, shown.zona) for number, step in enumerate(found, 1)]
    columns = f"grid-template-columns:repeat({len(parts)},minmax(0,1fr))"
    return f'<div class="langkah" role="list" style="{columns}">{"".join(parts)}</div>'


def ended(shown: Shown, happened: Sequence[Row]) -> None:
    """Why it was returned or withdrawn, in full."""
    assert shown.sent is not None
    last = model.steps(happened, shown.sent["tahap"])[-1]
    if last.jenis in model.ENDS and last.alasan:
        st.warning(t(f"kiriman.sebab.{last.jenis}", oleh=last.oleh, alasan=last.alasan), icon=":material/reply:")


def _step_html(number: int, step: Step, zona: str) -> str:
    kind = {"lewat": "lalu", "kini": "kini", "nanti": "nanti"}[step.keadaan]
    mark = str(number) if step.keadaan == "nanti" else "↩" if step.jenis in model.ENDS else "✓"
    current = ' aria-current="step"' if step.keadaan == "kini" else ""
    head = f"{mark} {t(f'kiriman.langkah.{step.jenis}')}"
    when = formats.moment(step.waktu, lang(), zona) if step.waktu else t("kiriman.langkah.nanti")
    alone = f" ({t('kiriman.sendiri')})" if step.sendiri and step.waktu else ""
    hover = f' title="{escape(step.alasan)}"' if step.alasan else ""
    return (
        f'<div class="{kind}" role="listitem"{current}{hover}><b>{escape(head)}</b>'
        f"<span>{escape(when)}</span><span>{escape((step.oleh or '') + alone)}</span></div>"
    )


def tiles(who: Principal, shown: Shown) -> str:
    """Rows, warnings with their reasons, in time or late, what it changes."""
    assert shown.sent is not None
    assert shown.receipt is not None
    language = lang()
    return tiles_html([_rows(shown), _warnings(shown), _sent(shown), *changes.tiles(who, shown, language)], theme())


def _rows(shown: Shown) -> Tile:
    assert shown.receipt is not None
    sums = {name: sum(row[name] or 0 for row in shown.receipt["baris"]) for name in ("dibaca", "diterima", "ditolak", "kosong")}
    shown_sums = {name: formats.number(value, 0, lang()) for name, value in sums.items()}
    rest = t("kiriman.petak.baris.isi", **shown_sums)
    return Tile(t("kiriman.petak.baris"), shown_sums["diterima"], rest, (Change("SHA-256", panels.short_hash(_hash(shown))),))


def _hash(shown: Shown) -> str:
    assert shown.sent is not None
    return str(shown.sent["sha256"])


def _warnings(shown: Shown) -> Tile:
    assert shown.receipt is not None
    found = shown.receipt
    told = model.reasons(found["konfirmasi"])
    if found["jumlah_blokir"]:
        note = t("kiriman.petak.blokir", n=found["jumlah_blokir"])
        return Tile(
            t("kiriman.petak.temuan"), formats.number(found["jumlah_blokir"] + found["jumlah_peringatan"], 0, lang()), note
        )
    given = Change(str(len(told)), t("kiriman.petak.aturan_beralasan")) if told else Change(t("kiriman.petak.tanpa_alasan"))
    count = formats.number(found["jumlah_peringatan"], 0, lang())
    return Tile(t("kiriman.petak.peringatan"), count, t("kiriman.petak.tak_blokir"), (given,))


def _not_sent(shown: Shown) -> str:
    """What is left until the deadline; of a quarter sent before, that its first submission came in time, or late."""
    due = shown.deadline
    first = model.days_late(due["dikirim"], due["tenggat"], shown.zona)
    if first is None:
        return model.due_words(due["tenggat"], model.today(shown.zona), lang())
    return t("kiriman.petak.pertama_kali", kata=model.sent_words(first, lang()))


def _sent(shown: Shown) -> Tile:
    assert shown.sent is not None
    due, sent = shown.deadline, shown.sent
    until = t("kiriman.petak.tenggat", tanggal=formats.day(due["tenggat"], lang()), zona=shown.zona)
    if sent["waktu_ajukan"] is None:
        return Tile(t("kiriman.petak.dikirim"), t("kiriman.petak.belum"), until, (Change(_not_sent(shown)),))
    late = shown.late or 0
    words = model.sent_words(shown.late, lang(), before=due["dikirim"], own=sent["waktu_ajukan"])
    day = formats.day(sent["waktu_ajukan"], lang(), shown.zona)
    is_late = late > 0 and due["dikirim"] >= sent["waktu_ajukan"]
    return Tile(t("kiriman.petak.dikirim"), day, until, (Change(words, helps=False if is_late else None),))
