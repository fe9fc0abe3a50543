"""Statements that keep an offer from a goal: a smallest set that would have to go."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from offerkit.advise.what_if.what_if import Effect, Matter
from offerkit.kleene import Kleene


@frozen
class _Dropped:
    """What is left of the score over the goal once some statements are dropped: these, by index."""

    rest: Fraction
    indices: tuple[int, ...]


_Dropping = dict[tuple[int, bool], _Dropped]
"""By how many statements are dropped, and whether any that is weighed is kept."""


def _dropping(effects: Sequence[tuple[Matter, Effect]], turn: Fraction) -> _Dropping:
    """Return how well statements can do without ever more of them.

    A statement adds its value over what the goal asks of its weight; those that decline have to be
    dropped, then those go first that are furthest below.
    """
    dropped = tuple(
        matter.index for matter, effect in effects if effect.rules_out is not Kleene.FALSE
    )
    over = sorted(
        (effect.low - turn * matter.weight, matter.index)
        for matter, effect in effects
        if effect.rules_out is Kleene.FALSE and matter.weight
    )
    rest = sum((value for value, _ in over), Fraction(0))
    found: _Dropping = {(len(dropped), bool(over)): _Dropped(rest, dropped)}
    for place, (value, index) in enumerate(over, 1):
        if value >= 0:
            break
        dropped, rest = (*dropped, index), rest - value
        found[len(dropped), place < len(over)] = _Dropped(rest, dropped)
    return found


def _joined(one: _Dropping, other: _Dropping) -> _Dropping:
    found: _Dropping = {}
    for (count, kept), left in one.items():
        for (more, also), right in other.items():
            key, rest = (count + more, kept or also), left.rest + right.rest
            if key not in found or rest > found[key].rest:
                found[key] = _Dropped(rest, (*left.indices, *right.indices))
    return found
