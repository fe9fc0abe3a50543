"""Statements that keep an offer from a goal: a smallest set that would have to go."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from operator import itemgetter

from attrs import frozen

from offerkit.advise.what_if.what_if import Effect, RelevantStatement
from offerkit.kleene import Kleene


@frozen
class Dropped:
    """Statements that are dropped, and the remainder without them."""

    rest: Fraction
    """Weighted sum of the other statements, less the sum that the goal takes."""
    pieces: tuple[tuple[Sequence[int], int], ...] = ()
    """Indices of statements, each with how many of them are dropped, from the first on."""

    @property
    def indices(self) -> tuple[int, ...]:
        """Indices of the statements dropped."""
        return tuple(index for indices, count in self.pieces for index in indices[:count])


DroppedByCount = dict[tuple[int, bool], Dropped]
"""The best to drop, by the number of statements dropped and whether a weighted one is kept."""


def dropped_by_count(
    effects: Sequence[tuple[RelevantStatement, Effect]], turn: Fraction
) -> DroppedByCount:
    """Return the best statements to drop, for each number of them.

    Those that may rule the offer out have to go; then those that fall furthest short of *turn*.
    Of those that fall equally short, the first go.

    Args:
        effects: Statements with their effects.
        turn: The score that the goal takes, from 0 to 1.
    """
    ruling = tuple(
        statement.index for statement, effect in effects if effect.rules_out is not Kleene.FALSE
    )
    over = sorted(
        (
            (effect.least_over(turn), statement.index)
            for statement, effect in effects
            if effect.rules_out is Kleene.FALSE
            and statement.weight
            and effect.applies is not Kleene.FALSE
        ),
        key=itemgetter(0),
    )
    whole = sum((value for value, _ in over), Fraction(0))
    in_order = (*ruling, *(index for _, index in over))
    rests = accumulate((-value for value, _ in over if value < 0), initial=whole)
    return {
        (count, count < len(in_order)): Dropped(rest, ((in_order, count),))
        for count, rest in enumerate(rests, len(ruling))
    }


def combined(one: DroppedByCount, other: DroppedByCount) -> DroppedByCount:
    """Return the best to drop from two groups of statements together."""
    found: DroppedByCount = {}
    for (count, kept), left in one.items():
        for (more, also), right in other.items():
            key, rest = (count + more, kept or also), left.rest + right.rest
            if key not in found or rest > found[key].rest:
                found[key] = Dropped(rest, (*left.pieces, *right.pieces))
    return found
