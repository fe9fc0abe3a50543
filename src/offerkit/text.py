"""Comparison of texts, suggestions for misspelt words, and lists in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def fold(text: str) -> str:
    """Return the form in which texts are compared, without differences of case and spacing.

    Source:
        grammar/README.md, "Text": canonical Unicode form, case folded, runs of white space
        as one space, none at the ends.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to *word*, or None if none is close."""
    from difflib import get_close_matches

    matches = get_close_matches(word[:100], list(known), n=1)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word closest to *word*, or None if none is close."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near is not None else None


def listed(words: Sequence[str], joiner: str) -> str:
    """Return one or more words as a list in a sentence: ``a, b or c``."""
    return f" {joiner} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def short(text: str, most: int = 60) -> str:
    """Return a text on one line, cut to a length that a message has room for."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
