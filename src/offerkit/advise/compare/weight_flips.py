"""The smallest change of one weight that puts the option that is behind ahead.

Under another weight of one statement, a score is a whole number over a whole number, and both
grow in steps of their own. Which of two options is ahead can therefore change only next to a few
weights: where the two scores are level, or where one of them is at a threshold. Trying the whole
numbers there finds the nearest, exactly.

Source:
    docs/how-to/compare.md, "What would turn it".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final

import attrs
from attrs import frozen

from offerkit.advise.compare.models import WeightFlip
from offerkit.advise.compare.scores import Balance, Standing, outlook
from offerkit.core import CheckedLeaving, CheckedStatement, weight_of
from offerkit.evaluate.program import Program

_LEAST: Final = 1
"""Weights are positive whole numbers."""


def weight_flips(
    program: Program, balance: Balance, behind: int, ahead: int
) -> tuple[WeightFlip, ...]:
    """Return for each weighed statement the nearest weight with which *behind* is ahead.

    Args:
        program: The criteria that the options were decided by.
        balance: The options.
        behind: The one that is behind, by index.
        ahead: The one that is ahead of it.

    Returns:
        The smallest change first, and in the order of the statements where two are equal; empty
        where no one weight does it.
    """
    scores = _Scores.of(balance, behind, ahead)
    twins = _weights_of_twins(program)
    found = []
    for place, index in enumerate(balance.findings):
        flip = _flip(_Line.of(scores, place), index, twins[index])
        if flip is not None:
            found.append(flip)
    return tuple(sorted(found, key=lambda flip: abs(flip.change)))


@frozen
class _Scores:
    """The least score of the one, the greatest of the other, and what both are out of."""

    balance: Balance
    behind: Standing
    ahead: Standing
    low: int
    high: int
    whole: int

    @classmethod
    def of(cls, balance: Balance, behind: int, ahead: int) -> _Scores:
        standings = balance.standings
        low, high = balance.outlook(behind).worst[1], balance.outlook(ahead).best[1]
        whole = sum(balance.weights) * balance.unit
        return cls(balance, standings[behind], standings[ahead], low, high, whole)


@frozen
class _Line:
    """The scores as functions of one weight: all three grow by a fixed step."""

    scores: _Scores
    weight: int
    low_step: int
    high_step: int

    @classmethod
    def of(cls, scores: _Scores, place: int) -> _Line:
        return cls(
            scores,
            scores.balance.weights[place],
            scores.behind.lows[place],
            scores.ahead.highs[place],
        )

    def turned(self, weight: int) -> bool:
        """Whether the one that was behind is ahead at this weight."""
        more, scores = weight - self.weight, self.scores
        low, high = scores.low + more * self.low_step, scores.high + more * self.high_step
        whole = scores.whole + more * scores.balance.unit
        thresholds = scores.balance.thresholds
        # Only the worst of the one and the best of the other are looked at.
        worst = outlook(thresholds, scores.behind.breaks, low, low, whole).worst
        best = outlook(thresholds, scores.ahead.breaks, high, high, whole).best
        return worst > best

    def level_at(self) -> Fraction | None:
        """Return the weight at which the scores are level; None where they never are."""
        return self._root(self.scores.low - self.scores.high, self.low_step - self.high_step)

    def roots(self) -> Iterator[Fraction]:
        """Yield the weights next to which the order can turn."""
        scores, unit = self.scores, self.scores.balance.unit
        lines = [(scores.low - scores.high, self.low_step - self.high_step)]
        for mark in scores.balance.thresholds.all:
            for score, step in ((scores.low, self.low_step), (scores.high, self.high_step)):
                n, d = mark.numerator, mark.denominator
                lines.append((score * d - n * scores.whole, step * d - n * unit))
        yield from (root for line in lines if (root := self._root(*line)) is not None)

    def _root(self, value: int, step: int) -> Fraction | None:
        """Return the weight at which *value*, growing by *step*, is 0."""
        return Fraction(self.weight * step - value, step) if step else None


def _flip(line: _Line, index: int, twins: frozenset[int]) -> WeightFlip | None:
    near = {weight for root in line.roots() for weight in _next_to(root)}
    # A weight that would make two statements one is passed over.
    near.update(weight + side for weight in twins for side in (-1, 1))
    candidates = sorted(
        (weight for weight in near - twins if weight >= _LEAST and weight != line.weight),
        key=lambda weight: (abs(weight - line.weight), weight),
    )
    flipped = next((weight for weight in candidates if line.turned(weight)), None)
    if flipped is None:
        return None
    level = line.level_at()
    between = level is not None and (
        line.weight <= level <= flipped or flipped <= level <= line.weight
    )
    return WeightFlip(index, line.weight, flipped, level if between else None)


def _next_to(root: Fraction) -> Iterable[int]:
    return {ceil(root) - 1, ceil(root), floor(root), floor(root) + 1}


def _weights_of_twins(program: Program) -> tuple[frozenset[int], ...]:
    """Return for each statement the weights of those that say the same but for their weight.

    With the weight of a twin a statement would be the same as it, and would count once.
    """
    alike: dict[CheckedStatement, set[int]] = {}
    unweighed = [_with_weight(statement, _LEAST) for statement in program.statements]
    weights = [weight_of(statement) for statement in program.statements]
    for statement, weight in zip(unweighed, weights, strict=True):
        alike.setdefault(statement, set()).add(weight)
    return tuple(
        frozenset(alike[statement] - {weight})
        for statement, weight in zip(unweighed, weights, strict=True)
    )


def _with_weight(statement: CheckedStatement, weight: int) -> CheckedStatement:
    if isinstance(statement, CheckedLeaving):
        return statement
    return attrs.evolve(statement, weight=weight)
