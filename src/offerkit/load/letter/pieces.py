"""Pieces of text that every match of a pattern has: a quick test before the pattern itself."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"[a-z0-9 ',:%-]{2,}+(?![*?+{])"
    r"|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*+\]|\((?:\?(?:P<\w+>|<?[=!]|[a-z]*-?[a-z]*:))?|[\s\S]"
)
_OPTIONAL: Final = re.compile(r"[*?]|\{0?,")
_REPEATED: Final = re.compile(r"[*+?]\??|\{\d*,?\d*\}\??\+?|\+")
_SHORTEST: Final = 2


def needed_in(pattern: str) -> frozenset[str] | None:
    """Return pieces in small letters, one of which is in each text that the pattern matches.

    Returns:
        None if there are no such pieces; never too few, but perhaps None where there are some.
    """
    return _alternatives(pattern, 0)[0]


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str] | None, int]:
    """Return the pieces of a group that begins at a place, and the place of its end."""
    found: list[frozenset[str] | None] = []
    best: frozenset[str] | None = None
    run = ""

    def better(pieces: frozenset[str] | None) -> frozenset[str] | None:
        return pieces if best is None or (pieces and _length(pieces) > _length(best)) else best

    while True:
        token = _TOKEN.match(pattern, at)
        end = token is None or token[0] in {")", "|"}
        text = "" if token is None else token[0]
        letter = (
            ""
            if end or text in _SPECIAL
            else _ESCAPED.get(text, "" if text[0] in _SPECIAL else text)
        )
        after = at if token is None else token.end()
        inside: frozenset[str] | None = None
        if text[:1] == "(":
            inside, after = _alternatives(pattern, after)
            inside = None if text[:2] == "(?" and text[-1] in "=!" else inside
        repeated = None if end else _REPEATED.match(pattern, after)
        is_optional = repeated is not None and _OPTIONAL.match(repeated[0]) is not None
        if letter and not is_optional:
            run += letter.lower()
        if end or not letter or repeated is not None:
            if len(run) >= _SHORTEST:
                best = better(frozenset({run}))
            run = ""
        if inside and not is_optional:
            best = better(inside)
        at = after if repeated is None else repeated.end()
        if end:
            found.append(best)
            best = None
            if text != "|":
                break
    if any(one is None for one in found):
        return None, at
    return frozenset[str]().union(*(one for one in found if one)), at


def _length(pieces: frozenset[str]) -> int:
    return min(map(len, pieces))


_SPECIAL: Final = frozenset(".^$*+?{}[]|()\\")
_ESCAPED: Final = {rf"\{sign}": sign for sign in ".-()/&+"}
