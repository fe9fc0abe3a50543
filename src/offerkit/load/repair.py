"""What somebody most likely meant by a value that a fact cannot have.

Nothing is read this way: what is found here is offered in a hint, if the fact can have it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final

from offerkit.calendar import dates_in
from offerkit.currencies import CURRENCIES, CURRENCY_SIGNS, CURRENCY_WORDS
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    PayType,
    PercentListType,
    PercentType,
    YesNo,
)
from offerkit.text import fold, near
from offerkit.values import UNIT_SPELLINGS, DurationUnit, Period, plain

CURRENCY: Final = "¤"
"""Stands in hints for the currency of the file, which is known when their place is."""

_LONGEST: Final = 80
"""Longer texts are no amount with a slip in it."""
_AMOUNT: Final = re.compile(
    r"(?P<before>[^0-9-]*)(?P<number>-?[0-9](?:[0-9._,'’ ]*[0-9])?)\s*"
    r"(?P<suffix>(?:k|m|mio|tsd|thousand|million|grand)\b|[km](?=[^a-z]|$))?\.?(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[.,'’ _][0-9]{3})+")
_RANGE: Final = re.compile(r"\s*(?:\.\.+|–|—|-|\bto\b|\bbis\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z]+")
_SUFFIXES: Final = {"k": "k", "tsd": "k", "thousand": "k", "grand": "k"}
_PERIODS: Final = {
    **{word: p for p in Period for word in (p.value, f"{p.value}s", f"{p.value}ly")},
    **dict.fromkeys("yr yrs y annum annual annually pa jahr".split(), Period.YEAR),
    **dict.fromkeys("mo mon mth mos pm monat".split(), Period.MONTH),
    **dict.fromkeys("wk wks pw".split(), Period.WEEK),
    **dict.fromkeys("d daily pd".split(), Period.DAY),
    **dict.fromkeys("h hr hrs ph stunde".split(), Period.HOUR),
}
_UNITS: Final = {
    **UNIT_SPELLINGS,
    **dict.fromkeys("m".split(), DurationUnit.MINUTE),
    **dict.fromkeys("hr hrs".split(), DurationUnit.HOUR),
    **dict.fromkeys("d".split(), DurationUnit.DAY),
    **dict.fromkeys("w wk wks".split(), DurationUnit.WEEK),
    **dict.fromkeys("mo mos mth mths".split(), DurationUnit.MONTH),
    **dict.fromkeys("y yr yrs".split(), DurationUnit.YEAR),
}
_YES: Final = frozenset("y ja yep yeah true on 1 oui si definitely".split())
_NO: Final = frozenset("n nein nope false off 0 non none".split())


def repairs(datatype: Datatype, raw: Any) -> tuple[str, ...]:
    """Return the texts that *raw* may have been meant as, the likeliest first."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        return ()
    text = raw.strip() if isinstance(raw, str) else _plain(raw)
    if len(text) > _LONGEST:
        return ()
    if isinstance(datatype, DateType):
        return dates_in(text)
    if isinstance(datatype, YesNo):
        return ("yes",) if fold(text) in _YES else ("no",) if fold(text) in _NO else ()
    ends = [end for end in _RANGE.split(text) if end]
    if len(ends) == 2 and all(any(map(str.isdigit, end)) for end in ends):
        high = _one(datatype, ends[1])
        low = _one(datatype, f"{ends[0]} {_unit_of(ends[1])}")
        short = _AMOUNT.fullmatch(low[0]) if low else None
        if short is None:
            return ()
        return tuple(f"{short['number']}{short['suffix'] or ''}..{end}" for end in high)
    return _one(datatype, text)


def _unit_of(end: str) -> str:
    """Return what stands after the number of an end of a range, for the other end."""
    match = _AMOUNT.fullmatch(end)
    return f"{match['before']}{match['suffix'] or ''} {match['after']}" if match else ""


def _one(datatype: Datatype, text: str) -> tuple[str, ...]:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return ()
    numbers = _numbers(match["number"], money=isinstance(datatype, MoneyType | PayType))
    suffix = match["suffix"] or ""
    words = [*_WORD.findall(match["before"]), *_WORD.findall(match["after"])]
    units = _units(datatype, f"{match['before']} {match['after']}", words, suffix)
    short = "" if isinstance(datatype, DurationType) else _SUFFIXES.get(suffix.lower(), "M")
    found = [f"{number}{short if suffix else ''}{unit}" for number in numbers for unit in units]
    if isinstance(datatype, PercentType | PercentListType) and "%" not in text:
        share = [Decimal(n) * 100 for n in numbers if n.startswith("0.")]
        found = [f"{_plain(number)}%" for number in share if number >= 1] + found
    return tuple(found)


def _numbers(text: str, *, money: bool) -> list[str]:
    """Return what a number may be whose thousands and fraction are written otherwise."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    last = max(digits.rfind("."), digits.rfind(","))
    grouped = re.sub("[.,'’ _]", "_", digits)
    if _THOUSANDS.fullmatch(digits) and (money or digits.count(".") != 1 or "," in digits):
        fraction = (
            f"{digits}0" if money and digits.count(".") == 1 and digits.count(",") == 0 else ""
        )
        return [f"{sign}{grouped}", *([f"{sign}{fraction}"] if fraction else [])]
    if last < 0:
        return [f"{sign}{grouped}"]
    whole = re.sub("[.,'’ _]", "_", digits[:last])
    return [f"{sign}{whole}.{digits[last + 1 :].replace(' ', '')}"]


def _units(datatype: Datatype, around: str, words: list[str], suffix: str) -> list[str]:
    """Return what may follow the number, with a space before it."""
    lower = [word.lower() for word in words]
    match datatype:
        case Number():
            return [""]
        case PercentType() | PercentListType():
            return ["%"]
        case DurationType(families=families):
            spelled = [w for word in (suffix.lower(), *lower) for w in near(word, _UNITS)[:1]]
            named = [_UNITS[word] for word in spelled]
            units = named or [unit for unit in DurationUnit if unit.family in families]
            return [f" {unit.value}" for unit in units]
        case MoneyType() | PayType():
            signs = [code for sign, code in CURRENCY_SIGNS.items() if sign in around]
            codes = [word.upper() for word in words if word.upper() in CURRENCIES]
            named_ = [CURRENCY_WORDS[word] for word in lower if word in CURRENCY_WORDS]
            code = [*codes, *signs, *named_, CURRENCY][0]
            if isinstance(datatype, MoneyType):
                return [f" {code}"]
            # `p.a.` and `p.m.` are two words each.
            together = [*lower, *(a + b for a, b in pairwise(lower))]
            periods = [_PERIODS[word] for word in together if word in _PERIODS]
            if not periods and ("per" in lower or "/" in around):
                return []  # for a period that is none
            return [f" {code} per {periods[0].value if periods else 'year'}"]
        case _:
            return []


def _plain(number: int | Decimal) -> str:
    """Return a number in digits, if it has few enough for a hint."""
    try:
        exact = Decimal(number)
        return plain(exact) if abs(exact.adjusted()) < _LONGEST else ""
    except (InvalidOperation, ValueError):
        return ""
