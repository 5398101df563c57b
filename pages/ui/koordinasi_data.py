"""What Koordinasi reads, put together once per view and language."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from etl.access import Principal
from pages.ui import data
from pages.ui import koordinasi_kata as kata
from pages.ui import koordinasi_model as model
from pages.ui.filters import View

METRICS = ("keterisian_jabatan", "serapan_anggaran")
"""Their numerator and denominator are the staff and the budget of an agency."""


@dataclass(frozen=True)
class Koordinasi:
    """Everything the page draws from."""

    opd: list[model.Agency]
    kelompok: list[model.Group]
    """One per assistant."""
    puncak: str
    """The post above the assistants."""
    finding: str
    dasar: str

    @property
    def terisi(self) -> bool:
        """Whether any agency has a coordinator."""
        return any(group.opd for group in self.kelompok)

    @property
    def tanpa(self) -> model.Group:
        """The agencies that nobody coordinates, as a group of their own."""
        return model.Group(None, "", model.without(self.opd))


def load(who: Principal, view: View, lang: str) -> Koordinasi:
    """Everything on Koordinasi for one view."""
    units = data.units(who, view.kode_wilayah, view.periode)
    posts = data.positions(who, view.kode_wilayah, view.periode)
    found = model.agencies(units, posts, _loads(who, view))
    heads = model.assistants(units, posts)
    shown = model.groups(found, heads)
    above = posts.filter(pl.col("kode_jabatan").is_in(heads["kode_atasan"].drop_nulls().unique().to_list())).sort("kode_jabatan")
    rules = data.facts(who, "produk_hukum", view.kode_wilayah, view.periode).to_dicts()
    top = above["nama_jabatan"][0] if above.height else ""
    return Koordinasi(found, shown, top, kata.finding(shown, found, lang), kata.basis(rules, lang))


def _loads(who: Principal, view: View) -> dict[str, dict[str, float]]:
    """measure → kode_opd → amount. The staff of a coordinated agency is what the distribution koordinasi counts."""
    values = data.metric_values(who, view.kode_wilayah, view.periode, metrik=METRICS).filter(pl.col("kode_unit").is_not_null())
    spread = data.distributions(who, view.kode_wilayah, view.periode, "koordinasi")
    return {
        "pegawai": _part(values, "keterisian_jabatan", "pembilang") | dict(spread.select("sumbu_y", "jumlah").iter_rows()),
        "indikator": _counted(data.facts(who, "indikator", view.kode_wilayah, view.periode)),
        "pagu": _part(values, "serapan_anggaran", "penyebut"),
    }


def _part(values: pl.DataFrame, metrik: str, column: str) -> dict[str, float]:
    rows = values.filter((pl.col("metrik") == metrik) & pl.col(column).is_not_null())
    return dict(rows.select("kode_unit", column).iter_rows())


def _counted(rows: pl.DataFrame) -> dict[str, float]:
    """Rows per agency; nothing where the dataset is absent, so that it shows as unknown and not as nought."""
    return dict(rows.filter(pl.col("kode_opd").is_not_null()).group_by("kode_opd").len().iter_rows())
