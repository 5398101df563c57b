"""The data docs of Great Expectations: whole in themselves, without scripts and without anybody's data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from clean_submission import workspace

from etl.validation import docs
from etl.validation.docs_page import self_contained, standing_alone

NIP_DAY = "19900817"
"""The birth date in the NIP of the clean submission."""
_RUNS_OR_LOADS = re.compile(
    r"<(?:script|link|img|iframe|form|object|embed|base|source)\b|\son\w+\s*="
    r"|@import|url\(|javascript:|https?:|[\"']//",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("docs")
    return folder, docs.build(workspace({"jabatan": {"JF": {"kelas": "18"}}}), folder)


def test_no_page_runs_a_script_or_asks_another_host(made: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in made[0].rglob("*.html")}
    assert len(pages) > 10
    assert {page.name: found for page, text in pages.items() if (found := _RUNS_OR_LOADS.findall(text))} == {}
    assert {path.suffix for path in made[0].rglob("*") if path.is_file()} == {".html"}


def test_no_page_holds_a_nip_or_a_value(made: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    pages = [page.read_text(encoding="utf-8") for page in made[0].rglob("*.html")]
    assert not any(NIP_DAY in text for text in pages)
    assert not any("JF" in text for text in pages)


def test_each_dataset_has_its_page_with_the_rules_that_held(made: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    folder, found = made
    assert found["jabatan"]["aturan"] - found["jabatan"]["lulus"] == 1
    assert found["unit"]["aturan"] == found["unit"]["lulus"] > 5
    text = (folder / found["jabatan"]["halaman"]).read_text(encoding="utf-8")
    assert "kisaran · kelas" in text
    assert "fa-times" in text
    index = (folder / docs.INDEX).read_text(encoding="utf-8")
    assert all(f'href="{one["halaman"]}"' in index for one in found.values())


@pytest.mark.parametrize(
    "bad",
    [
        '<script src="https://cdn.example/x.js"></script>', "<script>alert(1)</script>", '<img src="//cdn.example/x.png">',
        '<link rel="stylesheet" href="https://cdn.example/x.css"/>', "<style>@import url(https://cdn.example/x.css);</style>",
        '<a href="https://example.org">x</a>', '<a href="//example.org/x.html">x</a>', '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)">x</p>', '<p style="background:url(//cdn.example/x)">x</p>', '<iframe src="/x"></iframe>',
        '<form action="https://example.org"><input></form>', '<svg><a xlink:href="https://example.org">x</a></svg>',
        '<meta http-equiv="refresh" content="0;url=https://example.org">', '<base href="https://example.org">',
        '<div class="modal"><p>x</p><br><img src="//a/b"></div>',
    ],
)  # fmt: skip
def test_what_could_run_load_or_lead_elsewhere_is_gone_and_the_rest_stays(bad: str) -> None:
    clean = self_contained(
        f"<html><head><title>A &amp; B</title></head><body><h2>Ada</h2>{bad}<p>tetap &lt;b&gt;</p></body></html>"
    )
    body = clean.split("<body>")[1]
    assert not _RUNS_OR_LOADS.search(body)
    assert "example" not in clean
    assert "<h2>Ada</h2>" in body
    assert "<p>tetap &lt;b&gt;</p>" in body


def test_inside_another_page_only_links_within_the_page_lead_on() -> None:
    page = self_contained('<body><a href="#bagian">a</a><a href="../index.html">b</a></body>')
    assert 'href="../index.html"' in page
    alone = standing_alone(page)
    assert 'href="#bagian"' in alone
    assert "index.html" not in alone
