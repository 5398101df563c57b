"""Words come from the catalogues in both languages; an installation's settings from the environment."""

import stat

import pytest

from etl import settings
from etl.contracts import contracts
from etl.errors import WrongUsage
from etl.locale import LANGUAGES, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_contract_has_a_meaning(lang):
    for contract in contracts().values():
        assert text(f"kontrak.dataset.{contract.dataset}", lang)
        for column in contract.columns.values():
            assert text(f"kontrak.{contract.dataset}.{column.name}", lang)
            assert text(f"kontrak.tipe.{column.type}", lang)


@pytest.mark.parametrize(
    ("lang", "pecahan", "words"),
    [
        ("en", "530 / 546", "governments"),
        ("en", "1 / 1", "government"),
        ("en", "1 / 1,001", "governments"),
        ("id", "1 / 1", "pemda"),
    ],
)
def test_words_follow_the_number_they_stand_with(lang, pecahan, words):
    assert text("kelengkapan.petak.pemda", lang, pecahan=pecahan) == f"{pecahan} {words}"


def test_several_counts_in_one_sentence_each_have_their_own_form():
    said = text("tinjau.temuan", "en", tempat="Banten", dikembalikan="1", pemda="0", peninjau="2")
    assert said == "Banten: 1 submission returned by reviewers; 0 comments wait for governments, 2 for reviewers."


def test_an_unknown_key_is_an_error_not_a_blank():
    with pytest.raises(KeyError):
        text("kontrak.tidak.ada")


def test_files_lie_beside_the_catalogue(tmp_path):
    found = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'k.sqlite'}"})
    assert found.embedded
    assert found.data == tmp_path / "data"
    assert found.berkas == tmp_path / "berkas"


def test_another_kind_of_warehouse_is_refused():
    with pytest.raises(WrongUsage):
        settings.load({"RAMPING_WAREHOUSE": "mysql://host"})


def test_the_secret_is_made_once_and_only_for_the_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("RAMPING_SECRET", raising=False)
    found = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'k.sqlite'}"})
    first = found.secret()
    assert len(first) == 64
    assert found.secret() == first
    assert stat.S_IMODE((found.berkas / "rahasia.kunci").stat().st_mode) == 0o600
