"""A comparison lives in its address: a link opens it, a change of it is one step that Back takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from etl.locale import text

pytestmark = pytest.mark.browser

NOTE = "table.sanding tbody th small"
AS_IS, PER_ASN = "persen", text("pembanding.ukuran.per_asn")


def says(seen: Any, words: str) -> None:
    """Wait until the first metric of the matrix says so."""
    seen.tab.wait_for_function(f"(document.querySelector('{NOTE}')?.innerText ?? '').includes('{words}')", timeout=60_000)


def test_a_change_of_the_comparison_is_one_step_back(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/pembanding?pemda=36.72,36.04&metrik=rentang_sempit")
    says(seen, AS_IS)
    came = seen.tab.url
    assert seen.tab.locator("table.sanding thead th").all_inner_texts()[1:3] == ["Kota Cilegon", "Kabupaten Serang"]
    seen.tab.get_by_text(PER_ASN, exact=True).click()
    says(seen, PER_ASN)
    seen.tab.wait_for_url("**per=per_asn**")
    seen.tab.go_back()
    says(seen, AS_IS)
    assert seen.tab.url == came
    seen.tab.go_forward()
    says(seen, PER_ASN)
