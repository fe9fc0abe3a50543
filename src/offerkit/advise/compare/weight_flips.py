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
from math import ceil, floor
from typing import Final

import attrs
from attrs import frozen

from offerkit.advise.compare.models import WeightFlip
from offerkit.advise.compare.scores import ScoreRow, ScoreTable
from offerkit.core import CheckedLeaving, CheckedStatement, weight_of
from offerkit.evaluate.program import Program

_LEAST: Final = 1
"""Weights are positive whole numbers of their unit."""


def weight_flips(
    program: Program, scores: ScoreTable, behind: int, ahead: int
) -> tuple[WeightFlip, ...]:
    """Return the nearest weight of each weighed statement that puts *behind* ahead of *ahead*.

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
class _Lines:
    """Both scores as functions of one weight: totals that grow by a fixed step per unit."""

    scores: ScoreTable
    behind: ScoreRow
    ahead: ScoreRow
    weight: int
    """Weight of the statement now."""
    low: int
    """Least total of the option behind; its score is this over *whole*."""
    high: int
    """Greatest total of the option ahead."""
    whole: int
    low_step: int
    high_step: int

    @classmethod
    def of(cls, scores: ScoreTable, behind: int, ahead: int, place: int) -> _Lines:
        """Return the lines of two options for the weight at *place* of the table."""
        one, other = scores.rows[behind], scores.rows[ahead]
        low, high = scores.outcomes(behind).worst[1], scores.outcomes(ahead).best[1]
        whole = sum(scores.weights) * scores.unit
        weight = scores.weights[place]
        return cls(
            scores, one, other, weight, low, high, whole, one.lows[place], other.highs[place]
        )

    def flips_at(self, weight: int) -> bool:
        """Return whether the option behind is ahead at this weight."""
        more, ranks = weight - self.weight, self.scores.thresholds.ranks
        low, high = self.low + more * self.low_step, self.high + more * self.high_step
        whole = self.whole + more * self.scores.unit
        worst, _ = ranks(self.behind.ruled_out, low, low, whole)
        _, best = ranks(self.ahead.ruled_out, high, high, whole)
        return (worst, low) > (best, high)

    def level_at(self) -> Fraction | None:
        """Return the weight at which the scores are equal, or None if there is none."""
        return self._root(self.low - self.high, self.low_step - self.high_step)

    def roots(self) -> Iterator[Fraction]:
        """Yield the weights next to which the order can change."""
        lines = [(self.low - self.high, self.low_step - self.high_step)]
        for mark in self.scores.thresholds.all:
            for total, step in ((self.low, self.low_step), (self.high, self.high_step)):
                n, d = mark.numerator, mark.denominator
                lines.append((total * d - n * self.whole, step * d - n * self.scores.unit))
        yield from (root for line in lines if (root := self._root(*line)) is not None)

    def _root(self, value: int, step: int) -> Fraction | None:
        """Return the weight at which *value*, growing by *step*, is 0."""
        return Fraction(self.weight * step - value, step) if step else None


def _flip(lines: _Lines, index: int, twins: frozenset[int], unit: int) -> WeightFlip | None:
    near = {
        weight
        for root in lines.roots()
        for weight in (ceil(root) - 1, ceil(root), floor(root), floor(root) + 1)
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
