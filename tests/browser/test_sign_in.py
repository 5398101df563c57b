"""Signing in, signing out and losing a role, in Chromium, against a real identity provider on this machine."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit
from doors import REGION, SECRET, free_port, lake_of_one_region, secrets_file, servers
from oidc_provider_mock import User, run_server_in_thread

from etl.access import Grant, Principal, Role, Scope
from etl.locale import text
from etl.settings import Settings
from etl.warehouse import grants
from etl.warehouse.lake import open_reader

pytestmark = pytest.mark.browser

KEEPER = Principal.system("uji")
PEOPLE = {
    "pimpinan": {"email": "Wali.Kota@cilegon.go.id", "email_verified": True},
    "sekda": {"email": "sekda@cilegon.go.id", "email_verified": True},
    "dicabut": {"email": "pindah@cilegon.go.id", "email_verified": True},
    "orang_lain": {"email": "orang@lain.example", "email_verified": True},
    "belum_terbukti": {"email": "sekda@cilegon.go.id", "email_verified": False},
}


@dataclass
class Site:
    """The app with its provider, its lake and what the server wrote to its log."""

    address: str
    issuer: str
    settings: Settings
    log: Path

    def give(self, email: str, role: Role) -> str:
        return grants.give(self.settings, KEEPER, Grant(email, role, Scope("36.72")), "uji")

    def deeds(self) -> list[tuple[str, str, str]]:
        """identitas, tindakan, objek of the trail, as far as it is written."""
        time.sleep(1.5)  # the trail is written in batches
        return open_reader(self.settings).query("SELECT identitas, tindakan, objek FROM lake.jejak ORDER BY waktu").rows()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("masuk")
    settings, port = lake_of_one_region(folder), free_port()
    users = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=users) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        found = Site(f"http://localhost:{port}", issuer, settings, folder / "server.log")
        found.give("wali.kota@cilegon.go.id", Role.PIMPINAN)
        found.give("sekda@cilegon.go.id", Role.PENYETUJU)
        found.give("sekda@cilegon.go.id", Role.PIMPINAN)
        options = ("--secrets.files", str(secrets_file(folder, port, issuer)))
        with servers(settings, [port], *options, env={"RAMPING_SIGN_IN": "1"}, log=found.log):
            yield found


def press(seen: Visit, name: str) -> None:
    seen.tab.get_by_role("button", name=re.compile(rf"{re.escape(name)}$")).first.click()


def come_in(visit: Callable[..., Visit], site: Site, sub: str, path: str = "/") -> Visit:
    """Through the sign-in page and the provider, back to the app."""
    seen = visit(f"{site.address}{path}")
    assert seen.heading == text("masuk.judul")
    press(seen, text("masuk.tombol"))
    seen.tab.get_by_role("button", name=sub, exact=True).click()
    seen.tab.wait_for_url(f"{site.address}/**")
    return seen.settle()


def until(seen: Visit, words: str) -> str:
    """All text of the page, once it holds these words and what stood there before is gone."""
    seen.tab.get_by_text(words).first.wait_for(timeout=30_000)
    seen.settle()
    return str(seen.tab.inner_text("body"))


def reads_data(seen: Visit) -> bool:
    """Whether the page tells anything of the lake: its source line, a choice of regions, a chart, a table."""
    shown = (seen.tab.get_by_test_id(kind).count() for kind in ("stSelectbox", "stPlotlyChart", "stDataFrame"))
    return "SHA-256" in seen.text or any(shown)


def test_who_signs_in_comes_to_the_link_they_followed(site: Site, visit: Callable[..., Visit]) -> None:
    seen = come_in(visit, site, "pimpinan", "/hierarki?varian=terisi")
    seen.tab.wait_for_url("**/hierarki?**")
    assert reads_data(seen)
    assert seen.hosts <= {"localhost", "cdn.jsdelivr.net"}  # the second one is asked by the provider's page
    assert "cilegon.go.id" not in seen.tab.url.lower()
    cookies = {cookie["name"]: cookie for cookie in seen.tab.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert seen.tab.evaluate("document.cookie.includes('_streamlit_user')") is False


def test_of_two_roles_one_is_chosen_and_the_menu_tells_who_reads(site: Site, visit: Callable[..., Visit]) -> None:
    seen = come_in(visit, site, "sekda")
    assert seen.heading == text("masuk.pilih.judul")
    assert not reads_data(seen)
    press(seen, f"{text('halaman.peran.penyetuju')} · {REGION}")
    until(seen, text("halaman.menu.data"))
    seen.settle()
    press(seen, text("halaman.peran.penyetuju"))
    assert "sekda@cilegon.go.id" in until(seen, "Masuk sebagai")


def test_signing_out_ends_it_here_at_the_provider_and_in_the_other_tab(site: Site, visit: Callable[..., Visit]) -> None:
    seen = come_in(visit, site, "pimpinan")
    other = Visit(seen.tab.context.new_page()).open(f"{site.address}/?triwulan=TW+II+2024")
    assert reads_data(other)
    press(seen, text("halaman.peran.pimpinan"))
    seen.tab.get_by_role("button", name=text("masuk.keluar")).click()
    seen.tab.wait_for_url(f"{site.issuer}/**")
    seen.tab.get_by_role("button", name="End session").click()
    seen.tab.wait_for_url(f"{site.address}/**")
    assert seen.settle().heading == text("masuk.judul")
    other.tab.get_by_text("EN", exact=True).first.click()
    until(other, text("masuk.keluar.sudah", "en"))
    assert not reads_data(other)
    assert not [cookie for cookie in seen.tab.context.cookies() if cookie["name"].startswith("_streamlit_user")]
    assert ("wali.kota@cilegon.go.id", "keluar", "aplikasi") in site.deeds()


def test_a_role_withdrawn_while_its_holder_reads_ends_at_the_next_click(site: Site, visit: Callable[..., Visit]) -> None:
    hak = site.give("pindah@cilegon.go.id", Role.PIMPINAN)
    seen = come_in(visit, site, "dicabut")
    assert reads_data(seen)
    grants.withdraw(site.settings, KEEPER, hak, "pindah tugas")
    seen.tab.get_by_text("EN", exact=True).first.click()
    said = until(seen, text("masuk.tolak.tak_dikenal", "en"))
    assert not reads_data(seen)
    assert text("halaman.menu.data", "en") not in said


@pytest.mark.parametrize(("sub", "key"), [("orang_lain", "tak_dikenal"), ("belum_terbukti", "surel_belum_terbukti")])
def test_who_may_not_come_in_is_told_why_and_recorded_without_a_name(
    sub: str, key: str, site: Site, visit: Callable[..., Visit]
) -> None:
    seen = come_in(visit, site, sub)
    until(seen, text(f"masuk.tolak.{key}.perbaikan"))
    assert not reads_data(seen)
    refused = [who for who, deed, _ in site.deeds() if deed == "ditolak"]
    assert refused
    assert all(re.fullmatch("anonim-[0-9a-f]{16}", who) for who in refused)


def cookie(site: Site, secret: str, **other: Any) -> dict[str, str]:
    """The cookie of somebody with a role, as this app's server writes it, with changes."""
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    claims = {
        "is_logged_in": True, "origin": site.address, "provider": "default", "iss": site.issuer, "aud": ["ramping"],
        "sub": "pimpinan", "exp": time.time() + 600, "email": "wali.kota@cilegon.go.id", "email_verified": True,
    }  # fmt: skip
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(claims | other)).decode()
    return {"name": "_streamlit_user", "value": signed, "url": site.address}


@pytest.mark.parametrize(
    ("secret", "change", "key"),
    [
        (SECRET, {}, None),
        (SECRET[::-1], {}, "masuk.judul"),
        (SECRET, {"aud": ["aplikasi_lain"]}, "masuk.tolak.untuk_lain"),
        (SECRET, {"iss": "https://jahat.example"}, "masuk.tolak.penyedia"),
        (SECRET, {"exp": 1}, "masuk.tolak.kedaluwarsa"),
        (SECRET, {"origin": "https://jahat.example"}, "masuk.judul"),
    ],
    ids=["good", "forged", "other-audience", "other-issuer", "expired", "other-origin"],
)
def test_a_cookie_that_is_forged_or_meant_for_another_lets_nobody_in(
    secret: str, change: dict[str, Any], key: str | None, site: Site, chromium: Any
) -> None:
    context = chromium.new_context()
    context.add_cookies([cookie(site, secret, nonce=str(time.time()), **change)])
    seen = Visit(context.new_page()).open(f"{site.address}/")
    until(seen, text(key) if key else text("halaman.menu.data"))
    assert reads_data(seen.settle()) is (key is None)
    context.close()


def test_the_servers_log_names_nobody(site: Site) -> None:
    log = site.log.read_text().lower()
    assert "sign-in refused" in log
    for secret in ("cilegon.go.id", "lain.example", "eyj", SECRET.lower()):
        assert secret not in log
