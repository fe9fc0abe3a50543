"""Dominance: which option is at least as good as another, whatever the weights and unknown facts.

An option dominates another if it is at least as good by every statement on its own: the least
contribution of a weighed statement is at least the greatest of the other, and a statement that
rules offers out is certainly false of this one or certainly true of the other. That is enough,
because a score is a mean with positive weights and one dealbreaker is like another. Unknown facts
of two offers are separate facts, so an answer about one says nothing about the other. The
exception is the current job, of which there is only one: a statement about it alone has the same
outcome for two offers that describe it the same way.

Source:
    docs/how-to/compare.md, "Certainly better".
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Final

from offerkit import core as c
from offerkit.advise.compare.models import Dominance, Obstacle, Option
from offerkit.core import condition_of, facts_of, is_by_the_hour, nodes_of, weight_of
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import ALL
from offerkit.kleene import Kleene
from offerkit.paths import View

_CURRENT: Final = f"{View.CURRENT.value}."


class _Side(enum.Enum):
    """Result of one statement for one option against another."""

    BETTER = enum.auto()
    LEVEL = enum.auto()
    """Certainly at least as good."""
    OPEN = enum.auto()
    """It may be worse."""
    WORSE = enum.auto()


def dominances(
    program: Program, options: Sequence[Option]
) -> tuple[tuple[Dominance, ...], tuple[Dominance, ...]]:
    """Return the pairs of which one is certainly better, and those that miss it by one statement.

    An option is certainly better if it is at least as good by every statement and better by at
    least one. It misses that by one statement if that is true apart from a single exception.

    Returns:
        Both in the order of the options, the better one, then the worse; of those that miss it,
        the one with the smallest obstacle is first, and what rules offers out is last.
    """
    bindings = program.world.bindings
    shared = frozenset(
        index
        for index, statement in enumerate(program.statements)
        if _about_current_job(statement, bindings)
    )
    found: list[Dominance] = []
    nearly: list[Dominance] = []
    for better, worse in permutations(options, 2):
        dominance = _dominance(better, worse, shared)
        if dominance is not None:
            (nearly if dominance.obstacle else found).append(dominance)
    # The smallest obstacle first; those that rule offers out have no size, and are last.
    nearly.sort(key=lambda one: _order(one.obstacle))
    return tuple(found), tuple(nearly)


def _order(obstacle: Obstacle | None) -> tuple[bool, Fraction]:
    size = obstacle and obstacle.size
    return size is None, size or Fraction(0)


def _dominance(better: Option, worse: Option, shared: frozenset[int]) -> Dominance | None:
    """Return the dominance; statements of *shared* are about the current job alone."""
    sides = tuple(enumerate(_sides(better.decision, worse.decision)))
    wins = tuple(index for index, side in sides if side is _Side.BETTER)
    losses = [index for index, side in sides if side is _Side.WORSE]
    if not wins:
        return None
    open_ = {index for index, side in sides if side is _Side.OPEN}
    if open_ and _is_same_job(better.decision, worse.decision):
        open_ -= shared
    obstacles = losses + sorted(open_)
    if len(obstacles) > 1:
        return None
    obstacle = None
    if obstacles:
        (index,) = obstacles
        size = size_of(index, worse.decision, better.decision)
        obstacle = Obstacle(index, bool(losses), size)
    return Dominance(better.name, worse.name, wins, obstacle)


def size_of(index: int, better: Ruling, worse: Ruling) -> Fraction | None:
    """Return the greatest share of the score by which one offer is better in a statement."""
    mine, theirs = better.findings[index], worse.findings[index]
    if mine.value is None or theirs.value is None:
        return None
    weight = weight_of(better.program.statements[index])
    return weight * (mine.value.high - theirs.value.low) / better.program.weights


def _sides(one: Ruling, other: Ruling) -> Iterator[_Side]:
    """Yield the result of *one* against *other* for each statement, in order."""
    for mine, theirs in zip(one.findings, other.findings, strict=True):
        applies = {mine.may_be.applies, theirs.may_be.applies}
        if mine.weight and applies != {Kleene.TRUE}:
            # A mean with a statement and one without it are in no order that all weights keep,
            # unless the statement cannot lower the mean that has it.
            all_of_it = mine.may_be.applies is Kleene.TRUE and mine.value == ALL
            yield _Side.LEVEL if all_of_it or applies == {Kleene.FALSE} else _Side.OPEN
        elif mine.value is None or theirs.value is None:
            yield _ruling_out(one.rules_out(mine), other.rules_out(theirs))
        elif mine.value.low > theirs.value.high:
            yield _Side.BETTER
        elif mine.value.low == theirs.value.high:
            yield _Side.LEVEL
        else:
            yield _Side.WORSE if mine.value.high < theirs.value.low else _Side.OPEN


def _ruling_out(mine: Kleene, theirs: Kleene) -> _Side:
    match mine, theirs:
        case Kleene.FALSE, Kleene.TRUE:
            return _Side.BETTER
        case (Kleene.FALSE, _) | (_, Kleene.TRUE):
            return _Side.LEVEL
        case Kleene.TRUE, Kleene.FALSE:
            return _Side.WORSE
        case _:
            return _Side.OPEN


def _about_current_job(statement: c.CheckedStatement, bindings: Sequence[c.Core]) -> bool:
    facts = facts_of(bindings, condition_of(statement))
    ends: tuple[c.Core, ...] = ()
    if isinstance(statement, c.CheckedPreference):
        ends = statement.worst, statement.best
    return all(fact.view is View.CURRENT for fact in facts) and not any(
        is_by_the_hour(node)
        for part in (condition_of(statement), *ends)
        for node in nodes_of(bindings, part)
    )


def _is_same_job(one: Ruling, other: Ruling) -> bool:
    """Return whether statements about the current job have the same outcome for two offers."""
    sources = [
        {path: text for path, text in ruling.offer.sources.items() if path.startswith(_CURRENT)}
        for ruling in (one, other)
    ]
    # A reason for leaving also depends on the kind of the offer.
    alike = one.is_counter is other.is_counter is not Kleene.UNKNOWN
    return alike and one.offer.current == other.offer.current and sources[0] == sources[1]
