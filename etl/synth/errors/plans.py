"""Plans and results of the small government: indicators, budget, indices, legal products, actions, processes, workload."""

from __future__ import annotations

from random import Random

from etl.periods import Period
from etl.synth.errors.book import Cell, Row

_TW = ("target_tw1", "target_tw2", "target_tw3", "target_tw4")
# suffix of the code, level, the indicator above, direction, formula, nature, kind of value, scale, target of each quarter
_INDICATORS: list[tuple[str, str, str | None, str, str | None, str, str | None, str | None, Cell]] = [
    ("S0", "tujuan", None, "naik", None, "posisi_akhir", None, None, 80),
    ("S1", "sasaran", "S0", "naik", None, "kumulatif", "angka", None, 25),
    ("S2", "sasaran", "S0", "naik", None, "kumulatif", None, None, 12.5),
    ("S3", "sasaran", "S0", "naik", None, "nonkumulatif", None, None, 64.5),
    ("S4", "sasaran", "S0", "turun", "linear", "posisi_akhir", None, None, 10),
    ("S5", "sasaran", "S4", "turun", "terbalik", "posisi_akhir", None, None, 40),
    ("S6", "sasaran", "S0", "naik", None, "tetap", "predikat", "opini_bpk", "WTP"),
    ("S7", "sasaran", "S0", "rentang", None, "tetap", "rentang", None, "69,1-72,5"),
    ("S8", "sasaran", "S0", "naik", None, "tetap", "ya_tidak", None, "ya"),
]
_RESULTS: dict[str | None, Cell] = {"predikat": "WTP", "rentang": "70,2", "ya_tidak": "ada"}


def targets(agencies: list[str], chance: Random, periode: Period) -> tuple[list[Row], list[Row], list[Row]]:
    """Indicators with their targets, what was attained this quarter, and the outcomes that several agencies share."""
    mark, indicators, attained = chance.choice(("IK.", "I-", "KIN ")), [], []
    for suffix, level, above, direction, formula, nature, kind, scale, target in _INDICATORS:
        row = _indicator(f"{mark}{suffix}", level, f"{mark}{above}" if above else None, chance.choice(agencies))
        year = 4 * target if nature == "kumulatif" and isinstance(target, int | float) else target
        row |= {"arah": direction, "rumus_turun": formula, "sifat": nature, "jenis_nilai": kind, "skala_predikat": scale,
                "target_tahunan": year, **dict.fromkeys(_TW, target)}  # fmt: skip
        indicators.append(row)
        number = round(float(target) * chance.choice((0.9, 0.98, 1.04)), 2) if isinstance(target, int | float) else 0
        attained.append(_attained(f"{mark}{suffix}", number if kind in (None, "angka") else _RESULTS[kind], chance))
    for program in ("1.02.03", "1.03.02"):
        for code, level, above in ((program, "program", f"{mark}S1"), (f"{program}.2.01", "kegiatan", program)):
            row = _indicator(code, level, above, chance.choice(agencies))
            row |= {"arah": "naik", "sifat": "posisi_akhir", "target_tahunan": 90, **dict.fromkeys(_TW, 90)}
            indicators.append(row)
            attained.append(_attained(code, 88, chance))
    shared: list[Row] = [
        {"kode_indikator": row["kode_indikator"], "kode_unit": agency, "peran": role}
        for row in indicators[:5]
        for agency, role in zip(chance.sample(agencies, 2), ("pemilik", "pendukung"), strict=True)
    ]
    return indicators, attained, shared


def _indicator(code: str, level: str, above: str | None, agency: str) -> Row:
    return {"kode_indikator": code, "kode_induk": above, "tingkat": level, "kode_unit": agency, "jenis": "IKU",
            "nama_indikator": f"Indikator {code}", "satuan": "poin", "rumus_turun": None, "jenis_nilai": None,
            "skala_predikat": None, "basis_isian": None, "jadwal_ukur": "triwulanan", "batas_capaian": 120, "bobot": 1,
            "target_awal": None, "alasan_perubahan_target": None, "sumber_data": "Laporan", "kode_asal": None}  # fmt: skip


def _attained(code: str, result: Cell, chance: Random) -> Row:
    ceiling = chance.randint(100, 900) * 1_000_000
    return {"kode_indikator": code, "target": None, "target_bawah": None, "target_atas": None, "realisasi": result,
            "pagu": ceiling, "realisasi_anggaran": ceiling // 2, "capaian_dilaporkan": None, "penjelasan": "Sesuai rencana",
            "faktor_pendukung": None, "faktor_penghambat": None, "tindak_lanjut": "Lanjutkan", "tautan_bukti": None}  # fmt: skip


def budget(agencies: list[str], chance: Random) -> list[Row]:
    """Two programmes with two activities of two sub-activities each; every ceiling is the sum of those below."""
    rows: list[Row] = []
    for program, agency in zip(("1.02.01", "5.01.02"), chance.sample(agencies, 2), strict=True):
        total = 0
        for activity in ("2.01", "2.02"):
            below = [_line(f"{program}.{activity}.000{i}", "subkegiatan", agency, chance.randint(20, 90) * 1_000_000, chance)
                     for i in (1, 2)]  # fmt: skip
            sum_ = sum(int(str(row["pagu"])) for row in below)
            rows += [*below, _line(f"{program}.{activity}", "kegiatan", agency, sum_, chance)]
            total += sum_
        rows.append(_line(program, "program", agency, total, chance))
    return rows


def _line(code: str, level: str, agency: str, ceiling: int, chance: Random) -> Row:
    leaf = level == "subkegiatan"
    return {"kode_program": code, "tingkat": level, "kode_unit": agency, "pagu": ceiling, "realisasi_sd": ceiling // 3,
            "jenis_belanja": chance.choice(("pegawai", "barang_jasa", "modal")) if leaf else None,
            "infrastruktur": "tidak", "tunjangan_guru_tkd": "tidak"}  # fmt: skip


def indices(agencies: list[str], chance: Random, year: int) -> list[Row]:
    """Index values of the region and of agencies, each well inside the band of its predicate."""
    rows: list[Row] = [
        {"jenis": "rb", "kode_unit": None, "nilai": 74.4, "predikat_dilaporkan": "BB", "rezim": "permenpanrb-9-2023"},
        {"jenis": "spbe", "kode_unit": None, "nilai": 2.2, "predikat_dilaporkan": "Cukup", "rezim": "permenpanrb-59-2020"},
        {"jenis": "ip_asn", "kode_unit": None, "nilai": 78.1, "predikat_dilaporkan": None, "rezim": "permenpanrb-38-2018"},
        {
            "jenis": "kematangan",
            "kode_unit": agencies[1],
            "nilai": 31,
            "predikat_dilaporkan": None,
            "rezim": "permendagri-99-2018",
        },
    ]
    rows += [{"jenis": "sakip", "kode_unit": agency, "nilai": chance.choice((71.5, 75, 79.9)), "predikat_dilaporkan": "BB",
              "rezim": "permenpanrb-88-2021"} for agency in agencies]  # fmt: skip
    return [row | {"tahun": year, "sumber": "LHE", "tanggal_rilis": f"{year}-02-1{i}"} for i, row in enumerate(rows)]


def legal_products(chance: Random, periode: Period) -> list[Row]:
    """Ten legal products: issued ones with number and date, drafts not older than some months."""
    rows: list[Row] = []
    for i in range(10):
        row: Row = {"kode_produk": f"PH-{i + 1}", "jenis": chance.choice(("perda", "perwali", "se")),
                    "tentang": f"Hal {i + 1}",
                    "tahap": chance.choice(("struktur", "sistem_kerja", "nomenklatur")),
                    "tautan": None, "mencabut": None}  # fmt: skip
        year = periode.year - 1 - i % 3
        if i % 3:
            row |= {"status": "ditetapkan", "nomor": str(i + 3), "tahun": year, "tanggal": f"{year}-05-{i + 1:02}"}
        else:
            row |= {
                "status": "harmonisasi",
                "nomor": None,
                "tahun": periode.year,
                "tanggal_mulai_tahap": f"{periode.year}-01-1{i}",
            }
        rows.append(row)
    return rows


def action_plans(agencies: list[str], posts: list[str], chance: Random, periode: Period) -> list[Row]:
    """Ten actions; the targets of the quarters add up to the total."""
    rows: list[Row] = []
    for i in range(10):
        quarters = [chance.randint(1, 4) for _ in range(4)]
        row: Row = {"kode_aksi": f"RA-{i + 1}", "kode_unit": chance.choice(agencies),
                    "tahap": "sistem_kerja", "aksi": f"Aksi {i + 1}",
                    "keluaran": "Laporan", "satuan_keluaran": "dokumen", "target_total": sum(quarters), "anggaran": 5_000_000,
                    "penanggung_jawab": chance.choice(posts), "koordinator": chance.choice(posts), "status": "berjalan",
                    "tenggat": f"{periode.year + 1}-0{i % 9 + 1}-15"}  # fmt: skip
        row |= dict(zip(_TW, quarters, strict=True))
        row |= {f"realisasi_tw{n}": quarters[n - 1] if n < periode.quarter else None for n in range(1, 5)}
        rows.append(row)
    return rows


def processes(units: list[str], chance: Random) -> list[Row]:
    """Ten processes, each with fewer steps and days than before."""
    return [
        {"kode_proses": f"PR-{i + 1}", "nama_proses": f"Layanan {i + 1}", "kode_unit": chance.choice(units), "tahap_sebelum": 7,
         "tahap_sesudah": chance.randint(2, 6), "hari_sebelum": 12.5, "hari_sesudah": chance.randint(1, 10), "elektronik": "ya"}
        for i in range(10)
    ]  # fmt: skip


def workload(posts: list[Row], chance: Random) -> list[Row]:
    """As many tasks of one full year each as a post needs people."""
    rows: list[Row] = []
    for post in posts:
        for task in range(int(str(post["kebutuhan"] or 0))):
            volume = chance.choice((1000, 1500, 2500))
            hours = chance.random() < 0.5
            rows.append({"kode_jabatan": post["kode_jabatan"], "uraian_tugas": f"Uraian {task + 1}",
                         "volume": volume,
                         "norma_waktu": (1250 if hours else 75000) / volume,
                         "satuan_waktu": "jam" if hours else "menit"})  # fmt: skip
    return rows
