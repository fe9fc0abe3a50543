"""Segments of a fact as phrases, such as `at least 45 min`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from offerkit.advise.what_if.amounts import amount_in
from offerkit.advise.what_if.segments import (
    NOT_APPLYING,
    LevelRange,
    QuantityRange,
    Segment,
    SetGroup,
    SingleValue,
    TextGroup,
)
from offerkit.text import listed
from offerkit.values import DoesNotApply, show


def segment_words(chosen: Sequence[Segment], segments: Sequence[Segment]) -> str:
    """Return segments of a fact as a phrase that completes "if it is".

    ``never or rarely``, ``at least 45 min``, ``"Kim Vo" or something else``, ``yes``.

    Args:
        chosen: At least one; of a quantity or a level, successive ones.
        segments: All the segments of the fact.
    """
    if len(chosen) == len(segments):
        return "anything"
    if len(chosen) > 1 and chosen[-1] == NOT_APPLYING:
        return f"{segment_words(chosen[:-1], segments)} or not applicable"
    first, last = chosen[0], chosen[-1]
    valued = [segment for segment in segments if segment != NOT_APPLYING]
    match first, last:
        case QuantityRange(), QuantityRange():
            low = None if first is segments[0] else first.low
            high = None if last is valued[-1] else last.high
            return _quantity_words(evolve(first, low=low), evolve(last, high=high))
        case LevelRange(), LevelRange():
            levels = [
                level
                for segment in chosen
                if isinstance(segment, LevelRange)
                for level in segment.levels
            ]
            names = [level.level for level in levels]
            return listed(names, "or") if len(names) <= 3 else f"{names[0]} to {names[-1]}"
        case _:
            return listed([word for segment in chosen for word in _words(segment)], "or")


def _words(segment: Segment) -> Iterator[str]:
    match segment:
        case SingleValue(value=bool() as value):
            yield show(value)
        case SingleValue(value=DoesNotApply()):
            yield "not applicable"
        case TextGroup(texts=texts, other=other):
            yield from (show(text) for text in texts)
            if other:
                yield "something else"
        case SetGroup(words=words):
            yield words
        case _:
            yield "anything"


def _quantity_words(first: QuantityRange, last: QuantityRange) -> str:
    low, high = first.low, last.high
    if low is not None and low == high:
        return show(amount_in(low, first.unit))
    if isinstance(first.unit, date):
        least, most = "from", "up to"
    else:
        least = "at least" if first.low_in else "more than"
        most = "at most" if last.high_in else "less than"
    parts = [
        f"{word} {show(amount_in(end, first.unit))}"
        for word, end in ((least, low), (most, high))
        if end is not None
    ]
    return " and ".join(parts) or "anything"
