"""Law: no value in a posting is an error, and what is written of an offer is read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.diagnostics import Severity
from offerkit.errors import OfferError
from offerkit.load import read_offer, write_offer
from offerkit.load.posting import _PROPERTIES
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN

NAMES = st.sampled_from(
    [
        *(
            "@type",
            "@id",
            "@value",
            "@list",
            "name",
            "address",
            "addressLocality",
            "addressCountry",
        ),
        *("currency", "value", "minValue", "maxValue", "unitText", "price", "title", "baseSalary"),
        "addressCountry",
    ]
)
TEXTS = st.sampled_from(
    [
        *("40000", "40.000", "40,000.50", "$50k", "50k-60k", "per year", "YEAR", "EUR", "€", "0"),
        *("N/A", "Remote", "US", "CA", "FULL_TIME", "TELECOMMUTE", "40 hours per week", "#a", ""),
        *("2026-12-01", "<ul><li>A</li><li>&amp;", "unknown", "\ud800", "\x00", "..", "JobPosting"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
PROPERTIES = st.dictionaries(st.sampled_from([*_PROPERTIES]) | NAMES, VALUES, max_size=5)


def check(offer: Offer, text: str) -> None:
    event("with notes" if offer.notes else "without notes")
    for note in offer.notes:
        assert note.severity is Severity.NOTE
        assert 0 <= note.primary.span.start <= note.primary.span.end <= len(text)
    assert read_offer(write_offer(offer)) == offer


@given(PROPERTIES)
def test_no_value_in_a_posting_is_an_error(properties: dict[str, Any]) -> None:
    nested = {key: value for key, value in properties.items() if key != "@type"}
    text = json.dumps({**nested, "@type": "JobPosting"})
    check(read_offer(text, format="json"), text)


SCRAPS = st.sampled_from(
    [
        *(
            "<div itemscope itemtype='https://schema.org/JobPosting'>",
            "<p itemprop=title>",
            "</div>",
        ),
        *("<div typeof=JobPosting>", "<b property='schema:title'>", "<br itemprop=title>", "</b>"),
        *("<div itemprop=baseSalary itemscope>", "<i itemprop=value content=5>", "<ul>", "<li>"),
        *('<script type="application/ld+json">', '{"@type": "JobPosting"', "}", ',"title":', '"a"'),
        *(
            "</script>",
            "<!--",
            "-->",
            "<![x[",
            "<a ",
            "'",
            '"',
            "=",
            ">",
            "&amp;",
            "\ud800",
            "[",
            "]",
        ),
    ]
)


@given(st.lists(SCRAPS | st.text(max_size=3), max_size=30).map("".join))
def test_any_page_is_an_offer_or_an_error_of_the_file(text: str) -> None:
    try:
        offer = read_offer(text, format="html")
    except OfferError as error:
        codes = {diagnostic.code for diagnostic in error.diagnostics}
        assert codes <= {"no-posting", "several-postings", "bad-syntax", "not-text"}
    else:
        check(offer, text)


_LETTERS = Path(__file__).parents[1] / "letters"
_LINES = sorted(
    {
        line.partition(" || ")[0]
        for path in _LETTERS.rglob("*.txt")
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    }
)


@given(st.lists(st.sampled_from([*_LINES, "1. Pay", "Bonus. You will be paid one."]), max_size=25))
def test_no_lines_of_letters_together_are_an_error(lines: list[str]) -> None:
    try:
        offer = read_offer("\n".join(("Dear Ann,", "", *lines)), format="letter")
    except OfferError:
        event("not a letter")
    else:
        getter = schema_of().getter
        assert all(getter(FactPath(path))(offer) is not UNKNOWN for path in offer.sources)
