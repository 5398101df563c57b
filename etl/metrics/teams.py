"""The work teams of submissions without their persons: one row per team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from etl.metrics.run import prepare

if TYPE_CHECKING:
    import polars as pl

DATASETS = ("unit", "jabatan", "pegawai", "tim", "anggota_tim", "tim_indikator")
"""What schema `kerja` must hold."""
_DERIVED = ("10_kiriman", "11_unit_opd", "12_pos", "20_penempatan", "50_tim")

_TEAMS = """
select
    t.kode_tim, t.nama_tim, t.kode_unit, t.kode_opd, t.status, t.jenis, t.anggota, t.jumlah_opd, coalesce(o.opd, []) as opd,
    t.berketua, t.ber_sk, t.ber_indikator, t.kedaluwarsa, f.nomor_sk, f.tautan_sk, f.tanggal_mulai, f.tanggal_selesai,
    coalesce(i.indikator, []) as indikator
from turunan.tim as t
inner join kerja.tim as f on t.kiriman_id = f.kiriman_id and t.kode_tim = f.kode_tim
left join (
    select kiriman_id, kode_tim, list(distinct kode_opd order by kode_opd) as opd
    from turunan.anggota where kode_opd is not null group by kiriman_id, kode_tim
) as o on t.kiriman_id = o.kiriman_id and t.kode_tim = o.kode_tim
left join (
    select kiriman_id, kode_tim, list(distinct kode_indikator order by kode_indikator) as indikator
    from kerja.tim_indikator group by kiriman_id, kode_tim
) as i on t.kiriman_id = i.kiriman_id and t.kode_tim = i.kode_tim
order by f.baris_sumber
"""


def teams(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every team with its kind, size, members' agencies and indicators, from the facts in schema `kerja`."""
    prepare(con, _DERIVED)
    return con.execute(_TEAMS).pl()
