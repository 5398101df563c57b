"""How good the data of many governments are, in counts: findings, rows, filled cells, versions, jumps, figures that disagree.

A reader of one agency sees none: these are figures of whole governments.
"""

from __future__ import annotations

import json

import polars as pl

from etl.access import Action, Principal
from etl.contracts import ROW_KEYS, contracts
from etl.metrics import catalog
from etl.metrics.predicates import APPRAISED
from etl.periods import Period
from etl.regulations import value
from etl.warehouse.accept import lake_columns
from etl.warehouse.read.door import Codes, Lake, Where, seen

_S, _N, _F = pl.String, pl.Int64, pl.Float64
_FINDINGS = {"kode_wilayah": _S, "periode": _S, "aturan": _S, "tingkat": _S, "dataset": _S, "jumlah": _N}
_ROWS = {"kode_wilayah": _S, "periode": _S, "kiriman_id": _S, "dataset": _S, "baris": _N}
_FILLED = {"kode_wilayah": _S, "periode": _S, "dataset": _S, "baris": _N, "sel": _N, "terisi": _N}
_VERSIONS = {"kode_wilayah": _S, "periode": _S, "versi_disetujui": _N, "dihitung_ulang": _N}
_JUMPS = {
    "kode_wilayah": _S, "periode": _S, "metrik": _S, "varian": _S, "pembilang": _F, "penyebut": _F, "nilai": _F,
    "rerata": _F, "rerata_pembilang": _F, "rerata_penyebut": _F, "triwulan": _N, "periode_sebelum": _S, "nilai_sebelum": _F,
    "nilai_setahun": _F,
}  # fmt: skip
_DIFFERENCES = {
    "kode_wilayah": _S, "periode": _S, "dilaporkan": _N, "beda": _N, "kode_indikator": _S, "nama_indikator": _S,
    "capaian_dilaporkan": _F, "capaian": _F, "selisih": _F,
}  # fmt: skip


def quality_findings(lake: Lake, who: Principal, periode: Codes = None) -> pl.DataFrame:
    """Findings of what counts, by government: kode_wilayah, periode, aturan, tingkat, dataset, jumlah."""
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_FINDINGS)
    return lake.query(
        f"""SELECT n.kode_wilayah, n.periode, n.aturan, n.tingkat, n.dataset, count(*) AS jumlah
        FROM lake.temuan AS n SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id
        WHERE {where} GROUP BY ALL ORDER BY ALL""",
        where.parameters,
    ).cast(_FINDINGS)  # type: ignore[arg-type]


def quality_rows(lake: Lake, who: Principal, periode: Codes = None) -> pl.DataFrame:
    """Rows accepted per dataset of the contracts, of what counts: kode_wilayah, periode, kiriman_id, dataset, baris (0: none)."""
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_ROWS)
    found = lake.query(
        f"""SELECT n.kode_wilayah, n.periode, n.kiriman_id, n.baris FROM memory.kini AS n
        WHERE {where} ORDER BY n.kode_wilayah, n.periode""",
        where.parameters,
    )
    told = [(*place, dataset, counts.get(dataset, 0)) for *place, raw in found.iter_rows() for counts in [_accepted(raw)]
            for dataset in contracts()]  # fmt: skip
    return pl.DataFrame(told, _ROWS, orient="row")


def _accepted(raw: str | None) -> dict[str, int]:
    """Rows accepted per dataset, as a submission keeps them."""
    return {name: int(counts["diterima"]) for name, counts in (json.loads(raw) if raw else {}).items()}


def quality_filled(lake: Lake, who: Principal, periode: Codes) -> pl.DataFrame:
    """Cells that a sender fills, of what counts: kode_wilayah, periode, dataset, baris, sel (rows × columns), terisi.

    Columns that the lake keeps only; datasets without a row are not here.
    """
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_FILLED)
    parts = [_filled(dataset, str(where)) for dataset in contracts()]
    found = lake.query(" UNION ALL ".join(parts) + " ORDER BY ALL", where.parameters * len(parts))
    return found.cast(_FILLED)  # type: ignore[arg-type]


def _filled(dataset: str, where: str) -> str:
    own = contracts()[dataset].columns
    columns = [name for name in lake_columns(dataset) if name in own and name not in ROW_KEYS]
    full = " + ".join(f"count(n.{name})" for name in columns)
    return f"""SELECT n.kode_wilayah, n.periode, '{dataset}' AS dataset, count(*) AS baris, count(*) * {len(columns)} AS sel,
        {full} AS terisi FROM lake.{dataset} AS n SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id
        WHERE {where} GROUP BY n.kode_wilayah, n.periode"""


def quality_versions(lake: Lake, who: Principal, periode: Codes = None) -> pl.DataFrame:
    """Per government and quarter that was ever approved: versi_disetujui (how many versions were), dihitung_ulang.

    dihitung_ulang: how often the figures of what counts were computed anew without a new version: another submission they
    refer to changed, or a formula did.
    """
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode)
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_VERSIONS)
    return lake.query(
        f"""WITH v AS (
            SELECT n.kode_wilayah, n.periode, count(*) AS versi_disetujui
            FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            WHERE {where} AND s.disetujui_pada IS NOT NULL GROUP BY ALL
        ), h AS (
            SELECT n.kode_wilayah, n.periode, count(*) AS dihitung_ulang
            FROM lake.hitungan AS n SEMI JOIN memory.kini AS k ON k.kiriman_id = n.kiriman_id
            WHERE {where} AND n.ke > 1 GROUP BY ALL
        )
        SELECT kode_wilayah, periode, versi_disetujui, coalesce(dihitung_ulang, 0) AS dihitung_ulang
        FROM v LEFT JOIN h USING (kode_wilayah, periode) ORDER BY ALL""",
        where.parameters * 2,
    ).cast(_VERSIONS)  # type: ignore[arg-type]


def quality_jumps(lake: Lake, who: Principal, periode: str) -> pl.DataFrame:
    """Whole-government values of a quarter beside the mean of the three years before, one row per government and metric.

    Of the variant that screens show: nilai and its terms, rerata, rerata_pembilang, rerata_penyebut, triwulan (how many
    earlier quarters have a value), periode_sebelum and nilai_sebelum (the last of them), nilai_setahun (of the same quarter the
    year before). Values without any earlier one are not here.
    """
    lake = seen(lake, who, Action.READ)
    known = [m for m in catalog().values() if m.id != APPRAISED]
    where = Where(who).equal("periode", _years_before(periode)).unit(None).equal("metrik", [m.id for m in known])
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_JUMPS)
    found = lake.query(
        f"""WITH v AS (
            SELECT n.kode_wilayah, n.periode, n.metrik, n.varian, n.pembilang, n.penyebut, n.nilai
            FROM lake.nilai_metrik AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
            WHERE {where} AND n.nilai IS NOT NULL
        ), dulu AS (
            SELECT kode_wilayah, metrik, varian, avg(nilai) AS rerata, avg(pembilang) AS rerata_pembilang,
                avg(penyebut) AS rerata_penyebut, count(*) AS triwulan, max(periode) AS periode_sebelum,
                arg_max(nilai, periode) AS nilai_sebelum, max(nilai) FILTER (periode = ?) AS nilai_setahun
            FROM v WHERE periode <> ? GROUP BY ALL
        )
        SELECT v.*, d.* EXCLUDE (kode_wilayah, metrik, varian) FROM v JOIN dulu AS d
            ON d.kode_wilayah = v.kode_wilayah AND d.metrik = v.metrik AND d.varian IS NOT DISTINCT FROM v.varian
        WHERE v.periode = ? ORDER BY v.kode_wilayah, v.metrik, v.varian""",
        [*where.parameters, str(Period.parse(periode).plus(-4)), periode, periode],
    )
    shown = pl.DataFrame([(m.id, m.default_varian) for m in known], {"metrik": _S, "varian": _S}, orient="row")
    kept = found.join(shown, on=["metrik", "varian"], how="semi", nulls_equal=True)
    return kept.select(list(_JUMPS)).cast(_JUMPS)  # type: ignore[arg-type]


def _years_before(periode: str) -> list[str]:
    """The quarter and as many before it as the yardstick looks back."""
    back = int(value("acuan-nasional", "lompatan_triwulan").value)
    return [str(Period.parse(periode).plus(-n)) for n in range(back + 1)]


def quality_differences(lake: Lake, who: Principal, periode: Codes, most: int = 3) -> pl.DataFrame:
    """Attainment as the senders printed it against what we compute, to date; the `most` largest differences per government.

    kode_wilayah, periode, dilaporkan (indicators with a printed figure), beda (of these, how many differ), and one row per
    difference: kode_indikator, nama_indikator, capaian_dilaporkan, capaian, selisih (null where nothing differs).
    """
    lake = seen(lake, who, Action.READ)
    where = Where(who).equal("periode", periode).equal("basis", "sd")
    if who.scope.kode_unit:
        return pl.DataFrame(schema=_DIFFERENCES)
    return lake.query(
        f"""WITH c AS (
            SELECT n.kode_wilayah, n.periode, n.kode_indikator, n.nama_indikator, n.capaian_dilaporkan, n.capaian,
                nullif(n.selisih, 0) AS selisih
            FROM lake.capaian_indikator AS n SEMI JOIN memory.kini AS k ON k.hitungan_id = n.hitungan_id
            WHERE {where} AND n.capaian_dilaporkan IS NOT NULL
        ), j AS (
            SELECT kode_wilayah, periode, count(*) AS dilaporkan, count(selisih) AS beda FROM c GROUP BY ALL
        ), t AS (
            SELECT * FROM c WHERE selisih IS NOT NULL QUALIFY row_number() OVER (
                PARTITION BY kode_wilayah, periode ORDER BY abs(selisih) DESC, kode_indikator) <= ?
        )
        SELECT * FROM j LEFT JOIN t USING (kode_wilayah, periode) ORDER BY kode_wilayah, periode, abs(selisih) DESC""",
        [*where.parameters, most],
    ).cast(_DIFFERENCES)  # type: ignore[arg-type]
