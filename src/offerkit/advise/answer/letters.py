"""How a letter puts a reason whose own words stay private, and how it writes a value.

Source:
    docs/how-to/answer.md, "The reason" and "The words".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from offerkit.datatypes import TextType
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.text import listed
from offerkit.values import FactValue, Range, Scalar, TextSet, show, value_text

# --- reasons ---------------------------------------------------------------------------------

_SET_UP: Final = "the way the role is set up"
_PHRASES: Final[Mapping[str, str]] = {
    "location": "the location",
    "commute": "the way to work",
    "remote": "the place of work",
    "travel": "the travel that comes with the role",
    "relocation": "the move that it would take",
    "visa": "the question of the visa",
    "hours": "the working hours",
    "leave": "the time off",
    "growth": "where the role leads",
    "clients": "the client side of the work",
    "work": "the kind of work",
    "role": "the shape of the role",
    "benefits": "the benefits",
    "contract": "the terms of the contract",
    "offer": "the terms of the offer",
    "equity": "the terms of pay",
    "pay": "the terms of pay",
    "team": _SET_UP,
    "manager": _SET_UP,
    "company": "the fit between the company and what I am looking for",
}
"""How a reason is put, by the group of the fact that it rests on; the kindest first."""
_CHANGED: Final = "that the role is no longer quite the one we first talked about"
_OTHERWISE: Final = "the fit between the role and what I am looking for"
_KINDNESS: Final = {phrase: rank for rank, phrase in reversed([*enumerate(_PHRASES.values())])}
_LEAST_KIND: Final = len(_KINDNESS)


def phrase_for(facts: Iterable[FactPath]) -> tuple[str, int]:
    """Return how a reason that rests on *facts* is put, and how kind that is; less is kinder.

    It names what the reason is about and no person; where several facts decided, the kindest of
    what they are about.
    """
    paths = tuple(facts)
    if any(fact.view is View.PROMISED for fact in paths):
        return _CHANGED, _LEAST_KIND
    groups = (fact.path.partition(".")[0] for fact in paths if fact.view is View.OFFERED)
    phrases = (_PHRASES.get(group, _OTHERWISE) for group in groups)
    ranked = sorted((_KINDNESS.get(phrase, _LEAST_KIND), phrase) for phrase in phrases)
    rank, phrase = ranked[0] if ranked else (_LEAST_KIND, _OTHERWISE)
    return phrase, rank


# --- values ----------------------------------------------------------------------------------

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def day_text(day: date) -> str:
    """Return a day as a letter writes it: ``2 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def value_in_letter(value: FactValue, info: FactInfo) -> str:
    """Return a fact's value as a letter writes it: texts without quotes, sets as sentences do."""
    match value:
        case Range(low=low, high=high) if isinstance(low, date | Ordinal | Level):
            return f"{_scalar(low)} to {_scalar(high)}"
        case str():
            is_closed = isinstance(info.datatype, TextType) and info.datatype.values is not None
            return value.replace("_", " ") if is_closed else value
        case frozenset():
            return listed(sorted(value), "and") if value else "none"
        case TextSet(at_least=least):
            return f"at least {listed(sorted(least), 'and')}" if least else "any"
        case Ordinal() | Level() | date():
            return _scalar(value)
        case _:
            return value_text(value)


def _scalar(value: Scalar) -> str:
    match value:
        case Ordinal() | Level():
            return value.level.replace("_", " ")
        case date():
            return day_text(value)
        case _:
            return show(value)
