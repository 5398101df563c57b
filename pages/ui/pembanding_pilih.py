"""Pembanding: what is compared, all of it in the address: group, members, governments side by side, metrics, measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.metrics import peers
from pages.ui import data, metric_text, nasional_data, panels, picked
from pages.ui import pembanding_kata as kata
from pages.ui import pembanding_model as model
from pages.ui import pembanding_simpan as simpan
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t, theme

KIND, GROUP, MEMBERS, SIDE, METRICS, MEASURE = "kelompok", "isi", "pemda", "sanding", "metrik", "per"
"""Widget keys and query parameters."""
QUARTERS_OF_SIZE = 5
"""A government that has not approved for longer is in no class of size."""


@dataclass(frozen=True)
class Pilihan:
    """What is compared. key: for `data.remember`; lost: sentences about what the link asked for in vain."""

    scene: Scene
    group: model.Group
    nama: str
    chosen: tuple[str, ...]
    metrics: tuple[str, ...]
    measure: str
    lost: tuple[str, ...] = ()

    @property
    def group_key(self) -> tuple[Any, ...]:
        """What the figures of the group depend on."""
        return self.scene.key, self.group, self.metrics, self.measure

    @property
    def key(self) -> tuple[Any, ...]:
        """What tables and pictures depend on."""
        return *self.group_key, self.chosen, theme()


def names() -> dict[str, str]:
    """Code → name of every government of the country."""
    return data.governments()


def values(who: Principal, periode: str | Sequence[str] | None, metrics: Sequence[str]) -> pl.DataFrame:
    """Whole-government values of these metrics, of the variant that each shows unless told otherwise."""
    wanted = tuple(sorted(set(metrics)))

    def build() -> pl.DataFrame:
        catalogue = data.metrics()
        return metric_text.default_rows(nasional_data.national_values(who, periode, wanted), {m: catalogue[m] for m in wanted})

    return data.remember(who, "pembanding_nilai", (periode, wanted), build)


def units(who: Principal, periode: str | None) -> pl.DataFrame:
    """kode_wilayah, periode, jumlah: organisational units in what counts."""
    found = data.read(who, "quality_rows", periode).filter(pl.col("dataset") == "unit")
    return found.select("kode_wilayah", "periode", pl.col("baris").alias("jumlah"))


def shown(who: Principal, scene: Scene, group: model.Group, metrics: tuple[str, ...], measure: str) -> pl.DataFrame:
    """The figures of the approved members of the group."""

    def build() -> pl.DataFrame:
        rows = values(who, scene.periode, (*metrics, model.SIZE))
        sizes = units(who, scene.periode) if measure == model.PER_UNIT else None
        return model.figures(rows, metrics, group.approved, measure, sizes)

    return data.remember(who, "pembanding_angka", (scene.key, group, metrics, measure), build)


def over_time(who: Principal, scene: Scene, group: model.Group, metrik: str, measure: str) -> pl.DataFrame:
    """One metric of everybody in the group, whenever they had approved, up to the quarter."""
    members = [*group.approved, *(code for code, _ in group.waiting)]
    rows = values(who, None, [metrik] if measure == model.AS_IS else [metrik, model.SIZE])
    sizes = units(who, None) if measure == model.PER_UNIT else None
    return model.figures(rows.filter(pl.col("periode") <= scene.periode), [metrik], members, measure, sizes).sort("periode")


def ranked(who: Principal, scene: Scene, group: model.Group, metrics: tuple[str, ...], measure: str) -> pl.DataFrame:
    """Their ranks in the group."""
    return data.remember(
        who, "pembanding_urutan", (scene.key, group, metrics, measure),
        lambda: model.standing(shown(who, scene, group, metrics, measure), metrics),
    )  # fmt: skip


def controls(who: Principal, scene: Scene) -> Pilihan:
    """The choices, two lines of them; stops where nobody in the place reports."""
    with st.container(horizontal=True, key="pembanding_saklar", vertical_alignment="center"):
        kind = _kind()
        place = st.container(width=310)
        measure = _measure()
        kept = st.container(width="content")
    with place:
        found = None if kind == model.OWN else _by_kind(who, scene, kind)
    group, lost, hand = found if found else _by_hand(who, scene)
    own = simpan.saved(who)
    with kept:
        simpan.box(who, own, hand, (KIND, MEMBERS, SIDE, GROUP))
    nama = simpan.name_of(own, hand) or kata.group_name(kind, group.code, _provinces(), lang())
    left, right = st.columns(2, gap="medium")
    with right:
        metrics = _metrics()
    with left:
        chosen, more = _side(who, scene, group, metrics, measure, hand)
    picked.write()
    said = dict.fromkeys([*_said(who, group, lost), *_said(who, group, more)])
    return Pilihan(scene, group, nama, tuple(chosen), tuple(metrics), measure, tuple(said))


def _provinces() -> dict[str, str]:
    return dict(nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows())


def _kind() -> str:
    """The kind of group; a link that names governments and no kind is one to a group picked by hand."""
    picked.offer(KIND, model.KINDS, model.KINDS[:1], instead=[model.OWN] if picked.asked(MEMBERS) else [], one=True)
    chosen = st.selectbox(
        t("pembanding.kelompok"), model.KINDS, key=KIND, width=210, label_visibility="collapsed",
        format_func=lambda kind: t(f"pembanding.kelompok.{kind}"),
    )  # fmt: skip
    picked.keep(KIND, chosen)
    return str(chosen)


def _measure() -> str:
    picked.offer(MEASURE, model.MEASURES, [model.AS_IS], one=True)
    chosen = str(st.segmented_control(
        t("pembanding.ukuran"), model.MEASURES, required=True, key=MEASURE, label_visibility="collapsed",
        format_func=lambda m: t(f"pembanding.ukuran.{m}"),
    ))  # fmt: skip
    picked.keep(MEASURE, chosen)
    return chosen


def _states(who: Principal, scene: Scene) -> pl.DataFrame:
    # The top line has read all quarters already.
    return scene.within(nasional_data.completeness(who).filter(pl.col("periode") == scene.periode))


def _by_kind(who: Principal, scene: Scene, kind: str) -> tuple[model.Group, list[str], list[str]]:
    states = _states(who, scene)
    asn = _asn(who, scene) if kind == "asn" else None
    members = peers.groups(scene.governments(), kind, asn)
    found = model.options(members, states)
    if not found:
        panels.empty_state(t("pembanding.kosong.kelompok"))
        st.stop()
    where = model.group_of(members, picked.asked(SIDE) or ())
    largest = max(found, key=lambda code: found[code])
    picked.offer(GROUP, found, [largest], instead=[where] if where in found else [], one=True)
    written = {code: kata.group_name(kind, code, _provinces(), lang()) for code in found}
    code = st.selectbox(
        t("pembanding.kelompok.isi"), list(found), key=GROUP, label_visibility="collapsed",
        format_func=lambda code: t("pembanding.kelompok.disetujui", nama=written[code], n=found[code]),
    )  # fmt: skip
    picked.keep(GROUP, code)
    own = members.filter(pl.col("kelompok") == code)["kode_wilayah"].to_list()
    return model.group(kind, code, own, states), [], []


def _asn(who: Principal, scene: Scene) -> pl.DataFrame:
    """kode_wilayah, jumlah: as last known in the year up to the quarter."""
    year = tuple(sorted(p for p in scene.periods if p <= scene.periode)[-QUARTERS_OF_SIZE:])
    return model.latest_asn(values(who, year, [model.SIZE]), scene.periode)


def _by_hand(who: Principal, scene: Scene) -> tuple[model.Group, list[str], list[str]]:
    here, called = scene.governments()["kode_wilayah"].to_list(), names()
    lost = picked.offer(MEMBERS, set(here), [])
    chosen = st.multiselect(
        t("pembanding.pilihan"), here, key=MEMBERS, format_func=called.__getitem__, wrap=True,
        placeholder=t("pembanding.pilihan.petunjuk"),
    )  # fmt: skip
    picked.keep(MEMBERS, chosen)
    return model.group(model.OWN, model.OWN, chosen, _states(who, scene)), lost, chosen


def _metrics() -> list[str]:
    known = data.metrics()
    order = sorted(known, key=lambda m: metric_text.label(m, lang()))
    picked.offer(METRICS, known, model.USUAL, most=model.MOST_METRICS)
    chosen = st.multiselect(
        t("pembanding.metrik", paling=model.MOST_METRICS), order, key=METRICS, max_selections=model.MOST_METRICS, wrap=True,
        format_func=partial(metric_text.label, lang=lang()), placeholder=t("pembanding.metrik.petunjuk"),
    )  # fmt: skip
    picked.keep(METRICS, chosen)
    return chosen


def _side(
    who: Principal, scene: Scene, group: model.Group, metrics: list[str], measure: str, hand: list[str]
) -> tuple[list[str], list[str]]:
    usual = [code for code in hand if code in group.approved][: model.MOST]
    if not hand and group.approved:
        usual = model.usual_choice(ranked(who, scene, group, tuple(metrics), measure), group.approved, metrics)
    lost, called = picked.offer(SIDE, set(group.approved), usual, most=model.MOST), names()
    chosen = st.multiselect(
        t("pembanding.sanding", paling=model.MOST), list(group.approved), key=SIDE, max_selections=model.MOST, wrap=True,
        format_func=called.__getitem__, placeholder=t("pembanding.sanding.petunjuk"),
    )  # fmt: skip
    picked.keep(SIDE, chosen)
    return chosen, lost


def _said(who: Principal, group: model.Group, lost: list[str]) -> list[str]:
    waiting = [code for code, _ in group.waiting]
    return kata.left_out(lost, who.scope.covers, names(), waiting, lang())
