"""Amounts in sentences of letters: money, pay, percentages, durations, counts and days."""

# ruff: noqa: E501 - a pattern is easier to read on one line than in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from attrs import frozen

from offerkit.amounts import Mark, mark_of
from offerkit.currencies import CURRENCIES, SIGNS
from offerkit.records import Record

Kind: TypeAlias = Literal[
    "money", "percent", "duration", "days", "weekly", "hours", "count", "date"
]
"""``days`` are counted days of a year, ``weekly`` days of each week, ``hours`` hours of each week."""

_NUMBER: Final = (
    r"(?<![0-9_][.,'])(?<![0-9_])[0-9](?:[0-9_]|[.,'](?=[0-9])| (?=[0-9]{3}(?![0-9])))*+"
)
_NAMES: Final = "|".join(
    sorted(
        (re.escape(sign) for sign in SIGNS if len(sign) > 3 and sign.isalpha()),
        key=len,
        reverse=True,
    )
)
_MARKS: Final = "|".join(
    sorted((re.escape(sign) for sign in SIGNS if not sign.isalpha()), key=len, reverse=True)
)
_CODE: Final = "|".join(sorted(CURRENCIES))
_FACTOR: Final = (
    r"(?: ?[kKM](?![A-Za-z])| ?(?i:thousand|million|mio|mln|lakhs?|lacs?|crores?|cr)(?![A-Za-z]))"
)
_BEFORE: Final = rf"(?:(?:{_CODE})(?: ?(?i:{_MARKS}))?|(?i:{_MARKS})|(?i:\brs\.?|\bkr\.?|\bfr\.)|(?<![A-Za-z])R(?=\d| \d{{1,3}}[ ,]?\d{{3}}))"
_BEHIND: Final = rf"(?:(?:{_CODE})\b|(?i:{_MARKS})|(?i:{_NAMES}|kr|euros?)\b)"
_PERIOD_WORD: Final = (
    r"(?:calendar )?(?:annum|years?|yr|anno|months?|mth|mo|weeks?|wk|days?|hours?|hr|h)\b"
)
PERIOD: Final = (
    rf"(?:(?:\(?(?:gross|brutto)\)?,? ?|\(?before tax\)?,? |basic,? |total,? )?"
    rf"(?:(?:per|a|an|each|every|/|/ )\s?(?P<{{0}}>{_PERIOD_WORD})"
    r"|(?P<{0}_adverb>p\.? ?a\b\.?|p\.m\.|pcm\b|p/a|p\.?/?h\b\.?|p\.?/?w\b\.?|annually|annuali[sz]ed|annual\b|yearly|monthly|hourly|daily|weekly)"
    r"|on an (?P<{0}_basis>annual)(?:i[sz]ed)? basis|(?P<{0}_other>(?:per )?bi-?weekly(?: pay(?:roll)? period)?|semi-?monthly|semi-?annually|fortnightly"
    r"|(?:per|each|every|a) (?:pay(?:roll)? (?:period|cycle)|fortnight|quarter|2 weeks|4 weeks|other week|half)"
    r"|quarterly|twice (?:a|per) month)\b))"
)
_MONEY: Final = re.compile(
    rf"(?:(?:₹|INR|(?i:\brs\.?)) ?)?(?P<three>{_NUMBER} ?(?i:lpa))\b"
    rf"|(?P<before>{_BEFORE}) ?(?P<one>{_NUMBER}{_FACTOR}?)(?: ?(?P<also>(?:{_CODE})\b)(?! ?\d))?"
    rf"(?P<ends> ?(?:-|to) ?(?:{_BEFORE})? ?{_NUMBER}{_FACTOR}?)?"
    rf"|(?P<two>{_NUMBER}{_FACTOR}?)(?P<ends_two> ?(?:-|to) ?{_NUMBER}{_FACTOR}?)? ?(?P<behind>{_BEHIND})"
)
# In `60,000 (monthly 5,000)`, the period is that of the second amount.
_AFTER: Final = re.compile(
    r"[ ,]{0,2}(?!\([a-z]+:? (?:[A-Z]{3} ?|[$€£₹¥] ?)?\d)\(?" + PERIOD.format("after"),
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(rf"(?P<number>{_NUMBER})(?P<ends>(?:%)? ?(?:-|to) ?{_NUMBER})?%")
_DURATION: Final = re.compile(
    rf"(?P<number>{_NUMBER})(?P<ends> ?(?:-|to) ?{_NUMBER})?(?P<more>\+)?[ -]?"
    r"(?P<sort>(?:calendar|working|business|full|paid|additional|extra|consecutive|vacation|holiday|annual leave|leave) )*"
    r"(?P<unit>hours?|hrs?|h|days?|weeks?|months?|years?)\b(?P<rate>'?(?: guaranteed| contracted)?"
    r" ?(?:per|a|an|each|every|/) ?(?:calendar |working |leave |holiday )?(?P<each>hours?|days?|weeks?|months?|pay period"
    r"|semi-?monthly|bi-?weekly|fortnight|quarter)\b| weekly\b| monthly\b| (?:work(?:ing)? ?)?weeks?\b)?",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    rf"(?P<number>{_NUMBER}) (?P<what>(?:[\w-]+ ){{0,3}}?(?:shares?|options?|RSUs?|NSOs?|ISOs?|units|ESOPs?|VSOPs?)\b)",
    re.IGNORECASE,
)
_DAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? (?:the )?)?"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = re.compile(
    rf"\b(?:{_DAY}(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}\b|\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{4}}\b"
    rf"|(?P<open>\d{{1,2}}(?P<sign>[-/])\d{{1,2}}(?P=sign)\d{{4}})\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: day)?(?: of)?[ -]{_MONTH}\.?,?[ -]\d{{4}}\b"
    rf"|{_MONTH}\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b))",
    re.IGNORECASE,
)


@frozen
class Amount(Record):
    """An amount in a sentence, as it is written."""

    kind: Kind
    start: int
    end: int
    text: str
    """The number with its currency, sign or unit."""
    per: str | None = None
    """Word for the period of money."""
    is_range: bool = False
    what: str = ""
    """The unit of a duration, or what a count counts."""


@lru_cache(maxsize=1_024)
def amounts_in(text: str, *, rises: bool = False) -> tuple[Amount, ...]:
    """Return the amounts of a sentence in order; none of them overlap.

    Args:
        text: The sentence, in plain form.
        rises: Whether ``from … to …`` is a change, as in a counter-offer, and no range.
    """
    found: list[Amount] = []
    taken = [False] * len(text)
    for one in _all(text, rises):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = [True] * (one.end - one.start)
            found.append(one)
    return tuple(sorted(found, key=lambda amount: amount.start))


def _all(text: str, rises: bool) -> Iterator[Amount]:
    """Yield what may be amounts, those that win first."""
    for match in _DATE.finditer(text):
        yield Amount("date", *match.span(), match[0], is_range=match["open"] is not None)
    for match in _MONEY.finditer(text):
        if (match["ends"] or match["ends_two"]) and (_FROM if rises else _RISES).search(
            text, 0, match.start()
        ):
            # “from £61,000 to £70,000” is no range where something rises.
            middle = match.start() + match[0].index(" to ")
            for part in (_MONEY.search(text, match.start(), middle), _MONEY.search(text, middle)):
                if part is not None:
                    yield _money(part)
            continue
        yield _money(match)
    for match in _PERCENT.finditer(text):
        yield Amount("percent", *match.span(), match[0], is_range=match["ends"] is not None)
    for match in _COUNT.finditer(text):
        yield Amount("count", match.start(), match.end(), match["number"], what=match["what"])
    for match in _DURATION.finditer(text):
        yield _duration(match)


_FROM: Final = re.compile(r"\bfrom $", re.IGNORECASE)
_RISES: Final = re.compile(
    r"\b(?:goes|go|going|went|raised?|increas\w+|ris\w+|chang\w+|mov\w+|up|improv\w+)(?: up)? from $|\b(?:increase|raise|rise) (?:of|in|to) (?:your|the) (?:\w+ ){1,4}from $",
    re.I,
)


def _money(match: re.Match[str]) -> Amount:
    number = (match["one"] or match["two"] or match["three"]).strip()
    unit = match["also"] or match["before"] or match["behind"] or ""
    ends = match["ends"] or match["ends_two"]
    end = match.end()
    per = None
    if match["three"]:
        per = "year"
    elif after := _AFTER.match(match.string, end):
        end = after.end()
        per = after["after"] or after["after_adverb"] or after["after_basis"]
        per = per or f"={after['after_other']}"
    # “$5bn”: what a letter behind a number means is not known.
    is_open = ends is not None or match.string[end : end + 1].isalpha()
    return Amount("money", match.start(), end, f"{unit} {number}".strip(), per, is_open)


def _duration(match: re.Match[str]) -> Amount:
    unit = match["unit"].lower()
    singular = {"h": "hour", "hr": "hour", "hrs": "hour"}.get(unit, unit.rstrip("s"))
    each = (match["each"] or match["rate"] or "").strip(" '").lower()
    number = match["number"]
    if singular == "hour":
        kind: Kind = "hours" if each.startswith("week") or each.endswith("week") else "duration"
        if each and kind != "hours":
            each = "other"
    elif singular == "day" and each.startswith(("week", "working week")):
        kind = "weekly"
    elif singular == "day":
        kind = "days"
    else:
        kind = "duration"
    wrong = kind in {"days", "duration"} and bool(each)
    text = (
        number
        if kind in {"hours", "weekly"}
        else f"{number} {singular}{'' if number == '1' else 's'}"
    )
    return Amount(
        kind, match.start(), match.end(), text, "=" if wrong else None,
        match["ends"] is not None or match["more"] is not None, singular,
    )  # fmt: skip


_COMMA: Final = re.compile(r"(?<![\d.,])\d{1,2},\d{1,2} ?(?:%|hours\b|days\b|h\b)")
"""Share or number with a comma before its fraction; with a point, it settles nothing of money."""


def mark_in(texts: list[str]) -> Mark | None:
    """Return what begins the fractions of all amounts of money in some sentences, if they agree."""
    found = {
        mark
        for text in texts
        for match in _MONEY.finditer(text)
        if (mark := mark_of(match["one"] or match["two"] or match["three"])) is not None
    }
    if not found and any(map(_COMMA.search, texts)):
        return ","
    return found.pop() if len(found) == 1 else None
