"""The scanners find every value where the parsers of the standard library read it."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from offerkit.load.locate import json_places, toml_places
from offerkit.load.write import write_offer
from offerkit.model.offer import Offer
from offerkit.span import Source
from tests.strategies.offers import offers
from tests.unit.load.test_locate import leaves


@given(offers(notes=True))
def test_every_written_value_has_its_place(offer: Offer) -> None:
    text = write_offer(offer)
    places = toml_places(Source("a.toml", text))
    for path, value in leaves(tomllib.loads(text, parse_float=Decimal)):
        assert path in places.known
        written = places.span(path).text
        assert tomllib.loads(f"k = {written}", parse_float=Decimal)["k"] == value


JSON_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_DATA, st.sampled_from([None, 2]), st.booleans())
def test_every_json_value_has_its_place(data: Any, indent: int | None, plain: bool) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=plain, allow_nan=False)
    places = json_places(Source("a.json", text))
    assert not places.duplicates
    assert places.span(()).text == text
    for path, value in leaves(data):
        assert path in places.known
        assert json.loads(places.span(path).text) == value
