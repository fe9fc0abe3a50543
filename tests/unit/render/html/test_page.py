"""What holds of every report: it is well-formed, needs nothing else, and can be read aloud."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from offerkit.comparison import Comparison
from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.render.words.common import verdict_text
from tests.golden.test_pages import EXAMPLES, PAGES, STORIES, decided, story
from tests.reports import report_page
from tests.strategies.html import Element, read

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
DECISIONS = [*STORIES, *PAGES]


def decision(name: str) -> Decision:
    return story(name) if name in STORIES else decided(*PAGES[name])


def comparison(*names: str) -> Comparison:
    path = EXAMPLES / "candidate.criteria"
    criteria = parse_criteria(path.read_text("utf-8"), name=path.name)
    offers = {name: story(name).offer for name in names or STORIES}
    return criteria.compare(offers, samples=20)


def check(page: str) -> Element:
    """Read a page, and fail where it is not as every page should be."""
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    root = read(page)
    html = root.one("html")
    assert html.attributes["lang"] == "en"
    check_drawing(html, level=1)
    for landmark in ("header", "main", "footer"):
        assert len(html.all(landmark)) == 1, landmark
    assert html.one("title").text
    policy = next(m for m in html.all("meta") if "http-equiv" in m.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'; ")
    ids = [each.attributes["id"] for each in html.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in html.all("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    return html


def check_drawing(root: Element, *, level: int) -> None:
    """Fail where a page or what notebooks show needs something else, or cannot be read aloud."""
    elements = root.all()
    names = {each.name for each in elements}
    assert not names & {"script", "img", "iframe", "object", "embed", "form", "input", "base"}
    for each in elements:
        assert not [name for name in each.attributes if name.startswith("on")]
        assert not {"src", "srcset", "action", "style"} & set(each.attributes)
        assert re.match(r"#|data:,", each.attributes.get("href", "#"))
    levels = [int(each.name[1]) for each in root.all(*HEADINGS)]
    assert levels[0] == level
    assert levels.count(level) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1, "a level of headings is left out"
    for table in root.all("table"):
        assert table.one("caption").text
        assert all(cell.attributes["scope"] in {"row", "col"} for cell in table.all("th"))
        widths = {len(row.all("th", "td")) for row in table.all("tr")}
        assert len(widths) == 1
    assert all(svg.attributes["aria-hidden"] == "true" for svg in root.all("svg"))
    for each in root.all("ul", "ol"):
        assert {child.name for child in each.children if isinstance(child, Element)} == {"li"}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_page_of_a_decision(name: str) -> None:
    shown = decision(name)
    html = check(report_page(shown, name=f"{name}.toml"))
    assert html.one("h1").text.startswith(f"{verdict_text(shown.verdict).capitalize()}: ")
    assert f"{name}.toml" in html.one("header").text
    text = html.text
    for finding in shown.findings:
        assert finding.kind.value == "caution" or read_as_text(finding.label) in text
    for fact in shown.missing:
        assert str(fact) in "".join(text.split())


def read_as_text(text: str) -> str:
    from offerkit.terminal import safe

    return " ".join(safe(text).split())


def test_a_page_of_a_comparison() -> None:
    shown = comparison()
    html = check(report_page(shown))
    assert len(html.all("article")) == len(shown.options) == len(STORIES) + 1
    for option, fold in zip(shown.options, html.all("details"), strict=True):
        title = fold.one("summary").one("h2").text
        assert title.startswith(verdict_text(option.decision.verdict).capitalize())
        assert "open" not in fold.attributes
    for section in html.all("section"):
        assert len(section.children) > 1, "a heading has something under it"
    lanes = html.one("main").all("figure")[0].all("li")
    assert [lane.all("span")[0].text for lane in lanes] == [
        verdict_text(option.decision.verdict).capitalize() for option in shown.options
    ]


def test_a_comparison_without_scores() -> None:
    criteria = parse_criteria('dealbreaker "No visa" if visa.needed\n')
    offers = {"a": Offer(), "b": read_offer("visa.needed = true\n")}
    html = check(report_page(criteria.compare(offers)))
    assert html.one("main").all("figure")[0].all("svg") == []


def test_offers_of_one_company_go_by_more_than_that() -> None:
    criteria = parse_criteria('pro "Near" if commute.time < 20 min\n')
    texts = {
        "a": 'company.name = "Mill"\nrole.title = "Clerk"\ncommute.time = "9 min"\n',
        "b": 'company.name = "Mill"\nrole.title = "Clerk"\n',
        "c": 'company.name = "Mill"\nrole.title = "Cook"\n',
        "d": 'company.name = "Bank"\n',
        "e": "",
    }
    html = check(report_page(criteria.compare({n: read_offer(t) for n, t in texts.items()})))
    assert {link.text for link in html.one("nav").all("a")} == {
        *("a", "b"),
        *("Cook at Mill", "Bank", "e"),
    }


def test_a_page_is_the_same_every_time() -> None:
    assert report_page(story("half-known")) == report_page(story("half-known"))
    assert report_page(comparison("half-known", "other-work")) == report_page(
        comparison("half-known", "other-work")
    )


@pytest.mark.parametrize("name", DECISIONS)
def test_what_a_notebook_shows_of_a_decision(name: str) -> None:
    shown = decision(name)
    root = read(shown._repr_html_())
    assert [each.attributes for each in root.children if isinstance(each, Element)] == [
        {"class": "offerkit"}
    ]
    check_drawing(root, level=3)
    assert root.one("h3").text.startswith(f"{verdict_text(shown.verdict).capitalize()}: ")
    assert not any("id" in each.attributes for each in root.all())


def test_what_a_notebook_shows_of_a_comparison() -> None:
    root = read(comparison("half-known", "other-work")._repr_html_())
    check_drawing(root, level=3)
    assert root.one("h3").text == "2 offers compared"
    assert root.all("article") == []


MARKUP = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


def test_nothing_in_a_file_becomes_markup() -> None:
    text = MARKUP.replace('"', '\\"')
    criteria = parse_criteria(
        f'dealbreaker "{text}" if work.summary = "{text}"\n'
        f'pro "{text} too" if manager.presence >= often weight 2\n'
        f'prefer "{text} most" pay.base from 1k to 2k USD per year\n'
        f'leaving "{text} left" until manager.mentoring >= often\n'
        f'ask "{text}?" about manager.presence\n'
        f'caution "{text}!" if work.summary != promised.work.summary\n',
        name=f"{MARKUP}.criteria",
    )
    facts = "\n".join(
        f"{key} = {value}"
        for key, value in {
            "company.name": f'"{text}"',
            "role.title": f'"{text}"',
            "work.summary": f'"{text}"',
            "promised.work.summary": '"other"',
            "sources.'work.summary'": f'"{text}"',
            "pay.base": '"1500 USD per year"',
        }.items()
    )
    offer = read_offer(facts)
    shown = criteria.decide(offer)
    assert shown.broken_promises
    for page in (
        report_page(shown, name=MARKUP),
        report_page(criteria.compare({MARKUP: offer, "other": Offer()})),
    ):
        html = check(page)
        assert html.text.count("<script>alert(1)</script>") > 5
        assert page.count("</style>") == 1


NEGOTIABLE = """
pro "Pays" if pay.base >= 50k USD per year weight 2
pro "A mentor" if manager.mentoring >= often weight 3
dealbreaker "Nobody there" if manager.presence < sometimes
negotiable pay.base up to 60k USD per year effort 2
negotiable manager.mentoring up to often effort 1
negotiable manager.presence up to often effort 1
accept at 50%
"""


def asked_for(offer: str, criteria: str = NEGOTIABLE) -> str | None:
    """Return what a page says in its section on what to ask for."""
    checked = parse_criteria(criteria)
    page = check(report_page(checked.decide(read_offer(offer, schema=checked.schema))))
    found = [each.text for each in page.all("section")]
    title = "What to ask for "
    return next((text.removeprefix(title) for text in found if text.startswith(title)), None)


KNOWN = 'pay.base = "40k USD per year"\nmanager.presence = "often"\nmanager.mentoring = "{}"\n'


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (KNOWN.format("always"), None),
        (
            KNOWN.format("rarely"),
            "To make it worth accepting The least you can ask for to get from consider to accept "
            "(effort 1; no smaller set is enough): "
            "manager.mentoring often (now: rarely): Accept, 60%",
        ),
        (
            KNOWN.format("unknown").replace("often", "rarely"),
            "To make it worth considering "
            "The least you can ask for to get from decline to consider "
            "(effort 1; no smaller set is enough): "
            "manager.presence sometimes (now: rarely): Find out, 0% to 60% "
            "To make it worth accepting The least you can ask for to get from decline to accept "
            "(effort 2; no smaller set is enough): "
            "manager.mentoring often (now: unknown); and manager.presence sometimes "
            "(now: rarely): Accept, 60%",
        ),
    ],
)
def test_what_to_ask_for(offer: str, said: str | None) -> None:
    assert asked_for(offer) == said


def test_what_stands_in_the_way_of_asking() -> None:
    criteria = f'{NEGOTIABLE}dealbreaker "No visa" if visa.needed\n'
    said = asked_for(f"{KNOWN.format('often')}visa.needed = true\n", criteria)
    assert said == (
        "To make it worth considering None of your negotiable items would be enough for consider. "
        "Still in the way: dealbreaker: No visa (<criteria>:9)"
    )


def test_nothing_is_asked_for_where_nothing_is_negotiable() -> None:
    criteria = 'dealbreaker "No visa" if visa.needed\n'
    assert asked_for("visa.needed = true\n", criteria) is None
