"""What statements come to in cells, and sums of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import add, attrgetter
from typing import Any, Final

from attrs import evolve, frozen


@frozen
class Share:
    """What some statements come to under an assignment of cells, or under several.

    Distances of the score from the thresholds are weighted sums of contribution less threshold.
    """

    declines: bool = False
    """Whether one of them may rule the offer out."""
    survives: bool = True
    """Whether it may be that none does; what follows is of those cases only."""
    low: tuple[Fraction | int, ...] = ()
    """The least distance from each threshold, that of none included if all may fall away."""
    high: tuple[Fraction | int, ...] = ()
    """The greatest, likewise."""
    counted: tuple[bool, ...] = ()
    """Whether the greatest can be that of statements that count."""
    may_lack: bool = True
    """Whether none of them may count."""

    @property
    def is_certain(self) -> bool:
        """Whether one statement comes to one thing only."""
        may_count = self.may_lack and any(self.counted)
        return self.declines != self.survives and self.low == self.high and not may_count

    def or_(self, other: Share) -> Share:
        """Return what comes of either."""
        if not (self.survives and other.survives):
            one = self if self.survives else other
            return evolve(one, declines=self.declines or other.declines)
        pairs = list(zip(self.high, self.counted, other.high, other.counted, strict=True))
        return Share(
            self.declines or other.declines,
            True,
            tuple(map(min, self.low, other.low)),
            tuple(max(one, two) for one, _, two, _ in pairs),
            tuple((a and one >= two) or (b and two >= one) for one, a, two, b in pairs),
            self.may_lack or other.may_lack,
        )


PARTS: Final = attrgetter("declines", "survives", "low", "high", "counted", "may_lack")
"""The parts of a share, in their order."""


class Sum:
    """What statements come to under one assignment of cells, added up; to be added to in place."""

    __slots__ = ("counted", "declining", "dying", "high", "low", "sure")

    def __init__(self, nothing: Share, shares: Iterable[Share] = ()) -> None:
        parts = zip(*map(PARTS, (nothing, *shares)), strict=True)
        declines, survives, low, high, counted, may_lack = parts
        self.declining: int = sum(declines)
        self.dying: int = survives.count(False)
        self.sure: int = may_lack.count(False)
        self.low: list[Fraction | int] = [*map(sum, zip(*low, strict=True))]
        self.high: list[Fraction | int] = [*map(sum, zip(*high, strict=True))]
        self.counted: list[int] = [*map(sum, zip(*counted, strict=True))]

    def add(self, share: Share, by: Callable[[Any, Any], Any] = add) -> None:
        """Add what another statement comes to, or take it away: *by* is then ``sub``."""
        self.declining = by(self.declining, share.declines)
        self.dying = by(self.dying, not share.survives)
        self.sure = by(self.sure, not share.may_lack)
        self.low = [*map(by, self.low, share.low)]
        self.high = [*map(by, self.high, share.high)]
        self.counted = [*map(by, self.counted, share.counted)]

    @property
    def share(self) -> Share:
        """The sum."""
        ends = tuple(self.low), tuple(self.high), tuple(map(bool, self.counted))
        return Share(self.declining > 0, not self.dying, *ends, not self.sure)
