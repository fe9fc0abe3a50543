"""Reports as they are written: read the difference in a browser before you commit it."""

from __future__ import annotations

import pytest

from tests.golden.golden import check
from tests.golden.test_pages import PAGES, decided, story
from tests.reports import report_page


@pytest.mark.parametrize("name", ["half-known", "other-work", "counter-money-only"])
def test_stories(name: str) -> None:
    check(f"reports/{name}.html", report_page(story(name), name=f"{name}.toml").rstrip("\n"))


@pytest.mark.parametrize(
    "name", ["assumptions_rates_and_derived_facts", "hostile_texts", "promises"]
)
def test_pages(name: str) -> None:
    check(f"reports/{name}.html", report_page(decided(*PAGES[name])).rstrip("\n"))
