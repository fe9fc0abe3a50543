"""How the order holds when the weights are others, in the same order of importance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Final

from offerkit.advise.compare.models import Firsts
from offerkit.advise.compare.scores import Balance, Outlook

_BITS: Final = 32
"""How fine the weights are that are drawn: their sum is 2 to the power of this, and one each."""


def weightings(weights: Sequence[int], samples: int, seed: int) -> Iterator[list[int]]:
    """Yield *samples* weightings: positive whole numbers, in the order of *weights*.

    Uniform over all weightings with one sum in which nothing that has the greater weight gets the
    lesser one. Statements of equal weight may come apart: by giving two the same weight, the
    author said that neither is more important, and not that they are exactly as important.

    The same on every machine and version: only whole random bits are used.

    Source:
        docs/how-to/compare.md, "Other weights".
    """
    bits, top = Random(seed).getrandbits, 1 << _BITS
    count = len(weights)
    groups = _by_importance(weights)
    for _ in range(samples):
        # The spaces between random points are uniform over all weightings. Sorting them gives
        # a uniform one of those that keep an order, and within a group the order is as drawn.
        points = sorted([bits(_BITS) for _ in range(count - 1)])
        spaces = [high - low + 1 for low, high in pairwise((0, *points, top))]
        falling = sorted(range(count), key=spaces.__getitem__, reverse=True)
        drawn, start = [0] * count, 0
        for group in groups:
            stop = start + len(group)
            for place, index in zip(group, sorted(falling[start:stop]), strict=True):
                drawn[place] = spaces[index]
            start = stop
        yield drawn


def _by_importance(weights: Sequence[int]) -> list[list[int]]:
    """Return the indices of equal weights together, the greatest weight first."""
    groups: dict[int, list[int]] = {}
    for index, weight in enumerate(weights):
        groups.setdefault(weight, []).append(index)
    return [groups[weight] for weight in sorted(groups, reverse=True)]


def firsts(balance: Balance, samples: int, seed: int) -> tuple[Firsts | None, ...]:
    """Return how often each option comes first, in the order of the balance.

    Args:
        balance: The options.
        samples: How many weightings to draw; with 0 there is nothing to say.
        seed: Where to begin drawing.

    Returns:
        For each option its ``Firsts``; None where nothing is weighed or nothing drawn.
    """
    count = len(balance.standings)
    if not samples or not balance.weights:
        return (None,) * count
    certain, possible = [0] * count, [0] * count
    for weights in weightings(balance.weights, samples, seed):
        outlooks = list(balance.outlooks(weights))
        for index in _certainly_first(outlooks):
            certain[index] += 1
        floor = max(outlook.worst for outlook in outlooks)
        for index, outlook in enumerate(outlooks):
            possible[index] += outlook.best >= floor
    return tuple(Firsts(samples, *counts) for counts in zip(certain, possible, strict=True))


def _certainly_first(outlooks: Sequence[Outlook]) -> Iterator[int]:
    """Yield the options that none of the others can come out ahead of."""
    tops = sorted((outlook.best for outlook in outlooks), reverse=True)
    for index, outlook in enumerate(outlooks):
        # The best that any of the others may come to.
        rival = tops[1:2] if outlook.best == tops[0] else tops[:1]
        if not rival or outlook.worst >= rival[0]:
            yield index
