"""Short names for pictures, as officials say them: Disdikbud, Kasubbag. The full name stays in the hover and in the tables."""

from __future__ import annotations

import re

_UNITS = {
    "sekretariat daerah": "Setda",
    "sekretariat dewan perwakilan rakyat daerah": "Setwan",
    "sekretariat dprd": "Setwan",
    "inspektorat daerah": "Inspektorat",
    "satuan polisi pamong praja": "Satpol PP",
    "dinas pendidikan dan kebudayaan": "Disdikbud",
    "dinas pendidikan": "Disdik",
    "dinas kesehatan": "Dinkes",
    "dinas pekerjaan umum dan penataan ruang": "DPUPR",
    "dinas pekerjaan umum dan tata ruang": "DPUTR",
    "dinas perumahan dan kawasan permukiman": "Perkim",
    "dinas perumahan rakyat dan kawasan permukiman": "DPRKP",
    "dinas sosial": "Dinsos",
    "dinas tenaga kerja": "Disnaker",
    "dinas tenaga kerja dan transmigrasi": "Disnakertrans",
    "dinas perhubungan": "Dishub",
    "dinas lingkungan hidup": "DLH",
    "dinas ketahanan pangan dan pertanian": "DKPP",
    "dinas kependudukan dan pencatatan sipil": "Disdukcapil",
    "dinas komunikasi dan informatika": "Diskominfo",
    "dinas komunikasi, informatika, sandi dan statistik": "Diskominfo SS",
    "dinas penanaman modal dan pelayanan terpadu satu pintu": "DPMPTSP",
    "dinas pemadam kebakaran dan penyelamatan": "Damkar",
    "dinas pemberdayaan masyarakat dan desa": "DPMD",
    "dinas perpustakaan dan kearsipan": "DPK",
    "dinas perindustrian dan perdagangan": "Disperindag",
    "dinas kepemudaan dan olahraga": "Dispora",
    "badan perencanaan pembangunan daerah": "Bappeda",
    "badan perencanaan pembangunan daerah, penelitian dan pengembangan": "Bappedalitbang",
    "badan pendapatan daerah": "Bapenda",
    "badan pengelolaan keuangan, pendapatan dan aset daerah": "BPKPAD",
    "dinas komunikasi, informatika, statistik dan persandian": "Diskominfo SP",
    "dinas koperasi, usaha kecil dan menengah": "Diskop UKM",
    "dinas pariwisata dan ekonomi kreatif": "Disparekraf",
    "dinas pemberdayaan perempuan, perlindungan anak dan keluarga berencana": "DP3AKB",
    "dinas perikanan": "Diskan",
    "badan pengelolaan keuangan dan aset daerah": "BPKAD",
    "badan penanggulangan bencana daerah": "BPBD",
    "badan kesatuan bangsa dan politik": "Kesbangpol",
    "badan kepegawaian dan pengembangan sumber daya manusia": "BKPSDM",
}
_STARTS = (
    (r"^kecamatan\b", "Kec."),
    (r"^kelurahan\b", "Kel."),
    (r"^pusat kesehatan masyarakat\b", "Puskesmas"),
    (r"^rumah sakit umum daerah\b", "RSUD"),
    (r"^unit pelaksana teknis (daerah)?", "UPTD"),
)
_POSTS = (
    (r"\bkepala sub ?bagian\b", "Kasubbag"),
    (r"\bkepala sub ?bidang\b", "Kasubbid"),
    (r"\bkepala bagian\b", "Kabag"),
    (r"\bkepala bidang\b", "Kabid"),
    (r"\bkepala seksi\b", "Kasi"),
    (r"\bsekretaris daerah( kota| kabupaten)?.*", "Sekda"),
    (r"\binspektur pembantu\b", "Irban"),
)


def short_unit(name: str | None, most: int = 24) -> str:
    """A unit's short name: what officials call it, else the name cut at `most` characters."""
    if not name:
        return "–"
    # A region's own name at the end says nothing inside that region.
    plain = re.sub(r"\s+(kota|kabupaten)\s+\S+$", "", name.strip(), flags=re.IGNORECASE)
    known = _UNITS.get(plain.lower())
    return known or cut(_replaced(plain, _STARTS), most)


def short_post(name: str | None, most: int = 34) -> str:
    """A post's short name, cut at `most` characters."""
    return cut(_replaced(name or "–", _POSTS), most)


def cut(name: str, most: int) -> str:
    """At most so many characters, the loss shown by an ellipsis."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _replaced(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    for pattern, short in rules:
        name = re.sub(pattern, short, name, flags=re.IGNORECASE)
    return name.strip()
