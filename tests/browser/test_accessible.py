"""The documentation for everybody: WCAG 2.2 AA, the keyboard, and copying what is typed.

The rules are those of axe-core, which stands in ``axe/`` with its licence.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, Page
from tests.docs.fences import fences
from tests.docs.running import ROOT

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "",
    "tutorial/",
    "how-to/criteria/",
    "how-to/embed/",
    "how-to/pay/",
    "reference/command/",
    "reference/facts/",
    "diagnostics/unknown-fact/",
    "explanation/score/",
    "no-such-page/",
)
VIOLATIONS = """
axe.run(%s, {runOnly: %s, resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target}: ${failureSummary}`)))
"""
FOCUSED = "document.activeElement"


def violations(page: Page, part: str = "document") -> list[str]:
    page.evaluate(f"{AXE};0")
    found: list[str] = page.evaluate(VIOLATIONS % (part, RULES))
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_rule_is_violated(chromium: Browser, address: str, width: int, dark: bool) -> None:
    with chromium.page(width=width, dark=dark) as page:
        for name in PAGES:
            page.open(address + name)
            assert violations(page) == [], name


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_search_finds_violates_no_rule(chromium: Browser, address: str, dark: bool) -> None:
    with chromium.page(dark=dark) as page:
        page.open(f"{address}tutorial/?q=weights")
        page.wait_for("document.querySelector('.md-search-result__link') !== null")
        page.evaluate("new Promise(done => setTimeout(done, 400))")  # it fades in
        assert violations(page) == []


def test_axe_finds_what_is_wrong(chromium: Browser, address: str) -> None:
    with chromium.page() as page:
        page.open(address)
        page.evaluate("document.querySelector('article p').style.color = '#999'")
        page.evaluate("document.querySelector('html').lang = ''")
        found = {text.partition(":")[0] for text in violations(page)}
        assert found == {"color-contrast", "html-has-lang"}


def test_the_keyboard_reaches_search_and_what_it_finds(chromium: Browser, address: str) -> None:
    with chromium.page() as page:
        page.open(f"{address}tutorial/")
        page.press("/")
        assert page.evaluate(f"{FOCUSED}.name") == "query"
        page.type("unterminated-text")
        page.wait_for("document.querySelector('.md-search-result__link') !== null")
        page.press("ArrowDown")
        assert page.evaluate(f"{FOCUSED}.matches('.md-search-result__link')")
        page.press("Enter")
        page.wait_for("document.querySelector('h1')?.textContent.includes('unterminated-text')")
        page.wait_for("document.readyState === 'complete'")
        page.wait_for("document.querySelector('article mark') !== null")
        page.press("/")
        page.wait_for("document.getElementById('__search').checked")
        page.press("Escape")
        page.wait_for(f"{FOCUSED}.name !== 'query'")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches *selector*; it must be seen to have it."""
    for _ in range(80):
        page.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            break
    else:
        raise AssertionError(f"Tab does not reach {selector}")
    outlines = (
        f"[{FOCUSED}, ...{FOCUSED}.parentElement.children]"
        ".map(element => getComputedStyle(element).outlineStyle)"
    )
    assert set(page.evaluate(outlines)) != {"none"}, f"{selector}: the focus is not seen"


def test_tab_reaches_the_sections_and_enter_opens_them(chromium: Browser, address: str) -> None:
    with chromium.page() as page:
        page.open(address)
        tab_to(page, ".md-skip")
        tab_to(page, ".md-tabs__link[href$='reference/command/']")
        page.press("Enter")
        page.wait_for("document.querySelector('h1')?.textContent.startsWith('The command')")


def test_arrows_choose_a_tab_of_a_page(chromium: Browser, address: str) -> None:
    shown = "[...document.querySelectorAll('.tabbed-block')].map(block => block.offsetHeight > 0)"
    with chromium.page() as page:
        page.open(address)
        assert page.evaluate(shown) == [True, False, False]
        tab_to(page, ".tabbed-set > input")
        page.press("ArrowRight")
        assert page.evaluate(shown) == [False, True, False]
        page.press("ArrowRight")
        assert page.evaluate(shown) == [False, False, True]


def copied(page: Page, name: str, language: str) -> list[str]:
    """What the buttons of the blocks in *language* copy, each pressed with the keyboard."""
    button = f"[...document.querySelectorAll('.language-{language} button')]"
    texts = []
    for index in range(page.evaluate(f"{button}.length")):
        page.evaluate(f"{button}[{index}].focus()")
        page.press("Enter")
        texts.append(page.evaluate("navigator.clipboard.readText()"))
    return texts


def typed(page: str, language: str) -> list[str]:
    """What is typed in the blocks of a page in *language*: no prompts, and no output."""
    found = []
    for fence in fences((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")):
        if fence.language == language:
            prompts = r"^\$ ((?:.*\\\n)*.*)" if language == "console" else r"^(?:>>>|\.\.\.) ?(.*)"
            found.append("\n".join(re.findall(prompts, fence.body, re.MULTILINE)))
    return found


@pytest.mark.parametrize(
    ("page_name", "language"),
    [("tutorial", "console"), ("how-to/embed", "pycon"), ("how-to/share", "console")],
)
def test_copying_takes_what_is_typed(
    chromium: Browser, address: str, page_name: str, language: str
) -> None:
    with chromium.page() as page:
        page.grant("clipboardReadWrite")
        page.open(f"{address}{page_name}/")
        expected = typed(page_name, language)
        assert len(expected) > 2
        assert copied(page, page_name, language) == expected


def test_copying_takes_the_whole_of_a_file(chromium: Browser, address: str) -> None:
    with chromium.page() as page:
        page.grant("clipboardReadWrite")
        page.open(address)
        criteria = (ROOT / "examples" / "candidate.criteria").read_text(encoding="utf-8")
        assert copied(page, "index", "criteria") == [criteria.rstrip()]
