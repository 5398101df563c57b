"""The boxes of one branch, for its org tree and its icicle: managers alone, equal posts as one box, UPT as a strip. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from etl.locale import text
from pages.ui.formats import number
from pages.ui.singkatan import short_post, short_unit
from pages.ui.struktur import REST, UPT, agencies, trunk

STRIP_FROM = 4
"""So many units of one kind under one head become a strip."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """One box: a post, or equal posts under one superior."""

    id: str
    atasan: str | None
    judul: str
    penuh: str
    """The full name, for the hover."""
    catatan: str
    jenis: str
    lapisan: int
    orang: int
    rentang: int
    kursi: int
    lowong: int
    """Empty seats."""
    kosong: bool = False
    """Nobody fills it, not even an acting official: drawn dotted."""
    kode: str = ""
    """kode_jabatan of a post that can be opened; empty for groups and posts without reports."""


@dataclass(frozen=True, slots=True)
class Cabang:
    """A branch ready to draw: the boxes (head first, then by depth) and the units of its strip (kode_jabatan, name)."""

    kotak: list[Kotak]
    strip: list[tuple[str, str]]
    strip_kind: str = ""


def boxes(nodes: pl.DataFrame, name: str, units: pl.DataFrame, shadow: pl.DataFrame, lang: str = "id") -> Cabang:
    """The boxes of the branch `nodes` (as struktur.posts); where several posts head it, a box with its name stands above them.

    shadow: kode_jabatan, pengarah (persons who still give the work).
    """
    kinds = units.select("kode_unit", "nama_unit", "jenis_unit")
    rows = (
        nodes.join(kinds, on="kode_unit", how="left").join(shadow, on="kode_jabatan", how="left").sort("lapisan", "kode_jabatan")
    )
    below: dict[str | None, list[dict]] = {}
    for row in rows.to_dicts():
        below.setdefault(row["simpul_atasan"], []).append(row)
    top = _top(rows, below, name)
    found, strip = [_post(top, None, False, lang)], list[dict]()
    front = [top]
    while front:
        front = [child for row in front for child in _below(row, below, found, strip, lang)]
    return Cabang(
        found, [(row["kode_jabatan"], short_unit(row["nama_unit"])) for row in strip], strip[0]["jenis_unit"] if strip else ""
    )


def _top(rows: pl.DataFrame, below: dict[str | None, list[dict]], name: str) -> dict:
    """The head of the branch: its only post without a superior inside it, else a box that stands for the agency."""
    heads = rows.filter(~pl.col("simpul_atasan").is_in(rows["simpul_id"].implode()).fill_null(False)).to_dicts()
    if len(heads) == 1:
        return heads[0]
    empty = dict.fromkeys(rows.columns) | {"simpul_id": "", "nama_jabatan": name, "jenis_jabatan": heads[0]["jenis_jabatan"]}
    below[""] = heads
    return empty | {
        "lapisan": heads[0]["lapisan"] - 1,
        "orang": 0,
        "rentang": 0,
        "lowong": False,
        "plt": False,
        "kode_jabatan": "",
    }


def _below(row: dict, below: dict, found: list[Kotak], strip: list[dict], lang: str) -> list[dict]:
    """Adds the boxes under one post; the posts among them that have posts below themselves come back."""
    parent = row["simpul_id"]
    children = below.get(parent, [])
    many = {
        kind
        for kind, n in Counter(c["jenis_unit"] for c in children if c["simpul_id"] in below).items()
        if kind in UPT and n >= STRIP_FROM
    }
    upt = [c for c in children if c["simpul_id"] in below and c["jenis_unit"] in many]
    alone = [
        c for c in children if c not in upt and (c["simpul_id"] in below or c["jenis_jabatan"] not in ("fungsional", "pelaksana"))
    ]
    equal = [c for c in children if c not in upt and c not in alone]
    found += [_post(c, parent, c["simpul_id"] in below, lang) for c in alone]
    found += [_group(parent, members, lang) for members in _alike(equal)]
    found += [_upt(parent, [c for c in upt if c["jenis_unit"] == kind], below, lang) for kind in sorted(many)]
    strip += upt
    return [c for c in alone if c["simpul_id"] in below]


def _alike(rows: Iterable[dict]) -> list[list[dict]]:
    """Posts of one category and level together."""
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        groups.setdefault((row["jenis_jabatan"], row["jenjang"] if row["jenis_jabatan"] == "fungsional" else None), []).append(
            row
        )
    return list(groups.values())


def _post(row: dict, parent: str | None, opens: bool, lang: str) -> Kotak:
    vacant = max(row["kursi"] - row["orang"], 0)
    return Kotak(
        id=row["simpul_id"],
        atasan=parent,
        judul=short_post(row["nama_jabatan"]),
        penuh=row["nama_jabatan"],
        catatan=_notes(row, lang),
        jenis=row["jenis_jabatan"],
        lapisan=row["lapisan"],
        orang=row["orang"],
        rentang=row["rentang"],
        kursi=row["kursi"],
        lowong=vacant,
        kosong=row["lowong"] and not row["plt"],
        kode=row["kode_jabatan"] if opens else "",
    )


def _notes(row: dict, lang: str) -> str:
    """`lowong · rentang 7`; a vacant post with an acting official says `Plt.` instead."""
    state = "plt" if row["lowong"] and row["plt"] else "lowong" if row["lowong"] else ""
    notes = [
        text(f"hierarki.kotak.{state}", lang) if state else "",
        text("hierarki.kotak.rentang", lang, n=number(row["rentang"], 0, lang)) if row["rentang"] else "",
        _shadow([row], lang),
    ]
    return " · ".join(note for note in notes if note)


def _group(parent: str, rows: list[dict], lang: str) -> Kotak:
    first, people = rows[0], sum(row["orang"] for row in rows)
    seats = sum(row["kursi"] for row in rows)
    vacant = sum(max(row["kursi"] - row["orang"], 0) for row in rows)
    notes = [_shadow(rows, lang), text("hierarki.icicle.lowong", lang, n=vacant) if vacant and people else ""]
    if not people:
        notes = [text("hierarki.kotak.lowong", lang)]
    return Kotak(
        id="+".join([parent, first["jenis_jabatan"], first["jenjang"] or ""]),
        atasan=parent,
        judul=f"{number(people or vacant, 0, lang)} {_kind(first, lang)}",
        penuh=", ".join(sorted({row["nama_jabatan"] for row in rows})[:6]),
        catatan=" · ".join(note for note in notes if note) or text("hierarki.kotak.lapisan", lang, n=first["lapisan"]),
        jenis=first["jenis_jabatan"],
        lapisan=first["lapisan"],
        orang=people,
        rentang=0,
        kursi=seats,
        lowong=vacant,
        kosong=not people,
    )


def _upt(parent: str, rows: list[dict], below: dict, lang: str) -> Kotak:
    kind = text(f"hierarki.upt.{rows[0]['jenis_unit']}", lang)
    return Kotak(
        id=f"{parent}+{rows[0]['jenis_unit']}",
        atasan=parent,
        judul=f"{number(len(rows), 0, lang)} {kind}",
        penuh=", ".join(short_unit(row["nama_unit"]) for row in rows[:12]),
        catatan=text("hierarki.kotak.upt", lang, n=number(sum(_people(row, below) for row in rows), 0, lang)),
        jenis=rows[0]["jenis_jabatan"],
        lapisan=rows[0]["lapisan"],
        orang=sum(_people(row, below) for row in rows),
        rentang=0,
        kursi=sum(row["kursi"] for row in rows),
        lowong=sum(max(row["kursi"] - row["orang"], 0) for row in rows),
    )


def _people(row: dict, below: dict) -> int:
    return int(row["orang"]) + sum(_people(child, below) for child in below.get(row["simpul_id"], []))


def _shadow(rows: list[dict], lang: str) -> str:
    still = sum(row["pengarah"] or 0 for row in rows if row["jenis_jabatan"] == "fungsional")
    return text("hierarki.kotak.subkoordinator", lang, n=number(still, 0, lang)) if still else ""


def _kind(row: dict, lang: str) -> str:
    if row["jenis_jabatan"] == "fungsional" and row["jenjang"]:
        return text("hierarki.kotak.jf", lang, jenjang=text(f"hierarki.jenjang.{row['jenjang']}", lang))
    return text(f"hierarki.jenis.{row['jenis_jabatan']}", lang)


def within(found: list[Kotak], cap: int, lang: str = "id") -> list[Kotak]:
    """At most `cap` boxes: the deepest level closes first, and its superiors say how many people stand below them."""
    while len(found) > cap:
        deepest = max(k.lapisan for k in found)
        closed = [k for k in found if k.lapisan == deepest and k.atasan]
        if len(closed) == len(found) or not closed:
            break
        people: Counter[str] = Counter()
        for k in closed:
            people[k.atasan or ""] += k.orang
        found = [_closed(k, people[k.id], lang) for k in found if k not in closed]
    return found


def _closed(k: Kotak, people: int, lang: str) -> Kotak:
    if not people:
        return k
    return replace(
        k, orang=k.orang + people, catatan=f"{k.catatan} · {text('hierarki.kotak.ditutup', lang, n=number(people, 0, lang))}"
    )


def region_boxes(nodes: pl.DataFrame, units: pl.DataFrame, lang: str = "id", most: int = 8) -> list[Kotak]:
    """The whole region in boxes: the top two posts, then a column per kind of agency, at most `most` of each."""
    above = trunk(nodes).to_dicts()
    top: dict = above[-1] if above else {"simpul_id": "", "nama_jabatan": "–", "jenis_jabatan": "kepala_daerah", "lapisan": 0}
    title = " › ".join(short_post(row["nama_jabatan"]) for row in above) or top["nama_jabatan"]
    found = [_plain(top["simpul_id"], None, title, "", top["jenis_jabatan"], top["lapisan"], sum(row["orang"] for row in above))]
    kinds = units.select(pl.col("kode_unit").alias("kode_opd"), "jenis_unit")
    rows = agencies(nodes, units).join(kinds, on="kode_opd", how="left")
    for column, members in _by_column(rows.to_dicts()).items():
        kind = f"{top['simpul_id']}/{column}"
        people = sum(row["orang"] for row in members)
        words = f"{number(len(members), 0, lang)} {text(f'hierarki.kelompok.{column}', lang)}"
        found.append(_plain(kind, top["simpul_id"], words, _persons(people, lang), "", 3, people, kode=REST))
        found += [_agency(row, kind, lang) for row in members[:most]]
        if rest := members[most:]:
            more = text("hierarki.icicle.lain", lang, n=len(rest))
            found.append(
                _plain(kind + REST, kind, more, _persons(sum(r["orang"] for r in rest), lang), "pelaksana", 4, 0, kode=REST)
            )
    return found


def _by_column(rows: list[dict]) -> dict[str, list[dict]]:
    """Agencies by kind: dinas, badan, kecamatan, and the staff agencies (setda, setwan, inspektorat …) together."""
    found: dict[str, list[dict]] = {"staf": [], "dinas": [], "badan": [], "kecamatan": []}
    for row in rows:
        found[row["jenis_unit"] if row["jenis_unit"] in found else "staf"].append(row)
    return {name: members for name, members in found.items() if members}


def _agency(row: dict, parent: str, lang: str) -> Kotak:
    layers = text("hierarki.kotak.lapis", lang, n=row["lapisan_maks"] or 0)
    name = short_unit(row["nama"]) if row["nama"] else text("hierarki.luar_opd", lang)
    note = f"{_persons(row['orang'], lang)} · {layers}"
    return _plain(
        row["kode_opd"], parent, name, note, row["jenis"], 4, row["orang"], penuh=row["nama"] or name, kode=row["kode_opd"]
    )


def _persons(n: int, lang: str) -> str:
    return text("hierarki.icicle.orang", lang, n=number(n, 0, lang))


def _plain(
    id: str,
    atasan: str | None,
    judul: str,
    catatan: str,
    jenis: str,
    lapisan: int,
    orang: int,
    *,
    penuh: str = "",
    kode: str = "",
) -> Kotak:
    return Kotak(id, atasan, judul, penuh or judul, catatan, jenis, lapisan, orang, 0, 1, 0, kode=kode)
