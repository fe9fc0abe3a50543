"""Every offer that is written is right by the JSON Schema of offers."""

from __future__ import annotations

from hypothesis import event, given

from offerkit.load.write import write_offer
from offerkit.model.offer import Offer
from tests.strategies.offers import offers
from tests.unit.model.test_json_schema import data_of, errors


@given(offers(notes=True))
def test_what_is_written_is_right(offer: Offer) -> None:
    data = data_of(write_offer(offer))
    assert errors(data) == []
    event(f"{len(data)} tables")
