from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import frozen

from offerkit.data import Key, keys, shape, to_data, to_dict, value_to_dict
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View
from offerkit.scales import Frequency, Scale
from offerkit.span import Source
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
)

CASES: list[tuple[FactValue, dict[str, Any]]] = [
    (UNKNOWN, {"text": "unknown", "type": "unknown"}),
    (DOES_NOT_APPLY, {"text": "does not apply", "type": "does_not_apply"}),
    (True, {"text": "yes", "type": "yes_no", "value": True}),
    ("Ana", {"text": '"Ana"', "type": "text", "value": "Ana"}),
    (Decimal("1500.50"), {"text": "1,500.5", "type": "number", "amount": "1500.5"}),
    (Percent(Decimal("1E+1")), {"text": "10%", "type": "percent", "amount": "10"}),
    (
        Money(Decimal(5000), "USD"),
        {"text": "5,000 USD", "type": "money", "amount": "5000", "currency": "USD"},
    ),
    (
        Pay(Decimal(50_000), "USD", Period.YEAR),
        {
            "text": "50,000 USD per year",
            "type": "pay",
            "amount": "50000",
            "currency": "USD",
            "per": "year",
        },
    ),
    (
        Duration(Decimal(45), DurationUnit.MINUTE),
        {"text": "45 min", "type": "duration", "amount": "45", "unit": "min"},
    ),
    (date(2026, 12, 1), {"text": "2026-12-01", "type": "date", "value": "2026-12-01"}),
    (
        Frequency.OFTEN,
        {"text": "often", "type": "level", "scale": "frequency", "level": "often", "rank": 3},
    ),
    (
        Scale("mood", ("bad", "good")).level("good"),
        {"text": "good", "type": "level", "scale": "mood", "level": "good", "rank": 1},
    ),
    (
        frozenset({"b", "a"}),
        {"text": '{"a", "b"}', "type": "set", "at_least": ["a", "b"], "at_most": ["a", "b"]},
    ),
    (
        TextSet(frozenset({"a"})),
        {"text": 'at least {"a"}', "type": "set", "at_least": ["a"], "at_most": None},
    ),
    (
        (Percent(Decimal(40)), Percent(Decimal(60))),
        {
            "text": "40%, 60%",
            "type": "list",
            "items": [
                {"text": "40%", "type": "percent", "amount": "40"},
                {"text": "60%", "type": "percent", "amount": "60"},
            ],
        },
    ),
    (
        Range(Decimal(1), Decimal(2)),
        {
            "text": "1 to 2",
            "type": "range",
            "low": {"text": "1", "type": "number", "amount": "1"},
            "high": {"text": "2", "type": "number", "amount": "2"},
        },
    ),
]


@pytest.mark.parametrize(("value", "data"), CASES)
def test_values(value: FactValue, data: dict[str, Any]) -> None:
    assert value_to_dict(value) == data
    assert list(value_to_dict(value)) == list(data)
    assert json.loads(json.dumps(value_to_dict(value))) == data


def test_places_end_behind_the_last_character() -> None:
    source = Source("a.criteria", "pro if\n  b.c\n")
    assert source.span(4, 12).to_dict() == {
        "file": "a.criteria",
        "line": 1,
        "column": 5,
        "end_line": 2,
        "end_column": 6,
    }


@frozen
class Part:
    fact: FactPath
    value: FactValue | None
    share: Fraction
    truth: Kleene


@keys(
    Key("file", None),
    Key("first", "parts", lambda part: str(part.share)),
    "size",
    "parts",
    format="a/1",
)
@frozen
class Whole:
    parts: tuple[Part, ...]
    hidden: str = ""

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self.parts)


PART = Part(FactPath("a.b", View.CURRENT), True, Fraction(1, 3), Kleene.UNKNOWN)
PART_DATA = {
    "fact": "current.a.b",
    "value": {"text": "yes", "type": "yes_no", "value": True},
    "share": "1/3",
    "truth": "unknown",
}


def test_a_model_is_its_fields() -> None:
    assert to_data(PART) == PART_DATA
    assert list(to_data(PART)) == list(PART_DATA)
    assert to_data(attrs.evolve(PART, value=None))["value"] is None


def test_a_model_is_the_keys_that_are_listed_for_it() -> None:
    data = {"format": "a/1", "file": None, "first": ["1/3"], "size": 1}
    assert to_dict(Whole((PART,))) == {**data, "parts": [PART_DATA]}
    assert list(to_dict(Whole(()))) == [*data, "parts"]


def test_what_is_given_takes_the_place_of_a_key() -> None:
    data = to_dict(Whole((PART,)), file="a.toml", size=FactPath("a.b"))
    assert list(data) == ["format", "file", "first", "size", "parts"]
    assert (data["file"], data["size"]) == ("a.toml", "a.b")


def test_a_form_takes_the_keys_of_any_model() -> None:
    short = shape(
        "truth fact.path", Key("half", "share", lambda share: str(share / 2)), type="part"
    )
    assert short(PART) == {"type": "part", "truth": "unknown", "path": "a.b", "half": "1/6"}


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(attrs.exceptions.NotAnAttrsClassError):
        to_data(object())
