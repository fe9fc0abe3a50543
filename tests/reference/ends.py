"""Intervals, truths, and how two intervals compare; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.paths import FactPath

End: TypeAlias = Fraction | None
"""An end of an interval; None if there is none."""
Pair: TypeAlias = frozenset[str]
"""Two currencies."""
Truth: TypeAlias = bool | None
"""True, false, or None for unknown: “Truth”."""


@frozen
class Known:
    """What is known of a quantity: its low and its high end, both included.

    In base units: hundredths are shares of 1, clock time is in minutes, other durations in days,
    dates count days, levels are their ranks. Amounts are in the unit of their comparison.
    """

    low: End
    high: End
    missing: frozenset[FactPath] = frozenset()
    """The facts in it that are unknown or ranges."""
    rates: frozenset[Pair] = frozenset()
    """The rates that it lacks."""

    @property
    def is_single(self) -> bool:
        """Whether it is one value: “A single value has equal ends”."""
        return self.low is not None and self.low == self.high


def single(value: Fraction | int) -> Known:
    """Return one value."""
    return Known(Fraction(value), Fraction(value))


ZERO: Final = single(0)


# --- arithmetic on the ends: “Quantities and ranges” ---------------------------------------------


def result(low: End, high: End, parts: Iterable[Known]) -> Known:
    """Return what comes of parts: a single value misses nothing, any other all that they miss."""
    known = Known(low, high)
    if known.is_single:
        return known
    parts = tuple(parts)
    missing = frozenset[FactPath]().union(*(part.missing for part in parts))
    return Known(low, high, missing, frozenset[Pair]().union(*(part.rates for part in parts)))


def added(*terms: Known) -> Known:
    """“`a + b` adds the low ends and the high ends”."""
    return result(_sum(it.low for it in terms), _sum(it.high for it in terms), terms)


def _sum(ends: Iterable[End]) -> End:
    total = Fraction(0)
    for end in ends:
        if end is None:
            return None
        total += end
    return total


def times(a: Known, b: Known) -> Known:
    """Return the least and the greatest product of an end of *a* and one of *b*.

    “A factor below zero swaps the ends”, and 0 times anything is 0.
    """
    products = [
        Fraction(0) if 0 in pair else pair[0] * pair[1] for pair in product(line(a), line(b))
    ]
    low, high = (None if isinstance(end, float) else end for end in (min(products), max(products)))
    return result(low, high, (a, b))


def line(known: Known) -> tuple[Fraction | float, Fraction | float]:
    """Return both ends, infinite where there is none."""
    low = float("-inf") if known.low is None else known.low
    return low, float("inf") if known.high is None else known.high


def over(a: Known, b: Known) -> Known:
    """Return *a* divided by *b*, which is above 0: a part without high end can divide to 0."""
    assert b.low is not None
    assert b.low > 0
    inverse = Known(Fraction(0) if b.high is None else 1 / b.high, 1 / b.low, b.missing, b.rates)
    return times(a, inverse)


def least(*parts: Known) -> Known:
    """“`min` and `max` take the least and the greatest of the low ends and of the high ends”."""
    highs = [it.high for it in parts if it.high is not None]
    lows = [it.low for it in parts if it.low is not None]
    low = min(lows) if len(lows) == len(parts) else None
    return result(low, min(highs, default=None), parts)


def greatest(*parts: Known) -> Known:
    """Return what *least* returns, of the greatest."""
    return _negative(least(*map(_negative, parts)))


def _negative(known: Known) -> Known:
    return times(known, single(-1))


def between(a: Known, b: Known) -> Known:
    """Return all from the least to the greatest of two."""
    return Known(least(a, b).low, greatest(a, b).high, a.missing | b.missing, a.rates | b.rates)


# --- relations: “Quantities and ranges” ----------------------------------------------------------


def less(a: Known, b: Known) -> Truth:
    """Return the truth of a < b: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high < b.low:
        return True
    if a.low is not None and b.high is not None and a.low >= b.high:
        return False
    return None


def less_equal(a: Known, b: Known) -> Truth:
    """Return the truth of a <= b: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high <= b.low:
        return True
    if a.low is not None and b.high is not None and a.low > b.high:
        return False
    return None


def equal(a: Known, b: Known) -> Truth:
    """Return the truth of a = b: “Quantities and ranges”."""
    if a.is_single and b.is_single and a.low == b.low:
        return True
    return False if less(a, b) or less(b, a) else None


# --- “Truth” -------------------------------------------------------------------------------------


@frozen
class Judged:
    """The truth of a condition and, if it is unknown, what keeps it open."""

    truth: Truth
    missing: frozenset[FactPath] = frozenset()
    rates: frozenset[Pair] = frozenset()


def unknown(parts: Iterable[Judged | Known]) -> Judged:
    """“The facts that keep it open are missing: those of all its unknown operands.”"""
    missing, rates = frozenset[FactPath](), frozenset[Pair]()
    for part in parts:
        missing, rates = missing | part.missing, rates | part.rates
    return Judged(None, missing, rates)


def negation(a: Judged) -> Judged:
    """“`not` swaps false and true and leaves unknown unchanged.”"""
    return a if a.truth is None else Judged(not a.truth)


def settled_by(truth: bool, operands: list[Judged]) -> Judged:
    """“A false operand settles an `and`, and a true one an `or`.”"""
    if any(operand.truth is truth for operand in operands):
        return Judged(truth)
    open_ = [operand for operand in operands if operand.truth is None]
    return unknown(open_) if open_ else Judged(not truth)
