"""Staff of the small government: invented persons with numbers that hold, one for each post and some more."""

from __future__ import annotations

from random import Random

from etl.synth.errors.book import Row

_GRADES = {("di_atas", "di_atas"): "sangat_baik", ("sesuai", "di_atas"): "baik", ("sesuai", "sesuai"): "baik"}
ONE_SEAT = "Jabatan jf.s"
"""A functional post that always has one holder only, a PPPK."""
_STRUCTURAL = ("jpt_pratama", "administrator", "pengawas")


def nip(chance: Random, year: int, number: int, *, pppk: bool = False) -> str:
    """A number that holds: of working age in `year`, appointed at 22 or later; `number` keeps it apart from others."""
    born = year - chance.randint(30, 50)
    appointed = born + chance.randint(22, 28)
    month = chance.choice((21, 24)) if pppk else chance.randint(1, 12)
    birthday = f"{born}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return f"{birthday}{appointed}{month:02}{chance.choice('12')}{number:03}"


def staff(posts: list[Row], chance: Random, year: int) -> list[Row]:
    """One holder for every post (two for some functional ones), a Plt beside them and one person without a NIP."""
    rows: list[Row] = []
    for post in posts:
        several = post["jenis_jabatan"] in ("fungsional", "pelaksana") and post["nama_jabatan"] != ONE_SEAT
        seats = chance.randint(1, 2) if several else 1
        rows += [_holder(post, chance, year, len(rows) + i + 1) for i in range(seats)]
    acting = next(row for row in rows if row["nip"])
    heads = [post for post in posts if post["jenis_jabatan"] == "pengawas"]
    rows.append({**acting, "kode_jabatan": heads[0]["kode_jabatan"], "jenis_penugasan": "plt", "predikat_kinerja": None,
                 "hasil_kerja": None, "perilaku_kerja": None})  # fmt: skip
    clerk = [post for post in posts if post["jenis_jabatan"] == "pelaksana"][-1]
    rows.append({"nip": None, "id_pegawai_lokal": "THL-1", "nama": "Orang Luar", "kode_jabatan": clerk["kode_jabatan"],
                 "status_kepegawaian": "non_asn"})  # fmt: skip
    return rows


def _holder(post: Row, chance: Random, year: int, number: int) -> Row:
    kind = post["jenis_jabatan"]
    if kind == "kepala_daerah":
        return {"nip": None, "id_pegawai_lokal": "KDH-1", "nama": "Kepala Daerah", "kode_jabatan": post["kode_jabatan"],
                "status_kepegawaian": "pejabat_negara"}  # fmt: skip
    pppk = post["nama_jabatan"] == ONE_SEAT or (kind == "fungsional" and chance.random() < 0.3)
    result, conduct = list(_GRADES)[number % len(_GRADES)]
    return {
        "nip": nip(chance, year, number, pppk=pppk),
        "id_pegawai_lokal": None,
        "nama": f"Pegawai {number}",
        "kode_jabatan": post["kode_jabatan"],
        "status_kepegawaian": "pppk" if pppk else "pns",
        "jenis_penugasan": chance.choice(("definitif", None)),
        "golongan": "IX" if pppk else ("IV/b" if kind in _STRUCTURAL else chance.choice(("II/c", "III/a", "III/d"))),
        "pendidikan": chance.choice(("S-1", "S-2")),
        "kode_jabatan_penilai": post["kode_atasan"],
        "hasil_kerja": result,
        "perilaku_kerja": conduct,
        "predikat_kinerja": _GRADES[result, conduct],
    }


def teams(staff: list[Row], units: list[str], chance: Random, year: int) -> tuple[list[Row], list[Row]]:
    """Four teams and their members: three to four own staff each, nobody in more than two, and one person from elsewhere."""
    free = next(row["nip"] for row in staff if row["status_kepegawaian"] == "pppk")
    members = [row["nip"] for row in staff if row["nip"] not in (None, free) and row.get("jenis_penugasan") != "plt"]
    pool = chance.sample(members, 8)
    teams: list[Row] = []
    rows: list[Row] = []
    for i in range(4):
        own = [pool[(2 * i + step) % 8] for step in range(4)]
        teams.append({"kode_tim": f"TIM-{i + 1}", "nama_tim": f"Tim {i + 1}", "kode_unit": chance.choice(units),
                      "nip_ketua": own[0], "status": chance.choice(("aktif", None)),
                      "nomor_sk": f"800/{i + 1}/SK", "tautan_sk": None,
                      "tanggal_mulai": f"{year}-01-{i + 2:02}", "tanggal_selesai": f"{year + 1}-12-31"})  # fmt: skip
        rows += [{"kode_tim": f"TIM-{i + 1}", "nip": nip, "id_pegawai_lokal": None, "peran": "anggota" if step else "ketua",
                  "porsi_waktu": chance.choice((10, 20, 25)), "instansi_asal": None, "kode_wilayah_asal": None}
                 for step, nip in enumerate(own)]  # fmt: skip
    rows.append({"kode_tim": "TIM-1", "nip": None, "id_pegawai_lokal": None, "peran": "anggota", "porsi_waktu": 5,
                 "instansi_asal": "Kantor Pusat", "kode_wilayah_asal": "31.71"})  # fmt: skip
    return teams, rows
