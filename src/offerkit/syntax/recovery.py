"""Recovery after a syntax error: pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from offerkit.span import Source, Span
from offerkit.syntax.grammar import reserved_words

STATEMENT_WORDS: Final = tuple(
    "accept ask assume caution con dealbreaker decline fact instead language leaving let "
    "negotiable prefer pro rate scale use without".split()
)
"""Words that begin a statement."""
STATEMENTS: Final = frozenset(word.upper() for word in STATEMENT_WORDS)
"""Terminals that begin a statement."""
OPERAND_ENDS: Final = frozenset(
    "PATH NUMBER PERCENT CURRENCY PERIOD PER_PERIOD UNIT DATE TEXT YES NO CLOSE CLOSE_SET".split()
)
"""Terminals that may end an operand."""

_LINE_START: Final = re.compile(r"^[ \t]*([A-Za-z_]+)(?![\w.])", re.MULTILINE)
_ASKED: Final = re.compile(r'ask\s*"(?:[^"\\\n]|\\.)*"(?!\s*about\b)')
"""The question of a ``fact``; followed by ``about``, it would be a statement."""
_DECLARING: Final = ("fact", "let", "scale")
_TWO_WORDS: Final = re.compile(r"\b([A-Za-z]{2,6})(?=\s+([A-Za-z][A-Za-z0-9_.]*))")
_WORD: Final = re.compile(r"\w+")


def chunks(text: str) -> list[tuple[int, int]]:
    """Return the bounds of chunks of *text* to parse separately; together they are all of it.

    A chunk begins at a line that begins with the keyword of a statement, or with a very similar
    word, so that a misspelt keyword does not affect the statement above it.
    """
    starts, last = list[int](), ""
    for match in _LINE_START.finditer(text):
        of_fact = _ASKED.match(text, match.start(1)) and alike(last, ("fact",))
        if _begins(match[1]) and not of_fact:
            starts.append(match.start(1))
            last = match[1].lower()
    bounds = [0, *(start for start in starts if start > 0), len(text)]
    return list(pairwise(bounds))


def declared_names(text: str) -> frozenset[str]:
    """Return the names that statements in a chunk with errors seem to declare.

    A wrong name here is harmless: it only suppresses reports about that name.
    """
    pairs = set(_TWO_WORDS.findall(text))
    return frozenset(small(name) for word, name in pairs if alike(word.lower(), _DECLARING))


def small(name: str) -> str:
    """Return a name in small letters, ``base_salary`` for ``baseSalary``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def first_word(source: Source, offset: int) -> Span:
    """Return the place of the first word from *offset* on; empty if there is none."""
    match = _WORD.search(source.text, offset)
    return source.span(*match.span()) if match else source.span(offset, offset)


def _begins(word: str) -> bool:
    """Return whether *word* is the keyword of a statement, or one letter away from one."""
    if word in STATEMENT_WORDS:
        return True
    if word in reserved_words() or len(word) > _LONGEST:
        return False
    return not _LIKE_STATEMENTS.isdisjoint(_without_a_letter(word.lower()))


def _without_a_letter(word: str) -> frozenset[str]:
    """Return the word, and the word without each of its letters.

    Two words share one of these if a letter was added, left out, changed or moved. This is much
    faster than an edit distance, and it is computed for every line of a large file.
    """
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def alike(word: str, known: Iterable[str]) -> str | None:
    """Return the alphabetically first known word that differs from *word* in at most a letter."""
    variants = _without_a_letter(word[: _LONGEST + 1])
    return next((w for w in sorted(known) if not variants.isdisjoint(_without_a_letter(w))), None)


_LONGEST: Final = max(len(word) for word in STATEMENT_WORDS) + 1
_LIKE_STATEMENTS: Final = frozenset().union(*map(_without_a_letter, STATEMENT_WORDS))
