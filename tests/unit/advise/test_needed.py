"""Which facts the verdict can depend on, and the sums by which that is found."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from offerkit.advise import needed
from offerkit.advise.questions import BUDGET
from offerkit.advise.what_if.what_if import WhatIf
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import Thresholds
from offerkit.load import read_offer

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
    again = other.and_all(other).by_open
    assert again[needed._Open(gone=2)] == bits({3, 4})
    assert again[needed._Open(gone=4)] == bits({6})
