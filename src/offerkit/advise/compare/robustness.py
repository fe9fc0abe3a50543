"""Robustness of the order: how it holds under other weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from random import Random
from typing import Final

from offerkit.advise.compare.models import Draw, Firsts
from offerkit.advise.compare.scores import ScoreTable

_BITS: Final = 32
"""Precision of drawn weights: their sum is 2 to this power, plus 1 for each weight."""


def near_weightings(weights: Sequence[int], samples: int, seed: int) -> Iterator[list[int]]:
    """Yield *samples* random weightings: positive whole numbers near *weights*, in other units.

    Each weight is multiplied or divided, with equal chances, by a number that is uniform between 1
    and 2: it is between half of what is written and twice as much, and as often above as below.

    Results are the same on every machine and version of Python: only whole random bits are used.

    Source:
        docs/how-to/compare.md, "Other weights".
    """
    bits, one = Random(seed).getrandbits, 1 << _BITS
    pairs = [(weight, weight * one * one) for weight in weights]
    for _ in range(samples):
        # The first bit tells whether to multiply, and the others are what is above 1.
        yield [
            weight * by if (by := bits(_BITS + 1)) >= one else least // (one + by)
            for weight, least in pairs
        ]


def weightings(weights: Sequence[int], samples: int, seed: int) -> Iterator[list[int]]:
    """Yield *samples* random weightings: positive whole numbers, in the order of *weights*.

    They are uniform over all weightings with the same sum that never give the lesser of two
    *weights* more than the greater. Equal weights may be drawn apart: they say that neither
    statement is more important, not that both are exactly as important.

    Results are the same on every machine and version of Python: only whole random bits are used.

    Source:
        docs/how-to/compare.md, "Other weights".
    """
    bits, top = Random(seed).getrandbits, 1 << _BITS
    count = len(weights)
    falling = sorted(range(count), key=weights.__getitem__, reverse=True)
    groups = [list(group) for _, group in groupby(falling, key=weights.__getitem__)]
    for _ in range(samples):
        # The spaces between random points are uniform over all weightings. Sorting them gives a
        # uniform one of those that keep the order; within a group they stay in the order drawn.
        points = sorted([bits(_BITS) for _ in range(count - 1)])
        spaces = [high - low + 1 for low, high in pairwise((0, *points, top))]
        by_size = sorted(range(count), key=spaces.__getitem__, reverse=True)
        drawn, start = [0] * count, 0
        for group in groups:
            stop = start + len(group)
            for place, index in zip(group, sorted(by_size[start:stop]), strict=True):
                drawn[place] = spaces[index]
            start = stop
        yield drawn


_DRAWN: Final = {Draw.NEAR: near_weightings, Draw.ORDER: weightings}


def firsts(scores: ScoreTable, samples: int, seed: int, draw: Draw) -> tuple[Firsts | None, ...]:
    """Return how often each option comes first, in the order of the table.

    Args:
        scores: Scores of the options.
        samples: Number of weightings to draw; may be 0.
        seed: Seed of the random numbers.
        draw: Weightings to draw.

    Returns:
        A ``Firsts`` for each option, or None if nothing is weighed or drawn.
    """
    count = len(scores.rows)
    if not samples or not scores.weights:
        return (None,) * count
    certain, possible = [0] * count, [0] * count
    table, columns = scores.joined()
    drawn, times = _DRAWN[draw](scores.weights, samples, seed), 1
    if len(columns) == 1:
        # All statements contribute alike: every weighting leads to the same shares of its sum.
        drawn, times = iter([list(scores.weights)]), samples
    for weights in drawn:
        sums = [
            sum([weights[at] for at in some]) if len(some) > 1 else weights[some[0]]
            for some in columns
        ]
        outcomes = enumerate(table.reweighed(sums))
        running = [(index, outcome) for index, outcome in outcomes if outcome.in_running]
        bests = sorted((outcome.best for _, outcome in running), reverse=True)
        floor = max((outcome.worst for _, outcome in running), default=None)
        for index, outcome in running:
            possible[index] += times * (floor is not None and outcome.best >= floor)
            # Certainly first: no other option that is in the running can beat it.
            others = bests[1:] if outcome.best == bests[0] else bests
            certain[index] += times * (not others or outcome.worst >= others[0])
    return tuple(Firsts(samples, *counts) for counts in zip(certain, possible, strict=True))
