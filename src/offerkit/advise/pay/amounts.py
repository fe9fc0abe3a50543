"""Figures: what an amount may be, how much of it rests on what is stated, and what to ask for it.

A ``Sheet`` reads them off one view of an offer, with the meaning that facts have in criteria: it
measures them with ``evaluate.semantics``, and derived facts with their own formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, field, frozen

from offerkit.data import Key, keys, shape
from offerkit.datatypes import DurationType
from offerkit.evaluate.facts import DAYS_A_MONTH, Facts, Measure, RatePair, Scope
from offerkit.evaluate.quantities import measure_fact
from offerkit.intervals import ANY, POSITIVE, ZERO, Interval
from offerkit.model.derived import DERIVED
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, DurationFamily, FactValue, Money, Pay, Range, plain

_END: Final = shape(
    Key("exact", "", str, doc="A fraction, as text."),
    Key(
        "amount",
        "",
        lambda end: plain(rounded(end, 2)),
        doc="A decimal with at most two places, as text.",
    ),
)
_ENDS: Final = (Key("low", form=_END), Key("high", form=_END))


@keys(*_ENDS, Key("stated", form=shape(*_ENDS)), "missing")
@frozen
class Figure:
    """An amount, as far as it is known."""

    interval: Interval
    """Everything it may be."""
    stated: Interval | None
    """The same without the parts of which nothing is known but that they are not negative: what
    is certain to be talked about. None where there is no other part."""
    missing: tuple[FactPath, ...] = ()
    """The facts that leave it open, each once; empty where it is a single value."""
    rates: tuple[RatePair, ...] = field(default=())
    """Pairs of currencies without the rate that it needs."""

    @property
    def low(self) -> Fraction | None:
        """The least that it may be; None: no end."""
        return self.interval.low

    @property
    def high(self) -> Fraction | None:
        """The most that it may be; None: no end."""
        return self.interval.high

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of it."""
        return self.stated is None

    @property
    def is_complete(self) -> bool:
        """Whether no part of it is unknown, though it may be a range."""
        return self.stated == self.interval

    def scaled(self, factor: Interval) -> Figure:
        """Return the figure times a factor that is known apart from it and is not negative."""
        stated = None if self.stated is None else self.stated * factor
        return _joined(self.interval * factor, stated, (self,))

    def times(self, other: Figure) -> Figure:
        """Return the product; where nothing is known of one, nothing is of it, unless it is 0."""
        interval = self.interval * other.interval
        if self.stated is None or other.stated is None:
            return _joined(interval, None, (self, other))
        return _joined(interval, self.stated * other.stated, (self, other))

    def or_nothing(self, missing: Iterable[FactPath]) -> Figure:
        """Return the figure that may also be 0, as long as *missing* are."""
        if self.interval == ZERO:
            return self
        stated = None if self.stated is None else self.stated.hull(ZERO)
        open_ = tuple(dict.fromkeys((*self.missing, *missing)))
        return Figure(self.interval.hull(ZERO), stated, open_, self.rates)

    def at_least_nothing(self) -> Figure:
        """Return the figure with 0 in the place of what is below."""
        floor = Fraction(0)
        stated = None if self.stated is None else self.stated.at_least(floor)
        return _joined(self.interval.at_least(floor), stated, (self,))


def _joined(interval: Interval, stated: Interval | None, parts: Iterable[Figure]) -> Figure:
    """Return a figure that comes of *parts*; a single value misses nothing."""
    if interval.is_exact:
        return exact(interval)
    parts = tuple(parts)
    missing = dict.fromkeys(fact for part in parts for fact in part.missing)
    rates = dict.fromkeys(pair for part in parts for pair in part.rates)
    return Figure(interval, stated, tuple(missing), tuple(rates))


def exact(interval: Interval) -> Figure:
    """Return the figure of a single value, or of a range that no fact can narrow."""
    return Figure(interval, interval)


NOTHING: Final = exact(ZERO)
"""No money at all, for certain."""


def share(interval: Interval, missing: Iterable[FactPath] = ()) -> Figure:
    """Return a factor, such as a share,, which is left open by *missing* unless it is exact."""
    return Figure(interval, interval, () if interval.is_exact else tuple(missing))


def total(parts: Iterable[Figure]) -> Figure:
    """Return the sum of figures that are not negative; at least one."""
    parts = tuple(parts)
    interval, stated = ZERO, ZERO
    for part in parts:
        interval += part.interval
        stated += part.stated or ZERO
    # Where all that is known is that some parts are nothing, nothing is known of the sum.
    blank = stated == ZERO and any(part.is_unknown for part in parts)
    return _joined(interval, None if blank else stated, parts)


def inverse(figure: Figure) -> Figure:
    """Return one over a figure of positive numbers."""
    stated = None if figure.stated is None else figure.stated.inverse()
    return _joined(figure.interval.inverse(), stated, (figure,))


def difference(figure: Figure, cost: Figure) -> Figure:
    """Return *figure* less *cost*; while nothing is known of the cost, nothing is of it."""
    minus = cost.interval.scaled(Fraction(-1))
    stated = None
    if figure.stated is not None and cost.stated is not None:
        stated = figure.stated + cost.stated.scaled(Fraction(-1))
    return _joined(figure.interval + minus, stated, (figure, cost))


def rounded(end: Fraction, places: int) -> Decimal:
    """Return an amount to so many places, ties to even; as exact as that, however large."""
    digits = round(end * 10**places)
    return Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places))


@frozen
class Sheet:
    """The facts of one view, in one currency and per year."""

    facts: Facts = field(repr=False)
    view: View
    currency: str | None
    """None where no amount is stated."""
    _measured: dict[str, Measure] = field(factory=dict, init=False, eq=False, repr=False)
    """What was measured so far: a table reads the same facts for every year."""

    def value(self, path: str) -> FactValue:
        """Return a fact as it was stated or assumed."""
        return self.facts.value(FactPath(path, self.view))

    def fact(self, path: str) -> FactPath:
        """Return the path of a fact in the view of the sheet."""
        return FactPath(path, self.view)

    def measured(self, path: str) -> Measure:
        """Return what a fact may be, stated or derived.

        Pay per year and money in the currency of the sheet; percentages as shares of 1; minutes;
        months; a number as it is.
        """
        found = self._measured.get(path)
        if found is None:
            found = self._measured[path] = self._measure(path)
        return found

    def _measure(self, path: str) -> Measure:
        scope = Scope(self.currency, view=self.view)
        measured = measure_fact(self.fact(path), self.facts, scope)
        datatype = self.facts.world.schema.facts[path].datatype
        if isinstance(datatype, DurationType) and DurationFamily.MONTHS in datatype.families:
            return evolve(measured, interval=measured.interval.scaled(1 / DAYS_A_MONTH))
        return measured

    def figure(self, path: str, *rests_on: str) -> Figure:
        """Return a fact as a figure.

        Args:
            path: A fact with an order, stated or derived.
            rests_on: Facts without which nothing is known of a derived one.
        """
        return self.as_figure(self.measured(path), *(rests_on or (path,)))

    def as_figure(self, measured: Measure, *rests_on: str) -> Figure:
        """Return as a figure what was measured, which is unknown while one of *rests_on* is."""
        interval = measured.interval
        blank = interval.high is None or any(self.value(path) is UNKNOWN for path in rests_on)
        stated = None if blank and not interval.is_exact else interval
        return Figure(interval, stated, measured.missing, measured.rates)

    def money(self, amount: Money | Range[Money]) -> Figure:
        """Return an amount that somebody states beside the offer; unknown without its rate."""
        low, high = (amount.low, amount.high) if isinstance(amount, Range) else (amount, amount)
        interval = Interval.of(low.amount, high.amount)
        if low.currency == self.currency:
            return exact(interval)
        pair = (low.currency, self.currency or "")
        rate = self.facts.world.rates.get(pair)
        if rate is None:
            return _joined(interval * POSITIVE, None, (Figure(ANY, None, rates=(pair,)),))
        return exact(interval.scaled(rate))


def currencies(facts: Facts, view: View, paths: Iterable[str]) -> Iterator[str]:
    """Yield the currencies in which facts are stated, in the order of *paths*."""
    for path in paths:
        value = facts.value(FactPath(path, view))
        value = value.low if isinstance(value, Range) else value
        if isinstance(value, Money | Pay):
            yield value.currency


@frozen
class Noting:
    """The facts of a sheet as derived facts read them, with some of them replaced."""

    sheet: Sheet
    amounts: dict[str, Interval] = field(factory=dict)
    values: dict[str, FactValue] = field(factory=dict)
    measured: list[Measure] = field(factory=list)
    """What was read, to tell what is missing."""

    def amount(self, path: str) -> Interval:
        """Return what a fact may be, or what stands in its place."""
        if path in self.amounts:
            return self.amounts[path]
        measured = self.sheet.measured(path)
        self.measured.append(measured)
        return measured.interval

    def value(self, path: str) -> FactValue:
        """Return a fact as it was stated, or what stands in its place."""
        value = self.peek(path)
        if value is UNKNOWN and path not in self.values:
            self.measured.append(Measure(ANY, (self.sheet.fact(path),)))
        return value

    def peek(self, path: str) -> FactValue:
        """Return the same, without waiting for it while it is unknown."""
        return self.values[path] if path in self.values else self.sheet.value(path)

    def compute(self, path: str) -> Measure:
        """Return what a derived fact may be with what was replaced."""
        interval = DERIVED[path].compute(self)
        if interval.is_exact:
            return Measure(interval)
        missing = dict.fromkeys(fact for part in self.measured for fact in part.missing)
        rates = dict.fromkeys(pair for part in self.measured for pair in part.rates)
        return Measure(interval, tuple(missing), tuple(rates))
