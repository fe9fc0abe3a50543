"""The smallest change of a fact that is still enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from offerkit.advise.negotiate.options import STEPS, Reach, Term
from offerkit.advise.what_if.amounts import amount_in, size_of, with_amount
from offerkit.advise.what_if.partition import Cutter, Domain
from offerkit.evaluate.quantities import base_of
from offerkit.scales import Level, Ordinal
from offerkit.values import UNKNOWN, FactValue, Range, Scalar, TextSet


def _place(value: FactValue) -> Fraction:
    assert not isinstance(value, Range | frozenset | TextSet | tuple)
    assert value is not UNKNOWN
    return base_of(value)


def _start(term: Term, known: FactValue) -> Fraction | None:
    """Return where a fact lies before it is changed, at its nearer end."""
    up = term.negotiable.direction is not None and term.negotiable.direction.value == "up"
    if isinstance(known, Range):
        return _place(known.low if up else known.high)
    return None if known is UNKNOWN else _place(known)


def _neighbour(
    term: Term, options: Sequence[FactValue], chosen: Scalar, known: FactValue
) -> Fraction | None:
    """Return the place next to *chosen*, on the side where the fact lies now."""
    start, place = _start(term, known), base_of(chosen)
    if isinstance(known, Range) and term.negotiable.direction is None:
        start = min((_place(known.low), _place(known.high)), key=lambda end: abs(end - place))
    if start is None:
        return None
    between = [_place(option) for option in options]
    low, high = min(start, place), max(start, place)
    inside = [start, *(p for p in between if low <= p <= high and p != place)]
    return min(inside, key=lambda p: abs(p - place))


def _in_order(
    term: Term, options: Sequence[FactValue], cutter: Cutter, known: FactValue
) -> list[FactValue]:
    """Return quantities from the least demanding to the most."""
    demand = Reach(cutter, cutter.world.schema).demand(term.negotiable, known)
    return sorted(options, key=lambda value: demand(_scalar(value)))


def _scalar(value: FactValue) -> Scalar:
    assert not isinstance(value, Range | frozenset | TextSet | tuple)
    assert value is not UNKNOWN
    return value


def _nearest(
    good: Scalar, near: Fraction | None, domain: Domain, suffices: Callable[[FactValue], bool]
) -> FactValue:
    """Return the value nearest to *near* that suffices, as *good* does, in whole steps.

    Between the two, whatever is nearer to *good* suffices sooner.
    """
    place = base_of(good)
    if near is None or near == place or isinstance(good, Ordinal | Level):
        return good
    size = size_of(domain.unit)
    for step in (Decimal(1),) if isinstance(good, date) else STEPS:
        one = Fraction(step) * size
        low, high = floor(min(place, near) / one) + 1, ceil(max(place, near) / one) - 1
        if low > high:
            continue
        rising = near < place

        def value_at(number: int, step: Decimal = step) -> Scalar:
            if isinstance(domain.unit, date):
                return amount_in(Fraction(number), domain.unit)
            return with_amount(number * step, domain.unit)

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
