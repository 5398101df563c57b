"""A small government whose layers and spans can be counted by hand, for tests of Hierarki and Rentang Kendali.

2020: Wali Kota → Sekda → 4 heads; Dinkes: Sekretaris → 2 Kasubbag → 5 pelaksana; Kabid P2P → Kasi → 17 pelaksana …
2024: the Kasi became JF Ahli Muda under the Kabid; Kasubbag Keuangan is vacant; of the 5 pelaksana 2 are left in layer 6.
"""

from __future__ import annotations

from typing import Any

import polars as pl
from fake_lake import FakeRead

from etl.access import Principal

UNITS = [
    ("0", None, "Sekretariat Daerah", "setda", None),
    ("1.01", None, "Dinas Kesehatan", "dinas", "1.01"),
    ("1.01.1", "1.01", "Sekretariat", "sekretariat", "1.01"),
    ("1.01.1.1", "1.01.1", "Subbagian Umum", "subbagian", "1.01"),
    ("1.01.1.2", "1.01.1", "Subbagian Keuangan", "subbagian", "1.01"),
    ("1.01.2", "1.01", "Bidang P2P", "bidang", "1.01"),
    ("1.02", None, "Dinas Pendidikan dan Kebudayaan", "dinas", "1.02"),
    ("1.03", None, "Badan Penanggulangan Bencana Daerah", "badan", "1.03"),
    ("1.04", None, "Kecamatan Purwakarta", "kecamatan", "1.04"),
]
# code, superior, name, category, level, unit, persons (0 = vacant)
NOW = [
    ("WK", None, "Wali Kota", "kepala_daerah", None, "0", 1),
    ("SK", "WK", "Sekretaris Daerah", "jpt_pratama", None, "0", 1),
    ("KD1", "SK", "Kepala Dinas Kesehatan", "jpt_pratama", None, "1.01", 1),
    ("SE1", "KD1", "Sekretaris", "administrator", None, "1.01.1", 1),
    ("KU1", "SE1", "Kepala Subbagian Umum", "pengawas", None, "1.01.1.1", 1),
    ("PU1", "KU1", "Pengadministrasi Umum", "pelaksana", None, "1.01.1.1", 2),
    ("KK1", "SE1", "Kepala Subbagian Keuangan", "pengawas", None, "1.01.1.2", 0),
    ("KB1", "KD1", "Kepala Bidang P2P", "administrator", None, "1.01.2", 1),
    ("JF1", "KB1", "Epidemiolog Kesehatan Ahli Muda", "fungsional", "ahli_muda", "1.01.2", 3),
    ("PB1", "KB1", "Pengelola Program", "pelaksana", None, "1.01.2", 15),
    ("KD2", "SK", "Kepala Dinas Pendidikan", "jpt_pratama", None, "1.02", 1),
    ("KB2", "KD2", "Kepala Bidang SMP", "administrator", None, "1.02", 1),
    ("PB2", "KB2", "Pengelola Data", "pelaksana", None, "1.02", 1),
    ("KD3", "SK", "Kepala Pelaksana BPBD", "administrator", None, "1.03", 1),
    ("CM4", "SK", "Camat Purwakarta", "administrator", None, "1.04", 1),
]
THEN = [
    *(row for row in NOW if row[0] not in ("PU1", "JF1", "PB1", "KK1")),
    ("KK1", "SE1", "Kepala Subbagian Keuangan", "pengawas", None, "1.01.1.2", 1),
    ("PU1", "KU1", "Pengadministrasi Umum", "pelaksana", None, "1.01.1.1", 3),
    ("PK1", "KK1", "Pengelola Keuangan", "pelaksana", None, "1.01.1.2", 2),
    ("KS1", "KB1", "Kepala Seksi Surveilans", "pengawas", None, "1.01.2", 1),
    ("PB1", "KS1", "Pengelola Program", "pelaksana", None, "1.01.2", 15),
]
BASELINE = "2020-TW4"
_BANDS = ((16, ">15"), (8, "8-15"), (4, "4-7"), (2, "2-3"), (1, "1"))


def nodes_of(rows: list[tuple[Any, ...]], varian: str) -> pl.DataFrame:
    """The columns of kerja.simpul for one of the variants."""
    up = {row[0]: row[1] for row in rows}
    if varian == "bayangan" and "JF1" in up:
        up["PB1"] = "JF1"  # the former Kasi still give the work
    kept = [row for row in rows if row[6] or varian in ("struktural", "dengan_lowong")]
    seats = {row[0]: row[6] or (1 if varian != "terisi" else 0) for row in kept}
    return pl.DataFrame([_node(row, up, kept, seats, varian) for row in kept], schema_overrides={"simpul_atasan": pl.String})


def _node(
    row: tuple[Any, ...], up: dict[str, Any], kept: list[tuple[Any, ...]], seats: dict[str, int], varian: str
) -> dict[str, Any]:
    kode, _, nama, jenis, jenjang, unit, people = row
    vacant = not people
    opd = {u[0]: u[4] for u in UNITS}[unit]
    return {
        "kiriman_id": "k", "kode_wilayah": "36.72", "periode": "p", "varian": varian,
        "simpul_id": f"{kode}~" if vacant and varian == "dengan_lowong" else kode, "simpul_atasan": up[kode],
        "kode_jabatan": kode, "nama_jabatan": nama, "jenis_jabatan": jenis, "eselon": None, "jenjang": jenjang, "kode_unit": unit,
        "kode_opd": opd, "lapisan": _depth(kode, up), "rentang": sum(seats[r[0]] for r in kept if up[r[0]] == kode),
        "orang": seats[kode], "lowong": vacant, "plt": False,
    }  # fmt: skip


def _depth(kode: str, up: dict[str, Any]) -> int:
    return 1 if up[kode] is None else 1 + _depth(up[kode], up)


class StructureRead(FakeRead):
    """The fake lake with units, posts and nodes. flat: no post names its superior; no_posts: nothing was sent."""

    flat = False
    no_posts = False

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return pl.DataFrame(UNITS, schema=["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd"], orient="row")

    def positions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return pl.DataFrame(
            [(row[0], None) for row in NOW], schema={"kode_jabatan": pl.String, "kode_asal": pl.String}, orient="row"
        )

    def nodes(self, lake: object, who: Principal, kode_wilayah: str, periode: str, varian: str | None = "terisi") -> pl.DataFrame:
        rows = THEN if periode == BASELINE else NOW
        if self.flat:
            rows = [(row[0], None, *row[2:]) for row in rows]
        variants = [varian] if varian else ["terisi", "struktural", "dengan_lowong", "bayangan"]
        found = pl.concat([nodes_of(rows, v) for v in variants])
        return found.clear() if self.no_posts else found

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        nodes = self.nodes(lake, who, asked["kode_wilayah"], asked["periode"], asked["varian"]).filter(pl.col("rentang") > 0)
        if asked["kode_unit"]:
            nodes = nodes.filter(pl.col("kode_opd") == asked["kode_unit"])
        found = [(next(c for low, c in _BANDS if r["rentang"] >= low), str(r["lapisan"]), 1) for r in nodes.to_dicts()]
        return pl.DataFrame(found, schema={"sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}, orient="row")
