"""What Mutu Nasional reads, put together once per place, quarter and language."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from etl.access import Principal
from pages.ui import data, nasional_data, nasional_kata
from pages.ui import mutu_nasional_model as model
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t


@dataclass(frozen=True)
class Isi:
    """Everything the page draws from, within the place that is looked at. nama: government → as written."""

    scene: Scene
    places: pl.DataFrame
    findings: pl.DataFrame
    rows: pl.DataFrame
    before: tuple[int, int, float | None] | None
    """Findings, rows and rate of the quarter compared with; None without one."""
    versions: pl.DataFrame
    jumps: pl.DataFrame
    differences: pl.DataFrame
    disagreeing: pl.DataFrame
    nama: dict[str, str]
    diharapkan: int
    sumber: str | None

    @property
    def approved(self) -> int:
        """Governments whose quarter counts."""
        return self.rows["kode_wilayah"].n_unique()

    @property
    def order(self) -> list[tuple[str, str]]:
        """(place, short name) of the places with a government that counts, by code: the columns of a matrix."""
        own = self.places.join(self.rows.select("kode_wilayah").unique(), on="kode_wilayah", how="semi")
        return list(own.select("tempat", "nama").unique().sort("tempat").iter_rows())


def quality(who: Principal, name: str, *args: str | None) -> pl.DataFrame:
    """A count of the quality of many governments, kept per scope and snapshot; its arguments are quarters."""
    return data.read(who, f"quality_{name}", *args)


def load(who: Principal, scene: Scene) -> Isi:
    """Everything for one place and quarter."""
    now, within = scene.periode, scene.within
    findings, rows = within(quality(who, "findings", now)), within(quality(who, "rows", now))
    told = within(nasional_data.completeness(who)).filter(pl.col("periode") == now)
    versions = within(quality(who, "versions", None)).filter(pl.col("periode") <= now)
    differences = within(quality(who, "differences", now))
    first = rows["kode_wilayah"][0] if rows.height else None
    sent = data.submission(who, first, now) if first else None
    return Isi(
        scene,
        _places(scene),
        findings,
        rows,
        _before(who, scene),
        versions,
        model.jumps(within(quality(who, "jumps", now))),
        differences,
        model.disagreeing(differences, findings),
        _names(),
        told.filter("diharapkan").height,
        sent["sumber"] if sent else None,
    )


def _names() -> dict[str, str]:
    """A provincial government is named as such: its name alone is that of the province."""
    known = nasional_data.reference().select("kode_wilayah", "nama", "jenis").iter_rows()
    return {code: t("nasional.pemprov", nama=name) if kind == "provinsi" else name for code, name, kind in known}


def _places(scene: Scene) -> pl.DataFrame:
    known = scene.governments()
    short = [nasional_kata.short(name, kind, lang()) for name, kind in known.select("nama", "jenis").iter_rows()]
    return model.places(known.with_columns(pl.Series("nama", short)), nasional_data.provinces(), scene.kode_provinsi)


def cells(who: Principal, isi: Isi) -> pl.DataFrame:
    """Missing cells per sheet and place; see `model.filled`. Read only where it is shown: it counts every cell of the quarter."""
    return model.filled(isi.scene.within(quality(who, "filled", isi.scene.periode)), isi.rows, isi.places)


def cells_of_governments(who: Principal, isi: Isi) -> pl.DataFrame:
    """The same per government."""
    own = isi.places.with_columns(pl.col("kode_wilayah").alias("tempat"))
    return model.filled(isi.scene.within(quality(who, "filled", isi.scene.periode)), isi.rows, own)


def _before(who: Principal, scene: Scene) -> tuple[int, int, float | None] | None:
    if scene.banding is None:
        return None
    findings, rows = (scene.within(quality(who, name, scene.banding)) for name in ("findings", "rows"))
    return model.overall(findings, rows) if rows.height else None
