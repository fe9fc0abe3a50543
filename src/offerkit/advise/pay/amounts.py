"""Amounts of which part may be unknown: everything they may be, and what to ask to settle them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from offerkit.data import Key, fraction_text, keys, shape
from offerkit.forms import Form, RatePair, Symbol
from offerkit.intervals import ZERO, Interval
from offerkit.literals import rounded
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.values import plain

_END: Final = shape(
    Key("exact", "", fraction_text, doc="A fraction, as text."),
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
class PayAmount(Record):
    """An amount of money, hours or shares of a grant, as far as it is known."""

    interval: Interval
    """Everything it may be."""
    stated: Interval | None
    """The same without the parts that are unknown, which can only add to it: of what is stated
    without an upper end, the low end. None if there is no other part."""
    missing: tuple[FactPath, ...] = ()
    """The facts that leave it open, each once; empty for a single value."""
    rates: tuple[RatePair, ...] = field(default=())
    """Pairs of currencies whose exchange rate it needs and the criteria do not state."""
    form: Form = field(eq=False, repr=False)
    """The amount written out, so that a fact that it shares with another is one fact."""
    stated_form: Form | None = field(eq=False, repr=False)
    """Likewise ``stated``."""

    @form.default
    def _alone(self) -> Form:
        return Form.within(Symbol(object(), self.interval))

    @stated_form.default
    def _stated_alone(self) -> Form | None:
        if self.stated is None or self.stated == self.interval:
            return None if self.stated is None else self.form
        return Form.within(Symbol(object(), self.stated))

    @classmethod
    def within(cls, interval: Interval, missing: Iterable[FactPath] = ()) -> PayAmount:
        """Return an amount of which *interval* is known, left open by *missing* unless exact."""
        return cls(interval, interval, () if interval.is_exact else tuple(missing))

    @property
    def low(self) -> Fraction | None:
        """The least it may be, or None if it has no lower bound."""
        return self.interval.low

    @property
    def high(self) -> Fraction | None:
        """The most it may be, or None if it has no upper bound."""
        return self.interval.high

    @property
    def is_unknown(self) -> bool:
        """True if nothing is known of it."""
        return self.stated is None

    @property
    def is_complete(self) -> bool:
        """True if no part of it is unknown, even if it is a range."""
        return self.stated == self.interval

    def times(self, other: PayAmount) -> PayAmount:
        """Return the product: unknown if one of the two is, unless the other is 0."""
        stated = None
        if self.stated_form is not None and other.stated_form is not None:
            stated = self.stated_form * other.stated_form
        return _joined(self.form * other.form, stated, (self, other))

    def scaled(self, factor: Interval) -> PayAmount:
        """Return the amount times a factor that is known and not negative."""
        return self.times(PayAmount.within(factor))

    def minus(self, cost: PayAmount) -> PayAmount:
        """Return the difference: unknown if one of the two is."""
        stated = None
        if self.stated_form is not None and cost.stated_form is not None:
            stated = self.stated_form - cost.stated_form
        return _joined(self.form - cost.form, stated, (self, cost))

    def inverse(self) -> PayAmount:
        """Return one divided by the amount, which must be positive."""
        stated = None if self.stated_form is None else Form.of(1) / self.stated_form
        return _joined(Form.of(1) / self.form, stated, (self,))

    def at_least_zero(self) -> PayAmount:
        """Return the amount with 0 in place of anything below."""
        floor = Fraction(0)
        stated = None if self.stated_form is None else self.stated_form.at_least(floor)
        return _joined(self.form.at_least(floor), stated, (self,))

    def or_zero(self, missing: Iterable[FactPath]) -> PayAmount:
        """Return the amount that may also be 0 until *missing* are known."""
        if self.interval == ZERO:
            return self
        stated = None if self.stated is None else self.stated.hull(ZERO)
        missing = tuple(dict.fromkeys((*self.missing, *missing)))
        return PayAmount(self.interval.hull(ZERO), stated, missing, self.rates)


NOTHING: Final = PayAmount.within(ZERO)
"""An amount that is certainly 0."""


def _joined(form: Form, stated: Form | None, parts: tuple[PayAmount, ...]) -> PayAmount:
    """Return an amount computed from *parts*; a single value misses nothing."""
    interval = form.interval
    if interval.is_exact:
        return PayAmount.within(interval)
    missing = dict.fromkeys(fact for part in parts for fact in part.missing)
    rates = dict.fromkeys(pair for part in parts for pair in part.rates)
    return PayAmount(
        interval,
        None if stated is None else stated.interval,
        tuple(missing),
        tuple(rates),
        form,
        stated,
    )


def total(parts: Iterable[PayAmount]) -> PayAmount:
    """Return the sum of amounts that are not negative."""
    parts = tuple(parts)
    form = sum((part.form for part in parts), _NOTHING)
    stated = sum((part.stated_form for part in parts if part.stated_form is not None), _NOTHING)
    # If some parts are certainly 0 and the others unknown, nothing is known of the sum.
    is_unknown = stated.interval == ZERO and any(part.is_unknown for part in parts)
    return _joined(form, None if is_unknown else stated, parts)


_NOTHING: Final = Form.of(0)
