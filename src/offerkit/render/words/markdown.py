"""Texts from files in Markdown: they make neither markup nor HTML."""

from __future__ import annotations

import re
from typing import Final

from offerkit.terminal import cut, safe

_MARKUP: Final = re.compile(
    r"[\\`*\[\]<~&]"  # anywhere
    r"|(?<!\w)_|_(?!\w)"  # at the edge of a word
    r"|^[-+=>#|]|(?<=^\d)[.)]|(?<=^\d\d)[.)]"  # at the start, where a block would begin
)


def escape(text: str) -> str:
    """Return *text* on one line so that Markdown shows it as it is."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", safe(cut(text)))


def code(text: str) -> str:
    """Return *text* as a span of code, whatever is in it."""
    text = cut(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{safe(text)}{pad}{fence}"
