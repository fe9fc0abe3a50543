"""Which facts the verdict can depend on, and the sums by which that is found."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from offerkit.advise import needed
from offerkit.advise.questions import BUDGET
from offerkit.advise.what_if.segments import (
    AnyValue,
    LevelRange,
    QuantityRange,
    SingleValue,
    TextGroup,
)
from offerkit.advise.what_if.what_if import Effect, WhatIf
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Thresholds
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.scales import Frequency
from offerkit.values import UNKNOWN, FactValue, Percent

CASES = tomllib.loads(Path(__file__).with_name("needed.toml").read_text("utf-8"))["case"]
PLACES = ({0}, {0, 1}, {2}, {0, 3, 4}, {1, 2, 3, 7}, {5, 6, 10, 11, 12}, {0, 2, 4, 6, 8})


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_is_needed(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needed, "MOST_TRIED", case.get("tried", needed.MOST_TRIED))
    criteria = parse_criteria(case["criteria"])
    decision = criteria.decide(read_offer(case["offer"], schema=criteria.schema))
    search = needed.NeededFacts(WhatIf(decision), case.get("budget", BUDGET))
    found = [[str(fact) for fact in facts] for facts in search.find()]
    assert found == [case["needed"], case.get("untested", [])]


def bits(places: AbstractSet[int]) -> int:
    return sum(1 << place for place in places)


@pytest.mark.parametrize(("one", "other"), [*product(PLACES, PLACES)])
def test_sums_of_a_number_from_each_of_two_sets(one: set[int], other: set[int]) -> None:
    sums = {mine + theirs for mine, theirs in product(one, other)}
    assert needed._all_sums(bits(one), bits(other)) == bits(sums)


@pytest.mark.parametrize("places", PLACES)
def test_runs_and_whether_they_are_met(places: set[int]) -> None:
    for width in range(1, 9):
        runs = {place + more for place in places for more in range(width)}
        assert needed._smeared(bits(places), width) == bits(runs)
    for start, stop in product(range(-2, 14), repeat=2):
        met = any(start <= place < stop for place in places)
        assert needed._meets(bits(places), start, stop) is met


def test_sums_of_groups_of_statements() -> None:
    """In halves: 1 to 2 or 4; and 0 to 1, or 3 beside something that lacks a weight of 2."""

    def leaf(low: int, high: int, gone: int = 0) -> needed._Leaf:
        return needed._Leaf(Fraction(low, 2), Fraction(high, 2), gone)

    grid = needed._Grid(Fraction(2), 10, Thresholds(None, None))
    one = needed._Sums().plus(grid, [leaf(1, 2), leaf(4, 4)])
    other = needed._Sums().plus(grid, [leaf(0, 1), leaf(3, 3, gone=2)])
    assert one.by_open == {needed._Open(): bits({1, 2, 4})}
    assert other.by_open == {needed._Open(): bits({0, 1}), needed._Open(gone=2): bits({3})}
    both = {needed._Open(): bits({1, 2, 3, 4, 5}), needed._Open(gone=2): bits({4, 5, 7})}
    assert one.and_all(other).by_open == both == one.plus(grid, [leaf(0, 1), leaf(3, 3, 2)]).by_open
    more = needed._Sums().plus(grid, [leaf(5, 5), leaf(0, 0, gone=2)])
    two = other.and_all(more).by_open
    assert two[needed._Open(gone=2)] == bits({0, 1, 8})
    assert two[needed._Open(gone=4)] == bits({3})
    over = needed._Open(over=((1, 5), (2, 7))).and_(needed._Open(over=((10, 20), (30, 40)))).over
    assert over == ((11, 25), (32, 47))


@pytest.mark.parametrize(
    ("decline_below", "accept_at", "low", "high", "is_open"),
    [
        (None, Fraction(1, 2), 3, 3, True),
        (None, Fraction(1, 2), 0, 2, False),
        (Fraction(1, 2), None, 2, 5, True),
        (Fraction(1, 2), None, 3, 5, False),
    ],
)
def test_what_may_lack_a_score_is_open_if_one_leads_elsewhere(
    decline_below: Fraction | None, accept_at: Fraction | None, low: int, high: int, is_open: bool
) -> None:
    """Of a weight of 10, 6 are left: a half of them is 3."""
    grid = needed._Grid(Fraction(1), 10, Thresholds(decline_below, accept_at))
    leaf = needed._Leaf(Fraction(low), Fraction(high), 4)
    assert needed._Sums().leave_open(grid, [leaf]) is is_open


def test_what_may_not_apply_adds_all_of_its_weight_at_best() -> None:
    decision = parse_criteria("pro if visa.needed").decide(read_offer(""))
    search = needed.NeededFacts(WhatIf(decision), BUDGET)
    half = Effect(Kleene.FALSE, Fraction(1), Fraction(1), frozenset(), 2)
    maybe = Effect(Kleene.FALSE, Fraction(1), Fraction(2), frozenset(), 3, Kleene.UNKNOWN)
    none = Effect(Kleene.FALSE, Fraction(0), Fraction(5), frozenset(), 5, Kleene.FALSE)
    leaf = search._leaf([half, maybe, none, maybe], 7)
    assert leaf == needed._Leaf(Fraction(1), Fraction(7), 12, may_lack=False)


def test_answers_that_are_tried_are_single_values() -> None:
    """Of texts that are not alike, and of what has no least, there is none."""
    levels = LevelRange((Frequency.RARELY, Frequency.SOMETIMES))
    shares = QuantityRange(Fraction(1, 50), Fraction(3, 25), True, False, Percent(Decimal(1)))
    texts = TextGroup((), True, UNKNOWN)
    open_ = QuantityRange(None, Fraction(2), True, False, Decimal(1))
    values: list[FactValue] = [
        *(Percent(Decimal(amount)) for amount in (2, 7, 12)),
        Frequency.RARELY,
        True,
    ]
    answers = needed._answers([shares, levels, texts, SingleValue(True)])
    assert answers == [SingleValue(value) for value in values]
    assert needed._answers([texts]) == [AnyValue()]
    assert needed._answers([open_]) == [open_]


def test_the_first_answer_is_tried_as_often_as_all() -> None:
    chance, answers = Random(1), [SingleValue(value) for value in (True, False)]
    first = sum(needed._one_of(answers, chance) is answers[0] for _ in range(4_000))
    assert 2_900 < first < 3_100


@pytest.mark.parametrize("weight", [1, 187])
def test_a_grid_is_as_fine_as_it_may_be(weight: int) -> None:
    decision = parse_criteria(f"pro if visa.needed weight {weight}").decide(read_offer(""))
    leaf = needed._Leaf(Fraction(1, 99_991), Fraction(1))
    assert needed._Grid.of(WhatIf(decision), [leaf]).scale * weight == needed._GRID
