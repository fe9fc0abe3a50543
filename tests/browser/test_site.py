"""The documentation in a real browser: every page loads, nothing is fetched, search works."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.browser.chromium import Browser, Page
from tests.browser.serving import served
from tests.docs.running import ROOT

DOCS = ROOT / "docs"
ALL = sorted(
    path.relative_to(DOCS).with_suffix("").as_posix().removesuffix("index").rstrip("/")
    for path in DOCS.glob("**/*.md")
)
# The pages of diagnostics are of one make: every tenth stands for all of them.
OF_DIAGNOSTICS = [page for page in ALL if page.startswith("diagnostics/")]
# The playground starts Python, and has a visit of its own: see test_playground.
PAGES = [page for page in ALL if page not in {*OF_DIAGNOSTICS, "playground"}]
PAGES += OF_DIAGNOSTICS[::10]


def hosts(page: Page) -> set[str]:
    """Whom the page has asked for something; what stands in an address itself asks nobody."""
    return {urlsplit(url).netloc for url in page.requests if not url.startswith(("data:", "blob:"))}


def look_at(page: Page, address: str, name: str) -> None:
    """Open a page of the site and check that nothing is wrong with it."""
    page.open(f"{address}{name}/" if name else address)
    assert page.problems == [], name
    assert hosts(page) == {urlsplit(address).netloc}
    assert page.evaluate("document.querySelector('h1').textContent.trim().length > 3"), name
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (390, 1280):
        page.resize(width, 900)
        assert page.evaluate(too_wide) <= 0, f"{name}: scrolls sideways at {width}"


def test_every_page_loads_and_fits(chromium: Browser, address: str) -> None:
    assert len(PAGES) > 20
    with chromium.page() as page:
        for name in PAGES:
            look_at(page, address, name)


def test_an_address_that_is_not_there_leads_on(chromium: Browser, address: str) -> None:
    with chromium.page() as page:
        page.open(f"{address}how-to/old-pandas/")
        assert page.problems[0] == f"404: {address}how-to/old-pandas/"
        assert len(page.problems) == 2, "and what the log says of it"
        links = "[...document.querySelectorAll('article a')].map(link => link.href)"
        for link in page.evaluate(links)[1:]:
            assert link.startswith(address)
            assert page.evaluate(f"fetch('{link}').then(answer => answer.status)") == 200, link
        header = "getComputedStyle(document.querySelector('header')).position"
        assert page.evaluate(header) == "sticky", "without its style sheets"
        search = page.evaluate("document.getElementById('__wanted').innerText")
        assert search == "Search for “old pandas”"
        page.evaluate("document.getElementById('__wanted').click()")
        page.wait_for("document.querySelector('.md-search-result__link') !== null")


def test_versions_are_offered(chromium: Browser, address: str, tmp_path: Path) -> None:
    """As mike lays them out: a folder for each, and a list of them beside."""
    with urlopen(f"{address}tutorial/") as answer:
        source = answer.read().decode()
    (tmp_path / "0.2").mkdir()
    at_home = source.replace('"base": ".."', '"base": "."').replace("../", address)
    with_mike = at_home.replace('"version": null', '"version": {"provider": "mike"}')
    assert with_mike != at_home
    (tmp_path / "0.2" / "index.html").write_text(with_mike, encoding="utf-8")
    none: list[str] = []
    versions = [{"version": name, "title": name, "aliases": none} for name in ("0.2", "0.1")]
    (tmp_path / "versions.json").write_text(json.dumps(versions), encoding="utf-8")
    with served(tmp_path) as host, chromium.page() as page:
        page.open(f"{host}0.2/")
        page.wait_for("document.querySelector('.md-version') !== null")
        links = "[...document.querySelectorAll('.md-version__link')].map(link => link.href)"
        assert page.evaluate(links) == [f"{host}0.2/", f"{host}0.1/"]


def test_it_is_dark_where_the_system_is(chromium: Browser, address: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    colours = []
    for dark in (False, True):
        with chromium.page(dark=dark) as page:
            page.open(address)
            colours.append(page.evaluate(colour))
    light, dark_colour = (sum(map(int, _numbers(text))) for text in colours)
    assert light > 600 > 200 > dark_colour


def _numbers(colour: str) -> list[str]:
    return colour.removeprefix("rgb(").removesuffix(")").split(",")


def test_a_screen_of_80_columns_is_not_cut(chromium: Browser, address: str) -> None:
    with chromium.page(width=1280) as page:
        page.open(f"{address}tutorial/")
        screens = "[...document.querySelectorAll('.language-console code')]"
        assert page.evaluate(f"{screens}.length") > 4
        cut = f"{screens}.filter(code => code.scrollWidth > code.clientWidth).length"
        assert page.evaluate(cut) == 0


class TestTheBrowser:
    """It would be of no use if it found everything right."""

    @staticmethod
    def problems(chromium: Browser, folder: Path, body: str) -> list[str]:
        (folder / "index.html").write_text(f"<!doctype html><h1>Page</h1>{body}", encoding="utf-8")
        # Asked for by every browser, whatever the page says.
        (folder / "favicon.ico").write_bytes(b"")
        with served(folder) as address, chromium.page() as page:
            page.open(address)
            page.evaluate("new Promise(done => setTimeout(done, 50))")
            return list(page.problems)

    def test_a_page_without_problems(self, chromium: Browser, tmp_path: Path) -> None:
        assert self.problems(chromium, tmp_path, "") == []

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ("<img src=missing.png>", "404"),
            ("<script>throw new Error('oh')</script>", "oh"),
            ("<script>console.error('ouch')</script>", "ouch"),
            ("<script src=http://127.0.0.1:9/x.js></script>", "ERR_"),
        ],
    )
    def test_a_problem_is_seen(
        self, chromium: Browser, tmp_path: Path, body: str, problem: str
    ) -> None:
        assert any(problem in text for text in self.problems(chromium, tmp_path, body))
