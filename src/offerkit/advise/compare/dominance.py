"""Which option is at least as good as another, whatever the weights and the unknown facts.

An option is, where it is so of every statement by itself. What is weighed: its least value is at
least the other's greatest. What rules an offer out: it certainly does not hold of the one, or it
certainly holds of the other. That is enough, because a score is a mean with positive weights and
one dealbreaker is like another. Unknown facts of two offers are separate facts, so that no answer
about the one says anything about the other. The exception is the present job, of which there is
one: a statement about it alone comes to the same in two offers that say the same of it.

Source:
    docs/how-to/compare.md, "Certainly better".
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence

from offerkit import core as c
from offerkit.advise.compare.models import Dominance, Obstacle, Option
from offerkit.core import condition_of, facts_of, is_by_the_hour, nodes_of
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import UnitRange
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.paths import View


class _Side(enum.Enum):
    """How one option does against another by one statement."""

    BETTER = enum.auto()
    LEVEL = enum.auto()
    """At least as good, for certain."""
    OPEN = enum.auto()
    """It may be worse."""
    WORSE = enum.auto()


def dominances(
    program: Program, options: Sequence[Option]
) -> tuple[tuple[Dominance, ...], tuple[Dominance, ...]]:
    """Return the pairs of which one is certainly better, and those that miss it by one statement.

    An option is certainly better where it is at least as good by every statement and better by at
    least one. It misses it where that is so but for one statement, and it is better by another.

    Returns:
        Both in the order of the options: the better, then the worse.
    """
    same = _Shared(program)
    found: list[Dominance] = []
    nearly: list[Dominance] = []
    for better in options:
        for worse in options:
            dominance = None if better is worse else _dominance(better, worse, same)
            if dominance is not None:
                (nearly if dominance.obstacle else found).append(dominance)
    return tuple(found), tuple(nearly)


def _dominance(better: Option, worse: Option, same: _Shared) -> Dominance | None:
    sides = tuple(enumerate(_sides(better.decision, worse.decision)))
    wins = tuple(index for index, side in sides if side is _Side.BETTER)
    losses = [Obstacle(index, True) for index, side in sides if side is _Side.WORSE]
    if not wins or len(losses) > 1:
        return None
    open_ = {index for index, side in sides if side is _Side.OPEN}
    if open_:
        open_ -= same.of(better.decision, worse.decision)
    obstacles = losses + [Obstacle(index, False) for index in sorted(open_)]
    if len(obstacles) > 1:
        return None
    return Dominance(better.name, worse.name, wins, obstacles[0] if obstacles else None)


def _sides(one: Ruling, other: Ruling) -> Iterator[_Side]:
    """Yield how *one* does against *other* by each statement, in order."""
    for mine, theirs in zip(one.findings, other.findings, strict=True):
        if mine.value is not None and theirs.value is not None:
            yield _weighed(mine.value, theirs.value)
        else:
            yield _ruling_out(one.rules_out(mine), other.rules_out(theirs))


def _weighed(mine: UnitRange, theirs: UnitRange) -> _Side:
    if mine.low > theirs.high:
        return _Side.BETTER
    if mine.low == theirs.high:
        return _Side.LEVEL
    return _Side.WORSE if mine.high < theirs.low else _Side.OPEN


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


class _Shared:
    """The statements that are about the present job alone, whichever offer they are read for."""

    def __init__(self, program: Program) -> None:
        lets = program.world.lets
        self._indices = frozenset(
            index
            for index, statement in enumerate(program.statements)
            if _about_present_job(statement, lets)
        )

    def of(self, one: Ruling, other: Ruling) -> frozenset[int]:
        """Return the statements that come to the same in both, by index, however they end."""
        # A reason for leaving hangs on the kind of the offer as well.
        alike = one.is_counter is other.is_counter is not Kleene.UNKNOWN
        return self._indices if alike and _same_job(one.offer, other.offer) else frozenset()


def _about_present_job(statement: c.CheckedStatement, lets: Sequence[c.Core]) -> bool:
    facts = facts_of(lets, condition_of(statement))
    ends: tuple[c.Core, ...] = ()
    if isinstance(statement, c.CheckedPreference):
        ends = statement.worst, statement.best
    return all(fact.view is View.CURRENT for fact in facts) and not any(
        is_by_the_hour(node)
        for part in (condition_of(statement), *ends)
        for node in nodes_of(lets, part)
    )


def _same_job(one: Offer, other: Offer) -> bool:
    return one.current == other.current and _sources(one) == _sources(other)


def _sources(offer: Offer) -> dict[str, str]:
    prefix = f"{View.CURRENT.value}."
    return {path: text for path, text in offer.sources.items() if path.startswith(prefix)}
