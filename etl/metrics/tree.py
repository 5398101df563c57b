"""Layers of the reporting trees, for all submissions and variants at once; rings are cut so that nothing hangs."""

from __future__ import annotations

import duckdb

# Only nodes with somebody below them are walked; a leaf lies one layer under its superior.
_LAYERS = """
create or replace table turunan.manajer as
select c.kiriman_id, c.varian, c.{node} as simpul_id, c.{parent} as simpul_atasan
from {table} as c
inner join (select distinct kiriman_id, varian, {parent} as simpul_id from {table} where {parent} is not null) as a
    on c.kiriman_id = a.kiriman_id and c.varian = a.varian and c.{node} = a.simpul_id;

create or replace table turunan.lapisan as
with recursive turun as (
    select kiriman_id, varian, simpul_id, 1 as lapisan from turunan.manajer where simpul_atasan is null
    union all
    select m.kiriman_id, m.varian, m.simpul_id, t.lapisan + 1
    from turunan.manajer as m
    inner join turun as t on m.kiriman_id = t.kiriman_id and m.varian = t.varian and m.simpul_atasan = t.simpul_id
)
select * from turun;
"""

# `union`, not `union all`: a ring repeats itself and the walk ends.
_RINGS = """
create or replace table turunan.lingkaran as
with recursive sisa as (
    select m.* from turunan.manajer as m
    left join turunan.lapisan as l on m.kiriman_id = l.kiriman_id and m.varian = l.varian and m.simpul_id = l.simpul_id
    where l.simpul_id is null
),
naik as (
    select kiriman_id, varian, simpul_id as mulai, simpul_atasan as kini from sisa
    union
    select s.kiriman_id, s.varian, n.mulai, s.simpul_atasan
    from naik as n
    inner join sisa as s on n.kiriman_id = s.kiriman_id and n.varian = s.varian and n.kini = s.simpul_id
)
select kiriman_id, varian, mulai as simpul_id from naik where mulai = kini;
"""

_CUT = """
update {table} as c set {parent} = {instead}
from turunan.lingkaran as r
where c.kiriman_id = r.kiriman_id and c.varian = r.varian and c.{node} = r.simpul_id
"""


def layers(con: duckdb.DuckDBPyConnection, table: str, node: str, parent: str) -> None:
    """Fill `turunan.lapisan` (root = 1). A ring falls back on the formal superior (`polos`), then becomes roots."""
    names = {"table": table, "node": node, "parent": parent}
    for instead in ("polos", "null", None):
        con.execute(_LAYERS.format(**names))
        if instead is None or not _unreached(con):
            return
        con.execute(_RINGS)
        con.execute(_CUT.format(**names, instead=instead))


def _unreached(con: duckdb.DuckDBPyConnection) -> bool:
    found = con.execute("select (select count(*) from turunan.manajer) - (select count(*) from turunan.lapisan)").fetchone()
    return bool(found and found[0])
