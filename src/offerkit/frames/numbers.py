"""A column of numbers, days or truths in parts between which nothing that criteria ask changes.

What each part comes to is told by the evaluator, of a value in it; an expression then says in
which parts a row is. Comparisons are with the nearest number that the dtype has on the right side
of where something changes, so that no rounding comes in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

import narwhals as nw

from offerkit.check.constants import exact_decimal
from offerkit.evaluate.cells.variables import Piece
from offerkit.frames.columns import DATES, Part
from offerkit.frames.truths import Plain, both, either, negated
from offerkit.literals import exact, rounded

MOST_DIGITS: Final = 15
"""Digits of a decimal number that a float has, whatever the number."""


def column(part: Part) -> nw.Expr:
    """Return the values of a column, as numbers that are compared exactly."""
    found = nw.col(part.column)
    is_float = part.dtype.is_float() and part.dtype != nw.Float64
    return found.cast(nw.Float64()) if is_float or part.dtype.is_decimal() else found


def is_exact(part: Part) -> bool:
    """Return whether all numbers of a column can be compared as the engine compares them."""
    digits = part.dtype.precision if isinstance(part.dtype, nw.Decimal) else 0
    return digits <= MOST_DIGITS


def value_of(number: float) -> Fraction:
    """Return the number that a float stands for: the one that is written for it."""
    return Fraction(exact(float.__repr__(number)))


def _float_at(place: Fraction, *, is_least: bool) -> float:
    """Return the least float that is at or above a place, or the greatest at or below it."""
    towards = math.inf if is_least else -math.inf
    found = float(place)

    def fits(number: float) -> bool:
        value = value_of(number)
        return value >= place if is_least else value <= place

    while not fits(found):
        found = math.nextafter(found, towards)
    while fits(before := math.nextafter(found, -towards)):
        found = before
    return found


def at_least(part: Part, values: nw.Expr, place: Fraction) -> nw.Expr:
    """Return which values of a column are at or above a place."""
    found: nw.Expr = values >= _literal(part, place, is_least=True)
    return found


def at_most(part: Part, values: nw.Expr, place: Fraction) -> nw.Expr:
    """Return which values of a column are at or below a place."""
    found: nw.Expr = values <= _literal(part, place, is_least=False)
    return found


def _literal(part: Part, place: Fraction, *, is_least: bool) -> Any:
    whole = math.ceil(place) if is_least else math.floor(place)
    if part.kind == DATES:
        return date.fromordinal(min(max(whole, 1), date.max.toordinal()))
    if part.dtype.is_integer():
        return whole
    return _float_at(place, is_least=is_least)


def _sample(piece: Piece, *, whole: bool) -> Fraction | None:
    """Return a number in it that can be written, a whole one if asked for; None without any."""
    low, high = piece.low, piece.high
    if piece.is_point and low is not None:
        return low
    if low is None:
        return Fraction(0) if high is None else Fraction(math.ceil(high) - 1)
    if high is None or math.floor(low) + 1 < high:
        return Fraction(math.floor(low) + 1)
    for places in range(0 if whole else 18):
        middle = Fraction(rounded((low + high) / 2, places))
        if low < middle < high:
            return middle
    return None


def pieces(
    places: Iterable[Fraction], low: Fraction | None, high: Fraction | None, *, whole: bool
) -> list[tuple[Piece, Fraction]]:
    """Return the points at which something changes and what lies between, from low to high.

    Each with a number in it. *whole* tells that there are only whole numbers.
    """
    inside = {
        place for place in places if (low is None or place > low) and (high is None or place < high)
    }
    points = sorted(inside)
    ends = [low, *points, high]
    found: list[tuple[Piece, Fraction]] = []
    for at, end in enumerate(ends):
        if end is not None and (end.denominator == 1 if whole else exact_decimal(end) is not None):
            found.append((Piece(end, end), end))
        if at + 1 < len(ends):
            piece = Piece(end, ends[at + 1])
            number = None if piece.is_point else _sample(piece, whole=whole)
            if number is not None:
                found.append((piece, number))
    return list(dict.fromkeys(found))


def within(part: Part, values: nw.Expr, wanted: Sequence[bool], there: Sequence[Piece]) -> Plain:
    """Return which values are in some of the pieces of a line, with as few comparisons as it takes.

    *values* have no nulls.
    """
    if all(wanted) or not any(wanted):
        return all(wanted)
    if sum(wanted) * 2 > len(wanted) or (wanted[0] and wanted[-1]):
        outside = _runs(part, values, [not one for one in wanted], there)
        inside = _runs(part, values, wanted, there)
        return negated(either(*outside)) if len(outside) < len(inside) else either(*inside)
    return either(*_runs(part, values, wanted, there))


def _runs(
    part: Part, values: nw.Expr, wanted: Sequence[bool], there: Sequence[Piece]
) -> list[Plain]:
    found: list[Plain] = []
    at = 0
    while at < len(there):
        if not wanted[at]:
            at += 1
            continue
        end = at
        while end + 1 < len(there) and wanted[end + 1]:
            end += 1
        found.append(_between(part, values, there, at, end))
        at = end + 1
    return found


def _between(part: Part, values: nw.Expr, there: Sequence[Piece], at: int, end: int) -> Plain:
    """Return which values are in the pieces from one to another."""
    first, last = there[at], there[end]
    parts: list[Plain] = []
    if at > 0:
        assert first.low is not None
        above = at_least(part, values, first.low)
        parts.append(above if first.is_point else ~at_most(part, values, first.low))
    if end < len(there) - 1:
        assert last.high is not None
        below = at_most(part, values, last.high)
        parts.append(below if last.is_point else ~at_least(part, values, last.high))
    return both(*parts)


def number_of(part: Part, place: Fraction) -> Any:
    """Return a number as a cell of a column: a day for days, else an exact decimal."""
    if part.kind == DATES:
        return date.fromordinal(int(place))
    number = exact_decimal(place)
    assert number is not None
    return number


LAST_DAY: Final = date.max.toordinal()


def filling(part: Part, number: Fraction) -> Any:
    """Return a number in place of null: one that the dtype of a column has."""
    if part.kind == DATES:
        return date.fromordinal(min(max(int(number), 1), LAST_DAY))
    return int(number) if part.dtype.is_integer() else float(number)
