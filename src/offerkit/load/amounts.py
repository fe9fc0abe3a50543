"""Values of facts as offer files write them, by datatype.

Nothing is coerced: a number is not a text, a text is not a list, ``true`` is not a level. A value
is written as text, as in criteria, or as a table of its parts by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar, assert_never

from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.literals import NUMBER_PATTERN, is_storable, number, reads_as_thousands
from offerkit.load import problems
from offerkit.load.problems import FactError
from offerkit.model.fields import MAX_TEXTS, FactInfo, in_bounds, is_after, unit_of
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
    DOES_NOT_APPLY,
    UNIT_SPELLINGS,
    UNKNOWN,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
    TextSet,
    plain,
    show,
)

P = ParamSpec("P")
R = TypeVar("R")

Raw: TypeAlias = Any
"""Data from a parser of TOML, JSON or YAML."""

_NUMBER: Final = re.compile(rf"(-?{NUMBER_PATTERN})(.*)", re.DOTALL)
_MONEY: Final = re.compile(r"([A-Za-z]{3})(?:\s*(?:/|\bper\b)\s*(\S+))?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOTS: Final = ".."
NONE: Final = "none"
"""The short word for something that is not there."""
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_PERIODS: Final = {
    spelling: period for period in Period for spelling in (period.value, f"{period.value}s")
}


def says_unknown(raw: Raw) -> bool:
    """Return whether a value is ``"unknown"``, or ``null`` in formats that have it."""
    return raw is None or (isinstance(raw, str) and fold(raw) == UNKNOWN.value)


def says_not_applying(raw: Raw) -> bool:
    """Return whether a value is ``"does not apply"``."""
    return isinstance(raw, str) and fold(raw) == DOES_NOT_APPLY.value


def says_none(raw: Raw) -> bool:
    """Return whether a value says that something is not there: also ``"none"``."""
    return isinstance(raw, str) and fold(raw) in problems.NOTHING


def read_fact(info: FactInfo, raw: Raw) -> FactValue:
    """Return the value of a fact from the data of an offer file.

    Raises:
        FactError: the value does not have the form of the fact's datatype, or is out of bounds;
            ``problem.where`` is the place inside the value.

    Source:
        grammar/README.md, "Offer files".
    """
    if says_unknown(raw):
        return UNKNOWN
    if says_not_applying(raw) or (info.may_not_apply and says_none(raw) and not _has_none(info)):
        if not info.may_not_apply:
            raise FactError(problems.always_applies(info))
        return DOES_NOT_APPLY
    match info.datatype:
        case YesNo():
            return _read_yes_no(info, raw)
        case TextType():
            return _read_text(info.datatype, raw)
        case TextSetType():
            return _read_set(info.datatype, raw)
        case PercentListType():
            return _read_percents(info, raw)
        case ErrorType():
            raise AssertionError(f"{info.path} has no datatype")
        case _:
            return _read_quantity(info, raw)


def _has_none(info: FactInfo) -> bool:
    """Return whether ``"none"`` is a value of the fact."""
    match info.datatype:
        case TextType(values=values):
            return values is None or NONE in values
        case OrdinalType(scale=scale):
            return NONE in scale.levels
        case _:
            return False


# --- texts, answers, sets --------------------------------------------------------------------


def _read_yes_no(info: FactInfo, raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and fold(raw) in _YES_NO:
        return _YES_NO[fold(raw)]
    raise FactError(problems.wrong_type(info.datatype, raw))


def _read_text(datatype: TextType, raw: Raw) -> str:
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(datatype, raw, _quote_hint(raw)))
    if not fold(raw):
        raise FactError(problems.empty_text())
    if datatype.values is None:
        return raw
    for value in datatype.values:
        if fold(value) == fold(raw):
            return value
    raise FactError(problems.closed_value(datatype, raw))


def _quote_hint(raw: Raw) -> str | None:
    if isinstance(raw, bool | int | Decimal | date):
        return f'put it in quotes: `"{str(raw).lower() if isinstance(raw, bool) else raw}"`'
    return None


def _read_set(datatype: Datatype, raw: Raw) -> frozenset[str] | TextSet:
    if isinstance(raw, dict):
        return _read_partial_set(datatype, raw)
    if not isinstance(raw, list):
        hint = f'write `["{raw}"]`' if isinstance(raw, str) else None
        raise FactError(problems.wrong_type(datatype, raw, hint))
    return _read_items(raw)


def _read_items(raw: list[Raw]) -> frozenset[str]:
    if len(raw) > MAX_TEXTS:
        raise FactError(problems.set_too_large().inside(MAX_TEXTS))
    for index, item in enumerate(raw):
        if isinstance(item, str) and fold(item) == UNKNOWN.value:
            raise FactError(problems.unknown_in_list().inside(index))
        _inside(index, _read_text, TextType(), item)
    return frozenset(raw)


def _read_partial_set(datatype: Datatype, raw: dict[str, Raw]) -> TextSet:
    _check_keys(raw, ("at_least", "at_most"), '{ at_least = ["a"] }', needed=())
    if not raw:
        raise FactError(problems.missing_part("at_least", '{ at_least = ["a"] }'))
    sets: dict[str, frozenset[str]] = {}
    for key, items in raw.items():
        if not isinstance(items, list):
            raise FactError(problems.wrong_type(datatype, items).inside(key))
        sets[key] = _inside(key, _read_items, items)
    at_least, at_most = sets.get("at_least", frozenset()), sets.get("at_most")
    if at_most is not None:
        may = {fold(text) for text in at_most}
        for text in sorted(at_least):
            if fold(text) not in may:
                raise FactError(problems.bad_set(text).inside("at_most"))
    return TextSet(at_least, at_most)


def _read_percents(info: FactInfo, raw: Raw) -> tuple[Percent, ...]:
    if not isinstance(raw, list):
        raise FactError(problems.wrong_type(info.datatype, raw))
    percents: Any = (
        _inside(index, _read_one, info, PercentType(), item) for index, item in enumerate(raw)
    )
    return tuple(percents)


def _inside(where: str | int, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return the result of *read*; *where* comes first in the place of its problem."""
    try:
        return read(*args, **kwargs)
    except FactError as found:
        raise FactError(found.problem.inside(where)) from None


# --- quantities and levels -------------------------------------------------------------------


def _read_quantity(info: FactInfo, raw: Raw) -> FactValue:
    if isinstance(raw, dict) and not {"low", "high"}.isdisjoint(raw):
        return _read_range_table(info, raw)
    if isinstance(raw, str) and _DOTS in raw:
        return _read_range_text(info, raw)
    return _read_one(info, info.datatype, raw)


def _read_range_text(info: FactInfo, raw: str) -> Range[Scalar]:
    low_text, _, high_text = (part.strip() for part in raw.partition(_DOTS))
    low_number, high_number = _NUMBER.fullmatch(low_text), _NUMBER.fullmatch(high_text)
    if low_number is not None and high_number is not None and not low_number[2]:
        low_text += high_number[2]  # the unit of both ends is written after the upper one
    high = _read_one(info, info.datatype, high_text)
    low = _read_one(info, info.datatype, low_text)
    return _range(low, high, raw)


def _read_range_table(info: FactInfo, raw: dict[str, Raw]) -> Range[Scalar]:
    units = {key: part for key, part in raw.items() if key in _PARTS and key != "amount"}
    example = "{ low = …, high = … }"
    parts = [key for key in _parts_of(info.datatype) if key != "amount"]
    _check_keys(raw, ("low", "high", *parts), example, needed=("low", "high"))
    ends = {
        key: _inside(key, _read_one, info, info.datatype, _whole(raw[key], units))
        for key in ("low", "high")
    }
    return _range(ends["low"], ends["high"], f"{show(ends['low'])}..{show(ends['high'])}")


def _whole(end: Raw, units: Mapping[str, Raw]) -> Raw:
    """Return an end of a range with the units written next to it."""
    is_number = isinstance(end, int | Decimal) and not isinstance(end, bool)
    return {"amount": end, **units} if units and is_number else end


def _range(low: Any, high: Any, text: str) -> Range[Any]:
    if unit_of(low) != unit_of(high):
        raise FactError(problems.mixed_range(text))
    if is_after(low, high):
        raise FactError(problems.bad_range(text))
    return Range(low, high)


def _read_one(info: FactInfo, datatype: Datatype, raw: Raw) -> Scalar:
    """Return a single quantity or level, checked against the bounds of the fact."""
    value: Scalar
    match datatype:
        case OrdinalType():
            value = _read_level(info, datatype, raw)
        case DateType():
            value = _read_date(datatype, raw)
        case Number() | PercentType() | MoneyType() | PayType() | DurationType():
            value = _read_amount(datatype, raw)
        case YesNo() | TextType() | TextSetType() | PercentListType() | ErrorType():
            raise AssertionError(f"{datatype} is not a quantity")
        case _:
            assert_never(datatype)
    if not in_bounds(value, info.bounds):
        raise FactError(problems.out_of_bounds(info, show(value)))
    return value


def _read_level(info: FactInfo, datatype: OrdinalType, raw: Raw) -> Ordinal | Level:
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(datatype, raw))
    name = fold(raw)
    if name not in datatype.scale:
        raise FactError(problems.unknown_level(datatype, raw))
    return datatype.scale.level(name) if info.ordinal is None else info.ordinal(name)


def _read_date(datatype: DateType, raw: Raw) -> date:
    if isinstance(raw, datetime):
        hint = f"write only the day: `{raw.date().isoformat()}`"
        raise FactError(problems.wrong_type(datatype, raw, hint))
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(datatype, raw))
    try:
        if _DATE.fullmatch(raw.strip()):
            return date.fromisoformat(raw.strip())
    except ValueError:
        pass
    raise FactError(problems.bad_date(raw))


# --- amounts ---------------------------------------------------------------------------------


def _read_amount(datatype: Datatype, raw: Raw) -> Scalar:
    match raw:
        case bool():
            raise FactError(problems.wrong_type(datatype, raw))
        case int() | Decimal():
            amount = _checked(Decimal(raw))
            return _bare_number(datatype, amount, plain(amount))
        case str():
            return _amount_text(datatype, raw)
        case dict():
            return _amount_table(datatype, raw)
        case _:
            raise FactError(problems.wrong_type(datatype, raw))


def _checked(amount: Decimal) -> Decimal:
    """Return the number if it is not too long; negative zero becomes zero."""
    if amount.is_finite() and amount.is_zero():
        return Decimal(0)
    if not is_storable(amount):
        raise FactError(problems.number_too_long())
    return amount


def _bare_number(datatype: Datatype, amount: Decimal, text: str) -> Decimal:
    """Return a number without a unit, if the datatype needs none."""
    match datatype:
        case Number():
            return amount
        case MoneyType() | PayType():
            raise FactError(problems.missing_currency(datatype, text))
        case _:
            raise FactError(problems.missing_unit(datatype, text))


def _amount_text(datatype: Datatype, text: str) -> Scalar:
    """Return the amount in a text such as ``52k USD per year``."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise FactError(problems.bad_amount(datatype, text))
    amount, unit = _number(match[1]), match[2].strip()
    if not unit:
        return _bare_number(datatype, amount, text.strip())
    match datatype:
        case Number(unit=own) if own is not None and UNIT_SPELLINGS.get(unit) is own:
            return amount
        case PercentType() if unit == "%":
            return Percent(amount)
        case MoneyType() | PayType():
            if reads_as_thousands(match[1]):
                raise FactError(problems.ambiguous_number(match[1]))
            return _money(datatype, amount, unit, text)
        case DurationType() if unit.isalpha():
            return _duration(datatype, amount, unit, text)
        case _:
            raise FactError(problems.bad_amount(datatype, text))


def _number(text: str) -> Decimal:
    try:
        amount = number(text.removeprefix("-"))
    except ValueError:
        raise FactError(problems.number_too_long()) from None
    return _checked(-amount if text.startswith("-") else amount)


def _money(datatype: MoneyType | PayType, amount: Decimal, unit: str, text: str) -> Money | Pay:
    match = _MONEY.fullmatch(unit)
    if match is None:
        raise FactError(problems.bad_amount(datatype, text))
    currency, period = _currency(match[1]), match[2]
    if isinstance(datatype, PayType):
        if period is None:
            raise FactError(problems.missing_period(text.strip()))
        return Pay(amount, currency, _period(period))
    if period is not None:
        raise FactError(problems.extra_period(text.strip()))
    return Money(amount, currency)


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise FactError(problems.unknown_currency(code))
    return code


def _period(word: str) -> Period:
    if word not in _PERIODS:
        raise FactError(problems.unknown_unit(word, [period.value for period in Period]))
    return _PERIODS[word]


def _duration(datatype: DurationType, amount: Decimal, word: str, text: str) -> Duration:
    unit = UNIT_SPELLINGS.get(word)
    if unit is None:
        known = [unit.value for unit in DurationUnit if unit.family in datatype.families]
        raise FactError(problems.unknown_unit(word, known))
    if unit.family not in datatype.families:
        raise FactError(problems.wrong_unit(datatype, text.strip()))
    return Duration(amount, unit)


# --- tables ----------------------------------------------------------------------------------

_PARTS: Final = {
    "amount": "{ amount = 1 }",
    "currency": '{ amount = 5000, currency = "USD" }',
    "per": '{ amount = 52000, currency = "USD", per = "year" }',
    "unit": '{ amount = 45, unit = "min" }',
}
"""Keys in the table of an amount, each with an example."""


def _parts_of(datatype: Datatype) -> tuple[str, ...]:
    match datatype:
        case PayType():
            return "amount", "currency", "per"
        case MoneyType():
            return "amount", "currency"
        case DurationType():
            return "amount", "unit"
        case _:
            return ()


def _check_keys(
    raw: Mapping[str, Raw], allowed: tuple[str, ...], example: str, *, needed: tuple[str, ...]
) -> None:
    for key in raw:
        if key not in allowed:
            raise FactError(problems.unknown_part(key, allowed))
    for key in needed:
        if key not in raw:
            raise FactError(problems.missing_part(key, example))


def _amount_table(datatype: Datatype, raw: dict[str, Raw]) -> Scalar:
    """Return the amount in a table such as ``{ amount = 45, unit = "min" }``."""
    parts = _parts_of(datatype)
    if not parts:
        raise FactError(problems.wrong_type(datatype, raw))
    _check_keys(raw, parts, _PARTS[parts[-1]], needed=parts)
    amount = _inside("amount", _table_number, raw["amount"])
    words = {key: _inside(key, _word, raw[key]) for key in parts[1:]}
    match datatype:
        case DurationType():
            unit = words["unit"]
            return _inside("unit", _duration, datatype, amount, unit, f"{plain(amount)} {unit}")
        case _:
            currency = _inside("currency", _currency, words["currency"])
            if "per" not in words:
                return Money(amount, currency)
            return Pay(amount, currency, _inside("per", _period, words["per"]))


def _table_number(raw: Raw) -> Decimal:
    if isinstance(raw, str) and (match := _NUMBER.fullmatch(raw.strip())) and not match[2]:
        return _number(match[1])
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        hint = problems.amount_hint(raw) if isinstance(raw, str) else None
        raise FactError(problems.wrong_type(Number(), raw, hint))
    return _checked(Decimal(raw))


def _word(raw: Raw) -> str:
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(TextType(), raw))
    return raw.strip()
