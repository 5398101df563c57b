"""Rules for business processes before and after the simplification."""

from etl.validation.rules.helpers import Rule, known, rows_where


def _pair(kind: str) -> list[Rule]:
    before, after = f"{kind}_sebelum", f"{kind}_sesudah"
    return [
        rows_where("proses.bertambah", f"{after} > {before}", after, kode="kode_proses", sebelum=before),
        rows_where("proses.sesudah_kosong", f"{before} is not null and {after} is null", after, kode="kode_proses"),
    ]


PROSES = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    *_pair("tahap"),
    *_pair("hari"),
]
