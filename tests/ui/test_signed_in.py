"""Signing in on the screens: who comes in, as what, and what everybody else is told. The provider itself: tests/browser."""

from __future__ import annotations

import time

import pytest
from fake_sign_in import EMAIL, Office, told
from rendered import PAGES, open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Principal, Role, Scope
from etl.locale import text
from etl.paths import ROOT
from pages.ui import auth, data, sessions, sign_in

REGION = "Kota Cilegon"


def app(**query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params.update(query)
    return test


def account() -> AppTest:
    """What the reader's menu holds; a popover of the frame does not stay open in these tests."""

    def script() -> None:
        from pages.ui import auth, sign_in

        who = auth.reading()
        sign_in.account()
        sign_in.st.caption(sign_in.name_of(who))

    return AppTest.from_function(script, default_timeout=60)


def shows_no_data(test: AppTest) -> bool:
    kinds = {element.type for element in test.main}
    return not kinds & {"plotly_chart", "arrow_data_frame", "dataframe", "metric", "selectbox"} and REGION not in text_of(test)


def test_who_is_not_signed_in_sees_the_way_in_only(office: Office) -> None:
    office.claims = {"is_logged_in": False}
    test = app().run()
    assert text("masuk.judul") in text_of(test)
    assert [b.label for b in test.button] == [text("masuk.tombol")]
    assert shows_no_data(test)


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_no_page_opens_without_signing_in(page: str, office: Office) -> None:
    office.claims = {"is_logged_in": False}
    test = open_page(page).run()
    assert text("masuk.judul") in text_of(test)
    assert shows_no_data(test)


def test_one_role_is_taken_at_once(office: Office) -> None:
    office.give("pimpinan")
    test = app().run()
    assert test.selectbox(key="wilayah").options == [REGION]
    assert office.recorded == [(EMAIL, "pimpinan", "masuk", "aplikasi")]
    test.run()
    assert len(office.recorded) == 1
    assert text("masuk.lokal.pita") not in text_of(test)


def test_with_two_roles_one_is_chosen_and_can_be_changed(office: Office) -> None:
    office.give("pimpinan")
    office.give("provinsi", "36.*")
    test = app().run()
    assert not test.selectbox
    test.button(key="_peran_pimpinan 36.72").click().run()
    assert test.selectbox(key="wilayah").options == [REGION]
    menu = account().run()
    assert [c.value for c in menu.caption] == ["pimpinan 36.72"]
    menu.selectbox(key="_pilih_peran_id").select("provinsi 36.*").run()
    assert [c.value for c in menu.caption] == ["provinsi 36.*"]


def test_a_new_tab_begins_with_the_role_last_chosen(office: Office) -> None:
    office.give("pimpinan")
    office.give("provinsi", "36.*")
    app().run().button(key="_peran_provinsi 36.*").click().run()
    assert "Kabupaten Serang" in app().run().selectbox(key="wilayah").options


@pytest.mark.parametrize(
    "query", [{"peran": "admin"}, {"_peran_akun": "admin *"}, {"peran_lokal": "kemendagri"}, {"lingkup_lokal": "36.04"}]
)
def test_the_address_gives_nobody_a_role(query: dict[str, str], office: Office) -> None:
    office.give("pimpinan")
    assert app(**query).run().selectbox(key="wilayah").options == [REGION]


def test_the_local_chooser_means_nothing_to_who_signed_in(office: Office) -> None:
    office.give("pimpinan")
    test = app()
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = "admin", None
    test.session_state[sign_in.ROLE_KEY] = "admin *"
    assert test.run().selectbox(key="wilayah").options == [REGION]


REFUSED = {
    "masuk.tolak.surel_belum_terbukti": ({"email_verified": False}, {"email_verified": None}, {"email_verified": "yes"}),
    "masuk.tolak.tanpa_surel": ({"email": None}, {"email": " "}, {"email": ["sekda@cilegon.go.id"]}),
    "masuk.tolak.untuk_lain": (
        {"aud": "other"}, {"aud": None}, {"aud": []}, {"aud": ["other"]}, {"aud": ["ramping", "other"]},
        {"aud": ["ramping", "other"], "azp": "other"}, {"azp": "other"}, {"aud": {"ramping": 1}},
    ),
    "masuk.tolak.penyedia": (
        {"iss": "https://evil.example"}, {"iss": None}, {"iss": "https://sso.example.go.id"}, {"provider": "other"},
        {"provider": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "change"), [(key, change) for key, changes in REFUSED.items() for change in changes])
def test_claims_that_do_not_hold_are_refused_in_words_and_recorded(key: str, change: dict[str, object], office: Office) -> None:
    office.give("kemendagri", "*")
    office.claims = told(**change)
    test = app().run()
    said = text_of(test)
    assert text(key) in said
    assert text(f"{key}.perbaikan") in said
    assert shows_no_data(test)
    assert [row[1:] for row in office.recorded] == [("masuk", key)]
    assert "sekda" not in str(office.recorded).lower()
    test.run()
    assert len(office.recorded) == 1


@pytest.mark.parametrize("change", [{"aud": ["ramping"]}, {"azp": "ramping"}, {"aud": ["ramping", "other"], "azp": "ramping"}])
def test_a_token_made_for_us_is_taken(change: dict[str, object], office: Office) -> None:
    office.give("pimpinan")
    office.claims = told(**change)
    assert REGION in text_of(app().run())


def test_who_holds_nothing_is_told_whom_to_ask(office: Office) -> None:
    test = app().run()
    assert text("masuk.tolak.tak_dikenal.perbaikan") in text_of(test)
    assert shows_no_data(test)
    assert [row[2] for row in office.recorded] == ["masuk.tolak.tak_dikenal"]
    assert EMAIL not in str(office.recorded)


def test_a_role_that_has_not_begun_or_is_over_lets_nobody_in(office: Office) -> None:
    office.give("pimpinan", hours=-5, until=-1)
    assert text("masuk.tolak.berakhir") in text_of(app().run())
    office.give("pimpinan", hours=5)
    test = app().run()
    assert text("masuk.tolak.belum_mulai.perbaikan") in text_of(test)
    assert shows_no_data(test)


def test_an_address_with_a_nip_in_it_is_refused(office: Office) -> None:
    office.claims = told(email="197503151999031001@cilegon.go.id")
    office.give("pimpinan")
    assert text("masuk.tolak.nip") in text_of(app().run())
    assert "1975" not in str(office.recorded)


@pytest.mark.parametrize("exp", [1.0, time.time() - 1, None, "2999", True], ids=["long ago", "just now", "none", "text", "yes"])
def test_an_expired_session_is_over_and_says_so(exp: object, office: Office) -> None:
    office.give("pimpinan")
    test = app().run()
    assert REGION in text_of(test)
    office.claims = told(exp=exp)
    test.run()
    assert text("masuk.tolak.kedaluwarsa") in text_of(test)
    assert shows_no_data(test)
    assert [b.label for b in test.button] == [text("masuk.tombol")]


def test_a_role_withdrawn_in_mid_session_ends_at_the_next_click(office: Office) -> None:
    office.give("pimpinan")
    test = app().run()
    office.withdraw("pimpinan")
    test.run()
    assert text("masuk.tolak.tak_dikenal") in text_of(test)
    assert shows_no_data(test)


def test_of_two_roles_the_withdrawn_one_gives_way_to_the_other(office: Office) -> None:
    office.give("provinsi", "36.*")
    office.give("pimpinan")
    test = app().run()
    test.button(key="_peran_provinsi 36.*").click().run()
    office.withdraw("provinsi")
    assert test.run().selectbox(key="wilayah").options == [REGION]
    office.give("operator")
    office.give("penyetuju")
    office.withdraw("pimpinan")
    assert text("masuk.pilih.berakhir") in text_of(test.run())


@pytest.mark.parametrize("page", ["unggah", "kiriman"])
def test_a_page_that_is_not_for_the_role_stays_closed(page: str, office: Office) -> None:
    office.give("pimpinan")
    test = open_page(page).run()
    assert [w.value for w in test.warning] == [text("halaman.tolak.halaman", peran=text("halaman.peran.pimpinan"))]
    assert shows_no_data(test)
    assert office.recorded[1:] == [(EMAIL, f"halaman/{page}", "pimpinan")]
    test.run()
    assert len(office.recorded) == 2


def test_signing_out_ends_the_sign_in_in_every_tab(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.give("pimpinan")
    monkeypatch.setattr(sign_in.st, "logout", lambda: None)
    other = app().run()
    account().run().button(key="keluar").click().run()
    assert (EMAIL, "pimpinan", "keluar", "aplikasi") in office.recorded
    assert text("masuk.keluar.sudah") in text_of(other.run())
    assert shows_no_data(other)
    assert sessions.ended(sign_in.identity.mark(office.claims))


def test_a_new_sign_in_comes_in_after_the_old_one_was_ended(office: Office) -> None:
    office.give("pimpinan")
    sessions.end(sign_in.identity.mark(office.claims), time.time() + 600)
    office.claims = told(nonce="n-2")
    assert REGION in text_of(app().run())


WRONG = {
    "masuk.atur.tidak_ada": {},
    "masuk.atur.kembali": {"redirect_uri": "http://ramping.example.go.id/oauth2callback"},
    "masuk.atur.rahasia": {"cookie_secret": "a long random text"},  # pragma: allowlist secret
    "masuk.atur.penyedia": {"server_metadata_url": "http://sso.example.go.id/.well-known/openid-configuration"},
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_not_set_up_lets_nobody_in_and_says_how_to_repair_it(key: str, office: Office) -> None:
    office.give("kemendagri", "*")
    office.auth = office.auth | WRONG[key] if WRONG[key] else {}
    test = app().run()
    assert text(key) in text_of(test)
    assert "secrets.toml.example" in text_of(test)
    assert shows_no_data(test)


def test_a_provider_that_only_streamlit_knows_of_lets_nobody_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.give("kemendagri", "*")
    monkeypatch.delenv("RAMPING_SIGN_IN")
    assert text("masuk.atur.tempat") in text_of(app().run())


def test_a_ticket_ends_with_the_role_the_session_and_the_token(office: Office) -> None:
    office.give("pimpinan")
    who = Principal(EMAIL, Role.PIMPINAN, Scope("36.72"))
    first, second = sign_in.ticket(who), sign_in.ticket(who)
    assert first()
    sessions.end(sign_in.identity.mark(office.claims), time.time() + 600)
    assert not first()
    sessions._KNOWN.clear()
    assert second()
    office.claims = told(exp=time.time() - 1)
    assert not sign_in.ticket(who)()
    office.withdraw("pimpinan")
    assert not second()


def test_an_identity_is_no_key_of_the_cache_in_clear(office: Office) -> None:
    office.give("pimpinan")
    assert data.holds(Principal(EMAIL, Role.PIMPINAN, Scope("36.72")))
    assert EMAIL not in data._hidden(EMAIL)
    assert data._hidden(EMAIL) != data._hidden("lain@cilegon.go.id")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_both_languages_say_it(lang: str, office: Office) -> None:
    office.claims = {"is_logged_in": False}
    assert text("masuk.penjelasan", lang) in text_of(app(bahasa=lang.upper()).run())
