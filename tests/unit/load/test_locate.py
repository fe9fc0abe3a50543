"""Where values stand in a text: the scanners agree with the parsers of the standard library."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from offerkit.load.locate import json_places, toml_places
from offerkit.load.problems import DataPath
from offerkit.span import Source


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
