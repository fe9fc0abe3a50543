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
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.evaluate.facts import Stretch
from offerkit.intervals import Interval
from offerkit.scales import Level, Ordinal
from offerkit.values import DOES_NOT_APPLY, FactValue, Range, Scalar

_OPEN_END_GAP: Final = Fraction(1, 10**200)
"""Distance from an end that is not included to where a range begins; see the module."""


MAX_SEGMENTS: Final = 64
"""Most segments of one fact; with more, its values are not told apart."""


@frozen(cache_hash=True)
class AnyValue:
    """All values of a fact: it is known, and its values are not told apart."""


@frozen(cache_hash=True)
class SingleValue:
    """One value, such as yes; or ``UNKNOWN``, whatever the offer states."""

    value: FactValue


@frozen(slots=False, cache_hash=True)
class QuantityRange:
    """A range of a number, a percentage, money, pay, a duration or a date."""

    low: Fraction | None
    """Lower end in base units; None if there is none."""
    high: Fraction | None
    """Upper end in base units; None if there is none."""
    low_in: bool
    """Whether the lower end is included."""
    high_in: bool
    """Whether the upper end is included."""
    unit: Scalar
    """Any value in the unit of the fact."""

    def stretch(self, *, closed: bool) -> Stretch:
        """Return the range for comparisons, or *closed*, with both ends, for grades."""
        return self._closed if closed else self._open

    @cached_property
    def _closed(self) -> Stretch:
        return Stretch(Interval(self.low, self.high), self.unit)

    @cached_property
    def _open(self) -> Stretch:
        low, high = self.low, self.high
        if low is not None and not self.low_in:
            low += _OPEN_END_GAP
        if high is not None and not self.high_in:
            high -= _OPEN_END_GAP
        return Stretch(Interval(low, high), self.unit)


@frozen(cache_hash=True)
class LevelRange:
    """Successive levels of a scale, at least one."""

    levels: tuple[Ordinal | Level, ...]

    @property
    def value(self) -> FactValue:
        """The levels as an offer states them."""
        first, last = self.levels[0], self.levels[-1]
        return first if first is last else Range(first, last)


@frozen(cache_hash=True)
class TextGroup:
    """Texts that the criteria treat alike."""

    texts: tuple[str, ...]
    """Texts that the criteria name."""
    other: bool
    """Whether every text that the criteria do not name is in the group."""
    value: FactValue
    """One of them; ``UNKNOWN`` if the texts that are not named are not all alike."""


@frozen(cache_hash=True)
class SetGroup:
    """Sets of text that the criteria treat alike."""

    words: str
    """What the sets have in common, as a phrase."""
    value: frozenset[str]
    """One of them."""


NOT_APPLYING: Final = SingleValue(DOES_NOT_APPLY)
"""The segment of a fact that does not apply."""

Segment: TypeAlias = AnyValue | SingleValue | QuantityRange | LevelRange | TextGroup | SetGroup


def fact_value(segment: Segment) -> FactValue | None:
    """Return the value of a fact in this segment for ``Facts``; None for that of the offer."""
    match segment:
        case AnyValue():
            return None
        case QuantityRange(unit=unit):
            return unit
        case _:
            return segment.value


def answer_count(segment: Segment) -> int:
    """Return the number of answers that a segment counts for: its levels, otherwise 1."""
    return len(segment.levels) if isinstance(segment, LevelRange) else 1
