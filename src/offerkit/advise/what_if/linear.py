"""The values of a fact at which two quantities are equal.

Each quantity is read as a linear form of the fact; the forms meet where their difference is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import Supposed
from offerkit.advise.what_if.readers import (
    _resolved,
    stated_facts,
)
from offerkit.evaluate.facts import Facts, Scope, Stretch, World
from offerkit.evaluate.quantities import bases, currencies, measure
from offerkit.intervals import ZERO, Interval
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import (
    Scalar,
)

_MOST_FORMS: Final = 16


@frozen
class _Form:
    """A quantity as *slope* × the fact + *rest*."""

    slope: Fraction
    rest: Interval


@frozen
class _Probe:
    """Reads quantities as linear forms of one fact, in one scope."""

    world: World
    offer: Offer
    fact: FactPath
    unit: Scalar
    scope: Scope

    def at(self, place: int) -> Supposed:
        stretch = Stretch(Interval.exact(place), self.unit)
        return Supposed(self.world, self.offer, {self.fact: self.unit}, {self.fact: stretch})

    def forms(self, core: c.Core) -> list[_Form]:
        """Return the forms of a quantity: several where it is the least or greatest of some."""
        lets = self.world.lets
        if self.fact not in stated_facts(core, lets):
            return [_Form(Fraction(0), measure(core, self.at(1), self.scope).interval)]
        match _resolved(core, lets):
            case c.Sum(terms=terms):
                return _sums([self.forms(term) for term in terms])
            case c.Scaled(operand=operand, factor=factor):
                return [
                    _Form(form.slope * factor, form.rest.scaled(factor))
                    for form in self.forms(operand)
                ]
            case c.Minimum(operands=operands) | c.Maximum(operands=operands):
                return [form for part in operands for form in self.forms(part)][:_MOST_FORMS]
            case resolved:
                return self._measured(resolved)

    def _measured(self, core: c.Core) -> list[_Form]:
        """Return the form of what is a straight line in the fact, found at three places."""
        points = [measure(core, self.at(place), self.scope).interval for place in (1, 2, 3)]
        one, two, three = ((p.low, p.high) for p in points)
        slopes = {
            _minus(b, a) for pair in ((one, two), (two, three)) for a, b in zip(*pair, strict=True)
        }
        slopes.discard(None)
        if len(slopes) != 1:
            return []
        (slope,) = slopes
        assert slope is not None
        return [_Form(slope, points[0] + Interval.exact(-slope))]


def _minus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def _sums(parts: list[list[_Form]]) -> list[_Form]:
    found = [_Form(Fraction(0), ZERO)]
    for forms in parts:
        found = [_Form(a.slope + b.slope, a.rest + b.rest) for a in found for b in forms]
        found = found[:_MOST_FORMS]
    return found


def _scopes(left: c.Core, right: c.Core, facts: Facts, fact: FactPath) -> Iterator[Scope]:
    """Yield the units in which the two sides of a comparison may meet."""
    found = tuple(dict.fromkeys(facts.world.amounts(left) + facts.world.amounts(right)))
    if not found:
        yield Scope()
        return
    for currency in currencies(found, facts):
        for basis in bases(found, facts):
            yield Scope(currency, basis, fact.view)


def _sides(atom: c.Core | None, slope: Fraction, *, exact: bool) -> tuple[int, ...]:
    """Return on which sides of a threshold a comparison changes."""
    if atom is None:
        return (0,)
    if not exact or isinstance(atom, c.Equal):
        return (0, 1)
    # left < right is so below the threshold where left grows, and it is not so at it.
    return (0,) if isinstance(atom, c.Less) == (slope > 0) else (1,)
