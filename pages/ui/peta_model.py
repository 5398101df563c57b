"""Need against holders per post, unit, category and agency, out of posts and counts of their holders. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

CATEGORIES: dict[str, tuple[str, ...]] = {
    "jpt": ("jpt_madya", "jpt_pratama"),
    "administrator": ("administrator",),
    "pengawas": ("pengawas",),
    "fungsional": ("fungsional",),
    "pelaksana": ("pelaksana",),
}
"""Columns of the occupancy matrix → jenis_jabatan; the elected head is none of them."""
GROUPS: dict[str, tuple[str, ...]] = {
    "staf": ("setda", "setwan", "inspektorat", "badan"),
    "dinas": ("dinas",),
    "wilayah": ("kecamatan",),
    "layanan": ("sekolah", "puskesmas", "rsud"),
}
"""Rows of the occupancy matrix → kinds of the agency; for `layanan` kinds of the unit itself, whatever agency it belongs to."""
LEADERS = ("jpt_madya", "jpt_pratama", "administrator", "pengawas")
MOST = 12
"""Bars in the picture."""
_HOLDERS = {"definitif": pl.Int64, "pj": pl.Int64, "plt": pl.Int64, "plh": pl.Int64}


@dataclass(frozen=True)
class Gap:
    """Holders and need of an agency or a unit, in persons."""

    kode: str
    nama: str
    terisi: int
    kebutuhan: int

    @property
    def selisih(self) -> int:
        """Negative: too few."""
        return self.terisi - self.kebutuhan


def posts(positions: pl.DataFrame, holders: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Posts but the elected head, with holders (`terisi`: definitive), `kursi`, `lowong`, `nama_unit` and `kelompok` (GROUPS)."""
    counted = holders.select("kode_jabatan", *_HOLDERS)
    found = positions.filter(pl.col("jenis_jabatan") != "kepala_daerah").join(counted, on="kode_jabatan", how="left")
    one = pl.when(pl.col("jenis_jabatan").is_in(LEADERS)).then(1)
    groups = pl.DataFrame(list(_groups(units)), schema={"kode_unit": pl.String, "kelompok": pl.String}, orient="row")
    named = units.select("kode_unit", "nama_unit").unique("kode_unit").join(groups, on="kode_unit", how="left")
    return (
        found.with_columns(pl.col(name).fill_null(0) for name in _HOLDERS)
        .with_columns(pl.col("definitif").alias("terisi"))
        .with_columns(kursi=pl.coalesce("jumlah_formasi", one, "kebutuhan", "terisi"))
        .with_columns(lowong=(pl.col("kursi") - pl.col("terisi") - pl.col("pj")).clip(lower_bound=0))
        .join(named, on="kode_unit", how="left")
    )


def _groups(units: pl.DataFrame) -> Iterable[tuple[str, str | None]]:
    """(kode_unit, group): service units and all below them first, else by the kind of the agency."""
    rows = {r["kode_unit"]: r for r in units.select("kode_unit", "kode_induk", "jenis_unit", "kode_opd").to_dicts()}
    for kode, row in rows.items():
        agency = rows.get(row["kode_opd"] or "", {}).get("jenis_unit")
        served = any(rows[above]["jenis_unit"] in GROUPS["layanan"] for above in _upwards(kode, rows))
        yield kode, "layanan" if served else next((g for g, kinds in GROUPS.items() if agency in kinds), None)


def _upwards(kode: str, rows: Mapping[str, dict[str, str]]) -> list[str]:
    """The unit and those above it; a circle ends the walk."""
    found: list[str] = []
    while kode in rows and kode not in found:
        found.append(kode)
        kode = rows[kode]["kode_induk"] or ""
    return found


def agencies(values: pl.DataFrame, names: Mapping[str, str], periode: str) -> list[Gap]:
    """From the metric selisih_kebutuhan, largest gap first; agencies without any stated need are left out."""
    own = values.filter((pl.col("metrik") == "selisih_kebutuhan") & (pl.col("periode") == periode))
    rows = own.filter(pl.col("kode_unit").is_in(list(names)) & pl.col("penyebut").is_not_null())
    found = [Gap(k, names[k], int(a or 0), int(b)) for k, a, b in rows.select("kode_unit", "pembilang", "penyebut").iter_rows()]
    return sorted(found, key=lambda gap: (-abs(gap.selisih), gap.kode))


def units(found: pl.DataFrame, kode_opd: str, names: Mapping[str, str]) -> list[Gap]:
    """The units of one agency, largest gap first; only posts whose need is stated."""
    own = found.filter((pl.col("kode_opd") == kode_opd) & pl.col("kebutuhan").is_not_null())
    rows = own.group_by("kode_unit").agg(pl.col("terisi").sum(), pl.col("kebutuhan").sum())
    gaps = [Gap(k, names.get(k, k), a, b) for k, a, b in rows.select("kode_unit", "terisi", "kebutuhan").iter_rows()]
    return sorted(gaps, key=lambda gap: (-abs(gap.selisih), gap.kode))


def drawn(gaps: Iterable[Gap], most: int | None = MOST) -> list[Gap]:
    """The largest ones in the order of the picture: shortages from the largest, then what is even, then surpluses."""
    return sorted(list(gaps)[:most], key=lambda gap: (gap.selisih, gap.kode))


def short_and_over(gaps: Iterable[Gap]) -> tuple[int, int, int, int]:
    """Persons short, agencies short, persons over, agencies over."""
    known = [gap.selisih for gap in gaps]
    short, over = [-n for n in known if n < 0], [n for n in known if n > 0]
    return sum(short), len(short), sum(over), len(over)


def occupancy(found: pl.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """(group, category) → holders and need; pairs without any stated need are left out."""
    category = {jenis: name for name, kinds in CATEGORIES.items() for jenis in kinds}
    known = found.filter(pl.col("kebutuhan").is_not_null() & pl.col("kelompok").is_not_null())
    named = known.with_columns(kategori=pl.col("jenis_jabatan").replace_strict(category, default=None))
    rows = named.group_by("kelompok", "kategori").agg(pl.col("terisi").sum(), pl.col("kebutuhan").sum())
    return {(g, c): (a, b) for g, c, a, b in rows.iter_rows() if b}


def levels(spread: pl.DataFrame) -> list[tuple[str, str, int, int]]:
    """(jenis_jabatan, jenjang or '', holders, need) out of the distribution kebutuhan_terisi, by rank."""
    counts: dict[str, dict[str, int]] = {}
    for x, y, n in spread.select("sumbu_x", "sumbu_y", "jumlah").iter_rows():
        counts.setdefault(y, {})[x] = n
    order = [jenis for kinds in CATEGORIES.values() for jenis in kinds]
    parted = [(*key.partition(":")[::2], c.get("terisi", 0), c.get("kebutuhan", 0)) for key, c in counts.items()]
    return sorted((row for row in parted if row[0] in order), key=lambda row: (order.index(row[0]), row[1]))


def without_need(found: pl.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Agencies none of whose posts states its need."""
    stated = set(found.filter(pl.col("kebutuhan").is_not_null())["kode_opd"].drop_nulls().to_list())
    return [kode for kode in names if kode not in stated]


def empty_posts(found: pl.DataFrame) -> pl.DataFrame:
    """Posts with an empty seat or an acting official, leaders first."""
    rows = found.filter((pl.col("lowong") > 0) | (pl.col("plt") + pl.col("plh") > 0))
    order = {jenis: place for place, jenis in enumerate((*LEADERS, "fungsional", "pelaksana"))}
    ranked = rows.with_columns(urut=pl.col("jenis_jabatan").replace_strict(order, default=9))
    return ranked.sort("urut", "lowong", "kode_jabatan", descending=[False, True, False])
