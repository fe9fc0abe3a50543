"""Wording shared by the diagnostics of the checker: quotes, lists, labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from offerkit.datatypes import Datatype
from offerkit.diagnostics import Label
from offerkit.span import Span

MOST_LISTED: Final = 8
"""The most words of a list that a message shows."""

_LONGEST_QUOTE: Final = 60


def quote(text: Span | str) -> str:
    """Return the author's words in backticks, on one line, cut to 60 characters."""
    words = text if isinstance(text, str) else text.text[: 4 * _LONGEST_QUOTE]
    words = " ".join(words.split())
    cut = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
    return f"`{cut}`"


def quoted_list(words: Iterable[str]) -> str:
    """Return words in backticks, separated by commas; a long list is cut."""
    all_words = list(words)
    shown = ", ".join(map(quote, all_words[:MOST_LISTED]))
    return shown if len(all_words) <= MOST_LISTED else f"{shown}, …"


def in_turn(names: Sequence[str]) -> str:
    """Return a circle of things that use each other, of which the last is the first again."""
    first, *others = map(quote, names)
    return f"{first} uses {'itself' if others == [first] else ', which uses '.join(others)}"


def datatype_label(at: Span, datatype: Datatype) -> Label:
    """Return a label that names the datatype of what is at *at*."""
    return Label(at, str(datatype))


def first_label(at: Span) -> tuple[Label, ...]:
    """Return the label of the first of two statements or names, as a secondary place."""
    return (Label(at, "the first one"),)


def replace_it(first: Span) -> str:
    """Return the hint for a statement that repeats one of a used file, differently."""
    return f"write `instead` before it, so that it replaces the one of {first.source.name}"
