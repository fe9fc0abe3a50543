"""How text fares on a terminal: what is safe to print, how wide it is, and its colours.

Texts from files end up on people's terminals. Nothing in them may move the cursor, change
colours or reorder what is read, so everything printed passes through ``safe``.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ZERO_WIDTH = frozenset({"Mn", "Me"})


def safe_char(char: str) -> str:
    r"""Return *char* as it may be printed: controls, format characters and the like escaped.

    Escapes are those of criteria strings: ``\n``, ``\t``, ``\u{1b}``.
    """
    if unicodedata.category(char) not in _UNSAFE:
        return char
    return _ESCAPES.get(char) or f"\\u{{{ord(char):x}}}"


def safe(text: str) -> str:
    """Return *text* on one line, with nothing in it that a terminal would act on."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(safe_char, text))


def columns(text: str) -> int:
    """Return how many terminal columns a safe *text* takes."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Return a safe *text* in lines of at most *width* columns, broken at spaces where it can."""
    lines = [""]
    for word in (piece for long in text.split() for piece in _pieces(long, max(width, 8))):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and columns(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield *word*, cut where it is wider than *width* columns."""
    piece, used = "", 0
    for char in word:
        wide = _char_columns(char)
        if used + wide > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + wide
    yield piece


class Style(enum.Enum):
    """What colour stands for; the value is the terminal's code."""

    HEADING = "1"
    BAD = "1;31"
    GOOD = "1;32"
    UNSURE = "1;33"
    PLACE = "34"
    FAINT = "2"


def paint(text: str, style: Style | None, colour: bool) -> str:
    """Return *text* in *style*, or as it is when *colour* is off or there is nothing to paint."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if colour and style and text else text
