"""The datasets of one government and quarter as frames in contract types."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from etl.contracts import contract
from etl.periods import Period
from etl.synth import attainment, indicators
from etl.synth.budget import Budget
from etl.synth.levels import Levels
from etl.synth.persons import pegawai, with_persons
from etl.synth.profile import Profile
from etl.synth.staff import Staffing, frame, ordinal
from etl.synth.stages import Stages
from etl.synth.structure import build
from etl.synth.tree import Post, Unit

# Administrators stay at regencies and cities (letter 800/2603/OTDA); the list of reasons has no entry of its own for them.
_KEPT = "usulan_khusus"
CHANGE = Period(2021, 4)
"""Supervisors were equalised on 31 December 2021: quarters up to this one show the old structure."""


class Region:
    """One government, ready to give any quarter."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.government = build(profile)
        self.staffing = Staffing(self.government)
        self.persons = with_persons(frame(self.staffing), profile)
        self.indicators = indicators.build(self.government)
        self.levels = Levels(self.government, self.indicators)
        self.budget = Budget(self.government)
        self.stages = Stages(self.government, self.persons, self.indicators)
        self.shadow_until = self._shadow()
        self._built: dict[bool, dict[str, pl.DataFrame]] = {}

    def _shadow(self) -> dict[str, int]:
        """Per agency the last quarter in which equalised supervisors still led; every agency began so."""
        rng = self.profile.rng("bayangan")
        first, last = ordinal(Period(2023, 1)), ordinal(Period(2024, 3))
        lasting = self.government.codes(self.profile.bayangan)
        opds = [u.kode for u in self.government.tree.units if u.kode == u.opd]
        return {opd: ordinal(Period(9999, 4)) if opd in lasting else rng.randint(first, last) for opd in opds}

    def tables(self, period: Period) -> dict[str, pl.DataFrame]:
        """The datasets of one quarter by name."""
        before = period <= CHANGE
        return {
            **self._structure(before),
            "pegawai": _typed("pegawai", pegawai(self.persons, ordinal(period), before, self.shadow_until)),
            "indikator": _frame("indikator", (attainment.indicator_row(one, period) for one in self.indicators)),
            "capaian": _frame("capaian", (self._attained(one, period) for one in self.indicators)),
            "anggaran": _frame("anggaran", self.budget.rows(period)),
            **self.stages.tables(period),
        }

    def _structure(self, before: bool) -> dict[str, pl.DataFrame]:
        """Units and posts; after the change also what became of each post. The same in all quarters of a side."""
        if before not in self._built:
            tree = self.government.tree
            units = (_unit(u, before) for u in tree.units if (u.lama if before else u.baru))
            posts = (_post(p, before) for p in tree.posts if (p.lama if before else p.baru))
            made = {"unit": _frame("unit", units), "jabatan": _frame("jabatan", posts)}
            fates = {} if before else {"penyetaraan": _frame("penyetaraan", self._equalised())}
            self._built[before] = made | fates
        return self._built[before]

    def _attained(self, one: indicators.Indicator, period: Period) -> dict[str, Any]:
        pagu, spent = self.budget.of_program(one.kode, period) if one.tingkat == "program" else (None, None)
        return attainment.attainment_row(one, period, self.levels, pagu, spent)

    def _equalised(self) -> Iterable[dict[str, Any]]:
        posts = [p for p in self.government.tree.posts if p.lama and p.jenis in ("administrator", "pengawas")]
        return (_fate(post, number) for number, post in enumerate(posts, 1))


def _typed(dataset: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select([pl.col(c.name).cast(c.dtype) for c in contract(dataset).columns.values()])


def _frame(dataset: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    schema = {c.name: c.dtype for c in contract(dataset).columns.values()}
    return pl.DataFrame(list(rows), schema=schema)


def _unit(unit: Unit, before: bool) -> dict[str, Any]:
    return {
        "kode_unit": unit.kode, "kode_induk": unit.induk, "nama_unit": unit.nama, "jenis_unit": unit.jenis, "tipe": unit.tipe,
        "kelas_upt": unit.kelas, "kode_koordinator": unit.koordinator, "kode_asal": None,
        "jenis_perubahan": None if before else "tetap",
    }  # fmt: skip


def _post(post: Post, before: bool) -> dict[str, Any]:
    need = None if post.formasi is None else post.formasi + len(post.kode + post.nama) % 3 // 2
    return {
        "kode_jabatan": post.kode, "kode_unit": (post.unit_lama if before else None) or post.unit,
        "kode_atasan": (post.atasan_lama if before else None) or post.atasan, "nama_jabatan": post.nama,
        "jenis_jabatan": post.jenis, "eselon": post.eselon, "jenjang": post.jenjang, "kelas": post.kelas,
        "jumlah_formasi": post.formasi or 1, "kebutuhan": need or 1, "kelompok_pelaksana": post.kelompok,
        "kode_asal": post.asal, "jenis_perubahan": None if before else "disetarakan" if post.asal else "tetap",
    }  # fmt: skip


def _fate(post: Post, number: int) -> dict[str, Any]:
    done = post.status == "disetarakan"
    return {
        "kode_jabatan_asal": post.kode, "eselon_asal": post.eselon, "kode_unit_asal": post.unit, "nasib": post.nasib,
        "dasar_dipertahankan": post.dasar or (_KEPT if post.nasib == "dipertahankan" else None),
        "status_penyetaraan": post.status,
        "alasan_pengecualian": "Mencapai batas usia pensiun dalam satu tahun" if post.status == "dikecualikan" else None,
        "kode_jabatan_baru": post.penerus, "jenjang_baru": "ahli_muda" if done else None,
        "tanggal_pelantikan": date(2021, 12, 31) if done else None,
        "nomor_sk": f"821.2/SK-{number:03d}/2021" if done else None,
    }  # fmt: skip
