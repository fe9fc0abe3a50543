"""Law: any text and any bytes are an offer, or an error with places inside the text."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import read_offer, write_offer
from offerkit.load.formats import FORMATS, Format
from offerkit.load.problems import MAX_MISTAKES
from offerkit.model.offer import Offer
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
