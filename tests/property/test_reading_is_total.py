"""Law: any text and any bytes are an offer, or an error with places inside the text."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, event, given
from hypothesis import strategies as st

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import read_offer, read_offers, write_offer
from offerkit.load.amounts import PARTS, read_fact
from offerkit.load.formats import FORMATS, Format
from offerkit.load.problems import MAX_MISTAKES, FactError
from offerkit.model.fields import check_value
from offerkit.model.offer import Offer, known_facts
from offerkit.model.schema import schema_of
from offerkit.values import UNKNOWN, TextSet
from tests.conformance.cases import _toml
from tests.strategies.offers import offers

WORDS = st.sampled_from(
    ["pay", "base", "manager", "presence", "promised", "unknown", "often", "52k USD per year", "45"]
)
MARKS = st.sampled_from([*'"{}[]=:.,#\n -&*!|>%@`', "'", "'''", '"""', "..", "\\", "\ud800", "\0"])
SCRAPS = st.lists(WORDS | MARKS | st.text(max_size=3), max_size=30).map("".join)


def check(data: str | bytes, kind: Format) -> None:
    found = diagnostics(data, kind)
    event("refused" if found else "read")
    assert len(found) <= MAX_MISTAKES + 1
    for diagnostic in found:
        span = diagnostic.primary.span
        assert 0 <= span.start <= span.end <= len(span.source.text)
        assert diagnostic.is_error


def diagnostics(data: str | bytes, kind: Format) -> tuple[Diagnostic, ...]:
    try:
        read_offer(data, format=kind)
    except OfferError as problem:
        return problem.diagnostics
    return ()


@pytest.mark.parametrize("kind", FORMATS)
@given(data=st.text() | st.binary() | SCRAPS)
def test_any_text(kind: Format, data: str | bytes) -> None:
    if kind == "yaml":
        pytest.importorskip("yaml")
    check(data, kind)


NUMBERS = st.integers(0, 200).map(str) | st.sampled_from(["60k", "0.5", "1.234", "-0", "9" * 31])
UNITS = st.sampled_from(["", "%", " USD", " USD per year", " min", " days", " months"])
AMOUNTS = st.builds("{}{}{}".format, st.sampled_from(["", "at least ", "up to "]), NUMBERS, UNITS)
RANGES = st.builds("{}..{}{}".format, NUMBERS, NUMBERS, UNITS)
RAW = (
    AMOUNTS
    | RANGES
    | WORDS
    | st.booleans()
    | st.decimals()
    | st.dates()
    | st.lists(AMOUNTS, max_size=3)
    | st.dictionaries(st.sampled_from(["low", "high", "at_least"]), AMOUNTS, max_size=2)
)
KINDS = {(one.datatype, one.bounds): one for one in schema_of().facts.values() if not one.derived}


@given(RAW)
def test_what_is_read_suits_its_fact(raw: Any) -> None:
    for info in KINDS.values():
        try:
            value = read_fact(info, raw)
        except FactError:
            continue
        event(type(value).__name__)
        # Texts are looked at again when a group is made of them; nothing else is.
        if value is not UNKNOWN and not isinstance(value, str | frozenset | TextSet):
            check_value(info, value)


CELLS = st.sampled_from(
    """
    offer|name|manager|clients|company|current|unit|units|notes|#|pay.base|pay.total|pay_base|days
    manager.presence|promised.manager.presence|current.leave.days|sources.pay.base|leave.days
    none|unknown|often|counter|offer.kind|45|60k|15%|=1+1|#REF!|[|{|["a"]|benefits.list|a;b|a,b
    Base pay (USD per year)|commute.time (min)|60k USD per year||"x"|pay.base.currency|USD
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)


@given(st.lists(st.lists(CELLS | SCRAPS, max_size=5), max_size=5), st.sampled_from(",;\t|"))
def test_tables(rows: list[list[str]], separator: str) -> None:
    quoted = ([f'"{cell.replace(QUOTE, QUOTE * 2)}"' for cell in row] for row in rows)
    check_table("\n".join(map(separator.join, quoted)))


QUOTE = '"'


@given(data=st.text() | st.binary() | SCRAPS)
def test_any_text_as_a_table(data: str | bytes) -> None:
    check_table(data)


def check_table(data: str | bytes) -> None:
    found: tuple[Diagnostic, ...] = ()
    try:
        read_offers(data)
    except OfferError as problem:
        found = problem.diagnostics
    event("refused" if found else "read")
    assert len(found) <= MAX_MISTAKES + 1
    for diagnostic in found:
        span = diagnostic.primary.span
        assert 0 <= span.start <= span.end <= len(span.source.text)


@given(offers())
def test_a_table_states_what_an_offer_file_does(offer: Offer) -> None:
    text = write_offer(evolve(offer, posting={}))
    stated = dict(leaves(tomllib.loads(text, parse_float=Decimal), ""))
    assume(stated)
    for turned in (False, True):
        lines = [["offer", *stated], ["One", *map(cell, stated.values())]]
        table = io.StringIO()
        csv.writer(table).writerows(zip(*lines, strict=True) if turned else lines)
        [found] = read_offers(table.getvalue()).values()
        assert said(found) == said(read_offer(text)), table.getvalue()


def said(offer: Offer) -> list[Any]:
    """Return what an offer says; of a view of which nothing is known, a table has no cells."""
    views = (offer, offer.promised or Offer(), offer.current or Offer())
    facts = [known_facts(view) if isinstance(view, Offer) else view for view in views]
    return [*facts, offer.offer, offer.sources]


def leaves(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """Yield the facts of an offer file by their paths; a table with parts is a value."""
    for key, value in table.items():
        if isinstance(value, dict) and PARTS.isdisjoint(value):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def cell(value: Any) -> str:
    """Return the value of a fact as in an offer file; words that stand for none need no quotes."""
    text = value if value in ("none", "unknown", "does not apply") else _toml(value)
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)


@given(
    offers(notes=True),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), WORDS | MARKS), max_size=5),
)
def test_damaged_offers(offer: Offer, damage: list[tuple[float, str]]) -> None:
    text = write_offer(offer)
    for where, scrap in damage:
        at = int(where * len(text))
        text = text[:at] + scrap + text[at + 1 :]
    check(text, "toml")
