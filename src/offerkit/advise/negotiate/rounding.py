"""The smallest change of a fact that is still enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Final

from offerkit.advise.negotiate.options import ROUNDING_STEPS, Demand, NegotiableFact, steps
from offerkit.advise.what_if.amounts import amount_in, size_of, with_amount
from offerkit.advise.what_if.partition import Domain
from offerkit.check.constants import exact_decimal
from offerkit.evaluate.quantities import base_of
from offerkit.literals import EXACT
from offerkit.syntax.nodes import Direction
from offerkit.values import (
    AtLeast,
    AtMost,
    DoesNotApply,
    Duration,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    Scalar,
    TextSet,
    Unknown,
    ends_of,
)

_Amount: Final = Decimal | Money | Pay | Percent | Duration


def place_of(value: FactValue) -> Fraction:
    """Return the place of a quantity or level on its line, in base units."""
    return base_of(scalar(value))


def place_before(
    options: Sequence[FactValue], at: int, starts: Sequence[Fraction]
) -> Fraction | None:
    """Return the nearest place to an option among those between it and where it starts.

    If that is open, the place of the option before it; None if there is none.
    """
    if not starts:
        return place_of(options[at - 1]) if at else None
    place = place_of(options[at])
    start = _nearest(starts, place)
    low, high = min(start, place), max(start, place)
    inside = [start, *(p for p in map(place_of, options) if low < p < high)]
    return _nearest(inside, place)


def _nearest(places: Sequence[Fraction], place: Fraction) -> Fraction:
    return min(places, key=lambda one: abs(one - place))


def starts_of(
    negotiable: NegotiableFact, known: FactValue, suffices: Callable[[FactValue], bool]
) -> tuple[Fraction, ...]:
    """Return the places of a quantity or level before it is changed; none if these are open.

    Of a range, the end that has to change: the lower one if more is asked for. Without a direction,
    those that are not enough; both if both are, and something between them is not.
    """
    if isinstance(known, Unknown | DoesNotApply):
        return ()
    low, high = ends_of(known)
    direction = negotiable.checked.direction
    if direction is not None:
        ends = [low if direction is Direction.UP else high]
    else:
        ends = [end for end in (low, high) if end is not None]
        ends = [end for end in ends if not suffices(end)] or ends
    return tuple(place_of(end) for end in ends if end is not None)


def by_demand(
    negotiable: NegotiableFact,
    options: Sequence[FactValue],
    known: FactValue,
    starts: Sequence[Fraction],
) -> list[FactValue]:
    """Return quantities or levels from the least demanding to the most.

    Of those within what is offered, the first are those nearest to where the fact starts.
    """
    demand = Demand.of(negotiable.checked, known)

    def key(value: FactValue) -> tuple[Fraction, Fraction, Fraction]:
        most, place = demand(scalar(value))
        return most, min((abs(place - start) for start in starts), default=place), place

    return sorted(options, key=key)


def scalar(value: FactValue) -> Scalar:
    """Return a value that is a single quantity or level."""
    assert not isinstance(value, Unknown | DoesNotApply | frozenset | TextSet | tuple)
    assert not isinstance(value, Range | AtLeast | AtMost)
    return value


def asked_in_steps(
    negotiable: NegotiableFact,
    value: FactValue,
    known: FactValue,
    suffices: Callable[[FactValue], bool],
) -> FactValue:
    """Return the value that a person would ask for: *value*, or the next whole step beyond it.

    In the step that the criteria state. Otherwise whole numbers, and of money a round amount of at
    most a hundredth of it, but nothing beyond a range that is offered and holds *value*. If no such
    step within the bounds is enough, a finer one; of a fact with a step of its own, the bound.
    """
    domain = negotiable.domain
    if domain is None or not isinstance(value, _Amount):
        return value
    place, size, unit = place_of(value), size_of(domain.unit), domain.unit
    own = None if negotiable.step is None else negotiable.step / size
    direction, starts = negotiable.checked.direction, starts_of(negotiable, known, suffices)
    rises = place > _nearest(starts, place) if starts else direction is not Direction.DOWN
    ways: Sequence[Callable[[Fraction], int]] = (ceil, floor) if rises else (floor, ceil)
    if starts:
        ways = ways[:1]
    elif direction is None:
        # It may be asked for from either side.
        ways = () if own is None else (floor, ceil)
    demand = Demand.of(negotiable.checked, known)
    is_offered = own is None and not demand.beyond(place)
    sizes = steps(negotiable.fact, place / size, unit) if own is None else (own,)
    for step, way in product(sizes, ways):
        number = way(place / size / step) * step
        amount, stepped = exact_decimal(number), number * size
        if amount is None or not domain.holds(stepped) or (is_offered and demand.beyond(stepped)):
            continue
        if place and not number and not starts:
            continue  # Nothing at all is no round number for something.
        if suffices(with_amount(amount, unit)):
            return with_amount(amount, unit)
    end = domain.high if rises else domain.low
    amount = None if end is None else exact_decimal(end / size)
    if own is not None and negotiable.checked.limit is not None and amount is not None:
        bound = with_amount(amount, unit)
        return bound if suffices(bound) else value
    return value


def opening(
    negotiable: NegotiableFact, least: FactValue, suffices: Callable[[FactValue], bool]
) -> FactValue:
    """Return the value to begin with: up to a tenth beyond the least that is enough.

    It never goes beyond the bound, and is the least itself of a fact without a bound, and of dates,
    levels and texts.
    """
    domain, checked = negotiable.domain, negotiable.checked
    if domain is None or checked.limit is None or not isinstance(least, _Amount):
        return least
    rises = checked.direction is Direction.UP
    end = domain.high if rises else domain.low
    assert end is not None  # the bound, or less
    start = place_of(least)
    place = min(start + abs(start) / 10, end) if rises else max(start - abs(start) / 10, end)
    size = size_of(domain.unit)
    own = None if negotiable.step is None else negotiable.step / size
    for step in steps(negotiable.fact, place / size, domain.unit) if own is None else (own,):
        number = floor(place / size / step) if rises else ceil(place / size / step)
        amount = exact_decimal(number * step)
        if amount is not None:
            wanted = with_amount(amount, domain.unit)
            is_more = place_of(wanted) > start
            return wanted if is_more is rises and suffices(wanted) else least
    return least


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
    if near is None:
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
