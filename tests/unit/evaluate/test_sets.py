"""Relations of sets that are known in part, held against all the sets that each may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest

from offerkit.evaluate.facts import TextBounds
from offerkit.evaluate.sets import differ, overlaps, within
from offerkit.kleene import Kleene

Texts = frozenset[str]
TEXTS = ("a", "b", "c")
"""The last stands for what only a set with nothing ruled out may contain."""


def subsets(of: tuple[str, ...]) -> list[Texts]:
    return [frozenset(some) for size in range(len(of) + 1) for some in combinations(of, size)]


BOUNDS = [
    TextBounds(must, may)
    for must, may in product(subsets(TEXTS[:2]), (*subsets(TEXTS[:2]), None))
    if may is None or must <= may
]


def completions(bounds: TextBounds) -> Iterator[Texts]:
    for one in subsets(TEXTS):
        if bounds.must <= one and (bounds.may is None or one <= bounds.may):
            yield one


@pytest.mark.parametrize(
    ("relation", "holds"),
    [
        (overlaps, lambda one, other: bool(one & other)),
        (within, lambda one, other: one <= other),
        (differ, lambda one, other: one != other),
    ],
)
def test_a_relation_is_known_if_all_that_the_sets_may_be_agree(
    relation: Callable[[TextBounds, TextBounds], Kleene], holds: Callable[[Texts, Texts], bool]
) -> None:
    for left, right in product(BOUNDS, repeat=2):
        pairs = product(completions(left), completions(right))
        truths = {holds(one, other) for one, other in pairs}
        expected = Kleene.of(truths.pop()) if len(truths) == 1 else Kleene.UNKNOWN
        assert relation(left, right) is expected, (left, right)
