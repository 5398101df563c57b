"""A desk that hands in tiny submissions, made by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl

from etl.access import Principal
from etl.contracts import contracts
from etl.contracts.parsed import ISSUE_SCHEMA, Parsed, RowCounts, SourceFile
from etl.settings import Settings
from etl.validation.verdict import LOCATED_SCHEMA
from etl.validation.workspace import open_workspace
from etl.warehouse import lake as lake_module
from etl.warehouse.order import Order, Stage, Submission, new_id
from etl.warehouse.publish import publish

NIP = "197503151999031001"
NAMA = "Sulastri Wirakusuma"
LOKAL = "NONASN-77-RAHASIA"

UNITS = [
    {"kode_unit": "1.01", "nama_unit": "Sekretariat Daerah", "jenis_unit": "setda"},
    {"kode_unit": "2.01", "nama_unit": "Dinas Pendidikan", "jenis_unit": "dinas"},
    {"kode_unit": "2.01.1", "kode_induk": "2.01", "nama_unit": "Bidang Guru", "jenis_unit": "bidang"},
]
POSTS = [
    {
        "kode_jabatan": kode,
        "kode_unit": unit,
        "kode_atasan": atasan,
        "nama_jabatan": nama,
        "jenis_jabatan": jenis,
        "jenjang": jenjang,
    }
    for kode, unit, atasan, nama, jenis, jenjang in (
        ("J0", "1.01", None, "Wali Kota", "kepala_daerah", None),
        ("J1", "2.01", "J0", "Kepala Dinas", "jpt_pratama", None),
        ("J2", "2.01.1", "J1", "Kepala Bidang", "administrator", None),
        ("J3", "2.01.1", "J2", "Guru", "fungsional", "ahli_muda"),
    )
]
STAFF = [
    {"nip": NIP, "nama": NAMA, "kode_jabatan": "J1", "status_kepegawaian": "pns"},
    {"nip": "198003152005031002", "nama": "Bambang", "kode_jabatan": "J2", "status_kepegawaian": "pns"},
    {"id_pegawai_lokal": LOKAL, "nama": "Citra", "kode_jabatan": "J3", "status_kepegawaian": "non_asn"},
]
INDICATOR = {
    "kode_indikator": "I1",
    "tingkat": "sasaran",
    "kode_unit": "2.01",
    "nama_indikator": "Siswa dilayani",
    "satuan": "orang",
    "arah": "naik",
    "sifat": "kumulatif",
    "target_tahunan": "400",
    **{f"target_tw{quarter}": "100" for quarter in (1, 2, 3, 4)},
}


class Desk:
    """Hands in tiny submissions."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder, self.who = settings, folder, Principal.system("Bagian Organisasi")

    def parsed(self, periode: str, realisasi: str, kode_wilayah: str = "36.72", **other: list[dict[str, Any]]) -> Parsed:
        """A submission as read, whose one file holds its rows."""
        rows = {"unit": UNITS, "jabatan": POSTS, "pegawai": STAFF, "indikator": [INDICATOR]} | other
        rows["capaian"] = [{"kode_indikator": "I1", "realisasi": realisasi, "penjelasan": f"Lapor ke {NIP}"}]
        kiriman = new_id(kode_wilayah, periode)
        body = json.dumps([kode_wilayah, periode, rows])
        path = self.folder / f"{kiriman}.json"
        path.write_text(body)
        tables = {name: frame(name, rows.get(name, []), kiriman, kode_wilayah, periode) for name in contracts()}
        return Parsed(
            kiriman, kode_wilayah, periode, tables, pl.DataFrame(schema=ISSUE_SCHEMA),
            {name: RowCounts(len(rows.get(name, [])), 0) for name in contracts()}, {},
            (SourceFile(path.name, hashlib.sha256(body.encode()).hexdigest(), len(body), path),),
        )  # fmt: skip

    def submit(
        self, *parsed: Parsed, findings: pl.DataFrame | None = None, reason: str = "uji", stage: Stage = Stage.TERBIT
    ) -> list[dict[str, Any]]:
        """Publish what was read."""
        found = pl.DataFrame(schema=LOCATED_SCHEMA)
        if findings is not None:
            found = pl.concat([found, findings], how="diagonal_relaxed")
        con = open_workspace(parsed)
        try:
            return publish(con, self.settings, [Submission(p, found) for p in parsed], Order(self.who, reason, stage=stage))
        finally:
            con.close()

    def quarter(self, periode: str, realisasi: str, **other: Any) -> dict[str, Any]:
        """Read and publish one quarter."""
        return self.submit(self.parsed(periode, realisasi, **other))[0]

    def reread(self, held: Any, kiriman: dict[str, str]) -> Parsed:
        """Read a stored file again, as `verify` does."""
        kode_wilayah, periode, rows = json.loads(held.paths[0].read_text())
        tables = {name: frame(name, rows.get(name, []), kiriman["kiriman_id"], kode_wilayah, periode) for name in contracts()}
        counts = {name: RowCounts(len(rows.get(name, [])), 0) for name in contracts()}
        return Parsed(kiriman["kiriman_id"], kode_wilayah, periode, tables, pl.DataFrame(schema=ISSUE_SCHEMA), counts, {}, ())

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What the reader sees."""
        return self.reader().query(sql, parameters).rows()

    def reader(self) -> lake_module.Reader:
        """The read-only door of this lake."""
        return lake_module.open_reader(self.settings)

    def to_date(self, periode: str) -> float | None:
        """The realisation to date that counts now."""
        found = self.rows("SELECT realisasi FROM lake.capaian_kini WHERE periode = ? AND basis = 'sd'", periode)
        return found[0][0] if found else None


def frame(dataset: str, rows: list[dict[str, Any]], kiriman: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
    """Rows in contract types with their row keys."""
    schema = contracts()[dataset].schema
    keys = {"kiriman_id": kiriman, "kode_wilayah": kode_wilayah, "periode": periode}
    return pl.DataFrame(
        [dict.fromkeys(schema) | row | keys | {"baris_sumber": n} for n, row in enumerate(rows, 2)], schema=schema
    )
