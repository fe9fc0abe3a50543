"""Answers as people give them when they are asked, as values of facts.

An offer file refuses what could be misread, because nobody looks on while it is read. Whoever
answers a question is told what the answer was taken for, and can take it back. So an answer with
one meaning is taken, whatever its form; one with several is refused, and the problem offers each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from offerkit.amounts import AmountRead, Beside, Unclear, read_amount, written
from offerkit.datatypes import (
    DateType,
    DurationType,
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
from offerkit.diagnostics import Offered
from offerkit.literals import EXACT
from offerkit.load.amounts import NONE, Raw, read_fact, says_none, within_bounds
from offerkit.load.letter.words import plain_signs, plain_words
from offerkit.load.problems import FactError, Problem
from offerkit.model.fields import FactInfo
from offerkit.text import short
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Duration,
    FactValue,
    Money,
    Pay,
    Period,
    Range,
    Scalar,
    TextSet,
    Unknown,
)

_DONT_KNOW: Final = re.compile(
    r"(?:(?:i|we|you) )?(?:really |honestly )?(?:do(?: not|n't|nt)|cannot|can't) (?:really )?"
    r"(?:know|tell|say|remember)(?: (?:it|that|this))?(?: yet)?"
    r"|(?:i(?:'m| am) )?(?:not sure|unsure)(?: yet)?|(?:i have )?no (?:idea|clue)|dunno|idk|unknown"
    r"|not known(?: yet)?|(?:nobody|no one) (?:has )?(?:said|told me)(?: (?:so|yet))?"
    r"|they (?:have(?: not|n't)|did(?: not|n't)) (?:said|say|told me|tell me)(?: yet)?"
    r"|(?:i )?have(?: not|n't) asked(?: yet)?|t\.?b\.?[acd]\.?|dk|\?+"
    r"|(?:still )?to be (?:agreed|announced|confirmed|decided|determined|discussed)",
    re.IGNORECASE,
)
_NOT_APPLYING: Final = re.compile(
    r"(?:(?:it|this|that) )?does(?: not|n't|nt) apply|not applicable", re.IGNORECASE
)
_NOTHING_THERE: Final = re.compile(
    r"nothing|nobody|no one|none of (?:them|it)|no such thing"
    r"|(?:there (?:is|are)|(?:i|we|they) (?:have|do)) (?:none|no(?:t any)? \w+)"
    r"|there (?:isn't|is not|aren't|are not) (?:one|any)",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(
    r"^(?:(?:i (?:think|guess)|i'd say|i would say|it's|it is|maybe|perhaps|probably|well"
    r"|somewhere),? )+"
    r"|,? (?:i (?:think|guess)|or so|more or less|give or take|each way|one[- ]way|probably"
    r"|by (?:bike|bus|car|foot|train|tram|tube|public transport)|on foot|door to door)$"
    r"|(?<=[0-9kKM])(?: ?-?ish)$|[.!?]+$",
    re.IGNORECASE,
)
"""Words around an answer that are no part of it."""
_AT_THE_END: Final = re.compile(r"(?!at )(.+),? at (least|most)", re.IGNORECASE)
_YES_NO: Final = {
    **dict.fromkeys("yep yeah yup sure true certainly definitely".split(), True),
    **dict.fromkeys("nope nah never false".split(), False),
    **dict.fromkeys(("of course", "they do", "i do", "it is", "it does", "i am"), True),
    **dict.fromkeys("not yet|not at all|no way|they don't|i don't|i do not".split("|"), False),
}
_CLOCK: Final = re.compile(
    r"(?<![0-9])(?P<hours>[0-9]{1,4}) ?(?:h|hrs?|hours?)(?:,| and)? ?(?P<minutes>[0-5]?[0-9])"
    r"(?: ?(?:m|mins?|minutes?))?|(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9])(?: ?h(?:ours?)?)?",
    re.IGNORECASE,
)
_SPANS: Final = [
    (re.compile(rf"\b{words}\b", re.IGNORECASE), text)
    for words, text in (
        (r"three[- ]quarters of an hour", "45 min"),
        (r"(?:a )?quarter of an hour", "15 min"),
        (r"half an hour", "30 min"),
        (r"(?:an|one|1) hour and a half|one and a half hours", "90 min"),
        (r"half a year", "6 months"),
        (r"(?:a|one|1) year and a half|one and a half years", "18 months"),
        (r"(?:a|one) fortnight", "2 weeks"),
        (r"an? (?=hour|minute|day|week|month|year)", "1 "),
    )
]
"""Durations in words, and how amounts are written."""
_SHARES: Final = {"half": 50, "a half": 50, "a quarter": 25, "three quarters": 75, "all": 100}
"""Percentages in words."""
_AND_MORE: Final = re.compile(
    r"(?:,? (?:and|among) (?:others|more)|,? (?:etc\.?|for example|for instance|at least))$"
    r"|^(?:among others|at least|including|for example|for instance),? ",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(
    r",(?! ?(?:inc|ltd|llc|llp|co|corp|plc|gmbh|ag|s\.?a|b\.?v|n\.?v)\b)", re.IGNORECASE
)
"""Comma between two texts, and not one inside the name of a company."""


def read_answer(
    info: FactInfo, text: str, unit: Scalar | None = None, country: str | None = None
) -> FactValue:
    """Return the value that an answer gives a fact; ``UNKNOWN`` for one that says not to know.

    Args:
        info: The fact that was asked about.
        text: The answer, as it was given.
        unit: Any amount with the unit, or the currency and period, that is meant if the answer
            states none.
        country: ISO 3166 code of the country of the offer.

    Raises:
        FactError: the answer has no meaning for the fact, or several; the hint then offers them.

    Source:
        docs/how-to/interview.md.
    """
    said = " ".join(plain_signs(text).split())
    if _DONT_KNOW.fullmatch(said.rstrip(".!")):
        return UNKNOWN
    if _NOT_APPLYING.fullmatch(said.rstrip(".!")):
        return read_fact(info, DOES_NOT_APPLY.value)
    if info.may_not_apply and _NOTHING_THERE.fullmatch(said.rstrip(".!")):
        return read_fact(info, DOES_NOT_APPLY.value)
    try:
        return _read(info, said, unit, country)
    except FactError as wrong:
        if wrong.problem.code in {"nothing-said", "empty-text"}:
            raise FactError(evolve(wrong.problem, hint=_SAY)) from None
        raise


_SAY: Final = "say `don't know`, or `doesn't apply` if there is no such thing"


def _read(info: FactInfo, said: str, unit: Scalar | None, country: str | None) -> FactValue:
    if len(said) > 1 and said[0] == said[-1] == '"':
        return read_fact(info, [said[1:-1]] if _is_set(info) else said[1:-1])
    match info.datatype:
        case TextType(values=None):
            is_none = info.may_not_apply and _says_nothing_there(said)
            return read_fact(info, DOES_NOT_APPLY.value if is_none else said)
        case TextSetType():
            return _texts(info, said)
        case _:
            while said != (less := _AROUND.sub("", said).strip()):
                said = less
            said = _AT_THE_END.sub(r"at \2 \1", said)
    match info.datatype:
        case YesNo():
            word = said.lower()
            first = word.partition(",")[0]
            return _first(info, _YES_NO.get(word, first), said)
        case TextType(values=values):
            return _first(info, _as_listed(said, values or ()), said)
        case OrdinalType(scale=scale):
            ends = [_as_listed(end, scale.levels) for end in said.split(" or ")]
            return _first(info, *(" to ".join(it) for it in (ends, ends[::-1])), said)
        case DateType():
            return _only_meaning(info, said)
        case PercentListType():
            parts = [part for part in re.split(r"[;,/\s]+", said) if part]
            return read_fact(info, [f"{it}%" if it.isdigit() else it for it in parts])
        case Number() | PercentType() | MoneyType() | PayType() | DurationType():
            return _amount(info, said, unit, country)
        case _:
            return read_fact(info, said)


def _is_set(info: FactInfo) -> bool:
    return isinstance(info.datatype, TextSetType)


def _first(info: FactInfo, *readings: Raw) -> FactValue:
    """Return the value of the first reading that has one; otherwise the problem of the last."""
    for raw in readings[:-1]:
        try:
            return read_fact(info, raw)
        except FactError:
            continue
    return _only_meaning(info, readings[-1])


def _as_listed(said: str, words: tuple[str, ...]) -> str:
    """Return a word of a list as it is written there: ``hands off`` is ``hands_off``."""
    joined = re.sub("[ -]+", "_", said.lower())
    return joined if joined in words else said


_ONE_MEANING: Final = frozenset({"wrong-type", "bad-date", "bad-amount"})
"""Codes of problems whose only text is the same in another form, and no guess."""


def _only_meaning(info: FactInfo, said: str) -> FactValue:
    """Return the value of a text, or of the one text that its problem offers in its place."""
    try:
        return read_fact(info, said)
    except FactError as wrong:
        hint = wrong.problem.hint
        is_same = wrong.problem.code in _ONE_MEANING and isinstance(hint, Offered)
        if is_same and isinstance(hint, Offered) and len(hint.texts) == 1:
            return read_fact(info, hint.texts[0])
        raise


def _says_nothing_there(said: str) -> bool:
    return says_none(said) or _NOTHING_THERE.fullmatch(said.rstrip(".!")) is not None


# --- sets of text ----------------------------------------------------------------------------


def _texts(info: FactInfo, said: str) -> FactValue:
    """Return the texts in an answer: separated by semicolons or commas."""
    if _says_nothing_there(said):
        return read_fact(info, NONE if info.may_not_apply else [])
    whole = _AND_MORE.sub("", said).strip(" ,")
    items = whole.split(";") if ";" in whole else _COMMA.split(whole)
    if len(items) > 1:
        items[-1:] = re.split(r"^and | and ", items[-1].strip())
    elif " and " in whole:
        # Procter and Gamble are one.
        items = whole.split(" and ")
        texts = ("; ".join(items), f'"{whole}"')
        message = f"`{short(whole)}` could be one text or {len(items)}"
        raise FactError(Problem("bad-cell", message, Offered("answer {}", texts)))
    found = read_fact(info, [item.strip() for item in items if item.strip()])
    assert isinstance(found, frozenset)
    return found if whole == said.strip(" ,") else TextSet(found)


# --- amounts ---------------------------------------------------------------------------------


def _amount(info: FactInfo, said: str, unit: Scalar | None, country: str | None) -> FactValue:
    """Return the amount in an answer, in the unit of the criteria if it states none."""
    text = re.sub(r"(?<=[0-9kKM%]) or (?=[$€£]?[0-9])", " to ", said)
    if isinstance(info.datatype, DurationType):
        text = _clock(text)
        for words, instead in _SPANS:
            text = words.sub(instead, text)
    if isinstance(info.datatype, PercentType) and said.lower() in _SHARES:
        text = f"{_SHARES[said.lower()]}%"
    if isinstance(info.datatype, MoneyType | PayType):
        text = re.sub(r"(?<=[0-9]) ?grand\b", "k", text, flags=re.IGNORECASE)
    is_none = _says_nothing_there(said) or said.lower() == "no"
    text = "0" if is_none else plain_words(text)
    found = read_amount(text, info.datatype, Beside(country=country))
    tries = [found]
    for whole, beside in _with_unit(text, unit, country):
        if not isinstance(found, Unclear):
            break
        found = read_amount(whole, info.datatype, beside)
        tries.append(found)
    if not isinstance(found, Unclear | Unknown):
        if tries[1:]:
            _ask_for_thousands(found, text)
        return _stated(info, written(found))
    unclear = [it for it in tries if isinstance(it, Unclear) and it.texts]
    if not unclear:
        return _only_meaning(info, said)
    # With the unit of the criteria, fewer meanings are left.
    fewest = min(unclear, key=lambda it: len(it.texts))
    first = read_amount(fewest.texts[0], info.datatype)
    if is_none or (len(fewest.texts) == 1 and fewest.code not in _GUESSES):
        assert not isinstance(first, Unclear | Unknown)
        _ask_for_thousands(first, text)
        return _stated(info, fewest.texts[0])
    raise FactError(Problem(fewest.code, fewest.message, Offered("answer {}", fewest.texts)))


_GUESSES: Final = frozenset({"unknown-currency", "unknown-unit"})
"""Codes of amounts with a word that is only near one that is known."""
_SMALL: Final = 1_000


def _ask_for_thousands(found: AmountRead, text: str) -> None:
    """Refuse an amount per year that is most likely short for thousands: ``60``, ``60-75``.

    Raises:
        FactError: it is less than 1,000, and not 0.
    """
    ends = (found.low, found.high) if isinstance(found, Range) else (found,)
    per_year = [end for end in ends if isinstance(end, Pay) and end.per is Period.YEAR]
    if per_year and all(0 < end.amount < _SMALL for end in per_year):
        larger = [evolve(end, amount=EXACT.multiply(end.amount, _SMALL)) for end in per_year]
        thousands = written(Range(*larger) if larger[1:] else larger[0])
        hint = Offered("answer {}", (thousands, written(found)))
        raise FactError(Problem("ambiguous-number", f"`{text}` could mean thousands", hint))


def _with_unit(text: str, unit: Scalar | None, country: str | None) -> Iterator[tuple[str, Beside]]:
    """Yield an amount with the unit of the criteria beside it, or as much of it as it may lack."""
    match unit:
        case Pay(currency=currency, per=per):
            yield text, Beside(currency, per.value, country)
            yield text, Beside(currency, None, country)
            yield text, Beside(None, per.value, country)
        case Money(currency=currency):
            yield text, Beside(currency, None, country)
        case Duration(unit=of) if text[-1:].isdigit():
            yield f"{text} {of.value}", Beside()


def _stated(info: FactInfo, text: str) -> FactValue:
    """Return the amount in a text that has one meaning, within the bounds of the fact."""
    value: FactValue = within_bounds(info, read_fact(info, text))
    return value


def _clock(text: str) -> str:
    """Return hours and minutes as minutes: ``1 h 30`` is ``90 min``."""

    def minutes(match: re.Match[str]) -> str:
        hours, rest = match["hours"] or match["h"], match["minutes"] or match["m"]
        return f"{60 * int(hours) + int(rest)} min"

    return _CLOCK.sub(minutes, text)
