"""Search in the built site: it leads to the page that a reader means, and costs nothing unused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import Browser, Page

MEANT = {
    "pandas": "how-to/dataframes/",
    "polars": "how-to/tables/",
    "fastapi": "how-to/fastapi/",
    "pydantic": "how-to/fastapi/",
    "async": "how-to/long-running/",
    "threads": "how-to/long-running/",
    "python": "how-to/embed/",
    "json": "reference/json/",
    "schema": "reference/json/",
    "yaml": "reference/offer-files/",
    "exit code": "reference/command/",
    "vscode": "how-to/editor/",
    "pre-commit": "how-to/repository/",
    "install": "",
    "tutorial": "tutorial/",
    "examples": "how-to/cookbook/",
    "dealbreaker": "how-to/criteria/",
    "salary range": "how-to/half-known/",
    "assume": "how-to/half-known/",
    "unknown": "explanation/unknown/",
    "null": "explanation/unknown/",
    "weights": "explanation/score/",
    "score": "explanation/score/",
    "privacy": "explanation/strangers/",
    "LLM": "explanation/why-not/",
    "ChatGPT": "explanation/why-not/",
    "matrix": "explanation/why-not/",
    "spreadsheet": "how-to/spreadsheet/",
    "csv": "how-to/spreadsheet/",
    "Excel": "how-to/spreadsheet/",
    "tax": "how-to/pay/",
    "insurance": "how-to/pay/",
    "bonus": "how-to/pay/",
    "stock options": "how-to/pay/",
    "remote": "packs/remote/",
    "vacation": "reference/facts/",
    "commute": "reference/facts/",
    "pdf": "how-to/letter/",
    "LinkedIn": "how-to/posting/",
    "counter offer": "how-to/counter-offers/",
    "negotiate": "how-to/negotiate/",
    "compare": "how-to/compare/",
    "pros and cons": "how-to/procon/",
    "report": "how-to/report/",
    "decline": "how-to/answer/",
    "custom": "how-to/own-facts/",
    "partner": "how-to/share/",
    "syntax": "language/",
    "deprecated": "reference/stability/",
    "error": "diagnostics/",
    **{
        page.stem: f"diagnostics/{page.stem}/"
        for page in (Path(__file__).parents[2] / "docs" / "diagnostics").glob("*.md")
        if page.stem != "index"
    },
}
"""What readers type, and the page that they mean."""

FIRST = """
(async words => {
  const field = document.querySelector("[data-md-component=search-query]");
  const found = document.querySelector(".md-search-result__meta");
  const until = async seen => {
    while (!seen()) await new Promise(done => setTimeout(done, 5));
  };
  const type = text => {
    field.value = text;
    field.dispatchEvent(new Event("keyup"));
  };
  field.focus();
  const first = {};
  for (const word of words) {
    type("");
    await until(() => found.textContent.startsWith("Type"));
    type(word);
    await until(() => /match|^No/.test(found.textContent));
    const link = document.querySelector(".md-search-result__link");
    first[word] = link && new URL(link.href).pathname.replace(new URL("%s").pathname, "");
  }
  return first;
})(%s)
"""


def index_requests(page: Page) -> list[str]:
    return [url for url in page.requests if "search_index" in url]


def test_the_page_that_is_meant_comes_first(chromium: Browser, address: str) -> None:
    assert len(MEANT) >= 140
    with chromium.page() as page:
        page.open(address)
        first = page.evaluate(FIRST % (address, list(MEANT)))
        assert first == MEANT
        assert len(index_requests(page)) == 1


@pytest.mark.parametrize("by", ["key", "mouse", "address"])
def test_the_index_is_loaded_when_search_is_used(chromium: Browser, address: str, by: str) -> None:
    with chromium.page() as page:
        page.open(f"{address}tutorial/" + ("?q=weights" if by == "address" else ""))
        if by != "address":
            page.evaluate("new Promise(done => setTimeout(done, 200))")
            assert index_requests(page) == []
            if by == "key":
                page.press("/")
            else:
                page.evaluate("document.querySelector('.md-search__input').focus()")
            page.type("weights")
        page.wait_for("document.querySelector('.md-search-result__link') !== null")
        assert len(index_requests(page)) == 1
        assert page.problems == []
