"""Sentences about what weights are worth, shared by every form that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from offerkit.advise.prices import Measure, Price, Priced, PriceList
from offerkit.core import CheckedPreference, datatype_of
from offerkit.datatypes import Number
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind
from offerkit.literals import rounded
from offerkit.render.words.common import clipped, value_words
from offerkit.span import Span
from offerkit.values import DurationUnit, Scalar, value_text

TITLE: Final = "What your weights say"
"""Title above the prices."""
UNMEASURED: Final = (
    "No preference grades an amount, so there is nothing to measure by. With one of pay, such as "
    "`prefer pay.base from 40k to 80k USD per year`, every weight has a price."
)
"""What is said where there are no prices."""
CAUTION: Final = (
    "If a price is not what you mean, change the weight. Prices hold between the ends of your "
    "preferences, and beyond an end, more is worth nothing."
)
"""What is said below the prices."""


def measure_text(measure: Measure) -> str:
    """Return by what the prices are measured."""
    ends = f"{value_words(measure.worst)} to {value_words(measure.best)}"
    return (
        f"Measured by {clipped(measure.finding.label)} ({ends}, weight "
        f"{measure.finding.written_weight}). By these criteria:"
    )


def price_texts(prices: PriceList) -> Iterator[tuple[Price, str]]:
    """Yield what each statement is worth: ``1 day more of Time off: 1,000 USD per year``."""
    counted = {
        statement.span: datatype.unit
        for statement in prices.program.statements
        if isinstance(statement, CheckedPreference)
        and isinstance(datatype := datatype_of(statement.subject), Number)
        and datatype.unit
    }
    for price in prices.prices:
        assert prices.measure is not None
        yield price, _price_text(price, prices.measure.finding, counted)


def _price_text(price: Price, measure: Finding, counted: Mapping[Span, DurationUnit]) -> str:
    label = clipped(price.finding.label)
    side = "more" if price.more else "less"
    if price.step is not None:
        what = f"{_amount_text(price.step, price.finding, counted)} {side} of {label}"
    elif price.priced is Priced.LEVEL:
        what = f"one level {'up' if price.more else 'down'} in {label}"
    else:
        what = f"not {label}" if price.finding.kind is StatementKind.CON else label
    said = f"{what}: {_about(price)}{_amount_text(price.worth, measure, counted)}"
    if not price.beyond:
        return said
    whole = "" if price.priced is Priced.WHOLE else "all of it is worth "
    return f"{said} ({whole}more than all of {clipped(measure.label)})"


def _about(price: Price) -> str:
    return "" if rounded(price.exact, 2) == price.exact else "about "


def _amount_text(amount: Scalar, finding: Finding, counted: Mapping[Span, DurationUnit]) -> str:
    """Return an amount, of a plain number with what it counts if that is known: ``1 day``."""
    unit = counted.get(finding.span)
    if unit is None or not isinstance(amount, Decimal):
        return value_text(amount)
    return f"{value_text(amount)} {unit.spelling(amount)}"
