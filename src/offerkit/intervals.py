"""Intervals of exact rationals: the values that are still possible for a quantity.

Each operation returns an interval that contains the result for every choice of values from its
operands, and a narrower operand never gives a wider result. This makes decisions sound and
monotone.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.kleene import Kleene

Rational: TypeAlias = Fraction | Decimal | int


@frozen
class Interval:
    """A part of the number line, both ends included; None for an unbounded side.

    Source:
        grammar/README.md, "Quantities and ranges".
    """

    low: Fraction | None = None
    """The lower end."""
    high: Fraction | None = None
    """The upper end, at least ``low``."""

    @classmethod
    def of(cls, low: Rational | None, high: Rational | None) -> Interval:
        """Return the interval between two ends, in either order."""
        bottom = None if low is None else Fraction(low)
        top = None if high is None else Fraction(high)
        if bottom is not None and top is not None and bottom > top:
            bottom, top = top, bottom
        return cls(bottom, top)

    @classmethod
    def exact(cls, value: Rational) -> Interval:
        """Return the interval that contains only *value*."""
        end = Fraction(value)
        return cls(end, end)

    @property
    def is_exact(self) -> bool:
        """Whether the interval contains only one value."""
        low, high = self.low, self.high
        return low is not None and (low is high or low == high)

    def __contains__(self, other: Interval) -> bool:
        below = self.low is None or (other.low is not None and self.low <= other.low)
        above = self.high is None or (other.high is not None and other.high <= self.high)
        return below and above

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __mul__(self, other: Interval) -> Interval:
        """Return the interval of products; 0 times an infinite end is 0."""
        ends = [
            _product(left, right)
            for left in ((self.low, -1), (self.high, 1))
            for right in ((other.low, -1), (other.high, 1))
        ]
        finite = [end for end, _ in ends if end is not None]
        low = None if (None, -1) in ends else min(finite)
        high = None if (None, 1) in ends else max(finite)
        return Interval(low, high)

    def scaled(self, factor: Fraction) -> Interval:
        """Return the interval times an exact factor, which may be negative or 0."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor == 0:
            return ZERO
        return Interval(low, high) if factor > 0 else Interval(high, low)

    def outwards(self) -> Interval:
        """Return the interval with its ends rounded outwards to whole numbers."""
        low = None if self.low is None else Fraction(floor(self.low))
        return Interval(low, None if self.high is None else Fraction(ceil(self.high)))

    def intersection(self, other: Interval) -> Interval | None:
        """Return the values that both contain; None if there are none."""
        low, high = greatest((self, other)).low, least((self, other)).high
        return Interval(low, high) if low is None or high is None or low <= high else None

    def inverse(self) -> Interval:
        """Return one over an interval of positive numbers.

        A low end of 0 means numbers arbitrarily close to 0; the result then has no high end.

        Raises:
            ValueError: the interval contains negative numbers.
        """
        if self.low is None or self.low < 0:
            raise ValueError("only a positive interval has an inverse")
        low = Fraction(0) if not self.high else 1 / self.high
        return Interval(low, 1 / self.low if self.low else None)

    def hull(self, other: Interval) -> Interval:
        """Return the narrowest interval that contains both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    def at_least(self, floor: Fraction) -> Interval:
        """Return the interval with each value raised to at least *floor*."""
        return greatest((self, Interval(floor, floor)))

    def at_most(self, ceiling: Fraction) -> Interval:
        """Return the interval with each value lowered to at most *ceiling*."""
        return least((self, Interval(ceiling, ceiling)))


ANY: Final = Interval()
ZERO: Final = Interval(Fraction(0), Fraction(0))
ONE: Final = Interval(Fraction(1), Fraction(1))
UNIT: Final = Interval(Fraction(0), Fraction(1))
POSITIVE: Final = Interval(Fraction(0), None)
"""Any positive factor, such as an exchange rate that is not stated."""


def _sum(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _sign(end: Fraction | None, side: int) -> int:
    return side if end is None else (end > 0) - (end < 0)


def _product(
    left: tuple[Fraction | None, int], right: tuple[Fraction | None, int]
) -> tuple[Fraction | None, int]:
    """Return the product of two ends, and its sign; None is infinite."""
    sign = _sign(*left) * _sign(*right)
    if sign == 0:
        return Fraction(0), 0
    if left[0] is None or right[0] is None:
        return None, sign
    return left[0] * right[0], sign


def least(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of possible minimums of one value from each of one or more intervals."""
    first, *rest = intervals
    low, high = first.low, first.high
    for other in rest:
        low = None if low is None or other.low is None else min(low, other.low)
        high = high if other.high is None else other.high if high is None else min(high, other.high)
    return Interval(low, high)


def greatest(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of possible maximums of one value from each of one or more intervals."""
    first, *rest = intervals
    low, high = first.low, first.high
    for other in rest:
        low = low if other.low is None else other.low if low is None else max(low, other.low)
        high = None if high is None or other.high is None else max(high, other.high)
    return Interval(low, high)


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of possible sums of one value from each of one or more intervals."""
    return reduce(Interval.__add__, intervals)


def less(left: Interval, right: Interval) -> Kleene:
    """Return whether *left* is less than *right*, or UNKNOWN if that is not certain.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    if left.high is not None and right.low is not None and left.high < right.low:
        return Kleene.TRUE
    if left.low is not None and right.high is not None and left.low >= right.high:
        return Kleene.FALSE
    return Kleene.UNKNOWN


def less_equal(left: Interval, right: Interval) -> Kleene:
    """Return whether *left* is at most *right*, or UNKNOWN if that is not certain."""
    return ~less(right, left)


def equal(left: Interval, right: Interval) -> Kleene:
    """Return whether both are the same value: certain only if both are exact or disjoint."""
    if left.is_exact and left == right:
        return Kleene.TRUE
    apart = less(left, right) | less(right, left)
    return Kleene.FALSE if apart is Kleene.TRUE else Kleene.UNKNOWN
