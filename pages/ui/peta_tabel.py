"""The tables of Peta Jabatan; texts ready to read, posts and counts only. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from etl.locale import text
from etl.regulations.pelaksana import executing_posts, tidy
from pages.ui import formats, peta_beban
from pages.ui import peta_model as model
from pages.ui.peta_model import Gap
from pages.ui.peta_pindah import Pindah, Ukuran
from pages.ui.singkatan import short_unit

LISTS = ("klerek", "operator", "teknisi", "-")


def signed(n: int, lang: str) -> str:
    """`−104`, `+23`, `0`."""
    return f"+{formats.number(n, 0, lang)}" if n > 0 else formats.number(n, 0, lang)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> pl.DataFrame:
    names = [text(f"peta.kolom.{head}", lang) for head in heads]
    return pl.DataFrame(list(rows), schema=dict.fromkeys(names, pl.String), orient="row")


def gaps(found: Sequence[Gap], lang: str, *, unit: bool) -> pl.DataFrame:
    """Agencies or units with holders, need and gap."""
    rows = [[g.nama, *(formats.number(n, 0, lang) for n in (g.terisi, g.kebutuhan)), signed(g.selisih, lang)] for g in found]
    return _table(("unit" if unit else "opd", "terisi", "kebutuhan", "selisih"), rows, lang)


def occupancy(
    counts: Mapping[tuple[str, str], tuple[int, int]], rows: Mapping[str, str], columns: Mapping[str, str], lang: str
) -> pl.DataFrame:
    """The matrix as text: `86% (30 / 35)`."""
    table: dict[str, list[str]] = {text("peta.kolom.kelompok", lang): list(rows.values())}
    for column, name in columns.items():
        table[name] = [_share(counts.get((row, column)), lang) for row in rows]
    return pl.DataFrame(table)


def _share(count: tuple[int, int] | None, lang: str) -> str:
    if count is None or not count[1]:
        return formats.NULL
    return f"{formats.percent(100 * count[0] / count[1], lang)} ({formats.fraction(count[0], count[1], lang)})"


def moves(found: Sequence[Pindah], names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """From, to, post, people."""
    rows = [[_short(names, m.dari), _short(names, m.ke), m.jabatan, formats.number(m.orang, 0, lang)] for m in found]
    return _table(("dari", "ke", "jabatan", "orang"), rows, lang)


def _short(names: Mapping[str, str], kode: str | None) -> str:
    return short_unit(names.get(kode or "", kode), 30)


def right_size(found: Sequence[Gap], inside: Mapping[str, Ukuran], pairs: Sequence[Pindah], lang: str) -> pl.DataFrame:
    """Who has too many, who too few, in which post, and how many could come or go."""
    rows = []
    for gap in found:
        size = inside.get(gap.kode, Ukuran(0, 0, "", ""))
        come = sum(m.orang for m in pairs if m.ke == gap.kode)
        go = sum(m.orang for m in pairs if m.dari == gap.kode)
        numbers = [formats.number(n, 0, lang) for n in (gap.terisi, gap.kebutuhan, size.kurang, size.lebih)]
        said = [size.jabatan_kurang or formats.NULL, size.jabatan_lebih or formats.NULL]
        ends = [formats.number(n, 0, lang) for n in (come, go)]
        rows.append([gap.nama, *numbers[:2], signed(gap.selisih, lang), *numbers[2:], *said, *ends])
    heads = ("opd", "terisi", "kebutuhan", "selisih", "kurang", "lebih", "jabatan_kurang", "jabatan_lebih", "masuk", "keluar")
    return _table(heads, rows, lang)


def levels(found: Sequence[tuple[str, str, int, int]], lang: str) -> pl.DataFrame:
    """Category and level with holders, need, gap and share."""
    rows = []
    for jenis, jenjang, filled, need in found:
        name = text(f"hierarki.jenis.{jenis}", lang)
        level = text(f"hierarki.jenjang.{jenjang}", lang) if jenjang else formats.NULL
        share = formats.percent(100 * filled / need if need else None, lang)
        counts = [formats.number(n, 0, lang) for n in (filled, need)]
        rows.append([name, level, *counts, signed(filled - need, lang), share])
    return _table(("kategori", "jenjang", "terisi", "kebutuhan", "selisih", "persen"), rows, lang)


def classes(spread: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Class × category, in posts; `-` is without a class."""
    counts = {(x, y): n for x, y, n in spread.select("sumbu_x", "sumbu_y", "jumlah").iter_rows()}
    kinds = [jenis for group in model.CATEGORIES.values() for jenis in group if any(y == jenis for _, y in counts)]
    shown = [*(str(n) for n in range(1, 18)), "-"]
    names = [text("peta.kelas.tanpa", lang) if name == "-" else name for name in shown]
    table: dict[str, list[object]] = {text("peta.kolom.kelas", lang): list(names)}
    for jenis in kinds:
        table[text(f"hierarki.jenis.{jenis}", lang)] = [counts.get((name, jenis), 0) for name in shown]
    table[text("peta.kolom.jumlah", lang)] = [sum(counts.get((name, jenis), 0) for jenis in kinds) for name in shown]
    return pl.DataFrame(table)


def groups(spread: pl.DataFrame, lang: str) -> pl.DataFrame:
    """klerek, operator, teknisi and no group: posts on the list and outside it."""
    counts = {(x, y): n for x, y, n in spread.select("sumbu_x", "sumbu_y", "jumlah").iter_rows()}
    rows = []
    for group in LISTS:
        inside, outside = (counts.get((group, side), 0) for side in ("di_dalam", "di_luar"))
        if inside + outside or group != "-":
            name = text(f"peta.pelaksana.{'tanpa' if group == '-' else group}", lang)
            rows.append([name, *(formats.number(n, 0, lang) for n in (inside, outside, inside + outside))])
    return _table(("golongan", "di_dalam", "di_luar", "jumlah"), rows, lang)


def outside(posts: pl.DataFrame, names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Names of executing posts that the list does not have: how many posts, holders and agencies, where most of them are."""
    known = set(executing_posts())
    own = posts.filter(pl.col("jenis_jabatan") == "pelaksana")
    keyed = own.with_columns(kunci=pl.col("nama_jabatan").map_elements(tidy, return_dtype=pl.String))
    found = keyed.filter(~pl.col("kunci").is_in(list(known))).group_by("kunci").agg(
        pl.col("nama_jabatan").min(), pl.len().alias("n"), pl.col("terisi").sum(), pl.col("kode_opd").n_unique().alias("opd"),
        pl.col("kode_opd").drop_nulls().mode().min().alias("banyak"),
    )  # fmt: skip
    rows = [
        [r["nama_jabatan"], *(formats.number(r[c], 0, lang) for c in ("n", "terisi", "opd")), _short(names, r["banyak"])]
        for r in found.sort("n", "kunci", descending=[True, False]).iter_rows(named=True)
    ]
    return _table(("nama", "jabatan_n", "orang", "opd_n", "terbanyak"), rows, lang)


def vacant(posts: pl.DataFrame, names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Posts with an empty seat or an acting official: how many seats, Plt. and Plh."""
    rows = [
        [
            r["nama_jabatan"], _short(names, r["kode_opd"]), short_unit(r["nama_unit"], 40),
            text(f"hierarki.jenis.{r['jenis_jabatan']}", lang),
            *(formats.number(r[c], 0, lang) if r[c] else formats.NULL for c in ("lowong", "plt", "plh")),
        ]
        for r in model.empty_posts(posts).iter_rows(named=True)
    ]  # fmt: skip
    return _table(("jabatan", "opd", "nama_unit", "kategori", "lowong", "plt", "plh"), rows, lang)


def workload(found: pl.DataFrame, names: Mapping[str, str], ref: peta_beban.Waktu, lang: str) -> pl.DataFrame:
    """Analysed posts: workload in minutes, raw need beside the rounded one, the map's need, holders, EJ and its word."""
    rows = []
    for r in found.iter_rows(named=True):
        band = peta_beban.band(r["ej"], ref)
        said = text(f"peta.beban.{band}", lang) if band else formats.NULL if r["ej"] is None else text("peta.beban.wajar", lang)
        counts = [formats.number(r[c], 0, lang) for c in ("dibulatkan", "kebutuhan", "terisi")]
        head = [r["nama_jabatan"], _short(names, r["kode_opd"]), formats.number(r["menit"], 0, lang)]
        rows.append([*head, formats.number(r["kebutuhan_abk"], 3, lang), *counts, formats.number(r["ej"], 2, lang), said])
    heads = ("jabatan", "opd", "menit", "abk", "dibulatkan", "kebutuhan_peta", "terisi", "ej", "arti")
    return _table(heads, rows, lang)
