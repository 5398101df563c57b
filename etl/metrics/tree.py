"""Layers of the reporting trees, for all submissions and variants at once; rings are cut so that nothing hangs.

Nodes are numbers, of one submission only; so a number and a variant name a node of the nation.
"""

from __future__ import annotations

import duckdb

# Only nodes with somebody below them are walked; a leaf lies one layer under its superior.
_LAYERS = """
create or replace table turunan.manajer as
select c.varian, c.{node} as simpul, c.{parent} as simpul_atasan
from {table} as c
inner join (select distinct varian, {parent} as simpul from {table} where {parent} is not null) as a
    on c.varian = a.varian and c.{node} = a.simpul;

create or replace table turunan.lapisan as
with recursive turun as (
    select varian, simpul, 1 as lapisan from turunan.manajer where simpul_atasan is null
    union all
    select m.varian, m.simpul, t.lapisan + 1
    from turunan.manajer as m
    inner join turun as t on m.varian = t.varian and m.simpul_atasan = t.simpul
)
select * from turun;
"""

# `union`, not `union all`: a ring repeats itself and the walk ends.
_RINGS = """
create or replace table turunan.lingkaran as
with recursive sisa as (
    select m.* from turunan.manajer as m
    left join turunan.lapisan as l on m.varian = l.varian and m.simpul = l.simpul
    where l.simpul is null
),
naik as (
    select varian, simpul as mulai, simpul_atasan as kini from sisa
    union
    select s.varian, n.mulai, s.simpul_atasan
    from naik as n
    inner join sisa as s on n.varian = s.varian and n.kini = s.simpul
)
select varian, mulai as simpul from naik where mulai = kini;
"""

_CUT = """
update {table} as c set {parent} = {instead}
from turunan.lingkaran as r
where c.varian = r.varian and c.{node} = r.simpul
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
