"""Segments: the parts into which criteria divide the possible values of a fact.

Criteria look at a fact only through their comparisons and preferences. So its values fall into
*segments*: ranges between thresholds, levels of a scale, yes and no, the texts it is compared with
and all others, and sets that have the same of the texts that are looked for. Within a segment every
comparison of the fact with a known value has the same result.

A conclusion about a segment is true of each of its values. Where a fact is compared with another
unknown one, or is part of a derived fact that the thresholds cannot be worked back to, nothing is
concluded that does not hold throughout. An end that is not included, as in "less than 45 min",
counts for comparisons as a point 1/10^200 inside it, which is closer than two amounts of at most 18
digits can be; for grades the end itself is included, because a grade has no jumps.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.evaluate.facts import Stretch
from offerkit.intervals import Interval
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    FactValue,
    Range,
    Scalar,
)

HAIR: Final = Fraction(1, 10**200)
"""How far from an open end a stretch begins; see the module."""


MOST_CELLS: Final = 64
"""The most cells a fact is cut into; beyond, it stays whole."""


@frozen
class Whole:
    """All that a fact can be: it is answered, and the answers are not told apart."""


@frozen
class Known:
    """One value; or ``UNKNOWN``, whatever the offer states."""

    value: FactValue


@frozen
class Line:
    """A stretch of a quantity; None: no end on that side."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool
    high_in: bool
    unit: Scalar
    """Any value in the unit of the ends, which are in base units."""

    def stretch(self, *, closed: bool) -> Stretch:
        """Return its values for comparisons, or *closed*, with its open ends, for grades."""
        low, high = self.low, self.high
        if low is not None and not (closed or self.low_in):
            low += HAIR
        if high is not None and not (closed or self.high_in):
            high -= HAIR
        return Stretch(Interval(low, high), self.unit)


@frozen
class Levels:
    """Levels of a scale that follow each other, at least one."""

    levels: tuple[Ordinal | Level, ...]

    @property
    def value(self) -> FactValue:
        """The levels as an offer would state them."""
        first, last = self.levels[0], self.levels[-1]
        return first if first is last else Range(first, last)


@frozen
class Truth:
    """Yes or no."""

    value: bool


@frozen
class Texts:
    """Texts that the criteria treat alike, and perhaps any that they do not name."""

    texts: tuple[str, ...]
    other: bool
    value: FactValue
    """One of them; ``UNKNOWN`` where the others are not all alike."""


@frozen
class Sets:
    """Sets of text that the criteria treat alike."""

    words: str
    value: frozenset[str]
    """One of them."""


Cell: TypeAlias = Whole | Known | Line | Levels | Truth | Texts | Sets


def value_of(cell: Cell) -> FactValue | None:
    """Return what ``Facts.value`` says of a fact in this cell; None: as the offer states it."""
    match cell:
        case Whole():
            return None
        case Line(unit=unit):
            return unit
        case _:
            return cell.value


def share_of(cell: Cell) -> int:
    """Return how many answers a cell counts for: its levels, else one."""
    return len(cell.levels) if isinstance(cell, Levels) else 1
