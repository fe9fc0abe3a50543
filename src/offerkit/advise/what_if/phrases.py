"""Segments of a fact as phrases, such as `at least 45 min`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from offerkit.advise.what_if.amounts import amount_in
from offerkit.advise.what_if.segments import (
    Cell,
    Levels,
    Line,
    Sets,
    Texts,
    Truth,
)
from offerkit.text import listed
from offerkit.values import (
    Scalar,
    show,
)


def words_of(chosen: Sequence[Cell], cells: Sequence[Cell]) -> str:
    """Return some of the cells of a fact in words, as they read behind "if it is".

    ``never or rarely``, ``at least 45 min``, ``"Kim Vo" or something else``, ``yes``.

    Args:
        chosen: At least one; of a quantity or a level, such as follow each other.
        cells: All the cells of the fact.
    """
    if len(chosen) == len(cells):
        return "anything"
    first, last = chosen[0], chosen[-1]
    match first, last:
        case Line(), Line():
            low = None if first is cells[0] else first.low
            high = None if last is cells[-1] else last.high
            return _line_words(evolve(first, low=low), evolve(last, high=high))
        case Levels(), Levels():
            levels = [level for cell in chosen if isinstance(cell, Levels) for level in cell.levels]
            return _level_words([level.level for level in levels])
        case _:
            return listed([word for cell in chosen for word in _words(cell)], "or")


def _words(cell: Cell) -> Iterator[str]:
    match cell:
        case Truth(value=value):
            yield "yes" if value else "no"
        case Texts(texts=texts, other=other):
            yield from (show(text) for text in texts)
            if other:
                yield "something else"
        case Sets(words=words):
            yield words
        case _:
            yield "anything"


def _level_words(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return listed(names, "or")
    return f"{names[0]} to {names[-1]}"


def _line_words(first: Line, last: Line) -> str:
    low, high = first.low, last.high
    if low is not None and low == high:
        return show(amount_in(low, first.unit))
    parts = []
    if low is not None:
        parts.append(
            f"{_bound(first.unit, 'low', first.low_in)} {show(amount_in(low, first.unit))}"
        )
    if high is not None:
        parts.append(
            f"{_bound(first.unit, 'high', last.high_in)} {show(amount_in(high, last.unit))}"
        )
    return " and ".join(parts) or "anything"


def _bound(unit: Scalar, end: str, included: bool) -> str:
    if isinstance(unit, date):
        return {"low": "from", "high": "up to"}[end]
    if end == "low":
        return "at least" if included else "more than"
    return "at most" if included else "less than"
