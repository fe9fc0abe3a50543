"""Intervals, truths, and how two intervals compare; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import Final, Protocol, TypeAlias

from attrs import evolve, frozen

from offerkit.paths import FactPath

End: TypeAlias = Fraction | None
"""An end of an interval; None if there is none."""
Pair: TypeAlias = frozenset[str]
"""Two currencies."""
Truth: TypeAlias = frozenset[str]
"""What a truth may be: “Truth”."""
TRUE, FALSE, NEITHER = "true", "false", "does not apply"
IS_TRUE, IS_FALSE, IS_NEITHER = (frozenset({it}) for it in (TRUE, FALSE, NEITHER))


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
    doubts: frozenset[FactPath] = frozenset()
    """Those of the missing facts that may turn out not to apply."""
    applies: bool = True
    """False if it does not apply, whatever the ends say."""

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
    parts = tuple(parts)
    if not all(part.applies for part in parts):
        return Known(low, high, applies=False)
    doubts = frozenset[FactPath]().union(*(part.doubts for part in parts))
    if Known(low, high).is_single:
        return Known(low, high, doubts, doubts=doubts)
    missing = frozenset[FactPath]().union(*(part.missing for part in parts))
    rates = frozenset[Pair]().union(*(part.rates for part in parts))
    return Known(low, high, missing, rates, doubts)


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
    return times(a, evolve(b, low=Fraction(0) if b.high is None else 1 / b.high, high=1 / b.low))


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
    low, high = least(a, b).low, greatest(a, b).high
    return evolve(result(None, None, (a, b)), low=low, high=high)


# --- relations: “Quantities and ranges” ----------------------------------------------------------


def less(a: Known, b: Known) -> bool | None:
    """Return the truth of a < b, None if it is unknown: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high < b.low:
        return True
    if a.low is not None and b.high is not None and a.low >= b.high:
        return False
    return None


def less_equal(a: Known, b: Known) -> bool | None:
    """Return the truth of a <= b: “Quantities and ranges”."""
    if a.high is not None and b.low is not None and a.high <= b.low:
        return True
    if a.low is not None and b.high is not None and a.low > b.high:
        return False
    return None


def equal(a: Known, b: Known) -> bool | None:
    """Return the truth of a = b: “Quantities and ranges”."""
    if a.is_single and b.is_single and a.low == b.low:
        return True
    return False if less(a, b) or less(b, a) else None


# --- “Truth” -------------------------------------------------------------------------------------


class Part(Protocol):
    """An operand that is no condition: a quantity, a text or a set of text."""

    @property
    def missing(self) -> frozenset[FactPath]:
        """The facts that leave it open."""
        ...

    @property
    def doubts(self) -> frozenset[FactPath]:
        """Those of them that may turn out not to apply."""
        ...

    @property
    def applies(self) -> bool:
        """False if it does not apply."""
        ...


@frozen
class Judged:
    """The truth of a condition and, if it is unknown, what keeps it open."""

    truth: Truth
    missing: frozenset[FactPath] = frozenset()
    rates: frozenset[Pair] = frozenset()


def sure(truth: bool) -> Judged:
    """Return a settled truth."""
    return Judged(IS_TRUE if truth else IS_FALSE)


def related(truth: bool | None, parts: Iterable[Part]) -> Judged:
    """Return the truth of a relation whose truth, if its operands apply, is *truth*.

    “If one of its operands does not apply, a comparison does not.” “If only whether it applies is
    open, the facts that may turn out not to apply are missing.”
    """
    parts = tuple(parts)
    if not all(part.applies for part in parts):
        return Judged(IS_NEITHER)
    doubts = frozenset[FactPath]().union(*(part.doubts for part in parts))
    may_be = IS_NEITHER if doubts else frozenset[str]()
    if truth is not None:
        return Judged(may_be | sure(truth).truth, doubts)
    missing = frozenset[FactPath]().union(*(part.missing for part in parts))
    rates = frozenset[Pair]().union(*(it.rates for it in parts if isinstance(it, Known)))
    return Judged(may_be | {TRUE, FALSE}, missing, rates)


def combined(operation: Callable[[Sequence[str]], str], operands: Sequence[Judged]) -> Judged:
    """Return all that an operation makes of what its operands may be, each taken by itself.

    “The facts that keep it open are missing: those of all its unknown operands.”
    """
    truth = frozenset(operation(points) for points in product(*(it.truth for it in operands)))
    if len(truth) == 1:
        return Judged(truth)
    missing = frozenset[FactPath]().union(*(it.missing for it in operands))
    return Judged(truth, missing, frozenset[Pair]().union(*(it.rates for it in operands)))


def negation(a: Judged) -> Judged:
    """“`not` swaps false and true, and what does not apply stays so.”"""
    swapped = {TRUE: FALSE, FALSE: TRUE, NEITHER: NEITHER}
    return evolve(a, truth=frozenset(swapped[point] for point in a.truth))


def settled_by(settling: str, operands: Sequence[Judged]) -> Judged:
    """“A false operand settles an `and`, and a true one an `or`.

    Otherwise one that does not apply makes the whole not apply.”
    """
    other = FALSE if settling == TRUE else TRUE

    def operation(points: Sequence[str]) -> str:
        if settling in points:
            return settling
        return NEITHER if NEITHER in points else other

    return combined(operation, operands)
