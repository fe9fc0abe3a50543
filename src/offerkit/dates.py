"""Dates as people write them: with the name of the month, or with numbers in a known order."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from attrs import frozen

from offerkit.records import Record

_MONTH_NAMES: Final = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY: Final = "|".join(name for day in _WEEKDAYS for name in (day, day[:3]))
_FORMS: Final = [
    re.compile(f"(?:(?P<weekday>{_WEEKDAY})[.,]? )?{form}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})",
        r"(?P<one>\d{1,2})(?P<sign>[-/])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})",
        r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -](?P<name>[a-z]+)\.?,?[ -]"
        r"(?P<year>\d{4})",
        r"(?P<name>[a-z]+)\.? (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
]
_MONTH: Final = re.compile(r"(?P<name>[a-z]+)\.? (?P<year>\d{4})", re.IGNORECASE)


def days_of_text(text: str) -> tuple[date, ...]:
    """Return the days that a text can mean; none if it is not a date.

    ``2027-2-15``, ``15.02.2027``, ``15 February 2027`` and ``Monday, February 15th, 2027`` mean
    one. ``02/03/2027`` means two, because countries differ in which number is the month.

    Source:
        grammar/README.md, "Amounts in offers".
    """
    text = " ".join(text.split())
    for form in _FORMS:
        if (match := form.fullmatch(text)) is not None:
            break
    else:
        return ()
    parts = match.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        orders = [(two, one), (one, two)]
    else:
        month = int(parts["month"]) if "month" in parts else _place(parts["name"], _MONTH_NAMES)
        orders = [(month, int(parts["day"]))]
    found = dict.fromkeys(_day(int(parts["year"]), month, day) for month, day in orders)
    weekday = parts["weekday"]
    return tuple(
        day
        for day in found
        if day is not None and (weekday is None or _place(weekday, _WEEKDAYS) == day.isoweekday())
    )


def month_of_text(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a month such as ``February 2027``, or None."""
    match = _MONTH.fullmatch(" ".join(text.split()))
    month, year = (
        (0, 0) if match is None else (_place(match["name"], _MONTH_NAMES), int(match["year"]))
    )
    first = _day(year, month, 1)
    return None if first is None else (first, first.replace(day=monthrange(year, month)[1]))


_IN_TEXT: Final = [
    re.compile(rf"(?<![\w/.-]){form.pattern}(?![\w/-])", re.IGNORECASE) for form in _FORMS
]
_WITHOUT_YEAR: Final = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\w/.-])(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? (?P<name>[a-z]+)\b",
        r"\b(?P<name>[a-z]+)\.? (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![:/])",
    )
]
_SEVERAL: Final = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|\.)?(?: ?[&/–-] ?| and | or | to )(?:the )?\d{1,2}"
    r"(?:st|nd|rd|th|\.)?(?: of)? (?P<name>[a-z]{3,})",
    re.IGNORECASE,
)
"""Days of one month: ``3 and 5 November``."""
_LEAP_YEAR: Final = 2024
"""Year of a day that is written without one: it has every day that some year has."""


@frozen
class Day(Record):
    """Day of a month, with or without the year."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Return the day as a letter has it: ``3 November``, ``3 November 2026``."""
        text = f"{self.day} {_MONTH_NAMES[self.month - 1].capitalize()}"
        return text if self.year is None else f"{text} {self.year}"

    @classmethod
    def of(cls, day: date) -> Day:
        """Return a date as the day of its year."""
        return cls(day.month, day.day, day.year)


def day_in_text(text: str) -> Day | None:
    """Return the only day that a text names; None if it names none, several, or an unclear one.

    ``call with HR, 3 November`` names one without its year.
    """
    rest, found = " ".join(text.split()), dict[Day, None]()
    if _SEVERAL.search(rest):
        return None
    for form in _IN_TEXT:
        written = (days_of_text(match[0]) for match in form.finditer(rest))
        found.update(dict.fromkeys(Day.of(day) for days in written for day in days))
        rest = form.sub(";", rest)
    for form in _WITHOUT_YEAR:
        for match in form.finditer(rest):
            month, day = _place(match["name"], _MONTH_NAMES), int(match["day"])
            if _day(_LEAP_YEAR, month, day) is not None:
                found[Day(month, day)] = None
    return next(iter(found)) if len(found) == 1 else None


def _place(word: str, names: list[str]) -> int:
    """Return the place of a name, from 1, of which the first three letters are enough; 0: none."""
    word = word.lower()
    short = "sep" if word == "sept" else word
    found = [place for place, name in enumerate(names, 1) if short in {name, name[:3]}]
    return found[0] if found else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
