"""The price list of your own weights: what each statement is worth in pay, by these criteria.

A preference adds its weight between its two ends, along a straight line. So by the criteria two
changes are worth the same if they change the score by as much: between the ends, a step of one
preference is worth weight × step ÷ distance of its ends, and a pro or a con its whole weight. All
of them are measured in steps of one preference, of pay if there is one.

Source:
    docs/how-to/prices.md.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.advise.what_if.amounts import size_of, with_amount
from offerkit.check.constants import as_fact_value
from offerkit.core import datatype_of, weight_of
from offerkit.data import Key, keys, shape, to_dict
from offerkit.datatypes import MoneyType, PayType
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Program
from offerkit.evaluate.quantities import base_of
from offerkit.literals import EXACT, rounded
from offerkit.records import Record
from offerkit.text import Named, fold
from offerkit.values import Duration, DurationUnit, FactValue, Money, Pay, Percent, Scalar

FORMAT: Final = "offerkit/prices/1"
"""Name of the format of ``PriceList.to_dict``."""


class Priced(Named):
    """What of a statement a price is for."""

    WHOLE = "whole"
    """The statement: that a pro is true, or that a con is not."""
    STEP = "step"
    """A step of a preference towards its better end."""
    LEVEL = "level"
    """One level of a scale towards the better end."""


@keys(Key("statement", "finding", STATEMENT), "priced step more worth exact beyond")
@frozen
class Price(Record):
    """What one statement is worth by the weights."""

    finding: Finding
    """The statement, as of an offer of which nothing is known."""
    priced: Priced
    """What of the statement the price is for."""
    step: Scalar | None
    """The amount that *worth* is for; None for a level, or for a whole statement."""
    more: bool | None
    """Whether more of it is better; None for a whole statement."""
    worth: Scalar
    """Value in the unit of the measure, rounded to the hundredth."""
    exact: Fraction
    """The same, exactly, in that unit."""
    whole: Fraction
    """Value of the whole statement, from its worse end to its better one, in that unit."""
    beyond: bool
    """Whether the whole statement is worth more than the measure is from end to end."""


@keys(Key("statement", "finding", STATEMENT), "worst best")
@frozen
class Measure(Record):
    """The preference in whose amounts the others are measured."""

    finding: Finding
    """The preference, as of an offer of which nothing is known."""
    worst: FactValue
    """Its worse end."""
    best: FactValue
    """Its better end."""


@keys(
    Key("criteria", "", shape(Key("file", "program.checked.name"))),
    "measure prices",
    format=FORMAT,
)
@frozen
class PriceList(Record):
    """What every weighed statement is worth in the amounts of one of them."""

    measure: Measure | None
    """None if no preference grades an amount."""
    prices: tuple[Price, ...]
    """The other weighed statements: those worth most as a whole first."""
    program: Program
    """The criteria that were read."""

    def to_dict(self) -> dict[str, Any]:
        """Return the list as JSON-ready data."""
        return to_dict(self)


def prices(program: Program, measure: str | None = None) -> PriceList:
    """Return what each weighed statement is worth, by its weight, in amounts of one preference.

    Prices hold between the ends of both preferences: beyond an end, more of a thing is worth
    nothing. Cautions and what rules offers out have no price.

    Args:
        program: The criteria.
        measure: Label of the preference to measure by; case and spacing do not matter. By default
            the first one of pay, otherwise of money, otherwise of any amount.

    Raises:
        ValueError: No preference of an amount has this label.
    """
    preferences = [
        (index, statement)
        for index, statement in enumerate(program.statements)
        if isinstance(statement, c.CheckedPreference) and _unit(statement) is not None
    ]
    if measure is not None:
        preferences = [one for one in preferences if fold(one[1].label) == fold(measure)]
        if not preferences:
            raise ValueError(f'measure: no preference of an amount is called "{measure}"')
    chosen = min(preferences, key=lambda one: (_order(one[1]), one[0]), default=None)
    if chosen is None:
        return PriceList(None, (), program)
    at, by = chosen
    findings = program.decide(program.offer_type()).findings
    unit = _unit(by)
    assert unit is not None
    worst, best = as_fact_value(by.worst), as_fact_value(by.best)
    assert worst is not None
    assert best is not None
    distance = _distance(by) / size_of(unit)
    worth_of_weight = distance / weight_of(by)
    found = [
        _price(statement, findings[index], worth_of_weight, distance, unit)
        for index, statement in enumerate(program.statements)
        if weight_of(statement) and index != at
    ]
    # Of equal ones, the order of the criteria stays.
    found.sort(key=lambda price: -price.whole)
    return PriceList(Measure(findings[at], worst, best), tuple(found), program)


def _price(
    statement: c.CheckedStatement,
    finding: Finding,
    worth_of_weight: Fraction,
    distance: Fraction,
    unit: Scalar,
) -> Price:
    whole = worth_of_weight * weight_of(statement)
    exact, priced, step, more = whole, Priced.WHOLE, None, None
    if isinstance(statement, c.CheckedPreference):
        own, length = _unit(statement), _distance(statement)
        step = None if own is None else _step(own, length)
        priced = Priced.LEVEL if step is None else Priced.STEP
        exact = whole * (Fraction(1) if step is None else base_of(step)) / length
        more = _base(statement.worst) < _base(statement.best)
    worth = with_amount(rounded(exact, 2), unit)
    return Price(finding, priced, step, more, worth, exact, whole, whole > distance)


def _unit(preference: c.CheckedPreference) -> Scalar | None:
    """Return a value in the unit of the ends of a preference; None for levels and dates."""
    value = as_fact_value(preference.best)
    return value if isinstance(value, Decimal | Percent | Money | Pay | Duration) else None


def _order(preference: c.CheckedPreference) -> int:
    datatype = datatype_of(preference.subject)
    return 0 if isinstance(datatype, PayType) else 1 if isinstance(datatype, MoneyType) else 2


def _base(end: c.Constant) -> Fraction:
    return base_of(end.value)


def _distance(preference: c.CheckedPreference) -> Fraction:
    """Return how far apart the ends of a preference are, in base units."""
    return abs(_base(preference.best) - _base(preference.worst))


def _step(unit: Scalar, distance: Fraction) -> Scalar:
    """Return the amount that people think in: a day, ten minutes, a thousand."""
    match unit:
        case Duration(unit=DurationUnit.MINUTE) if distance > _TEN:
            return Duration(Decimal(_TEN), DurationUnit.MINUTE)
        case Money() | Pay():
            tenth, amount = distance / 10, Decimal(1)
            while EXACT.multiply(amount, 10) <= tenth:
                amount = EXACT.multiply(amount, 10)
            return evolve(unit, amount=amount)
        case _:
            return with_amount(Decimal(1), unit)


_TEN: Final = 10
