"""What is known of a quantity before any offer is read: its bounds, its size, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from offerkit.check.constants import ExactAmount, Unit, amount_of, widest
from offerkit.core import (
    Constant,
    Core,
    FactRef,
    LetRef,
    Maximum,
    Minimum,
    Product,
    Quotient,
    Scaled,
    SizeOf,
    Sum,
    children,
    datatype_of,
    is_by_the_hour,
)
from offerkit.datatypes import (
    DateType,
    DurationType,
    MoneyType,
    Number,
    PayType,
    PercentType,
)
from offerkit.intervals import ANY, POSITIVE, Interval, greatest, least, total
from offerkit.model.derived import PAID
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.values import BASE_UNITS, Duration, Money, Pay

MOST_DIGITS: Final = 600
"""Digits that facts multiplied with each other, or divided by each other, may have."""
_DIGITS_OF_A_FACT: Final = 18

_SEVERAL: Final = "several"


@frozen
class Reach(Record):
    """What is known of a quantity before any offer is read.

    Source:
        grammar/README.md, "Arithmetic" and "A fact used twice".
    """

    ends: Interval = ANY
    """Its bounds, in base units; of amounts in several units only the sign counts."""
    digits: int = 0
    """The most digits that its numerator and denominator can have together."""
    facts: frozenset[FactPath] = frozenset()
    """The stated facts that it rests on, those that convert pay among them."""
    is_stated: bool = False
    """Whether it is a number or percentage that offers state."""
    has_product: bool = False
    """Whether facts are multiplied or divided by each other in it."""
    is_divided: bool = False
    """Whether something in it is divided by a fact."""
    unit: Unit | str | None = None
    """What its bounds are in, if that matters: an amount of 1, or that they are in several."""

    def may_be_negative(self, factor: Fraction) -> bool:
        """Return whether it can be below 0, times a factor."""
        low = self.ends.scaled(factor).low
        return low is None or low < 0

    @property
    def in_any_unit(self) -> Reach:
        """The same with bounds that say no more than the sign."""
        signs = Interval(_sign(self.ends.low, -1), _sign(self.ends.high, 1))
        return evolve(self, ends=signs)


def _sign(end: Fraction | None, outwards: int) -> Fraction | None:
    """Return 1, 0 or -1 for an end; None if it is beyond 0, so that only the other end counts."""
    sign = None if end is None else Fraction((end > 0) - (end < 0))
    return None if sign == outwards else sign


def reach(core: Core, schema: Schema, lets: Sequence[Reach]) -> Reach:
    """Return what is known of a quantity.

    Args:
        core: The quantity.
        schema: The facts that it may read.
        lets: What is known of the values that it may refer to, by their indices.
    """
    match core:
        case LetRef(open=True):
            return Reach()
        case LetRef(index=index):
            return lets[index]
        case FactRef():
            return _of_fact(core.fact, schema)
        case Constant():
            return _of_constant(core, amount_of(core), schema)
        case _:
            return _of_parts(core, [reach(child, schema, lets) for child in children(core)])


def _of_parts(core: Core, parts: Sequence[Reach]) -> Reach:
    facts = frozenset[FactPath]().union(*(part.facts for part in parts))
    together = Reach(
        digits=sum(part.digits for part in parts),
        facts=facts,
        has_product=any(part.has_product for part in parts),
        is_divided=any(part.is_divided for part in parts),
    )
    widest_part = max((part.digits for part in parts), default=0)
    match core:
        case Scaled(factor=factor):
            [part] = parts
            ends, digits = part.ends.scaled(factor), part.digits + _digits_of(factor)
            return evolve(part, ends=ends, digits=digits, is_stated=False)
        case Sum() if not any(isinstance(datatype_of(term), DateType) for term in core.terms):
            digits = together.digits if together.is_divided else widest_part
            return _in_one_unit(total, parts, evolve(together, digits=digits))
        case Minimum():
            return _in_one_unit(least, parts, evolve(together, digits=widest_part))
        case Maximum():
            return _in_one_unit(greatest, parts, evolve(together, digits=widest_part))
        case Product():
            one, other = parts
            unit = one.unit or other.unit
            is_fixed = any(isinstance(factor, Constant) for factor in children(core))
            return evolve(
                together,
                ends=one.ends * other.ends,
                unit=unit,
                has_product=together.has_product or not is_fixed,
            )
        case Quotient(divisor=divisor):
            found = evolve(together, has_product=True, is_divided=True)
            if has_unit(divisor):
                return evolve(_in_one_unit(_ratio, parts, found), unit=None)
            return evolve(found, ends=_ratio([part.ends for part in parts]), unit=parts[0].unit)
        case SizeOf():
            return evolve(together, ends=POSITIVE)
        case _:
            return together


def has_unit(core: Core) -> bool:
    """Return whether a quantity is money, pay or a duration."""
    return isinstance(datatype_of(core), MoneyType | PayType | DurationType)


def _digits_of(number: Fraction) -> int:
    """Return how many digits the numerator and the denominator of a number have, but 1."""
    return sum(len(str(abs(part))) for part in number.as_integer_ratio() if abs(part) != 1)


def _in_one_unit(
    combine: Callable[[Iterable[Interval]], Interval], parts: Sequence[Reach], rest: Reach
) -> Reach:
    """Return the bounds that come of those of parts, which are in one unit, or only signs."""
    units = {part.unit for part in parts} - {None}
    if len(units) > 1:
        parts = [part.in_any_unit for part in parts]
    unit = _SEVERAL if len(units) > 1 else next(iter(units), None)
    return evolve(rest, ends=combine([part.ends for part in parts]), unit=unit)


def _ratio(ends: Iterable[Interval]) -> Interval:
    """Return the bounds of a quotient by what is above 0."""
    one, other = ends
    return one * other.inverse()


def _of_constant(core: Constant, amount: ExactAmount | None, schema: Schema) -> Reach:
    if amount is None:
        return Reach()
    amount = widest(amount)
    unit = amount.unit if isinstance(amount.unit, Money | Pay | Duration) else None
    share = Fraction(1, 100) if isinstance(datatype_of(core), PercentType) else 1
    facts = _converting_in_any_view(schema) if is_by_the_hour(core) else frozenset[FactPath]()
    value = amount.value * share
    return Reach(Interval.exact(value), _digits_of(value), facts, unit=unit if value else None)


@lru_cache(maxsize=256)
def _of_fact(fact: FactPath, schema: Schema) -> Reach:
    info, view = schema.facts[fact.path], fact.view
    converting = _converting(schema) if isinstance(info.datatype, PayType) else ()
    rests_on = (*schema.rests_on(info.path), *converting)
    facts = frozenset(FactPath(path, view) for path in rests_on)
    bounds = Interval.of(info.bounds.low, info.bounds.high)
    unit: Unit | str | None = info.bounds.unit
    if isinstance(info.datatype, PercentType):
        bounds = bounds.scaled(Fraction(1, 100))
    if isinstance(info.datatype, DurationType) and len(info.datatype.families) == 1:
        [family] = info.datatype.families
        unit = Duration(Decimal(1), BASE_UNITS[family])
    elif isinstance(unit, Money | Pay):
        year = widest(ExactAmount(Fraction(1), unit))
        bounds, unit = bounds.scaled(year.value), year.unit
    is_stated = isinstance(info.datatype, Number | PercentType) and not info.derived
    whole = bounds not in {ANY, POSITIVE}
    return Reach(bounds, _DIGITS_OF_A_FACT, facts, is_stated, unit=unit if whole else None)


@lru_cache(maxsize=16)
def _converting_in_any_view(schema: Schema) -> frozenset[FactPath]:
    return frozenset(FactPath(path, view) for path in _converting(schema) for view in View)


def _converting(schema: Schema) -> tuple[str, ...]:
    """Return the stated facts by which pay per hour or day becomes pay per year."""
    return tuple(part for paid in PAID for part in schema.rests_on(paid))
