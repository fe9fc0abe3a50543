"""Weight flips: the smallest change of one weight that puts the option that is behind ahead.

As a function of one weight, a score is a fraction whose numerator and denominator both grow by a
fixed step. So the order of two options can change only next to a few weights: where the scores
are equal, or where one of them is at a threshold. Trying the whole numbers there finds the
nearest flip exactly.

Source:
    docs/how-to/compare.md, "What would change the order".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Final

import attrs
from attrs import frozen

from offerkit.advise.compare.models import WeightFlip
from offerkit.advise.compare.scores import ScoreRow, ScoreTable
from offerkit.core import CheckedLeaving, CheckedStatement, weight_of
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import DECLINE
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
    twins, unit = _weights_of_twins(program), program.checked.weight_unit
    found = []
    for place, index in enumerate(scores.findings):
        flip = _flip(_Lines.of(scores, behind, ahead, place), index, twins[index], unit)
        if flip is not None:
            found.append(flip)
    return tuple(sorted(found, key=lambda flip: abs(flip.change)))


@frozen
class _Line(Record):
    """One end of a score as a function of one weight: a total over a whole, both straight."""

    total: int
    step: int
    """Growth of the total with each unit of the weight."""
    whole: int
    whole_step: int

    @classmethod
    def of(cls, scores: ScoreTable, row: ScoreRow, place: int, *, high: bool) -> _Line:
        """Return the line of the weight at *place* of the table.

        Statements that may not apply count as they do at the present weights.
        """
        values, weights, unit = (row.highs if high else row.lows), scores.weights, scores.unit
        counted = list(range(len(weights)))
        if row.applies is not None:
            at = scores.outcome_of(row, weights)
            mean = Fraction(at.best[2] if high else at.worst[2]) / sum(weights)
            wider = [value > mean if high else value < mean for value in values]
            counted = [
                i
                for i, applies in enumerate(row.applies)
                if applies is Kleene.TRUE or (applies is Kleene.UNKNOWN and wider[i])
            ]
        total = sum(weights[i] * values[i] for i in counted)
        whole = sum(weights[i] for i in counted) * unit
        return cls(total, *((values[place], whole, unit) if place in counted else (0, whole, 0)))

    def moved(self, more: int) -> tuple[int, int]:
        """Return the total and the whole at a weight that is *more*."""
        return self.total + more * self.step, self.whole + more * self.whole_step


@frozen
class _Lines(Record):
    """Both scores as functions of one weight."""

    scores: ScoreTable
    behind: ScoreRow
    ahead: ScoreRow
    place: int
    low: _Line
    """The least score of the option behind."""
    high: _Line
    """The greatest of the option ahead."""

    @classmethod
    def of(cls, scores: ScoreTable, behind: int, ahead: int, place: int) -> _Lines:
        """Return the lines of two options for the weight at *place* of the table."""
        one, other = scores.rows[behind], scores.rows[ahead]
        low = _Line.of(scores, one, place, high=False)
        return cls(scores, one, other, place, low, _Line.of(scores, other, place, high=True))

    @property
    def weight(self) -> int:
        """Weight of the statement now."""
        return self.scores.weights[self.place]

    def flips_at(self, weight: int) -> bool:
        """Return whether the option behind is ahead at this weight."""
        if self.behind.applies is not None or self.ahead.applies is not None:
            weights = list(self.scores.weights)
            weights[self.place] = weight
            mine, theirs = (self.scores.outcome_of(r, weights) for r in (self.behind, self.ahead))
            return mine.worst[0] > DECLINE and mine.worst > theirs.best
        more, ranks = weight - self.weight, self.scores.thresholds.ranks
        (low, whole), (high, _) = self.low.moved(more), self.high.moved(more)
        worst, _ = ranks(self.behind.ruled_out, low, low, whole)
        _, best = ranks(self.ahead.ruled_out, high, high, whole)
        # Whoever is declined as well does not pass.
        return worst > DECLINE and (worst, low) > (best, high)

    def level_at(self) -> Fraction | None:
        """Return the weight at which the scores are equal; None if there is no single fraction."""
        exact = [root for root, is_exact in self._level() if is_exact]
        return exact[0] if len(exact) == 1 else None

    def roots(self) -> Iterator[Fraction]:
        """Yield the weights next to which the order can change."""
        yield from (root for root, _ in self._level())
        for mark in self.scores.thresholds.all:
            n, d = mark.as_integer_ratio()
            for line in (self.low, self.high):
                parts = line.total * d - n * line.whole, line.step * d - n * line.whole_step
                yield from (root for root, _ in self._roots(*parts))

    def _level(self) -> Iterator[tuple[Fraction, bool]]:
        """Yield where the scores are equal, and whether that is exact."""
        low, high = self.low, self.high
        if (low.whole, low.whole_step) == (high.whole, high.whole_step):
            yield from self._roots(low.total - high.total, low.step - high.step)
            return
        # low.total/low.whole = high.total/high.whole, multiplied out
        yield from self._roots(
            low.total * high.whole - high.total * low.whole,
            low.total * high.whole_step
            + low.step * high.whole
            - high.total * low.whole_step
            - high.step * low.whole,
            low.step * high.whole_step - high.step * low.whole_step,
        )

    def _roots(self, c: int, b: int, a: int = 0) -> Iterator[tuple[Fraction, bool]]:
        """Yield the weights at which c + b·x + a·x² is 0, x more than now; exact, or near them."""
        if not a:
            if b:
                yield self.weight - Fraction(c, b), True
            return
        square = b * b - 4 * a * c
        if square < 0:
            return
        root = isqrt(square)
        for side in (root, -root):
            yield self.weight + Fraction(side - b, 2 * a), root * root == square


def _flip(lines: _Lines, index: int, twins: frozenset[int], unit: int) -> WeightFlip | None:
    near = {
        weight
        for root in lines.roots()
        # One more on either side, because a root that is no fraction is off by less than one.
        for weight in range(floor(root) - 1, ceil(root) + 2)
    }
    # A weight that would make two statements one is passed over.
    near.update(weight + side for weight in twins for side in (-1, 1))
    candidates = sorted(
        (weight for weight in near - twins if weight >= _LEAST and weight != lines.weight),
        key=lambda weight: (abs(weight - lines.weight), weight),
    )
    flipped = next(filter(lines.flips_at, candidates), None)
    if flipped is None:
        return None
    level, (low, high) = lines.level_at(), sorted((lines.weight, flipped))
    between = level is not None and low <= level <= high
    level_at = level / unit if level is not None and between else None
    return WeightFlip(index, _written(lines.weight, unit), _written(flipped, unit), level_at)


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
