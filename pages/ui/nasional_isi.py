"""What Nasional reads, put together once per place, quarters, colour, theme and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from etl.access import Principal
from etl.metrics.catalogue import catalog
from pages.charts.swatches import Classes
from pages.charts.tile_map import Tile
from pages.ui import nasional_data, nasional_peta
from pages.ui import nasional_kata as kata
from pages.ui import nasional_model as model
from pages.ui.nasional_model import COMPLETE, Course, Reporting
from pages.ui.nasional_saring import Scene
from pages.ui.tiles import Tile as Figure


@dataclass(frozen=True)
class Isi:
    """Everything the page draws from."""

    warna: str
    """What colours the tiles: COMPLETE or a metric."""
    metrik: str
    """The metric of the dots, the outliers and the trend."""
    places: pl.DataFrame
    """The governments of the place."""
    names: Mapping[str, str]
    """kode_wilayah → name as shown."""
    links: Mapping[str, str]
    """kode_wilayah → address of its own pages."""
    board: pl.DataFrame
    """Where they stand in the quarter."""
    told: Reporting
    latest: datetime | None
    """When the newest of them was sent or approved."""
    shares: Mapping[str, Reporting]
    values: pl.DataFrame
    """The metrics of the page in both quarters, default variants."""
    figures: Mapping[str, Mapping[str, Any]]
    """kode_provinsi → the province's figure of the metric that colours the map."""
    tiles: list[Tile]
    colours: Classes
    """Of the tiles."""
    dot_colours: Classes
    finding: str
    top: list[Figure]
    silent: pl.DataFrame
    sample: str | None
    """A government whose submission stands for all where it is asked whether this is sample data."""

    @property
    def now(self) -> pl.DataFrame:
        """The rows of the metric of the dots in the quarter."""
        return self.values.filter((pl.col("metrik") == self.metrik) & (pl.col("periode") == self._periode))

    @property
    def _periode(self) -> str:
        return str(self.board["periode"][0]) if self.board.height else ""


def load(who: Principal, scene: Scene, warna: str, lang: str, theme: str) -> Isi:
    """Everything on Nasional but the trend."""
    places, metrik = scene.governments(), "capaian_kinerja" if warna == COMPLETE else warna
    everything = scene.within(nasional_data.completeness(who))
    board = everything.filter(pl.col("periode") == scene.periode)
    values = _values(who, scene, metrik)
    before = everything.filter(pl.col("periode") == scene.banding) if scene.banding else everything.clear()
    told, then = model.reporting(board), model.reporting(before)
    shares = model.reporting_by(board, places, "kode_provinsi")
    names = {r["kode_wilayah"]: kata.short(r["nama"], r["jenis"], lang) for r in places.iter_rows(named=True)}
    silent = model.silent(everything, scene.periode)
    figures, tiles, colours = _tiles(scene, warna, places, board, shares, values, theme, lang)
    dotted = model.of_metric(values, metrik, scene.periode)["nilai"].drop_nulls().to_list()
    return Isi(
        warna, metrik, places, names, _links(places, scene.periode), board, told, _latest(board), shares, values, figures, tiles,
        colours, nasional_peta.classes(metrik, dotted, theme, lang), _finding(scene, told, shares, silent, names, values, lang),
        kata.tiles(told, then, values, (scene.periode, scene.banding), lang), silent, _sample(board),
    )  # fmt: skip


def _values(who: Principal, scene: Scene, metrik: str) -> pl.DataFrame:
    metrics = sorted({*model.TILES, model.SIZE, metrik})
    periods = sorted({scene.periode, scene.banding or scene.periode})
    return scene.within(model.default_rows(nasional_data.national_values(who, periods, metrics)))


def _tiles(
    scene: Scene, warna: str, places: pl.DataFrame, board: pl.DataFrame, shares: Mapping[str, Reporting], values: pl.DataFrame,
    theme: str, lang: str,
) -> tuple[dict[str, dict[str, Any]], list[Tile], Classes]:  # fmt: skip
    """The figures of the provinces, the tiles (of provinces, or of the governments of one), and their colours."""
    rows = model.of_metric(values, warna, scene.periode)
    if scene.kode_provinsi is not None:
        known = rows["nilai"].drop_nulls().to_list()
        colours = nasional_peta.states(theme, lang) if warna == COMPLETE else nasional_peta.classes(warna, known, theme, lang)
        return {}, nasional_peta.governments(warna, places, board, rows, colours, lang), colours
    figures = model.by_province(rows, places)
    known = [float(row["nilai"]) for row in figures.values() if row["nilai"] is not None]  # type: ignore[arg-type]
    colours = nasional_peta.classes(warna, known, theme, lang)
    return figures, nasional_peta.provinces(warna, nasional_data.provinces(), shares, figures, colours, lang), colours


def _finding(
    scene: Scene, told: Reporting, shares: Mapping[str, Reporting], silent: pl.DataFrame, names: Mapping[str, str],
    values: pl.DataFrame, lang: str,
) -> str:  # fmt: skip
    now, then = (
        model.median(model.of_metric(values, "capaian_kinerja", p)) if p else None for p in (scene.periode, scene.banding)
    )
    middle = None if now is None else (now, then)
    if scene.kode_provinsi is None:
        return kata.finding(told, shares, nasional_data.provinces(), middle, lang)
    quiet = [names[code] for code in silent["kode_wilayah"].sort().to_list()]
    return kata.finding_of_province(scene.nama, told, quiet, scene.periode, middle, lang)


def _links(places: pl.DataFrame, periode: str) -> dict[str, str]:
    return {code: nasional_peta.opens(name, periode) for code, name in places.select("kode_wilayah", "nama").iter_rows()}


def _latest(board: pl.DataFrame) -> datetime | None:
    newest = [board["dikirim"].max(), board["disetujui_pada"].max()]
    return max((moment for moment in newest if isinstance(moment, datetime)), default=None)


def _sample(board: pl.DataFrame) -> str | None:
    known = board.filter(pl.col("kiriman_id").is_not_null())["kode_wilayah"]
    return str(known[0]) if known.len() else None


@dataclass(frozen=True)
class Tren:
    """The courses of one metric: the place (or the nation), a province, a peer group; None where none is chosen."""

    periods: tuple[str, ...]
    places: tuple[tuple[str, Course], ...]


def trend(who: Principal, scene: Scene, metrik: str, province: str | None, group: tuple[str, pl.DataFrame] | None) -> Tren:
    """province: the code of the one held against the place. group: its name and the kode_wilayah in it.

    Who looks at a province of a nation that they may see gets the nation too.
    """
    metric = catalog()[metrik]
    rows = nasional_data.national_values(who, None, metrik, metric.default_varian)
    periods = tuple(sorted(p for p in scene.periods if p <= scene.periode))
    homes = nasional_data.reference().select("kode_wilayah", "kode_provinsi")
    wide = who.scope.pattern == "*"
    named = dict(nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows())
    parts: list[tuple[str, pl.DataFrame]] = [("", rows)] if wide else []
    for code in dict.fromkeys([scene.kode_provinsi, province]):
        if code is not None:
            inside = homes.filter(pl.col("kode_provinsi") == code)
            parts.append((named[code], rows.join(inside, on="kode_wilayah", how="semi")))
    if group is not None:
        parts.append((group[0], rows.join(group[1], on="kode_wilayah", how="semi")))
    return Tren(periods, tuple((name, model.course(part, periods)) for name, part in parts))
