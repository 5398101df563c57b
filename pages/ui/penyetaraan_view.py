"""Penyetaraan: reads the sheet and its distributions, and draws their panels; kept per view, language and theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.access import Principal
from etl.locale import text
from etl.periods import Period
from pages.charts.count_matrix import count_matrix
from pages.charts.retirement import retirement
from pages.ui import data, formats, overview, perubahan_view, tahapan_model, tahapan_produk
from pages.ui import penyetaraan_model as model
from pages.ui.filters import View
from pages.ui.perubahan_model import today_name
from pages.ui.regulation_names import short_law
from pages.ui.singkatan import short_unit
from pages.ui.struktur import RANK
from pages.ui.tiles import Change, Tile

METRIC = tahapan_model.STAGES[1]


@dataclass(frozen=True)
class Shown:
    """The rows of the sheet, the directions, the retirements, and the agencies' names."""

    rows: pl.DataFrame
    cells: dict[tuple[str, str], int]
    pensions: pl.DataFrame
    """The distribution pensiun of the view: one agency, or all with the region's own rows."""
    agencies: dict[str, str]
    periode: str
    before: dict[str, Any] | None = None
    """The metric's row of the period compared with."""


def load(who: Principal, view: View) -> Shown:
    """Everything of one view."""
    place = (view.kode_wilayah, view.periode)
    directions = data.distributions(who, *place, "arah_penyetaraan", kode_unit=view.kode_opd)
    pensions = data.distributions(who, *place, "pensiun", kode_unit=view.kode_opd or "*")
    rows = perubahan_view.sheet(who, view)
    return Shown(rows, model.matrix(directions), pensions, data.agencies(who, *place), view.periode, _before(who, view))


def _before(who: Principal, view: View) -> dict[str, Any] | None:
    if not view.banding:
        return None
    rows = data.metric_values(who, view.kode_wilayah, [view.banding], kode_unit=view.kode_opd, metrik=[METRIC])
    return rows.row(0, named=True) if rows.height else None


def finding(shown: Shown, view: View, lang: str) -> str:
    """The page's sentence; one agency is named first."""
    said = model.finding(shown.rows, shown.agencies, lang, alone=bool(view.kode_opd))
    return f"{short_unit(view.nama_opd, 40)}: {said[0].lower()}{said[1:]}" if view.nama_opd else said


def tiles(shown: Shown, view: View, lang: str) -> list[Tile]:
    """Equalised, not yet, exempt, not subject, wrong level, due date of the diploma."""
    n = model.counts(shown.rows)
    done, left = n.get(model.DONE, 0), n.get(model.WAITING, 0)
    share = 100 * done / (done + left) if done + left else None
    step = tahapan_model.COMPLETE.step(share)
    bare = model.of_status(shown.rows, model.EXEMPT)["alasan_pengecualian"].null_count()
    wrong = model.mistakes(shown.rows).height
    first = Tile(
        text("penyetaraan.petak.disetarakan", lang), tahapan_model.percent(share, lang),
        text("tahapan.pecahan.penyetaraan_jabatan", lang, a=_n(done, lang), b=_n(done + left, lang)),
        _moved(shown, view, share, lang), step,
        text(f"tahapan.lengkap.{step}", lang) if step else "",
    )  # fmt: skip
    return [
        first,
        _count("belum", left, text("penyetaraan.petak.belum.catatan", lang), lang),
        _count("dikecualikan", n.get(model.EXEMPT, 0), text("penyetaraan.petak.tanpa_alasan", lang, n=_n(bare, lang)), lang),
        _count("bukan_sasaran", n.get(model.OUTSIDE, 0), text("penyetaraan.petak.bukan_sasaran.catatan", lang), lang),
        _count("keliru", wrong, text("penyetaraan.petak.keliru.catatan", lang), lang),
        _diploma(shown, view, lang),
    ]


def _moved(shown: Shown, view: View, share: float | None, lang: str) -> tuple[Change, ...]:
    if METRIC not in data.metrics():
        return ()
    moved = overview.change(data.metrics()[METRIC], share, shown.before, view.banding or "", lang)
    return (moved,) if moved else ()


def _count(name: str, n: int, said: str, lang: str) -> Tile:
    return Tile(text(f"penyetaraan.petak.{name}", lang), _n(n, lang), said)


def _diploma(shown: Shown, view: View, lang: str) -> Tile:
    """When the education of the equalised must be complete; who lacks it is personal data and not read here."""
    found, label = model.diploma(shown.rows), text("penyetaraan.petak.ijazah", lang)
    if found is None:
        return Tile(label, formats.NULL, note=text("penyetaraan.petak.ijazah.kosong", lang))
    begun, due, n = found
    end = tahapan_produk.end_of(view.periode)
    months = (due.year - end.year) * 12 + due.month - end.month
    key = "tinggal" if months > 0 else "lewat"
    until = text(f"penyetaraan.petak.ijazah.{key}", lang, n=abs(months), periode=formats.period(view.periode))
    said = text("penyetaraan.petak.ijazah.dilantik", lang, n=_n(n, lang), tanggal=formats.day(begun, lang))
    return Tile(label, formats.day(due, lang), said, (Change("", until),))


def matrix_chart(shown: Shown, lang: str, theme: str) -> Any:
    """Old echelon × new level, wrong cells framed."""
    levels = {level: model.level_name(level, lang) for level in model.levels(shown.cells)}
    rows = {e: text("perubahan.eselon", lang, eselon=e) for e in model.echelons(shown.cells)}
    flagged = model.wrong_cells(shown.cells)
    return count_matrix(shown.cells, rows, levels, theme, lang, flagged=flagged, width=560, names=100)


def rule_note(lang: str) -> str:
    """`III → Ahli Madya, IV → Ahli Muda, V → Ahli Pertama (PermenPANRB 17/2021, belum diverifikasi)`."""
    roman: dict[str, str] = {}
    for echelon, level in model.targets().items():
        roman.setdefault(echelon.partition(".")[0], level)
    said = ", ".join(f"{e} → {model.level_name(level, lang)}" for e, level in roman.items())
    return f"{said} ({short_law(model.RULE, lang)})"


def years(shown: Shown) -> list[str]:
    """The five years of the retirement outlook: the rest of this one counts as the first, except after its last quarter."""
    period = Period.parse(shown.periode)
    first = period.year + (period.quarter == 4)
    return [str(first + n) for n in range(5)]


def _region(shown: Shown, view: View) -> pl.DataFrame:
    """The rows to add up: of the agency, or the region's own."""
    return shown.pensions if view.kode_opd else shown.pensions.filter(pl.col("kode_unit").is_null())


def retirement_chart(shown: Shown, view: View, lang: str, theme: str) -> Any:
    """Posts that fall vacant, by year and category."""
    counts = model.by_year(_region(shown, view))
    kinds = {kind: text(f"hierarki.jenis.{kind}", lang) for kind in reversed(RANK) if any(k == kind for _, k in counts)}
    return retirement(counts, years(shown), kinds, theme, lang)


def retirement_table(shown: Shown, view: View, lang: str) -> pl.DataFrame:
    """Category and level × year."""
    rows = _region(shown, view).group_by("sumbu_x", "sumbu_y").agg(pl.col("jumlah").sum())
    counts = {(x, y): n for x, y, n in rows.iter_rows()}
    kinds = sorted({y for _, y in counts}, key=lambda y: (RANK.index(y.partition(":")[0]), y))
    lines = [(today_name(y, lang), [counts.get((x, y), 0) for x in years(shown)]) for y in kinds]
    return _years_table(lines, shown, "kategori", lang)


def agencies_chart(shown: Shown, lang: str, theme: str) -> Any:
    """The agencies that lose most posts, by year."""
    counts, order = model.by_agency(shown.pensions, model.MOST)
    rows = {kode: short_unit(shown.agencies.get(kode), 20) for kode in order}
    return count_matrix(counts, rows, {y: y for y in years(shown)}, theme, lang)


def agencies_table(shown: Shown, lang: str) -> pl.DataFrame:
    """All agencies by year."""
    counts, order = model.by_agency(shown.pensions)
    return _years_table(
        [(shown.agencies.get(kode, kode), [counts.get((kode, x), 0) for x in years(shown)]) for kode in order], shown, "opd", lang
    )


def _years_table(rows: list[tuple[str, list[int]]], shown: Shown, head: str, lang: str) -> pl.DataFrame:
    heads = [text(f"penyetaraan.tabel.{head}", lang), *years(shown), text("penyetaraan.jumlah", lang)]
    full = [[name, *(_n(n, lang) for n in counts), _n(sum(counts), lang)] for name, counts in rows]
    return pl.DataFrame(full, schema=dict.fromkeys(heads, pl.String), orient="row")


def retirement_title(shown: Shown, view: View, lang: str) -> str:
    """`421 jabatan akan kosong karena pensiun, 2025–2029`."""
    span = years(shown)
    n = int(_region(shown, view)["jumlah"].sum())
    return text("penyetaraan.pensiun", lang, n=_n(n, lang), dari=span[0], sampai=span[-1])


def _n(value: int, lang: str) -> str:
    return formats.number(value, 0, lang)
