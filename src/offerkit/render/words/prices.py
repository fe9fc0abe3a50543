"""Sentences about what weights are worth, shared by every form that shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from offerkit.advise.prices import Measure, Price, Priced, PriceList
from offerkit.core import CheckedPreference, datatype_of
from offerkit.datatypes import Number
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind
from offerkit.literals import rounded
from offerkit.render.words.common import clipped, value_words
from offerkit.values import Scalar, value_text

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


def price_text(prices: PriceList, price: Price) -> str:
    """Return what a statement is worth: ``1 day more of Time off: 1,000 USD per year``."""
    label = clipped(price.finding.label)
    side = "more" if price.more else "less"
    if price.step is not None:
        what = f"{_amount_text(prices, price.finding, price.step)} {side} of {label}"
    elif price.priced is Priced.LEVEL:
        what = f"one level {'up' if price.more else 'down'} in {label}"
    else:
        what = f"not {label}" if price.finding.kind is StatementKind.CON else label
    assert prices.measure is not None
    measure = prices.measure.finding
    said = f"{what}: {_about(price)}{_amount_text(prices, measure, price.worth)}"
    if not price.beyond:
        return said
    whole = "" if price.priced is Priced.WHOLE else "all of it is worth "
    return f"{said} ({whole}more than all of {clipped(measure.label)})"


def _about(price: Price) -> str:
    return "" if rounded(price.exact, 2) == price.exact else "about "


def _amount_text(prices: PriceList, finding: Finding, amount: Scalar) -> str:
    """Return an amount, of a plain number with what it counts if that is known: ``1 day``."""
    for statement in prices.program.statements:
        if isinstance(statement, CheckedPreference) and statement.span == finding.span:
            datatype = datatype_of(statement.subject)
            if isinstance(datatype, Number) and datatype.unit and isinstance(amount, Decimal):
                return f"{value_text(amount)} {datatype.unit.spelling(amount)}"
    return value_text(amount)
