"""Whatever the tree, the vacancies and the acting officials: mean span = (N - roots) / M, and nobody is lost."""

from __future__ import annotations

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts import contracts
from etl.metrics import nodes
from etl.warehouse.accept import lake_columns

ROOT_KIND = ["kepala_daerah", "jpt_pratama"]
KINDS = ["administrator", "pengawas", "fungsional", "pelaksana"]


@st.composite
def governments(draw):
    """Posts with any superior (also unknown, itself or in a ring), seats, and people with all kinds of assignment."""
    size = draw(st.integers(1, 12))
    codes = [f"j{n}" for n in range(size)]
    above = st.sampled_from([None, "tak-ada", *codes])
    posts = [
        {
            "kode_jabatan": code,
            "kode_unit": "1",
            # Mostly trees; sometimes any post, so that rings and orphans come too.
            "kode_atasan": draw(above) if draw(st.integers(0, 9)) == 0 else (codes[draw(st.integers(0, n - 1))] if n else None),
            "nama_jabatan": code,
            "jenis_jabatan": draw(st.sampled_from(ROOT_KIND if n == 0 else KINDS)),
            "jumlah_formasi": draw(st.sampled_from([None, 0, 1, 3])),
        }
        for n, code in enumerate(codes)
    ]
    person = st.fixed_dictionaries(
        {
            "id_pegawai": st.sampled_from([f"p{n}" for n in range(2 * size)]),
            "kode_jabatan": st.sampled_from(codes),
            "jenis_penugasan": st.sampled_from([None, "definitif", "definitif", "pj", "plt", "plh"]),
            "kode_jabatan_pengarah": st.sampled_from([None, None, None, "tak-ada", *codes]),
            "status_kepegawaian": st.just("pns"),
        }
    )
    return posts, draw(st.lists(person, max_size=2 * size))


def workspace(submissions):
    """Schema kerja with one submission per government."""
    con = duckdb.connect()
    con.execute("create schema kerja")
    con.execute("create table kerja.kiriman (kiriman_id varchar, kode_wilayah varchar, periode varchar, dihitung boolean)")
    for dataset, contract in contracts().items():
        schema = {name: contract.schema.get(name, pl.String()) for name in lake_columns(dataset)}
        found = [row for n, s in enumerate(submissions) for row in rows(dataset, f"k{n}", *s)]
        con.register("datang", pl.DataFrame(found, schema=schema))
        con.execute(f"create table kerja.{dataset} as select * from datang")
    con.executemany(
        "insert into kerja.kiriman values (?, '36.72', '2024-TW4', true)", [[f"k{n}"] for n in range(len(submissions))]
    )
    return con


def rows(dataset, kiriman_id, posts, people):
    """The rows of one dataset with their row keys."""
    data = {"jabatan": posts, "pegawai": people, "unit": [{"kode_unit": "1", "nama_unit": "D", "jenis_unit": "dinas"}]}
    keys = {"kiriman_id": kiriman_id, "kode_wilayah": "36.72", "periode": "2024-TW4"}
    return [{**keys, "baris_sumber": n, **row} for n, row in enumerate(data.get(dataset, []), 2)]


def persons(posts, people):
    """Everybody with a definitive or pj row, once; an elected head without a row too."""
    placed = {p["id_pegawai"] for p in people if p["jenis_penugasan"] in (None, "definitif", "pj")}
    homes = {}
    for p in sorted(people, key=lambda p: p["jenis_penugasan"] == "pj"):
        if p["jenis_penugasan"] in (None, "definitif", "pj"):
            homes.setdefault(p["id_pegawai"], p["kode_jabatan"])
    heads = [p for p in posts if p["jenis_jabatan"] == "kepala_daerah" and p["kode_jabatan"] not in homes.values()]
    return len(placed) + len(heads)


@settings(max_examples=30, deadline=None)
@given(st.lists(governments(), min_size=1, max_size=3))
def test_mean_span_is_everybody_but_the_roots_per_manager(submissions):
    found = nodes(workspace(submissions))
    for (_, varian), group in found.group_by("kiriman_id", "varian"):
        roots = group.filter(pl.col("simpul_atasan").is_null())["orang"].sum()
        managers = group.filter(pl.col("rentang") > 0)
        assert managers["rentang"].sum() == group["orang"].sum() - roots, varian
        assert group["simpul_id"].is_unique().all()
        assert set(group["simpul_atasan"].drop_nulls()) <= set(group["simpul_id"])
        assert (group["lapisan"] == 1).sum() == group["simpul_atasan"].is_null().sum()
        assert (managers["orang"] == 1).all()
        above = dict(zip(group["simpul_id"], group["lapisan"], strict=True))
        assert all(
            layer == above[superior] + 1 for superior, layer in group.select("simpul_atasan", "lapisan").drop_nulls().iter_rows()
        )


@settings(max_examples=30, deadline=None)
@given(st.lists(governments(), min_size=1, max_size=3))
def test_everybody_with_a_post_is_counted_once(submissions):
    found = nodes(workspace(submissions))
    for n, (posts, people) in enumerate(submissions):
        for varian in ("terisi", "bayangan"):
            of_one = found.filter((pl.col("kiriman_id") == f"k{n}") & (pl.col("varian") == varian))
            assert of_one["orang"].sum() == persons(posts, people), varian
