"""Operands of expressions: their datatypes, and what constants among them are."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from offerkit.check.constants import amount_of
from offerkit.core import Constant, Core, datatype_of
from offerkit.datatypes import (
    ALL_CALENDAR,
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextType,
)
from offerkit.scales import Scale
from offerkit.span import Span
from offerkit.values import Percent

CALCULABLE: Final = (Number, PercentType, MoneyType, PayType, DurationType)
GRADED: Final = (*CALCULABLE, DateType, OrdinalType)


def broken(span: Span) -> Core:
    """Return the placeholder for an expression with a reported error."""
    return Constant(False, ErrorType(), span=span)


def is_broken(*cores: Core) -> bool:
    """Return whether any of the expressions has a reported error."""
    return any(isinstance(datatype_of(core), ErrorType) for core in cores)


def has_order(datatype: Datatype) -> bool:
    """Return whether the values of a datatype are ordered."""
    return isinstance(datatype, GRADED)


def agreement(left: Datatype, right: Datatype) -> Datatype | None:
    """Return the common datatype of two operands, or None if there is none.

    The two families of the calendar agree with each other.

    Source:
        grammar/README.md, "Datatypes".
    """
    match left, right:
        case (ErrorType(), _) | (_, ErrorType()):
            return ErrorType()
        case DurationType(families=one), DurationType(families=other):
            both = one | other
            return DurationType(both) if one & other or both == ALL_CALENDAR else None
        case TextType(), TextType():
            return TextType()
        case Number(unit=None), Number():
            return right
        case _:
            return left if left == right else None


def level_constant(name: str, scale: Scale, span: Span) -> Constant:
    """Return a level of a scale as an expression."""
    return Constant(scale.level(name), OrdinalType(scale), span=span)


def closed(core: Core) -> tuple[str, ...]:
    """Return the possible texts of an expression, or nothing if any text is possible."""
    datatype = datatype_of(core)
    return (datatype.values or ()) if isinstance(datatype, TextType) else ()


def is_factor(left: Core, right: Core) -> bool:
    """Return whether the right one of two constants is the factor, so that the left keeps its unit.

    A number is always the factor; a percentage is a factor of anything except a number.
    """
    if isinstance(datatype_of(right), Number):
        return True
    return isinstance(datatype_of(right), PercentType) and not isinstance(datatype_of(left), Number)


def as_factor(core: Core) -> Fraction:
    """Return a constant number, or a constant percentage as a share of 1."""
    amount = amount_of(core)
    assert amount is not None
    return amount.value / 100 if isinstance(amount.unit, Percent) else amount.value
