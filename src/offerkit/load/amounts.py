"""How the value of a fact is written in an offer file, for each datatype.

Nothing is coerced: a number is no text, a text is no list, ``true`` is no level. What a fact
takes is its value as text, as in criteria, or as a table with the parts by name.
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
from offerkit.load.problems import FactError, Problem
from offerkit.model.fields import MAX_TEXTS, FactInfo, in_bounds, is_after, unit_of
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
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
"""What a parser of TOML, JSON or YAML gives."""

_NUMBER: Final = re.compile(rf"(-?{NUMBER_PATTERN})(.*)", re.DOTALL)
_MONEY: Final = re.compile(r"([A-Za-z]{3})(?:\s*(?:/|\bper\b)\s*(\S+))?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOTS: Final = ".."
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_PERIODS: Final = {
    spelling: period for period in Period for spelling in (period.value, f"{period.value}s")
}


def says_unknown(raw: Raw) -> bool:
    """Whether a value says that nobody knows: ``"unknown"``, or ``null`` where there is one."""
    return raw is None or (isinstance(raw, str) and fold(raw) == UNKNOWN.value)


def read_fact(info: FactInfo, raw: Raw) -> FactValue:
    """Return what an offer file says of a fact.

    Raises:
        FactError: the value does not have the form of the fact's datatype, or the fact cannot
            have it; its problem says where inside the value.

    Source:
        grammar/README.md, "Offer files".
    """
    if says_unknown(raw):
        return UNKNOWN
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


def fail(problem: Problem) -> FactError:
    """Return the error that carries a problem."""
    return FactError(problem)


# --- texts, answers, sets --------------------------------------------------------------------


def _read_yes_no(info: FactInfo, raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and fold(raw) in _YES_NO:
        return _YES_NO[fold(raw)]
    raise fail(problems.wrong_type(info.datatype, raw))


def _read_text(datatype: TextType, raw: Raw) -> str:
    if not isinstance(raw, str):
        raise fail(problems.wrong_type(datatype, raw, _quote_hint(raw)))
    if not fold(raw):
        raise fail(problems.empty_text())
    if datatype.values is None:
        return raw
    for value in datatype.values:
        if fold(value) == fold(raw):
            return value
    raise fail(problems.closed_value(datatype, raw))


def _quote_hint(raw: Raw) -> str | None:
    if isinstance(raw, bool | int | Decimal | date):
        return f'put it in quotes: `"{str(raw).lower() if isinstance(raw, bool) else raw}"`'
    return None


def _read_set(datatype: Datatype, raw: Raw) -> frozenset[str] | TextSet:
    if isinstance(raw, dict):
        return _read_partial_set(datatype, raw)
    if isinstance(raw, str):
        raise fail(problems.wrong_type(datatype, raw, f'write `["{raw}"]`'))
    if not isinstance(raw, list):
        raise fail(problems.wrong_type(datatype, raw))
    return _read_items(raw)


def _read_items(raw: list[Raw]) -> frozenset[str]:
    if len(raw) > MAX_TEXTS:
        raise fail(problems.set_too_large().inside(MAX_TEXTS))
    for index, item in enumerate(raw):
        if isinstance(item, str) and fold(item) == UNKNOWN.value:
            raise fail(problems.unknown_in_list().inside(index))
        _inside(index, _read_text, TextType(), item)
    return frozenset(raw)


def _read_partial_set(datatype: Datatype, raw: dict[str, Raw]) -> TextSet:
    _check_keys(raw, ("at_least", "at_most"), '{ at_least = ["a"] }', needed=())
    if not raw:
        raise fail(problems.missing_part("at_least", '{ at_least = ["a"] }'))
    sets: dict[str, frozenset[str]] = {}
    for key, items in raw.items():
        if not isinstance(items, list):
            raise fail(problems.wrong_type(datatype, items).inside(key))
        sets[key] = _inside(key, _read_items, items)
    at_least, at_most = sets.get("at_least", frozenset()), sets.get("at_most")
    if at_most is not None:
        may = {fold(text) for text in at_most}
        for text in sorted(at_least):
            if fold(text) not in may:
                raise fail(problems.bad_set(text).inside("at_most"))
    return TextSet(at_least, at_most)


def _read_percents(info: FactInfo, raw: Raw) -> tuple[Percent, ...]:
    if not isinstance(raw, list):
        raise fail(problems.wrong_type(info.datatype, raw))
    return tuple(_inside(index, _read_percent, info, item) for index, item in enumerate(raw))


def _read_percent(info: FactInfo, raw: Raw) -> Percent:
    value = _read_one(info, PercentType(), raw)
    assert isinstance(value, Percent)
    return value


def _inside(where: str | int, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what *read* returns; its problem is seen from outside of *where*."""
    try:
        return read(*args, **kwargs)
    except FactError as found:
        raise fail(found.problem.inside(where)) from None


# --- quantities and levels -------------------------------------------------------------------


def _read_quantity(info: FactInfo, raw: Raw) -> FactValue:
    if isinstance(raw, dict) and not {"low", "high"}.isdisjoint(raw):
        return _read_range_table(info, raw)
    if isinstance(raw, str) and _DOTS in raw:
        return _read_range_text(info, raw)
    return _read_one(info, info.datatype, raw)


def _read_range_text(info: FactInfo, raw: str) -> Range[Scalar]:
    low_text, _, high_text = (part.strip() for part in raw.partition(_DOTS))
    high = _read_one(info, info.datatype, high_text)
    low = _read_one(info, info.datatype, _with_unit_of(low_text, high_text))
    return _range(low, high, raw)


def _with_unit_of(low: str, high: str) -> str:
    """Return the lower end with the unit that stands only behind the upper one."""
    low_number, high_number = _NUMBER.fullmatch(low), _NUMBER.fullmatch(high)
    if low_number is None or high_number is None or low_number[2]:
        return low
    return low + high_number[2]


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
    """Return an end of a range with the units that stand beside it."""
    is_number = isinstance(end, int | Decimal) and not isinstance(end, bool)
    return {"amount": end, **units} if units and is_number else end


def _range(low: Any, high: Any, text: str) -> Range[Any]:
    if unit_of(low) != unit_of(high):
        raise fail(problems.mixed_range(text))
    if is_after(low, high):
        raise fail(problems.bad_range(text))
    return Range(low, high)


def _read_one(info: FactInfo, datatype: Datatype, raw: Raw) -> Scalar:
    """Return a single quantity or level, checked against the bounds of the fact."""
    value = _read_scalar(info, datatype, raw)
    if not in_bounds(value, info.bounds):
        raise fail(problems.out_of_bounds(info, show(value)))
    return value


def _read_scalar(info: FactInfo, datatype: Datatype, raw: Raw) -> Scalar:
    match datatype:
        case OrdinalType():
            return _read_level(info, datatype, raw)
        case DateType():
            return _read_date(datatype, raw)
        case Number() | PercentType() | MoneyType() | PayType() | DurationType():
            return _read_amount(datatype, raw)
        case YesNo() | TextType() | TextSetType() | PercentListType() | ErrorType():
            raise AssertionError(f"{datatype} is not a quantity")
        case _:
            assert_never(datatype)


def _read_level(info: FactInfo, datatype: OrdinalType, raw: Raw) -> Ordinal | Level:
    if not isinstance(raw, str):
        raise fail(problems.wrong_type(datatype, raw))
    name = fold(raw)
    if name not in datatype.scale:
        raise fail(problems.unknown_level(datatype, raw))
    return datatype.scale.level(name) if info.ordinal is None else info.ordinal(name)


def _read_date(datatype: DateType, raw: Raw) -> date:
    if isinstance(raw, datetime):
        hint = f"write only the day: `{raw.date().isoformat()}`"
        raise fail(problems.wrong_type(datatype, raw, hint))
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise fail(problems.wrong_type(datatype, raw))
    if _DATE.fullmatch(raw.strip()) is None:
        raise fail(problems.bad_date(raw))
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        raise fail(problems.bad_date(raw)) from None


# --- amounts ---------------------------------------------------------------------------------


def _read_amount(datatype: Datatype, raw: Raw) -> Scalar:
    match raw:
        case bool():
            raise fail(problems.wrong_type(datatype, raw))
        case int() | Decimal():
            return _bare_number(datatype, _checked(Decimal(raw)))
        case str():
            return _amount_text(datatype, raw)
        case dict():
            return _amount_table(datatype, raw)
        case _:
            raise fail(problems.wrong_type(datatype, raw))


def _checked(amount: Decimal) -> Decimal:
    """Return the number, without the sign of a zero."""
    if amount.is_finite() and amount.is_zero():
        return Decimal(0)
    if not is_storable(amount):
        raise fail(problems.number_too_long())
    return amount


def _bare_number(datatype: Datatype, amount: Decimal) -> Decimal:
    """Return a number without a unit, where that is the datatype."""
    match datatype:
        case Number():
            return amount
        case MoneyType() | PayType():
            raise fail(problems.missing_currency(datatype, plain(amount)))
        case _:
            raise fail(problems.missing_unit(datatype, plain(amount)))


def _amount_text(datatype: Datatype, text: str) -> Scalar:
    """Return the amount that a text like ``52k USD per year`` writes."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise fail(problems.bad_amount(datatype, text))
    amount, unit = _number(match[1]), match[2].strip()
    if not unit:
        return _bare_text(datatype, amount, text.strip())
    match datatype:
        case PercentType() if unit == "%":
            return Percent(amount)
        case MoneyType() | PayType():
            if reads_as_thousands(match[1]):
                raise fail(problems.ambiguous_number(match[1]))
            return _money(datatype, amount, unit, text)
        case DurationType() if unit.isalpha():
            return _duration(datatype, amount, unit, text)
        case _:
            raise fail(problems.bad_amount(datatype, text))


def _number(text: str) -> Decimal:
    try:
        amount = number(text.removeprefix("-"))
    except ValueError:
        raise fail(problems.number_too_long()) from None
    return _checked(-amount if text.startswith("-") else amount)


def _bare_text(datatype: Datatype, amount: Decimal, text: str) -> Decimal:
    if isinstance(datatype, Number):
        return amount
    if isinstance(datatype, MoneyType | PayType):
        raise fail(problems.missing_currency(datatype, text))
    raise fail(problems.missing_unit(datatype, text))


def _money(datatype: MoneyType | PayType, amount: Decimal, unit: str, text: str) -> Money | Pay:
    match = _MONEY.fullmatch(unit)
    if match is None:
        raise fail(problems.bad_amount(datatype, text))
    currency, period = _currency(match[1]), match[2]
    if isinstance(datatype, PayType):
        if period is None:
            raise fail(problems.missing_period(text.strip()))
        return Pay(amount, currency, _period(period))
    if period is not None:
        raise fail(problems.extra_period(text.strip()))
    return Money(amount, currency)


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise fail(problems.unknown_currency(code))
    return code


def _period(word: str) -> Period:
    if word not in _PERIODS:
        raise fail(problems.unknown_unit(word, [period.value for period in Period]))
    return _PERIODS[word]


def _duration(datatype: DurationType, amount: Decimal, word: str, text: str) -> Duration:
    unit = UNIT_SPELLINGS.get(word)
    if unit is None:
        known = [unit.value for unit in DurationUnit if unit.family in datatype.families]
        raise fail(problems.unknown_unit(word, known))
    if unit.family not in datatype.families:
        raise fail(problems.wrong_unit(datatype, text.strip()))
    return Duration(amount, unit)


# --- tables ----------------------------------------------------------------------------------

_PARTS: Final = {
    "amount": "{ amount = 1 }",
    "currency": '{ amount = 5000, currency = "USD" }',
    "per": '{ amount = 52000, currency = "USD", per = "year" }',
    "unit": '{ amount = 45, unit = "min" }',
}
"""The keys of an amount's table, each with an example."""


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
            raise fail(problems.unknown_part(key, allowed))
    for key in needed:
        if key not in raw:
            raise fail(problems.missing_part(key, example))


def _amount_table(datatype: Datatype, raw: dict[str, Raw]) -> Scalar:
    """Return the amount that a table like ``{ amount = 45, unit = "min" }`` writes."""
    parts = _parts_of(datatype)
    if not parts:
        raise fail(problems.wrong_type(datatype, raw))
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
        raise fail(problems.wrong_type(Number(), raw, hint))
    return _checked(Decimal(raw))


def _word(raw: Raw) -> str:
    if not isinstance(raw, str):
        raise fail(problems.wrong_type(TextType(), raw))
    return raw.strip()
