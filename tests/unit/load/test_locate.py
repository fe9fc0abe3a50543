"""Where values stand in a text: the scanners agree with the parsers of the standard library."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerkit.load.locate import json_places, toml_places
from offerkit.load.problems import DataPath
from offerkit.load.write import write_offer
from offerkit.model.offer import Offer
from offerkit.span import Source
from tests.strategies.offers import offers


def leaves(data: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, Any]]:
    """Every value in the data that is neither a table nor a list, and its path."""
    items: Any = ()
    if isinstance(data, dict):
        items = data.items()
    elif isinstance(data, list):
        items = enumerate(data)
    else:
        yield path, data
    for key, value in items:
        yield from leaves(value, (*path, key))


TOML = r'''# a comment with "quotes" and [brackets]
top = 1 # = 2
"quoted key".'literal key' = 'C:\path' # dotted
a.b.c = """
multi # not a comment
"quotes" \"""" # behind
text = """a""""
lines = ~~~
[no.table]
x = 1~~~
literal = ~~~b~~~~~
when = 2026-12-01 07:32:00Z
flag=true
[ spaced . "table" ]  # header
nested = [ [1, 2], # one
  [3, "]", '#'], { deep = { er = [ "x" ] }, "k e y" = 2 } ,
]
empty = []
none = {}
[[list]]
name = "first"
[[list]]
name = "second"
sub = { a = 1, b = 2 }
'''.replace("~", "'")


def test_toml_with_all_its_ways_to_write() -> None:
    source = Source("a.toml", TOML)
    places = toml_places(source)
    found = dict(leaves(tomllib.loads(TOML)))
    assert len(found) == 19
    for path, value in found.items():
        assert path in places.known, path
        text = places.span(path).text
        assert tomllib.loads(f"k = {text}")["k"] == value


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("top",), "top"),
        (("quoted key", "literal key"), "\"quoted key\".'literal key'"),
        (("quoted key",), '"quoted key"'),
        (("a", "b"), "b"),
        (("a", "b", "c"), "a.b.c"),
        (("spaced", "table"), '"table"'),
        (("spaced",), "spaced"),
        (("spaced", "table", "nested", 2, "deep", "er"), "er"),
        (("list", 1, "sub", "b"), "b"),
    ],
)
def test_keys_in_toml(path: DataPath, key: str) -> None:
    assert toml_places(Source("a.toml", TOML)).span(path, on_key=True).text == key


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
    lead = "…\n"
    places = json_places(Source("a.json", lead + text), len(lead))
    assert not places.duplicates
    assert places.span(()).text == text
    for path, value in leaves(data):
        assert path in places.known
        assert json.loads(places.span(path).text) == value


def test_repeated_json_keys_are_noted() -> None:
    source = Source("a.json", '{"a": {"b": 1, "c": 2, "b": 3}, "a": 4}')
    places = json_places(source)
    assert [(path, place.key) for path, place in places.duplicates] == [
        (("a", "b"), (23, 26)),
        (("a",), (32, 35)),
    ]


def test_what_has_no_place_is_at_what_holds_it() -> None:
    places = toml_places(Source("a.toml", "[pay]\nbase = { amount = 1 }\n"))
    assert places.span(("pay", "base", "currency")).text == "{ amount = 1 }"
    assert places.span(("role", "title")).start == 0
