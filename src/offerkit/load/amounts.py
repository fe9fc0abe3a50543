"""Values of facts as offer files write them, by datatype.

Nothing is coerced: a number is not a text, a text is not a list, ``true`` is not a level. A value
is written as text, as in criteria, or as a table of its parts by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from attrs import evolve

from offerkit.amount_words import NO_CURRENCIES, PER, PERCENT, says_nothing
from offerkit.amounts import (
    WORDS_APART,
    AmountRead,
    Beside,
    Mark,
    Unclear,
    read_amount,
    split_range,
    written,
)
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
from offerkit.diagnostics import Hint, Offered, tried
from offerkit.literals import is_storable
from offerkit.load import problems
from offerkit.load.problems import DataPath, FactError, Problem
from offerkit.model.fields import MAX_TEXTS, FactInfo, closed, in_bounds
from offerkit.model.near import near_values
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.plain_amounts import read_plainly
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
    DOES_NOT_APPLY,
    UNIT_SPELLINGS,
    UNKNOWN,
    AtLeast,
    AtMost,
    FactValue,
    Percent,
    Range,
    TextSet,
    ends_of,
    is_after,
    show,
    unit_of,
)

P = ParamSpec("P")
R = TypeVar("R")

Raw: TypeAlias = Any
"""Data from a parser of TOML, JSON or YAML."""

PARTS: Final = frozenset("amount currency per unit low high at_least at_most".split())
"""The keys that a table of a value may have."""
NONE: Final = "none"
"""The short word for something that is not there."""
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_MEANT: Final = {
    "yes": frozenset("y ja oui si sí wahr vrai verdadero 1 x ✓ ✔".split()),
    "no": frozenset("n nein non falsch faux falso 0 ✗ ✘".split()),
}
"""Other words for answers, also those of spreadsheet programs; they are offered, not read."""


def says_unknown(raw: Raw) -> bool:
    """Return whether a value is ``"unknown"``, or ``null`` in formats that have it."""
    return raw is None or (isinstance(raw, str) and fold(raw) == UNKNOWN._value_)


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
    try:
        return _read(info, raw)
    except FactError as wrong:
        raise FactError(_tried(info, raw, wrong.problem)) from None


def meant_for(path: str, text: str) -> str:
    """Return the only text that a hint offers in place of one that a fact cannot have, or it."""
    info = schema_of().get(FactPath.parse(path).path)
    try:
        if info is not None:
            read_fact(info, text)
    except FactError as wrong:
        hint = wrong.problem.hint
        if isinstance(hint, Offered) and len(hint.texts) == 1:
            return hint.texts[0]
    return text


def fits(info: FactInfo, raw: Raw) -> bool:
    """Return whether a fact can have a value as it is written."""
    try:
        read_fact(info, raw)
    except FactError:
        return False
    return True


def _tried(info: FactInfo, raw: Raw, problem: Problem) -> Problem:
    """Return a problem whose hint offers only what the fact can have in the place of *raw*."""

    def works(text: str, _: object) -> bool:
        try:
            put: Raw = json.loads(text, parse_float=Decimal)
        except ValueError:
            put = text
        try:
            _read(info, _with(raw, problem.where, put))
        except FactError as wrong:
            # What else is wrong with a table or a list is reported by itself.
            return bool(problem.where) and problem.code != wrong.problem.code
        return True

    return problem if problem.on_key else evolve(problem, hint=tried(problem.hint, works))


def _with(raw: Raw, where: DataPath, put: Raw) -> Raw:
    """Return a value with something else at a place inside it."""
    if not where:
        return put
    head, *tail = where
    if isinstance(raw, dict):
        return {**raw, head: _with(raw.get(head), tuple(tail), put)}
    return [_with(r, tuple(tail), put) if i == head else r for i, r in enumerate(raw)]


def _read(info: FactInfo, raw: Raw) -> FactValue:
    value: FactValue
    if isinstance(raw, str):
        # What begins with a digit is none of the words for nothing.
        plainly = read_plainly(raw, info.datatype) if raw[:1].isdecimal() else None
        if plainly is not None:
            value = within_bounds(info, plainly)
            return value
        said = fold(raw)
        is_none = said == NONE and info.may_not_apply and not _has_none(info)
        if is_none or said == DOES_NOT_APPLY._value_:
            if not info.may_not_apply:
                raise FactError(problems.always_applies(info))
            return DOES_NOT_APPLY
        if said and says_nothing(raw):
            raise FactError(problems.says_nothing(raw))
    match info.datatype:
        case YesNo():
            return _read_yes_no(info, raw)
        case TextType():
            return _read_text(info, info.datatype, raw)
        case TextSetType():
            return _read_set(info, info.datatype, raw)
        case PercentListType():
            return _read_percents(info, raw)
        case ErrorType():
            # The mistake is that of the criteria, which are not used.
            return UNKNOWN
        case _:
            value = _read_quantity(info, raw)
            return value


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
    meant = next((word for word, said in _MEANT.items() if str(raw).lower() in said), None)
    hint = None
    if meant is not None:
        put = meant if isinstance(raw, str) else str(_YES_NO[meant]).lower()
        hint = Offered("write {}", (put,))
    raise FactError(problems.wrong_type(info.datatype, raw, hint))


def _read_text(info: FactInfo, datatype: TextType, raw: Raw) -> str:
    if not isinstance(raw, str):
        hint = _quote_hint(raw)
        if isinstance(raw, bool) and datatype.values is not None:
            said = "yes" if raw else "no"
            hint = near_values(said, datatype.values, dict(info.values), '"{}"')
        raise FactError(problems.wrong_type(datatype, raw, hint))
    if not raw.strip():
        raise FactError(problems.empty_text())
    if datatype.values is None:
        return raw
    said = fold(raw)
    for value in datatype.values:
        if fold(value) == said:
            return value
    raise FactError(problems.closed_value(info, datatype.values, raw))


def _quote_hint(raw: Raw) -> Hint:
    if isinstance(raw, bool | int | Decimal | date):
        text = str(raw).lower() if isinstance(raw, bool) else str(raw)
        return Offered("put it in quotes: {}", (f'"{text}"',))
    return None


def _read_set(info: FactInfo, datatype: Datatype, raw: Raw) -> frozenset[str] | TextSet:
    if isinstance(raw, dict):
        return _read_partial_set(info, datatype, raw)
    if not isinstance(raw, list):
        hint = problems.list_hint(raw) if isinstance(raw, str) else None
        raise FactError(problems.wrong_type(datatype, raw, hint))
    return _read_items(info, raw)


def _read_items(
    info: FactInfo, raw: list[Raw], form: str = "{{ at_least = {} }}"
) -> frozenset[str]:
    """Return the texts in a list; *form* is how it is written if it is incomplete."""
    if len(raw) > MAX_TEXTS:
        raise FactError(problems.set_too_large().inside(MAX_TEXTS))
    said = [item for item in raw if not isinstance(item, str) or not says_nothing(item)]
    if unsaid := [item for item in raw if item not in said and item.strip()]:
        raise FactError(problems.unknown_in_list(unsaid[0], said, form))
    for index, item in enumerate(raw):
        _inside(index, _read_text, info, TextType(), item)
    return frozenset(raw)


def _read_partial_set(info: FactInfo, datatype: Datatype, raw: dict[str, Raw]) -> TextSet:
    _check_keys(raw, ("at_least", "at_most"), '{ at_least = ["a"] }', needed=())
    if not raw:
        raise FactError(problems.missing_part("at_least", '{ at_least = ["a"] }'))
    sets: dict[str, frozenset[str]] = {}
    for key, items in raw.items():
        if not isinstance(items, list):
            raise FactError(problems.wrong_type(datatype, items).inside(key))
        sets[key] = _inside(key, _read_items, info, items, "{}")
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
    percents: Any = (_inside(index, _read_percent, info, item) for index, item in enumerate(raw))
    return tuple(percents)


def _read_percent(info: FactInfo, raw: Raw) -> Any:
    value = _read_amounts(PercentType(), raw, {})
    if not isinstance(value, Percent):
        raise FactError(problems.wrong_type(PercentType(), raw))
    return within_bounds(info, value)


def _inside(where: str | int, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return the result of *read*; *where* comes first in the place of its problem."""
    try:
        return read(*args, **kwargs)
    except FactError as found:
        raise FactError(found.problem.inside(where)) from None


# --- quantities and levels -------------------------------------------------------------------

COUNTRY: Final[ContextVar[str | None]] = ContextVar("country", default=None)
"""Country of the offer that is being read: it settles whose dollars `$` are."""


def _read_quantity(info: FactInfo, raw: Raw) -> Any:
    """Return a quantity or a level, or a range of these, within the bounds of the fact."""
    if isinstance(raw, dict) and not {"low", "high"}.isdisjoint(raw):
        return within_bounds(info, _read_range_table(info, raw))
    return within_bounds(info, _read_stated(info, info.datatype, raw))


def _read_stated(
    info: FactInfo, datatype: Datatype, raw: Raw, units: Mapping[str, str] | None = None
) -> Any:
    """Return what data states; *units* are the words for units beside it."""
    match datatype:
        case OrdinalType():
            return _read_levels(info, datatype, raw)
        case DateType():
            return _read_dates(datatype, raw)
        case _:
            return _read_amounts(datatype, raw, units or {})


def within_bounds(info: FactInfo, value: Any) -> Any:
    """Return a value of a fact; an open end is closed by the bound of the fact, if it has one.

    Raises:
        FactError: an end is out of bounds.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    low, high = ends_of(value)
    for end in (low,) if low is high else (low, high):
        if end is not None and not in_bounds(end, info.bounds):
            raise FactError(problems.out_of_bounds(info, show(end)))
    return closed(value, info.bounds)


def _read_range_table(info: FactInfo, raw: dict[str, Raw]) -> Any:
    """Return the range in a table of ``low`` and ``high``, or of one of them."""
    parts = [key for key in _parts_of(info.datatype) if key != "amount"]
    _check_keys(raw, ("low", "high", *parts), "{ low = …, high = … }", needed=())
    units = {key: _inside(key, _word, raw[key]) for key in parts if key in raw}
    ends = {
        key: _inside(key, _read_end, info, raw[key], units) for key in ("low", "high") if key in raw
    }
    if "high" not in ends:
        return AtLeast(ends["low"])
    if "low" not in ends:
        return AtMost(ends["high"])
    return _range(ends["low"], ends["high"])


def _read_end(info: FactInfo, raw: Raw, units: Mapping[str, str]) -> Any:
    value = _read_stated(info, info.datatype, raw, units)
    if isinstance(value, Range | AtLeast | AtMost):
        raise FactError(problems.wrong_type(info.datatype, raw))
    return value


def _range(low: Any, high: Any) -> Range[Any]:
    if unit_of(low) != unit_of(high):
        raise FactError(problems.mixed_range(f"{show(low)}..{show(high)}"))
    if is_after(low, high):
        raise FactError(problems.bad_range(low, high))
    return Range(low, high)


def _read_words(datatype: OrdinalType | DateType, raw: Raw, read: Callable[[str], Any]) -> Any:
    """Return the value or the range in a text whose ends are words."""
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(datatype, raw))
    parts, is_from, is_up_to = split_range(raw, WORDS_APART)
    if is_from + is_up_to + len(parts) > 2:
        raise FactError(problems.wrong_type(datatype, raw))
    low, *high = map(read, parts)
    if high:
        return _range(low, *high)
    return AtLeast(low) if is_from else AtMost(low) if is_up_to else low


def _read_levels(info: FactInfo, datatype: OrdinalType, raw: Raw) -> Any:
    def level(text: str) -> Ordinal | Level:
        name = fold(text)
        if name not in datatype.scale:
            raise FactError(problems.unknown_level(datatype, raw, text))
        return datatype.scale.level(name) if info.ordinal is None else info.ordinal(name)

    is_level = isinstance(raw, str) and fold(raw) in datatype.scale
    return level(raw) if is_level else _read_words(datatype, raw, level)


def _read_dates(datatype: DateType, raw: Raw) -> Any:
    if isinstance(raw, datetime):
        hint = f"write only the day: `{raw.date().isoformat()}`"
        raise FactError(problems.wrong_type(datatype, raw, hint))
    if isinstance(raw, date):
        return raw

    from offerkit.dates import days_of_text, month_of_text

    def day(text: str) -> date:
        days = days_of_text(text)
        if len(days) != 1:
            raise FactError(problems.bad_date(raw, text, days, month_of_text(text)))
        return days[0]

    return _read_words(datatype, raw, day)


# --- amounts ---------------------------------------------------------------------------------

_PARTS: Final = {
    "amount": "{ amount = 1 }",
    "currency": '{ amount = 5000, currency = "USD" }',
    "per": '{ amount = 52000, currency = "USD", per = "year" }',
    "unit": '{ amount = 45, unit = "min" }',
}
"""Keys in the table of an amount, each with an example."""


def _read_amounts(datatype: Datatype, raw: Raw, units: Mapping[str, str]) -> AmountRead:
    """Return the amount or the range of amounts in a number, a text, or a table of its parts."""
    if isinstance(raw, dict):
        parts = _parts_of(datatype)
        if not parts:
            raise FactError(problems.wrong_type(datatype, raw))
        _check_keys(raw, parts, _PARTS[parts[-1]], needed=parts)
        words = {key: _inside(key, _word, raw[key]) for key in parts[1:]}
        amount = raw["amount"]
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise FactError(problems.wrong_type(Number(), amount).inside("amount"))
        return _read_text_amount(datatype, _digits(amount), {**units, **words}, in_text=False)
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise FactError(problems.wrong_type(datatype, raw))
    return _read_text_amount(datatype, _digits(raw), units, in_text=isinstance(raw, str))


def _read_text_amount(
    datatype: Datatype, text: str, units: Mapping[str, str], *, in_text: bool
) -> AmountRead:
    # The point in a number of the file format begins its fraction.
    mark: Mark | None = "." if isinstance(datatype, Number) and not in_text else None
    beside = Beside(units.get("currency"), units.get("per"), COUNTRY.get(), mark)
    read = read_amount(f"{text} {units.get('unit', '')}".strip(), datatype, beside)
    if isinstance(read, Unclear):
        counted = None if read.texts else _COUNTED.fullmatch(text.strip())
        if counted is not None and isinstance(datatype, Number):
            own = datatype.unit and datatype.unit.value
            unit = UNIT_SPELLINGS.get(counted["word"])
            is_other = (
                (unit and unit.value != own)
                or counted["word"].lower() in {*NO_CURRENCIES, *PERCENT}
                or _OF_ANOTHER_TIME.search(text)
            )
            if not is_other:
                inner = read_amount(counted["number"], datatype)
                assert inner is not UNKNOWN
                texts = inner.texts if isinstance(inner, Unclear) else (written(inner),)
                read = evolve(read, texts=texts)
        raise FactError(problems.unclear(read, in_text=in_text))
    assert read is not UNKNOWN
    return read


_COUNTED: Final = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*(?:[kKM](?![A-Za-z]))?)\s*(?P<word>[A-Za-z]+)[A-Za-z /.]*"
)
"""A number with words behind it, such as `40 hours per week` and `4 nights`."""
_OF_ANOTHER_TIME: Final = re.compile(
    rf"(?:\b{PER} |/ ?)(?:days?|months?|fortnights?|quarters?|shifts?|tag|monat|jour|mois|mes)\b"
    r"|\b(?:daily|monthly|fortnightly|biweekly|calendar|kalender\w*|werktage?|in[ck]l\w*)\b",
    re.IGNORECASE,
)
"""Words behind a number that is of another time, or of more: `8h/day`, `33 incl. holidays`."""


def states_money(raw: Raw) -> bool:
    """Return whether data states an amount of money, readable or not."""
    match raw:
        case dict():
            return "currency" in raw or any(map(states_money, raw.values()))
        case str():
            if not isinstance(read_amount(raw, PercentType()), Unclear):
                return False
            read = read_amount(raw, PayType())
            return not isinstance(read, Unclear) or read.code not in {
                "bad-amount",
                "missing-currency",
                "number-too-long",
            }
        case _:
            return False


def _digits(raw: str | int | Decimal) -> str:
    """Return a number as it is written in the file; a text as it is."""
    if isinstance(raw, str):
        return raw
    number = Decimal(raw)
    if number.is_finite() and number.is_zero():
        return "0"
    if not is_storable(number):
        raise FactError(problems.number_too_long())
    return f"{number:f}"


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


def _word(raw: Raw) -> str:
    if not isinstance(raw, str):
        raise FactError(problems.wrong_type(TextType(), raw))
    return raw.strip()
