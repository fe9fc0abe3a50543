"""Datatypes of facts and expressions: ``grammar/README.md``, "Datatypes"."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from offerkit.records import Record
from offerkit.scales import Scale
from offerkit.values import DurationFamily, DurationUnit, Money, Pay


@frozen
class YesNo(Record):
    """A truth value: a yes/no fact, a comparison, or a combination of these."""

    def __str__(self) -> str:
        return "yes/no"


@frozen
class Number(Record):
    """An exact decimal without a unit."""

    unit: DurationUnit | None = field(default=None, eq=False)
    """What a fact counts with it: a constant in this unit beside it is that number."""

    def __str__(self) -> str:
        return "a number"


@frozen
class PercentType(Record):
    """A share in percent."""

    def __str__(self) -> str:
        return "a percentage"


@frozen
class MoneyType(Record):
    """A one-off amount in some currency."""

    def __str__(self) -> str:
        return "an amount of money"


@frozen
class PayType(Record):
    """Money per period in some currency."""

    def __str__(self) -> str:
        return "an amount per period"


ALL_CALENDAR = frozenset({DurationFamily.DAYS, DurationFamily.MONTHS})


@frozen
class DurationType(Record):
    """A length of time in one of the given families.

    A fact that may be stated in weeks or in months (a notice period) has both calendar families;
    a literal has exactly one.
    """

    families: frozenset[DurationFamily] = ALL_CALENDAR

    def __str__(self) -> str:
        units = [family.value for family in DurationFamily if family in self.families]
        return f"a duration in {', '.join(units)}"


@frozen
class DateType(Record):
    """A calendar date."""

    def __str__(self) -> str:
        return "a date"


@frozen
class OrdinalType(Record):
    """A level of a scale."""

    scale: Scale

    def __str__(self) -> str:
        return f"a level of {self.scale.name} ({self.scale})"


@frozen
class TextType(Record):
    """A text; ``values`` lists the only possible ones if the list is closed."""

    values: tuple[str, ...] | None = field(default=None)
    countries: bool = field(default=False, eq=False)
    """Whether the codes and names of a country are the same text."""

    def __str__(self) -> str:
        return "text" if self.values is None else f"one of {', '.join(self.values)}"


@frozen
class TextSetType(Record):
    """A set of text."""

    countries: bool = field(default=False, eq=False)
    """Whether the codes and names of a country are the same text."""

    def __str__(self) -> str:
        return "a set of text"


@frozen
class PercentListType(Record):
    """A list of percentages, one for each year in order; criteria cannot read it."""

    def __str__(self) -> str:
        return "a list of percentages, one per year"


@frozen
class ErrorType(Record):
    """The datatype of an expression with a reported error; it agrees with every datatype."""

    def __str__(self) -> str:
        return "(in error)"


Quantity: TypeAlias = Number | PercentType | MoneyType | PayType | DurationType | DateType
"""Datatypes whose values are points on a number line."""

Datatype: TypeAlias = (
    YesNo | Quantity | OrdinalType | TextType | TextSetType | PercentListType | ErrorType
)


@frozen
class Bounds(Record):
    """The least and the greatest possible amount of a quantity, both included; None for no bound.

    In the datatype's base unit: percent, minutes; of a date, the days since the year 1.
    """

    low: Decimal | None = Decimal(0)
    high: Decimal | None = None
    unit: Money | Pay | None = None
    """Of money and pay, one of the currency, and for the period, that the bounds are in. Without
    it they are in any, so that only 0 makes sense."""


UNBOUNDED = Bounds(None, None)
