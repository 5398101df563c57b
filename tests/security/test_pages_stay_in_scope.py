"""Every page for every role and scope over the real reads: nothing of anybody else is sent, whatever the address asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lake_of_marks import NIPS, PERSON, QUARTERS, World
from readers import GRANTED, leaks
from screens import Screens, everything

from etl.access import Action, Principal, Role, Scope
from etl.warehouse import read
from pages.ui import auth, data

READERS = [w for w in GRANTED if w.role is not Role.SISTEM and w.scope.pattern in ("36.72", "36", "36.*", "*")]
COUNTED = {"halaman dibuka": 0, "huruf dikirim": 0}


def foreign(world: World, place: str, name: str) -> dict[str, str]:
    """An address that asks for another government everywhere it can."""
    kiriman = world.kiriman(place, QUARTERS[1], "Draf")
    return {
        "wilayah": name, "periode": "TW II 2024", "banding": "vs TW I 2024", "opd": "2.02", "triwulan": QUARTERS[1], "versi": "5",
        "draf": kiriman, "simulasi": kiriman, "kiriman": kiriman, "kerja": "0" * 32, "indikator": "I2.02", "lihat": "perubahan",
        "lingkup_hak": place, "lingkup_lokal": place, "peran_lokal": "admin", "sel": "2.02", "cabang": "2.02",
        "aturan": "unit.induk_sendiri", "koordinator": "J1.01.1", "tahapan_opd": "2.02", "cari": "1", "asal": "1",
        "pemda": place, "sanding": place, "deret": "rentang_sempit",
    }  # fmt: skip


@pytest.mark.parametrize("page", auth.PAGES)
def test_a_page_sends_nothing_beyond_the_scope(page: str, world: World, screens: Screens) -> None:
    asked = (foreign(world, "32.73", "Kota Bandung"), foreign(world, "36.04", "36.04"))
    for turn, who in enumerate(READERS):
        sent = everything(test := screens.open(page, who, lang=("id", "en")[turn % 2], **asked[turn % 2]))
        assert not test.exception, (page, who, [e.message for e in test.exception])
        COUNTED["halaman dibuka"] += 1
        COUNTED["huruf dikirim"] += len(sent)
        shown = sent.replace(world.kiriman("32.73", QUARTERS[1], "Draf"), "").replace(
            world.kiriman("36.04", QUARTERS[1], "Draf"), ""
        )
        told = Action.AUDIT if page == "jejak_audit" else Action.READ_DRAFT
        assert leaks(world, who, shown, told) == set(), (page, who)
        assert PERSON not in sent, (page, who)
        assert not any(nip[:17] in sent for nip in NIPS), (page, who)


def test_the_size_of_the_proof() -> None:
    """Runs after the pages."""
    assert COUNTED["halaman dibuka"] == len(auth.PAGES) * len(READERS)
    print("\n" + ", ".join(f"{key} {count:,}" for key, count in COUNTED.items()) + ", bocor 0")


def test_the_proof_sees_a_leak(world: World, screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    who = Principal("p", Role.PIMPINAN, Scope("36.72"))
    wide = replace(who, role=Role.KEMENDAGRI, scope=Scope("*"))
    monkeypatch.setattr(data, "read", lambda who, name, *args, **named: getattr(read, name)(data.reader(), wide, *args, **named))
    sent = everything(screens.open("ringkasan", who, wilayah="Kota Bandung"))
    assert leaks(world, who, sent)
