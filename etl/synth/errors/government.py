"""A small invented government without any fault: 17 datasets of up to some thirty rows, its codes and figures by chance."""

from __future__ import annotations

from random import Random

from etl.periods import Period
from etl.regulations.pelaksana import executing_posts
from etl.synth.errors.book import Book, Row
from etl.synth.errors.people import staff, teams
from etl.synth.errors.plans import action_plans, budget, indices, legal_products, processes, targets, workload

# name of the unit, kind, the unit above (by name), type
_UNITS = [
    ("setda", "setda", None, "A"),
    ("bag1", "bagian", "setda", None),
    ("bag2", "bagian", "setda", None),
    ("dinas", "dinas", None, "B"),
    ("dsek", "sekretariat", "dinas", None),
    ("dsub", "subbagian", "dsek", None),
    ("dbid1", "bidang", "dinas", None),
    ("dbid2", "bidang", "dinas", None),
    ("dseksi", "seksi", "dbid1", None),
    ("puskesmas", "puskesmas", "dinas", None),
    ("badan", "badan", None, "C"),
    ("bbid", "bidang", "badan", None),
    ("kosong1", "kelompok_jf", "badan", None),
    ("kosong2", "seksi", "bbid", None),
    ("camat", "kecamatan", None, "A"),
    ("kseksi", "seksi", "camat", None),
]
# name of the post, its unit, the post above, kind, echelon
_POSTS = [
    ("kd", "setda", None, "kepala_daerah", None),
    ("sekda", "setda", "kd", "jpt_pratama", "II.a"),
    ("kabag1", "bag1", "sekda", "administrator", "III.a"),
    ("kabag2", "bag2", "sekda", "administrator", "III.a"),
    ("jf.s", "bag1", "kabag1", "fungsional", None),
    ("pl.s", "bag2", "kabag2", "pelaksana", None),
    ("kadis", "dinas", "sekda", "jpt_pratama", "II.b"),
    ("sekdis", "dsek", "kadis", "administrator", "III.a"),
    ("kasub", "dsub", "sekdis", "pengawas", "IV.a"),
    ("kabid1", "dbid1", "kadis", "administrator", "III.b"),
    ("kabid2", "dbid2", "kadis", "administrator", "III.b"),
    ("kasi", "dseksi", "kabid1", "pengawas", "IV.a"),
    ("jf.d1", "dbid1", "kabid1", "fungsional", None),
    ("jf.d2", "dbid2", "kabid2", "fungsional", None),
    ("jf.d3", "dbid2", "kabid2", "fungsional", None),
    ("jf.p", "puskesmas", "kadis", "fungsional", None),
    ("pl.d1", "dsub", "kasub", "pelaksana", None),
    ("pl.d2", "dbid1", "kasi", "pelaksana", None),
    ("pl.d3", "puskesmas", "jf.p", "pelaksana", None),
    ("kaban", "badan", "sekda", "jpt_pratama", "II.b"),
    ("kabid3", "bbid", "kaban", "administrator", "III.b"),
    ("jf.b", "bbid", "kabid3", "fungsional", None),
    ("pl.b", "bbid", "kabid3", "pelaksana", None),
    ("camat", "camat", "sekda", "administrator", "III.a"),
    ("kasik", "kseksi", "camat", "pengawas", "IV.b"),
    ("pl.k", "kseksi", "kasik", "pelaksana", None),
]
_LEVELS = ("ahli_pertama", "ahli_muda", "terampil", "mahir")
_CLASSES = {"jpt_pratama": 14, "administrator": 11, "pengawas": 9, "fungsional": 9, "pelaksana": 6}
AGENCIES = ("setda", "dinas", "badan", "camat")


def government(chance: Random, kode_wilayah: str, periode: Period) -> Book:
    """A submission without any finding; the rows of each dataset stand in random order."""
    units, unit_codes = _units(chance)
    posts, post_codes = _posts(chance, unit_codes)
    people = staff(posts, chance, periode.year)
    agencies = [unit_codes[name] for name in AGENCIES]
    team_rows, members = teams(people, list(unit_codes.values()), chance, periode.year)
    indicators, attained, shared = targets(agencies, chance, periode)
    tables = {
        "unit": units,
        "jabatan": posts,
        "pegawai": people,
        "penyetaraan": _equalised(posts, unit_codes, chance, periode.year),
        "tim": team_rows,
        "anggota_tim": members,
        "tim_indikator": _served(team_rows, indicators, chance),
        "indikator": indicators,
        "indikator_opd": shared,
        "capaian": attained,
        "anggaran": budget(agencies, chance),
        "kinerja_unit": _graded(unit_codes),
        "indeks": indices(agencies, chance, periode.year),
        "produk_hukum": legal_products(chance, periode),
        "rencana_aksi": action_plans(agencies, list(post_codes.values()), chance, periode),
        "proses": processes(list(unit_codes.values()), chance),
        "beban_kerja": workload(posts, chance),
    }
    for rows in tables.values():
        chance.shuffle(rows)
    return Book(kode_wilayah, periode, tables)


def _units(chance: Random) -> tuple[list[Row], dict[str, str]]:
    mark = chance.choice(("4.0", "X-", "5.1.", "01."))
    codes = {name: f"{mark}{number:02}" for number, (name, *_) in enumerate(_UNITS, 1)}
    rows: list[Row] = [
        {
            "kode_unit": codes[name],
            "kode_induk": codes[above] if above else None,
            "nama_unit": f"{kind.replace('_', ' ').title()} {name.title()}",
            "jenis_unit": kind,
            "tipe": tipe,
            "kelas_upt": "A" if kind == "puskesmas" else None,
            "kode_koordinator": "J.02" if kind in ("dinas", "badan") else None,
            "kode_asal": None,
            "jenis_perubahan": "tetap",
        }
        for name, kind, above, tipe in _UNITS
    ]
    return rows, codes


def _posts(chance: Random, units: dict[str, str]) -> tuple[list[Row], dict[str, str]]:
    codes = {name: f"J.{number:02}" for number, (name, *_) in enumerate(_POSTS, 1)}
    names = chance.sample(sorted(executing_posts()), len(_POSTS))
    rows: list[Row] = []
    for (name, unit, above, kind, eselon), listed in zip(_POSTS, names, strict=True):
        functional, executing = kind == "fungsional", kind == "pelaksana"
        rows.append(
            {
                "kode_jabatan": codes[name],
                "kode_unit": units[unit],
                "kode_atasan": codes[above] if above else None,
                "nama_jabatan": listed if executing else f"Jabatan {name}",
                "jenis_jabatan": kind,
                "eselon": eselon,
                "jenjang": chance.choice(_LEVELS) if functional else None,
                "kelas": _CLASSES.get(kind),
                "jumlah_formasi": 4 if functional or executing else None,
                "kebutuhan": chance.randint(1, 3) if functional or executing else None,
                "kelompok_pelaksana": executing_posts()[listed] if executing else None,
                "kode_asal": None,
                "jenis_perubahan": chance.choice(("tetap", None)),
            }
        )
    return rows, codes


def _equalised(posts: list[Row], units: dict[str, str], chance: Random, year: int) -> list[Row]:
    """One row per administrative post of the baseline: more than there are now, fewer of them kept."""
    left = [post for post in posts if post["jenis_jabatan"] in ("administrator", "pengawas")]
    functional = [post["kode_jabatan"] for post in posts if post["jenis_jabatan"] == "fungsional"]
    rows: list[Row] = []
    for i in range(len(left) + 4):
        row: Row = {"kode_jabatan_asal": f"A-{i + 1}", "kode_unit_asal": chance.choice(list(units.values())),
                    "eselon_asal": chance.choice(("IV.a", "IV.b")), "nomor_sk": None}  # fmt: skip
        kind = i % 4
        if kind == 0:
            row |= {"nasib": "dipertahankan", "dasar_dipertahankan": "usulan_khusus", "status_penyetaraan": "bukan_sasaran"}
        elif kind == 1:
            row |= {"nasib": "dihapus", "status_penyetaraan": "dikecualikan", "alasan_pengecualian": "Tugas kewilayahan"}
        else:
            row |= {"nasib": "dihapus", "status_penyetaraan": "disetarakan", "kode_jabatan_baru": chance.choice(functional),
                    "jenjang_baru": "ahli_muda",
                    "tanggal_pelantikan": f"{year - 2}-12-{chance.randint(1, 28):02}", "nomor_sk": f"821/{i}"}  # fmt: skip
        rows.append(row)
    return rows


def _served(teams: list[Row], indicators: list[Row], chance: Random) -> list[Row]:
    codes = [row["kode_indikator"] for row in indicators]
    return [{"kode_tim": team["kode_tim"], "kode_indikator": code} for team in teams for code in chance.sample(codes, 3)]


def _graded(units: dict[str, str]) -> list[Row]:
    # Half of the staff are graded sangat_baik: within what a predicate `istimewa` allows.
    return [{"kode_unit": units[name], "predikat_organisasi": "istimewa"} for name in AGENCIES]
