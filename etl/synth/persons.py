"""Invented persons: numbers of the right shape, names from invented syllables. Nobody real is described."""

from __future__ import annotations

import zlib
from datetime import date

import polars as pl

from etl.synth.appraisal import appraisal, cells, mixed
from etl.synth.profile import Profile
from etl.synth.staff import FOREVER

_SYLLABLES = [
    "ba",
    "ce",
    "do",
    "fi",
    "ga",
    "hu",
    "je",
    "ka",
    "lo",
    "mi",
    "na",
    "ru",
    "pe",
    "ra",
    "so",
    "ti",
    "wa",
    "yu",
    "zo",
    "le",
]
_BIRTHDAYS = 9855  # 1968-1994; a prime step through them gives each of 9,855 persons a birth date of his own
_STEP = 7919
_PPPK = {"guru": 24, "medis": 20, "teknis": 12}
_PPPK_STARTS = {2021: 2022 * 4 + 1, 2022: 2023 * 4 + 1, 2023: 2023 * 4 + 3, 2024: 2024 * 4 + 2}
_GRADE = {"jpt": "IV/c", "administrator": "IV/a", "pengawas": "III/d", "setara": "III/d", "kepala_satuan": "IV/a",
          "kepala_puskesmas": "III/d", "teknis": "III/c", "guru": "III/c", "medis": "III/b", "pelaksana": "II/d"}  # fmt: skip
_GRADE_OF_LEVEL = {"ahli_pertama": "III/b", "ahli_muda": "III/d", "ahli_madya": "IV/a", "terampil": "II/d", "mahir": "III/b"}
_EDUCATION = {"jpt": "S-2", "administrator": "S-2", "pelaksana": "SMA", "medis": "D-3"}


def with_persons(rows: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Add status, start, nip, id_pegawai_lokal, nama, golongan, pendidikan."""
    serial = zlib.crc32(profile.kode.encode()) % 900
    staying = rows.filter((pl.col("keluar") < 0) & pl.col("jenis_penugasan").is_null()).height
    return (
        rows.with_columns(_status(), _contract_year(), _birth(), _sex(profile, staying))
        .with_columns(_start(), _number(serial))
        .with_columns(_name(), *_local(), _grade(), _education())
    )


def _status() -> pl.Expr:
    share = pl.col("grup").replace_strict(_PPPK, default=0)
    contract = (pl.col("keluar") < 0) & (mixed(11) < share)
    head = pl.col("grup") == "kepala_daerah"
    return pl.when(head).then(pl.lit("pejabat_negara")).when(contract).then(pl.lit("pppk")).otherwise(pl.lit("pns")).alias(
        "status_kepegawaian"
    )  # fmt: skip


def _contract_year() -> pl.Expr:
    return (2021 + mixed(23) % 4).alias("kontrak")


def _birth() -> pl.Expr:
    ordinary = pl.lit(date(1968, 1, 1)) + pl.duration(days=(pl.col("orang") * _STEP + 31) % _BIRTHDAYS)
    # Who leaves does so at 57: below every retirement age in all quarters in which he is present.
    leaver = pl.date((pl.col("akhir") - 1) // 4 - 57, 1 + pl.col("keluar") % 12, 1 + pl.col("keluar") // 12 % 28)
    return pl.when(pl.col("keluar") >= 0).then(leaver).otherwise(ordinary).alias("lahir")


def _sex(profile: Profile, staying: int) -> pl.Expr:
    # The elected head is person 0 and no civil servant.
    staying -= 1
    women, k = round(profile.perempuan * staying), pl.col("orang") - 1
    return ((k + 1) * women // staying - k * women // staying).alias("perempuan")


def _start() -> pl.Expr:
    starts = pl.col("kontrak").replace_strict(_PPPK_STARTS, return_dtype=pl.Int64)
    return pl.when(pl.col("status_kepegawaian") == "pppk").then(starts).otherwise(pl.col("mulai")).alias("mulai")


def _number(serial: int) -> pl.Expr:
    person = pl.col("orang")
    appointed = (pl.col("lahir").dt.year() + 23 + person % 3).cast(pl.String)
    month = (person % 12 + 1).cast(pl.String).str.zfill(2)
    contract = pl.col("kontrak").cast(pl.String) + "21"
    middle = pl.when(pl.col("status_kepegawaian") == "pppk").then(contract).otherwise(appointed + month)
    # Where a government has more persons than birth dates, the second with a date has another serial number.
    last = (1 + (serial + pl.col("keluar").clip(0) // 336 + pl.col("orang") // _BIRTHDAYS) % 999).cast(pl.String).str.zfill(3)
    return (pl.col("lahir").dt.strftime("%Y%m%d") + middle + (1 + pl.col("perempuan")).cast(pl.String) + last).alias("nip")


def _syllable(place: int) -> pl.Expr:
    digit = (pl.col("orang") * _STEP + 97) % 160000 // 20**place % 20
    return digit.replace_strict(dict(enumerate(_SYLLABLES)), return_dtype=pl.String)


def _name() -> pl.Expr:
    first, second = _syllable(0) + _syllable(1), _syllable(2) + _syllable(3)
    return (first.str.to_titlecase() + " " + second.str.to_titlecase() + " (sintetis)").alias("nama")


def _local() -> list[pl.Expr]:
    head = pl.col("grup") == "kepala_daerah"
    return [
        pl.when(head).then(pl.lit(None, pl.String)).otherwise(pl.col("nip")).alias("nip"),
        pl.when(head).then(pl.lit("KDH-01")).alias("id_pegawai_lokal"),
    ]


def _grade() -> pl.Expr:
    level = pl.col("jenjang").replace_strict(_GRADE_OF_LEVEL, default=None, return_dtype=pl.String)
    civil = pl.coalesce(level, pl.col("grup").replace_strict(_GRADE, default=None, return_dtype=pl.String))
    contract = pl.when(pl.col("grup") == "medis").then(pl.lit("VII")).otherwise(pl.lit("IX"))
    return pl.when(pl.col("status_kepegawaian") == "pppk").then(contract).otherwise(civil).alias("golongan")


def _education() -> pl.Expr:
    usual = pl.col("grup").replace_strict(_EDUCATION, default="S-1", return_dtype=pl.String)
    clerk = pl.when((pl.col("grup") == "pelaksana") & (mixed(5) < 45)).then(pl.lit("S-1"))
    return clerk.otherwise(usual).alias("pendidikan")


def pegawai(
    rows: pl.DataFrame, quarter: int, before: bool, shadow_until: dict[str, int], ratings: dict[str, str]
) -> pl.DataFrame:
    """The dataset `pegawai` of one quarter.

    shadow_until: per agency, the last quarter with subkoordinator; ratings: how each organisation was rated.
    """
    shadow = pl.lit(not before) & (pl.col("opd").replace_strict(shadow_until, default=0, return_dtype=pl.Int64) >= quarter)
    definitive = pl.col("jenis_penugasan").is_null()
    return rows.filter(pl.col("mulai") <= quarter, pl.col("akhir").fill_null(FOREVER) >= quarter).with_columns(
        pl.col("kode_lama" if before else "kode_baru").alias("kode_jabatan"),
        pl.when(shadow & definitive & (pl.col("grup") == "setara")).then(pl.lit("subkoordinator")).alias("peran"),
        pl.lit(None, pl.String).alias("kode_jabatan_penilai"),
        pl.when(shadow & definitive).then(pl.col("pengarah")).alias("kode_jabatan_pengarah"),
        appraisal(quarter, definitive & (pl.col("status_kepegawaian") != "pejabat_negara"), ratings),
    ).filter(pl.col("kode_jabatan").is_not_null()).with_columns(*cells(quarter))  # fmt: skip
