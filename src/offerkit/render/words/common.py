"""The words that several features share.

Texts from files stand in them as they are: whoever shows them escapes them for its medium.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from offerkit.evaluate.findings import Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.literals import rounded
from offerkit.values import (
    Duration,
    FactValue,
    Money,
    Pay,
    Percent,
    Unknown,
    one_end,
    plain,
    value_text,
)

_MAX_VALUE: Final = 300
"""How many characters of one value are shown."""

KIND_WORDS: Final = {
    StatementKind.DEALBREAKER: "dealbreaker",
    StatementKind.PRO: "pro",
    StatementKind.CON: "con",
    StatementKind.CAUTION: "caution",
    StatementKind.PREFER: "preference",
    StatementKind.LEAVING: "reason for leaving",
}
"""What the statements are called."""


NOT_APPLYING: Final = "Does not apply to this offer, so not counted"
"""Heading of the statements that do not apply, but for dealbreakers."""


def verdict_text(verdict: Verdict) -> str:
    """Return a verdict in words: ``find out``."""
    return verdict.value.replace("_", " ")


def offer_title(decision: Ruling, name: str | None) -> str:
    """Return what to call the offer: its title and company, and *name*, say its file."""
    role, company = decision.offer.role.title, decision.offer.company.name
    named = [text for text in (role, company) if not isinstance(text, Unknown)]
    title = clipped(" at ".join(named)) or "this offer"
    return f"{title} ({name})" if name else title


def turns_text(decision: Ruling) -> str:
    """Return where the verdict turns, in brackets behind a space; empty where it never does."""
    checked = decision.program.checked
    below, accept = checked.decline_below, checked.accept_at
    turns = [f"decline below {plain(below)}%"] if below is not None else []
    turns += [f"accept at {plain(accept)}%"] if accept is not None else []
    return f" ({', '.join(turns)})" if turns else ""


def share_text(decision: Ruling, share: UnitRange) -> str:
    """Return a share in percent, on the right side of the thresholds: ``61% to 92%``."""
    checked = decision.program.checked
    marks = [mark for mark in (checked.decline_below, checked.accept_at) if mark is not None]
    low, high = (percent_text(end, marks) for end in (share.low, share.high))
    return low if share.is_exact else f"{low} to {high}"


_MOST_DECIMALS: Final = 20


def shares_told_apart(
    shares: Sequence[UnitRange | None], landmarks: Iterable[Decimal] = ()
) -> list[str | None]:
    """Return shares in percent with as many decimals as tell different ones apart: ``45.2%``.

    Those that have the same text are equal, unless more than 20 decimals tell them apart. None
    for a missing share.
    """
    ends = {end for share in shares if share is not None for end in (share.low, share.high)}
    marks, texts = tuple(landmarks), dict[Fraction, str]()
    for decimals in range(_MOST_DECIMALS + 1):
        texts = {end: percent_text(end, marks, decimals) for end in ends}
        if len(set(texts.values())) == len(ends):
            break
    return [
        None
        if share is None
        else texts[share.low]
        if share.is_exact
        else f"{texts[share.low]} to {texts[share.high]}"
        for share in shares
    ]


def points_text(share: Fraction) -> str:
    """Return a share of the score in points of 100, with two significant digits: ``0.0021``."""
    points = 100 * abs(share)
    decimals = 0
    while points and points * 10**decimals < _TWO_DIGITS and decimals < _MOST_DECIMALS:
        decimals += 1
    return plain(rounded(points, decimals))


_TWO_DIGITS: Final = 10


def amounts_told(values: Sequence[FactValue | None], own: str = "") -> tuple[str, list[str]]:
    """Return the common unit of amounts or levels, and each without it.

    The unit is empty if they have none in common, and each is then in full. ``?`` for a value that
    is unknown, ``/`` for None.

    Args:
        values: Amounts, levels or ranges of them.
        own: Unit that plain numbers count.
    """
    known = [v for v in values if v is not None and not isinstance(v, Unknown)]
    units = {_unit(value, own) for value in known}
    unit = units.pop() if len(units) == 1 else ""
    texts = []
    for value in values:
        if value is None or isinstance(value, Unknown):
            texts.append("/" if value is None else "?")
        else:
            text = value_words(value)
            end = one_end(value)
            mine = f" {end.unit.spelling(end.amount)}" if isinstance(end, Duration) else unit
            texts.append(text.removesuffix(unit).removesuffix(mine) if unit else text)
    return unit.strip(), texts


def _unit(value: FactValue, own: str = "") -> str:
    """Return the unit that stands behind an amount, with its space; empty without one."""
    match one_end(value):
        case Percent():
            return "%"
        case Money(currency=currency):
            return f" {currency}"
        case Pay(currency=currency, per=per):
            return f" {currency} per {per.value}"
        case Duration(unit=unit):
            return f" {unit.value}"
        case Decimal() if own:
            return f" {own}"
        case _:
            return ""


def range_text(share: UnitRange) -> str:
    """Return a share in percent, apart from any thresholds: ``37% to 57%``."""
    low, high = percent_text(share.low), percent_text(share.high)
    return low if share.is_exact else f"{low} to {high}"


_MAX_DECIMALS: Final = 6


def percent_text(share: Fraction, landmarks: Iterable[Decimal] = (), least: int = 0) -> str:
    """Return a share of 1 in percent: whole, unless rounding would tell a lie.

    With at least *least* decimals, trailing zeros left out.

    As many decimals as it takes to stay on its side of every landmark, of 0 and of 100: 69.6%
    is not shown as 70% beside "accept at 70%".
    """
    exact = 100 * share
    if exact.denominator == 1:  # as are most: those of what is wholly so, or not at all
        return f"{exact.numerator}%"
    marks = [Fraction(mark) for mark in (Decimal(0), Decimal(100), *landmarks)]
    for decimals in range(least, _MAX_DECIMALS):
        shown = round(exact, decimals)
        if all((shown < mark, shown > mark) == (exact < mark, exact > mark) for mark in marks):
            break
    else:
        decimals = max(least, _MAX_DECIMALS)
    return f"{plain(rounded(exact, decimals))}%"


def reading_text(reading: Reading) -> str:
    """Return a fact with its value, and where that was learned."""
    notes = ["assumed"] if reading.assumed else []
    notes += ["as in your current job"] if reading.inherited else []
    notes += [reading.source] if reading.source is not None else []
    noted = f" ({'; '.join(notes)})" if notes else ""
    return f"{reading.fact}: {counted_words(reading)}{noted}"


def counted_words(reading: Reading) -> str:
    """Return the value of a fact and, if that is not what was stated, why it is not."""
    words, aside = value_words(reading.value), reading.set_aside
    if aside is None:
        return words
    stated = value_words(aside.stated)
    if aside.surely:
        return f"{words} ({stated} does not count: {aside.because})"
    return f"{stated}, unless {aside.because}"


def value_words(value: FactValue) -> str:
    """Return a value as a person reads it, cut where it is very long."""
    return clipped(value_text(value))


def clipped(text: str) -> str:
    """Return *text*, cut where it is very long, with dots for what is left out."""
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}..."
