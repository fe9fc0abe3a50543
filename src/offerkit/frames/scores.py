"""Scores of all rows at once: ``grammar/README.md``, "Score"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add
from typing import Final, TypeAlias

import narwhals as nw
from attrs import define, field, frozen

from offerkit.evaluate.verdict import StatementKind, Thresholds
from offerkit.frames.atoms import MOST, Graded
from offerkit.frames.truths import Plain, Truth, both, chosen, either, negated, whole

MARGIN: Final = 1e-9
"""A score in floats that is nearer to a threshold is not told from it."""

Mean: TypeAlias = "tuple[nw.Expr, nw.Expr | int]"
"""A sum of weighted grades, and the weight of those that are in it."""


@frozen(eq=False)
class Weighed:
    """What a statement adds to the score in each row."""

    weight: int
    grade: Graded
    is_rule: bool = False
    """Whether it is a pro or a con, otherwise a preference."""
    lowest: Plain = False
    """Of a rule, whether it may add nothing."""
    highest: Plain = False
    """Of a rule, whether it may add its whole weight."""

    @property
    def sure(self) -> Plain:
        """Whether it certainly applies."""
        return both(self.grade.applies, negated(self.grade.lapses))

    @property
    def optional(self) -> Plain:
        """Whether it may fall away."""
        return both(self.grade.applies, self.grade.lapses)


def weighed_rule(weight: int, kind: StatementKind, truth: Truth) -> Weighed:
    """Return what a pro or a con adds, by the truth of its condition."""
    true, false = truth.true, truth.false
    if kind is StatementKind.CON:
        true, false = false, true
    grade = Graded(chosen(false, 0, 1), chosen(true, 1, 0), 1, either(true, false), truth.neither)
    return Weighed(weight, grade, True, false, true)


@define(eq=False, slots=False)
class Score:
    """The weighted means of the statements in each row."""

    weighed: Sequence[Weighed]
    thresholds: Thresholds
    columns: Callable[[Sequence[nw.Expr]], list[nw.Expr]]
    """Makes columns of the frame of expressions."""
    unit: int = field(init=False)
    """How many parts make a grade of 1."""
    is_whole: bool = field(init=False)
    """Whether all sums are whole numbers, so that nothing is rounded."""
    low: Mean = field(init=False)
    high: Mean = field(init=False)
    may_lack: Plain = field(init=False)
    """Whether there may be no score."""
    has_any: Plain = field(init=False)
    """Whether there may be one."""
    _dtype: nw.dtypes.DType = field(init=False)
    doubt: Plain = field(init=False, default=False)
    """In which rows it is not known well enough."""

    def __attrs_post_init__(self) -> None:
        some = self.weighed
        parts = [one.grade.parts for one in some]
        known = [it for it in parts if it is not None]
        self.unit = lcm(*known) if len(known) == len(parts) else 1
        most = sum(one.weight for one in some) * self.unit
        ends = [end.denominator for end in self.thresholds.all]
        self.is_whole = len(known) == len(parts) and most * max(ends, default=1) < MOST
        self.unit = self.unit if self.is_whole else 1
        # Narrow numbers are added faster.
        self._dtype = nw.Int32() if most * max(ends, default=1) < 2**31 else nw.Int64()
        self.may_lack = negated(either(*(one.sure for one in some)))
        self.has_any = either(*(one.grade.applies for one in some))
        rules = [one for one in some if one.is_rule and one.optional is not False]
        others = [one.optional for one in some if not one.is_rule]
        self.doubt = either(*others)
        weight = self._sum([(one, one.sure, self._whole(one.weight), one.weight) for one in some])
        totals = [self._total("low"), self._total("high")]
        if isinstance(weight, int):
            totals = self.columns(totals)
        else:
            weight, *totals = self.columns([weight, *totals])
        self.low, self.high = (totals[0], weight), (totals[1], weight)
        if rules:
            self.low = self._mean("low", weight, totals[0], rules)
            self.high = self._mean("high", weight, totals[1], rules)

    def _whole(self, number: int) -> nw.Expr:
        return nw.lit(number, dtype=self._dtype)

    def _sum(self, terms: Sequence[tuple[Weighed, Plain, nw.Expr, int | None]]) -> nw.Expr | int:
        """Return the sum of terms where each holds; a number if it is the same in every row."""
        fixed, open_ = 0, list[nw.Expr]()
        for _, where, term, number in terms:
            if where is True and number is not None:
                fixed += number
            elif where is True:
                open_.append(term)
            elif where is not False:
                zero = self._whole(0) if self.is_whole or number is not None else nw.lit(0.0)
                open_.append(nw.when(where).then(term).otherwise(zero))
        if not open_:
            return fixed
        found = reduce(add, open_)
        return found + fixed if fixed else found

    def _total(self, end: str) -> nw.Expr:
        """Return the sum of the least or the greatest grades of what certainly applies."""
        terms: list[tuple[Weighed, Plain, nw.Expr, int | None]] = []
        for one in self.weighed:
            if one.is_rule:
                where = negated(one.lowest) if end == "low" else one.highest
                most = one.weight * self.unit
                terms.append((one, both(one.sure, where), self._whole(most), most))
                continue
            share: nw.Expr = getattr(one.grade, end)
            if self.is_whole:
                assert one.grade.parts is not None
                term = share * whole(one.weight * (self.unit // one.grade.parts))
            else:
                term = share * (one.weight / (one.grade.parts or 1))
            terms.append((one, one.sure, term, None))
        # Narrow numbers first: a sum is as wide as its widest term.
        total = self._sum(sorted(terms, key=lambda term: not term[0].is_rule))
        return self._whole(total) if isinstance(total, int) else total

    def _mean(
        self, end: str, weight: nw.Expr | int, total: nw.Expr, rules: Sequence[Weighed]
    ) -> Mean:
        """Return the least or the greatest mean, from the sums of what certainly applies.

        What may fall away counts if that lowers (or raises) the mean: a rule that may add nothing
        (or all of its weight). If nothing else counts, one that does neither is the mean.
        """
        is_low = end == "low"
        counted = [
            (one, both(one.optional, one.lowest if is_low else one.highest)) for one in rules
        ]
        more = self._sum([(one, where, self._whole(one.weight), None) for one, where in counted])
        more = self._whole(more) if isinstance(more, int) else more
        base = self._whole(weight) if isinstance(weight, int) else weight
        [weights] = self.columns([base + more])
        if not is_low:
            total = total + more * self.unit
        alone = both(weights == 0, either(*(one.optional for one in rules)))
        ends = (_where(alone, self.unit if is_low else 0, total), _where(alone, 1, weights))
        total, weights = self.columns(ends)
        return total, weights

    def rank(self, mean: Mean) -> tuple[Plain, Plain]:
        """Return in which rows a mean alone leads to decline, and to accept."""
        total, weight = mean
        if isinstance(weight, int) and not weight:
            return False, False
        counts: Plain = True if isinstance(weight, int) else weight > 0
        below, above = self.thresholds.decline_below, self.thresholds.accept_at
        found = [
            False if end is None else both(counts, self._compared(total, weight, end, is_below))
            for end, is_below in ((below, True), (above, False))
        ]
        return found[0], found[1]

    def _compared(
        self, total: nw.Expr, weight: nw.Expr | int, end: Fraction, is_below: bool
    ) -> Plain:
        if self.is_whole:
            left, right = total * end.denominator, weight * (end.numerator * self.unit)
            return left < right if is_below else left >= right
        distance = total - weight * float(end)
        near = MARGIN * sum(one.weight for one in self.weighed)
        self.doubt = either(self.doubt, distance.abs() < near)
        return distance < 0 if is_below else distance >= 0

    def share(self, mean: Mean) -> nw.Expr:
        """Return a mean as a float from 0 to 1; null where there is no score."""
        total, weight = mean
        if isinstance(weight, int):
            if not weight:
                return nw.lit(None, dtype=nw.Float64())
            return total.cast(nw.Float64()) / float(weight * self.unit)
        share = total.cast(nw.Float64()) / (weight * self.unit).cast(nw.Float64())
        return nw.when(weight > 0).then(share)


def _where(part: Plain, number: int, other: nw.Expr) -> nw.Expr:
    if isinstance(part, bool):
        return whole(number) if part else other
    return nw.when(part).then(whole(number)).otherwise(other)
