"""Weight flips: the smallest change of one weight that puts the option that is behind ahead.

As a function of one weight, a score is a fraction whose numerator and denominator both grow by a
fixed step, or the least or greatest of such fractions where statements may not apply. So the order
of two options can change only next to a few weights: where the scores are equal, or where one of
them is at a threshold. Trying the whole numbers there finds the nearest flip exactly.

Source:
    docs/how-to/compare.md, "What would change the order".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor, isqrt
from operator import mul, neg
from typing import Any, Final

import attrs
from attrs import define, field, frozen

from offerkit.advise.compare.models import WeightFlip
from offerkit.advise.compare.scores import ScoreRow, ScoreTable
from offerkit.core import CheckedLeaving, CheckedStatement, weight_of
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import DECLINE, counting
from offerkit.kleene import Kleene
from offerkit.records import Record

_LEAST: Final = 1
"""Weights are positive whole numbers of their unit."""


def weight_flips(
    program: Program, scores: ScoreTable, behind: int, ahead: int
) -> tuple[WeightFlip, ...]:
    """Return the nearest weight of each weighed statement that puts *behind* ahead of *ahead*.

    It is then in the running.

    Args:
        program: The criteria that decided the options.
        scores: Scores of the options.
        behind: Index of the option that is behind.
        ahead: Index of the option that is ahead of it.

    Returns:
        At most one flip per statement, the smallest change first; equal changes are in the order
        of the statements. Empty if no single weight is enough.
    """
    if scores.rows[behind].ruled_out is not Kleene.FALSE:
        return ()  # Whoever is declined as well does not pass.
    twins, unit = _weights_of_twins(program), program.checked.weight_unit
    found = []
    for place, index in enumerate(scores.findings):
        flip = _flip(
            _Crossings(scores, scores.rows[behind], scores.rows[ahead], place), twins[index]
        )
        if flip is not None:
            at, level_at = flip
            before = _written(scores.weights[place], unit)
            level = None if level_at is None else level_at / unit
            found.append(WeightFlip(index, before, _written(at, unit), level))
    return tuple(sorted(found, key=lambda flip: abs(flip.change)))


@frozen
class _Line(Record):
    """A score as a function of one weight: a total over a whole, both straight."""

    total: int
    """Total at a weight of 0."""
    step: int
    """Growth of the total with each unit of the weight."""
    whole: int
    whole_step: int

    @classmethod
    def at(cls, scores: ScoreTable, row: ScoreRow, place: int, weight: int, *, high: bool) -> _Line:
        """Return what one end of a score follows near a weight of the statement at *place*."""
        values, weights = (row.highs if high else row.lows), _with(scores.weights, place, weight)
        counted: Sequence[int] = weights
        if row.applies is not None:
            counted = counting(weights, [*map(neg, values)] if high else values, row.applies)
        step, whole_step = (values[place], scores.unit) if counted[place] else (0, 0)
        total, whole = sum(map(mul, counted, values)), sum(counted) * scores.unit
        return cls(total - weight * step, step, whole - weight * whole_step, whole_step)


@define
class _Crossings:
    """Where two scores may cross as one weight changes."""

    scores: ScoreTable
    behind: ScoreRow
    ahead: ScoreRow
    place: int
    lows: set[_Line] = field(factory=set, init=False)
    """What the least score of the option behind follows, as far as it is known."""
    highs: set[_Line] = field(factory=set, init=False)
    """What the greatest of the option ahead follows."""

    @property
    def _all_apply(self) -> bool:
        return self.behind.applies is None and self.ahead.applies is None

    def near(self, weight: int) -> Iterator[int]:
        """Yield the weights next to those where what the scores follow at this *weight* crosses."""
        if self._all_apply and self.lows:
            return  # Each follows one line throughout.
        low = _Line.at(self.scores, self.behind, self.place, weight, high=False)
        high = _Line.at(self.scores, self.ahead, self.place, weight, high=True)
        self.lows.add(low)
        self.highs.add(high)
        roots = [*_level(low, high)]
        for mark in self.scores.thresholds.all:
            n, d = mark.as_integer_ratio()
            for line in (low, high):
                roots += _roots(
                    line.total * d - n * line.whole, line.step * d - n * line.whole_step
                )
        for root in roots:
            # One more on either side, because a root that is no fraction is off by less than one.
            yield from range(floor(root) - 1, ceil(root) + 2)

    def flips_at(self, weight: int) -> bool:
        """Return whether the option behind is ahead at this weight."""
        worst, best = self._ends(weight)
        return worst[0] > DECLINE and worst > best

    def _ends(self, weight: int | Fraction) -> tuple[tuple[int, Any], tuple[int, Any]]:
        """Return the worst rank and score of the option behind, and the best of the other."""
        if self._all_apply:
            (low,), (high,) = self.lows, self.highs
            whole, rank = low.whole + weight * low.whole_step, self.scores.thresholds.rank
            mine, theirs = low.total + weight * low.step, high.total + weight * high.step
            return (rank(mine, whole), mine), (rank(theirs, whole), theirs)
        n, d = weight.as_integer_ratio()
        weights = _with([it * d for it in self.scores.weights], self.place, n)
        behind, ahead = (self.scores.outcome_of(it, weights) for it in (self.behind, self.ahead))
        return behind.worst[::2], ahead.best[::2]

    def level(self, *between: int) -> Fraction | None:
        """Return the weight between two others at which the scores are equal.

        None if there is no single fraction.
        """
        low, high = sorted(between)
        levels = {root for pair in product(self.lows, self.highs) for root in _level(*pair)}
        found = [
            root
            for root in levels
            if low <= root <= high and len({end[-1] for end in self._ends(root)}) == 1
        ]
        return found[0] if len(found) == 1 else None


def _level(low: _Line, high: _Line) -> Iterator[Fraction]:
    """Yield the weights at which two lines are equal; see ``_roots``."""
    if (low.whole, low.whole_step) == (high.whole, high.whole_step):
        yield from _roots(low.total - high.total, low.step - high.step)
        return
    # low.total/low.whole = high.total/high.whole, multiplied out
    yield from _roots(
        low.total * high.whole - high.total * low.whole,
        low.total * high.whole_step
        + low.step * high.whole
        - high.total * low.whole_step
        - high.step * low.whole,
        low.step * high.whole_step - high.step * low.whole_step,
    )


def _roots(c: int, b: int, a: int = 0) -> Iterator[Fraction]:
    """Yield where c + b·x + a·x² is 0; less than 1 from there, where that is not a fraction."""
    if not a:
        if b:
            yield Fraction(-c, b)
        return
    square = b * b - 4 * a * c
    if square < 0:
        return
    for side in (isqrt(square), -isqrt(square)):
        yield Fraction(side - b, 2 * a)


def _flip(crossings: _Crossings, twins: frozenset[int]) -> tuple[int, Fraction | None] | None:
    """Return the nearest weight that turns the order, and the one at which the scores are equal."""
    now = crossings.scores.weights[crossings.place]
    passed = {now, *twins}
    # A weight that would make two statements one is passed over.
    near = {weight + side for weight in twins for side in (-1, 1)}.union(crossings.near(now))
    while near := {weight for weight in near - passed if weight >= _LEAST}:
        weight = min(near, key=lambda it: (abs(it - now), it))
        if crossings.flips_at(weight):
            return weight, crossings.level(now, weight)
        passed.add(weight)
        # What a score follows here may be crossed sooner than what it follows now.
        near.update(crossings.near(weight))
    return None


def _with(weights: Sequence[int], place: int, weight: int) -> tuple[int, ...]:
    return (*weights[:place], weight, *weights[place + 1 :])


def _written(weight: int, unit: int) -> int | Fraction:
    """Return a number of units as a weight; a whole number where it is one."""
    return Fraction(weight, unit) if weight % unit else weight // unit


def _weights_of_twins(program: Program) -> tuple[frozenset[int], ...]:
    """Return the weights of each statement's twins: statements that differ only in their weight.

    With the weight of its twin a statement would be equal to it, and would count once.
    """
    alike: dict[CheckedStatement, set[int]] = {}
    unweighed = [
        statement
        if isinstance(statement, CheckedLeaving)
        else attrs.evolve(statement, weight=_LEAST)
        for statement in program.statements
    ]
    weights = [weight_of(statement) for statement in program.statements]
    for statement, weight in zip(unweighed, weights, strict=True):
        alike.setdefault(statement, set()).add(weight)
    return tuple(
        frozenset(alike[statement] - {weight})
        for statement, weight in zip(unweighed, weights, strict=True)
    )
