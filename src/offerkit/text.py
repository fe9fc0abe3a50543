"""Comparison of texts, suggestions for misspelt words, and lists in sentences."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING, Final


class Named(enum.Enum):
    """Base class of enumerations; ``str()`` of a member is its value, as in JSON."""

    if not TYPE_CHECKING:
        # Members are single objects; the hash of a name is worked out anew at each look-up.
        __hash__ = object.__hash__

    def __str__(self) -> str:
        # `value` is looked up through a descriptor, which takes longer than the rest.
        return str(self._value_)


def fold(text: str) -> str:
    """Return the form in which texts are compared, without differences of case and spacing.

    Source:
        grammar/README.md, "Text": canonical Unicode form, case folded, runs of white space
        as one space, none at the ends.
    """
    if text.isascii():  # every such text is canonical
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


MOST_NEAR: Final = 3
"""The most words that a suggestion names."""

_LONGEST: Final = 100  # characters of a word that are compared
_VOWELS: Final = str.maketrans("", "", "aeiou")


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words that *word* may be a slip of the pen for, at most ``MOST_NEAR``.

    They are the closest of those within the distance: one letter added, left out, changed or
    swapped with the next for every four letters, or one in a short word; or other vowels (``hrs``
    for ``hours``), or no more than half of the word missing at its end. Case does not count.
    Words of equal distance are in the order of *known*, of a set in that of the alphabet.
    """
    if isinstance(known, Set):
        known = sorted(known)
    folded = word[:_LONGEST].casefold()
    found: dict[int, list[str]] = {}
    for other in dict.fromkeys(known):
        distance = _distance(folded, other[:_LONGEST].casefold())
        if distance is not None:
            found.setdefault(distance, []).append(other)
    return tuple(found[min(found)][:MOST_NEAR]) if found else ()


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that *word* is most likely a slip of the pen for, or None."""
    return next(iter(near(word, known)), None)


def _distance(word: str, other: str) -> int | None:
    """Return how many slips are between two words; None if they are too many."""
    if word == other:
        return 0
    most = (max(len(word), len(other)) + 1) // 4
    bones, others = word.translate(_VOWELS), other.translate(_VOWELS)
    # Three letters say little: `hrs` is `hours`, but `nda` is not `need`.
    letters = iter(other)
    enough = len(word) > 3 or all(letter in letters for letter in word)
    if word[:1] == other[:1] and bones == others and len(bones) > 1 and enough:
        return 1
    if len(word) > 1 and other.startswith(word) and len(other) <= 2 * len(word):
        return 1
    if min(len(word), len(other)) < 2 or abs(len(word) - len(other)) > most:
        return None
    before: list[int] = []
    row = [*range(len(other) + 1)]
    for at, letter in enumerate(word, 1):
        two_before, before = before, row
        row = [at]
        for place, there in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != there))
            if at > 1 and place > 1 and letter == other[place - 2] and word[at - 2] == there:
                cost = min(cost, two_before[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def listed(words: Sequence[str], joiner: str) -> str:
    """Return one or more words as a list in a sentence: ``a, b or c``."""
    return f" {joiner} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def short(text: str, most: int = 60) -> str:
    """Return a text on one line, cut to a length that a message has room for."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
