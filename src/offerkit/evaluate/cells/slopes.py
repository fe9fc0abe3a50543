"""Grades along one variable, added up: each follows a line in a cell, and so does their sum.

A preference is worth nothing before one of its ends and all of its weight beyond the other, or the
other way round. So the sum of many changes its line at their ends only, and is worked out from one
end to the next, for all cells at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm

from offerkit.evaluate.cells.system import Compiled, Graded, ends_of, lowest


class Slopes:
    """Preferences along one variable of which its cells tell everything."""

    def __init__(self, members: Sequence[tuple[Compiled, Graded]]) -> None:
        self.members: list[Compiled] = [one for one, _ in members]
        self.weight: int = sum(one.weight for one in self.members)
        self.variable: int = members[0][1].variable
        self._applying = members[0][1].applying
        self._starts = sorted(of.between[0] for _, of in members)
        self._stops = sorted(of.between[1] for _, of in members)
        self._rising = _Line([(one.weight, of) for one, of in members if of.slope > 0])
        self._falling = _Line([(one.weight, of) for one, of in members if of.slope < 0])

    def apply_in(self, cells: int) -> bool:
        """Return whether they certainly apply in some cells, as bits."""
        return not cells >> self._applying

    def over(self, cells: int) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest sum in some cells in which they apply, as bits.

        Each grade times its weight.
        """
        ends = (lowest(cells), 0), (cells.bit_length() - 1, 1)
        low, high = (self._rising.at(*end) for end in ends)
        most, least = (self._falling.at(*end) for end in ends)
        return low + least, high + most

    def changing_in(self, cells: int) -> int:
        """Return how many of them change in some cells, or from one to another of these."""
        before = bisect_right(self._stops, lowest(cells))
        return bisect_right(self._starts, cells.bit_length() - 1) - before


class _Line:
    """The sum of grades that all rise, or all fall."""

    def __init__(self, members: Sequence[tuple[int, Graded]]) -> None:
        self._cells = members[0][1].cells if members else ()
        parts = (part for _, of in members for part in (of.slope, of.rest))
        # In units of which everything is a whole number: adding these is much quicker.
        self._unit = lcm(*(part.denominator for part in parts))
        turns: dict[int, tuple[int, int]] = {}
        for weight, of in members:
            whole = weight * self._unit
            slope, rest = (
                whole // part.denominator * part.numerator for part in (of.slope, of.rest)
            )
            before, after = (0, whole) if slope > 0 else (whole, 0)
            first, last = of.between
            for at, steeper, more in (
                (-1, 0, before),
                (first, slope, rest - before),
                (last, -slope, after - rest),
            ):
                known = turns.get(at, (0, 0))
                turns[at] = known[0] + steeper, known[1] + more
        self._turns = sorted(turns)
        steps = (turns[at] for at in self._turns)
        self._lines = [*accumulate(steps, lambda one, more: (one[0] + more[0], one[1] + more[1]))]

    def at(self, cell: int, side: int) -> Fraction:
        """Return the sum at the lower end of a cell, 0, or at the upper one, 1."""
        if not self._lines:
            return Fraction(0)
        slope, rest = self._lines[bisect_right(self._turns, cell) - 1]
        end = ends_of(self._cells[cell])[side] if slope else 0
        return Fraction(slope * end + rest) / self._unit
