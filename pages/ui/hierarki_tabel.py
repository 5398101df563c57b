"""The table twins of Hierarki: now beside before, in words and ready-made figures. Pure."""

from __future__ import annotations

import polars as pl

from etl.locale import text
from pages.ui import struktur
from pages.ui.formats import NULL, number
from pages.ui.singkatan import cut, short_unit


def posts(
    now: pl.DataFrame, before: pl.DataFrame | None, positions: pl.DataFrame, units: pl.DataFrame, lang: str = "id", past: str = ""
) -> pl.DataFrame:
    """One row per post (struktur.posts); with `before` also what was then, and the new and removed posts."""
    found = struktur.compared(now, now.clear() if before is None else before, positions)
    names = units.select("kode_unit", "nama_unit").unique("kode_unit")
    rows = found.join(names, on="kode_unit", how="left").sort(pl.col("lapisan").fill_null(99), "kode_jabatan")
    then = {} if before is None else _then(rows, lang, past)
    return pl.DataFrame(
        {
            text("hierarki.tabel.jabatan", lang): rows["nama_jabatan"],
            text("hierarki.tabel.unit", lang): rows["nama_unit"],
            text("hierarki.tabel.kategori", lang): [text(f"hierarki.jenis.{j}", lang) for j in rows["jenis_jabatan"]],
            text("hierarki.tabel.lapisan", lang): rows["lapisan"],
            text("hierarki.tabel.rentang", lang): rows["rentang"],
            text("hierarki.tabel.orang", lang): rows["orang"],
            text("hierarki.tabel.keadaan", lang): [_state(r, lang) for r in rows.to_dicts()],
            **then,
        }
    )


def _then(rows: pl.DataFrame, lang: str, period: str) -> dict[str, object]:
    return {
        text("hierarki.tabel.lapisan_dulu", lang, periode=period): rows["lapisan_dulu"],
        text("hierarki.tabel.rentang_dulu", lang, periode=period): rows["rentang_dulu"],
        text("hierarki.tabel.perubahan", lang): [text(f"hierarki.perubahan.{p}", lang) for p in rows["perubahan"]],
    }


def _state(row: dict, lang: str) -> str:
    if row["perubahan"] == "dihapus":
        return NULL
    state = ("plt" if row["plt"] else "lowong") if row["lowong"] else "terisi"
    return text(f"hierarki.kotak.{state}", lang)


def agencies(
    now: pl.DataFrame, before: pl.DataFrame | None, units: pl.DataFrame, lang: str = "id", past: str = ""
) -> pl.DataFrame:
    """One row per perangkat daerah of a whole region, with people per category and what was then."""
    rows = struktur.agencies(now, units)
    kinds = struktur.below_trunk(now).group_by("kode_opd", "jenis_jabatan").agg(pl.col("orang").sum())
    people = {(kode, jenis): n for kode, jenis, n in kinds.iter_rows()}
    columns: dict[str, object] = {
        text("hierarki.tabel.opd", lang): rows["nama"].fill_null(text("hierarki.luar_opd", lang)),
        text("hierarki.tabel.lapisan", lang): rows["lapisan_maks"],
        text("hierarki.tabel.orang", lang): rows["orang"],
    }
    for jenis in struktur.RANK[2:]:
        columns[text(f"hierarki.jenis.{jenis}", lang)] = [people.get((kode, jenis), 0) for kode in rows["kode_opd"]]
    if before is not None:
        earlier = {r["kode_opd"]: r for r in struktur.agencies(before, units).to_dicts()}
        for name, field in (("lapisan_dulu", "lapisan_maks"), ("orang_dulu", "orang")):
            columns[text(f"hierarki.tabel.{name}", lang, periode=past)] = [
                earlier.get(k, {}).get(field) for k in rows["kode_opd"]
            ]
    return pl.DataFrame(columns)


def deepest(branches: pl.DataFrame, units: pl.DataFrame, lang: str = "id", most: int = 4) -> pl.DataFrame:
    """Branch, layers, people of the largest, and one row for all others."""
    names = dict(units.select("kode_unit", "nama_unit").iter_rows())
    rows = [(_branch_name(r, names), r["lapisan"], r["orang"]) for r in branches.head(most).to_dicts()]
    rest = branches.slice(most)
    if rest.height:
        words = text("hierarki.cabang_lain", lang, n=number(rest.height, 0, lang))
        rows.append((words, rest["lapisan"][0], rest["orang"].sum()))
    heads = [text(f"hierarki.tabel.{name}", lang) for name in ("cabang", "lapisan", "orang")]
    return pl.DataFrame(rows, schema=dict(zip(heads, (pl.String, pl.Int64, pl.Int64), strict=True)), orient="row")


def _branch_name(row: dict, names: dict[str, str]) -> str:
    """`Sekretariat Dinkes`: the unit, and its agency where the name does not say it."""
    unit, agency = row["nama_unit"] or NULL, short_unit(names.get(row["kode_opd"] or ""))
    alone = row["kode_unit"] == row["kode_opd"] or agency == NULL or agency in unit
    return cut(unit, 36) if alone else f"{cut(unit, 34 - len(agency))} {agency}"
