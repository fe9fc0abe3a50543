"""Text on a terminal: safe characters, width, and colours.

Texts from files are printed on terminals. They must not move the cursor, change colours or reorder
other text, so everything printed passes through ``safe``: what renderers lay out for themselves,
and every line of the command once more in ``cli.streams``, whoever wrote it.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ZERO_WIDTH = frozenset({"Mn", "Me"})


def safe_char(char: str) -> str:
    r"""Return *char* in printable form: control and format characters are escaped.

    The escapes are those of texts in criteria: ``\n``, ``\t``, ``\u{1b}``.
    """
    if unicodedata.category(char) not in _UNSAFE:
        return char
    return _ESCAPES.get(char) or f"\\u{{{ord(char):x}}}"


def safe(text: str) -> str:
    """Return *text* on one line, without characters that control a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(safe_char, text))


LONGEST_LINE: Final = 1_000
"""How many characters are shown of a line that was not laid out for a page."""
_LEFT_OUT: Final = " ... "


def cut(text: str, longest: int = LONGEST_LINE) -> str:
    """Return *text*, without its middle if it is longer than *longest* characters."""
    if len(text) <= longest:
        return text
    end = (longest - len(_LEFT_OUT)) // 3
    return f"{text[: longest - len(_LEFT_OUT) - end]}{_LEFT_OUT}{text[-end:]}"


def safe_line(text: str, *, colour: bool) -> str:
    """Return *text* as one safe line, cut if it is very long; with *colour*, styles are kept."""
    parts = _STYLED.split(cut(text)) if colour else [cut(text)]
    return "".join(part if at % 2 else safe(part) for at, part in enumerate(parts))


def columns(text: str) -> int:
    """Return the width of a safe *text* in terminal columns."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Return a safe *text* in lines of at most *width* columns, broken at spaces if possible."""
    whole = " ".join(text.split())
    if columns(whole) <= width:
        return [whole]
    lines = [""]
    for word in (piece for long in text.split() for piece in _pieces(long, max(width, 8))):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and columns(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield *word* in pieces of at most *width* columns."""
    if columns(word) <= width:
        yield word
        return
    piece, used = "", 0
    for char in word:
        wide = _char_columns(char)
        if used + wide > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + wide
    yield piece


class Style(enum.Enum):
    """Meaning of a text style; the value is the terminal's code."""

    HEADING = "1"
    BAD = "1;31"
    GOOD = "1;32"
    UNSURE = "1;33"
    PLACE = "34"
    FAINT = "2"


def paint(text: str, style: Style | None, colour: bool) -> str:
    """Return *text* in *style*, or unchanged without *colour*, a style or text."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if colour and style and text else text


_STYLED: Final = re.compile(rf"(\x1b\[(?:0|{'|'.join(style.value for style in Style)})m)")
