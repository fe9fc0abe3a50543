"""The found cases: what a posting or letter states, what it leaves unknown, and its notes."""

from collections.abc import Mapping
from typing import Any

import pytest

from offerkit.errors import OfferError
from offerkit.load import read_offer
from offerkit.load.formats import Format
from offerkit.model.offer import Offer, known_facts
from tests.conformance.cases import cases, offer_text, require_known

FORMATS: Mapping[str, Format] = {"page": "html", "json": "json", "letter": "letter"}
KEYS = (*FORMATS, "number", "facts", "notes", "posting", "errors")


def _facts(offer: Offer) -> dict[str, Any]:
    start = {"offer.start": offer.offer.start, "offer.deadline": offer.offer.deadline}
    stated = {path: value for path, value in start.items() if value is not Offer().offer.start}
    return {**known_facts(offer), **stated}


@cases("found")
def test_found(case: Mapping[str, Any]) -> None:
    require_known(case, KEYS)
    [(text, kind)] = [(case[key], kind) for key, kind in FORMATS.items() if key in case]
    number = case.get("number")
    if "errors" in case:
        with pytest.raises(OfferError) as raised:
            read_offer(text, format=kind, posting=number)
        assert [error.code for error in raised.value.diagnostics] == case["errors"]
        return
    offer = read_offer(text, format=kind, posting=number)
    assert _facts(offer) == _facts(read_offer(offer_text(case.get("facts", {}))))
    notes = [{"fact": note.path or "", "at": note.primary.span.text} for note in offer.notes]
    assert notes == case.get("notes", [])
    if "posting" in case:
        assert sorted(offer.posting) == sorted(case["posting"])
