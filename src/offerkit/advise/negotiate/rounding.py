"""The smallest change of a fact that is still enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from offerkit.advise.negotiate.options import ROUNDING_STEPS, Demand, NegotiableFact
from offerkit.advise.what_if.amounts import amount_in, size_of, with_amount
from offerkit.advise.what_if.partition import Domain
from offerkit.evaluate.quantities import base_of
from offerkit.literals import EXACT
from offerkit.scales import Level, Ordinal
from offerkit.syntax.nodes import Direction
from offerkit.values import (
    AtLeast,
    AtMost,
    DoesNotApply,
    FactValue,
    Range,
    Scalar,
    TextSet,
    Unknown,
    ends_of,
)


def place_of(value: FactValue) -> Fraction:
    """Return the place of a quantity or level on its line, in base units."""
    return base_of(_scalar(value))


def start_of(negotiable: NegotiableFact, known: FactValue) -> Fraction | None:
    """Return the place of a fact before it is changed: of a range, the nearer end."""
    if isinstance(known, Unknown | DoesNotApply):
        return None
    low, high = ends_of(known)
    nearer = low if negotiable.checked.direction is Direction.UP else high
    return None if nearer is None else place_of(nearer)


def place_before(
    negotiable: NegotiableFact, options: Sequence[FactValue], chosen: Scalar, known: FactValue
) -> Fraction | None:
    """Return the nearest place to *chosen* among the options between it and the present value."""
    start, place = start_of(negotiable, known), base_of(chosen)
    if isinstance(known, Range | AtLeast | AtMost) and negotiable.checked.direction is None:
        ends = [place_of(end) for end in ends_of(known) if end is not None]
        start = min(ends, key=lambda end: abs(end - place))
    if start is None:
        return None
    between = [place_of(option) for option in options]
    low, high = min(start, place), max(start, place)
    inside = [start, *(p for p in between if low <= p <= high and p != place)]
    return min(inside, key=lambda p: abs(p - place))


def by_demand(
    negotiable: NegotiableFact, options: Sequence[FactValue], known: FactValue
) -> list[FactValue]:
    """Return quantities from the least demanding to the most."""
    demand = Demand.of(negotiable.checked, known)
    return sorted(options, key=lambda value: demand(_scalar(value)))


def _scalar(value: FactValue) -> Scalar:
    assert not isinstance(value, Unknown | DoesNotApply | frozenset | TextSet | tuple)
    assert not isinstance(value, Range | AtLeast | AtMost)
    return value


def nearest_that_suffices(
    good: Scalar, near: Fraction | None, domain: Domain, suffices: Callable[[FactValue], bool]
) -> FactValue:
    """Return the value nearest to *near* that is enough, rounded to whole steps.

    Args:
        good: A value that is enough.
        near: A place, in base units; every value between is enough if one further from *good* is.
        domain: The values that the fact may have.
        suffices: Returns whether a value is enough.
    """
    place = base_of(good)
    if near is None or near == place or isinstance(good, Ordinal | Level):
        return good
    size = size_of(domain.unit)
    for step in (Decimal(1),) if isinstance(good, date) else ROUNDING_STEPS:
        one = Fraction(step) * size
        low, high = floor(min(place, near) / one) + 1, ceil(max(place, near) / one) - 1
        if low > high:
            continue
        rising = near < place

        def value_at(number: int, step: Decimal = step) -> Scalar:
            if isinstance(domain.unit, date):
                return amount_in(Fraction(number), domain.unit)
            return with_amount(EXACT.multiply(number, step), domain.unit)

        found: Scalar | None = None
        while low <= high:
            middle = (low + high) // 2
            if suffices(value_at(middle)):
                found = value_at(middle)
                low, high = (low, middle - 1) if rising else (middle + 1, high)
            else:
                low, high = (middle + 1, high) if rising else (low, middle - 1)
        return good if found is None else found
    return good
