"""The facts of one view of an offer as amounts, each with the meaning that it has in criteria."""

from __future__ import annotations

from attrs import field, frozen

from offerkit.advise.pay.amounts import PayAmount
from offerkit.evaluate.facts import Facts, Measure, Scope
from offerkit.evaluate.quantities import measure_fact
from offerkit.intervals import POSITIVE, Interval
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.values import UNKNOWN, FactValue, Money, Range


@frozen
class FactReader(Record):
    """Reads the facts of one view of an offer, pay per year and money in one currency."""

    facts: Facts = field(repr=False)
    view: View
    currency: str | None
    """None if the offer states no amount."""
    _measures: dict[str, Measure] = field(factory=dict, init=False, eq=False, repr=False)
    """The facts measured so far: a table reads the same ones for every year."""

    def path(self, path: str) -> FactPath:
        """Return the path of a fact in the view."""
        return FactPath(path, self.view)

    def value(self, path: str) -> FactValue:
        """Return a fact as stated by the offer or assumed by the criteria."""
        return self.facts.value(self.path(path))

    def knows(self, path: str) -> bool:
        """Return whether a fact is stated or assumed."""
        return self.value(path) is not UNKNOWN

    def measure(self, path: str) -> Measure:
        """Return everything a fact may be, stated or derived.

        Pay per year and money in the currency of the table; percentages as shares of 1; minutes;
        months; a number as it is.
        """
        found = self._measures.get(path)
        if found is None:
            scope = Scope(self.currency, view=self.view, in_months=True)
            found = measure_fact(self.path(path), self.facts, scope)
            self._measures[path] = found
        return found

    def amount(self, path: str, *parts: str) -> PayAmount:
        """Return a fact as an amount.

        Args:
            path: A fact with an order, stated or derived.
            parts: The facts without which a derived one is unknown.
        """
        return self.as_amount(self.measure(path), *(parts or (path,)))

    def as_amount(self, measure: Measure, *parts: str) -> PayAmount:
        """Return what was worked out as an amount, which is unknown without *parts*.

        Of what is stated without an upper end, the low end is known.
        """
        interval, stated = measure.interval, None
        if interval.is_exact or all(map(self.knows, parts)):
            if interval.high is not None:
                stated = interval
            elif interval.low:
                stated = Interval.exact(interval.low)
        return PayAmount(interval, stated, measure.missing, measure.rates, measure.form)

    def money(self, price: Money | Range[Money]) -> PayAmount:
        """Return a price that is no fact of the offer; unknown without its exchange rate."""
        low, high = (price.low, price.high) if isinstance(price, Range) else (price, price)
        interval = Interval.of(low.amount, high.amount)
        if low.currency == self.currency:
            return PayAmount.within(interval)
        pair = (low.currency, self.currency or "")
        rate = self.facts.world.rates.get(pair)
        if rate is not None:
            return PayAmount.within(interval.scaled(rate))
        interval *= POSITIVE
        if interval.is_exact:
            return PayAmount.within(interval)
        return PayAmount(interval, None, (), (pair,))
