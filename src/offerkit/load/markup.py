"""Texts as people read them: without the markup that pages leave in them."""

from __future__ import annotations

import html
import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCKS: Final = (
    "address article aside blockquote br center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th "
    "thead tr ul"
)
_INLINE: Final = (
    "a abbr acronym b bdi bdo big button cite code del dfn em font i img input ins kbd label mark "
    "meta nobr o:p q rp rt ruby s samp small span strike strong sub sup svg time tt u var wbr"
)
_LEFT_OUT: Final = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)\b[^<>]*+>(?:(?!</\1).)*+(?:</\1[^<>]*+>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK: Final = re.compile(rf"</?(?:{_BLOCKS.replace(' ', '|')})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TAG: Final = re.compile(rf"</?(?:{_INLINE.replace(' ', '|')})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
"""Tags of HTML only: `<m/w/d>` in a title is a text."""
_BREAK: Final = re.compile(r"[\n\r\u2028\u2029\u2022\u2023\u25cf\u25a0\u25aa\u25e6\u2043\u2219]+")
"""Line breaks and bullets; a middle dot joins words in some languages, so it is not one."""
_MARK: Final = re.compile(r"^(?:[-*\u2013\u2014\u00b7\u2713\u2714\u2705+>]\s+|[0-9]{1,2}[.)]\s+)")
"""Mark at the start of a line in a list."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


def without_markup(text: str) -> str:
    """Return a text on one line, without tags, entities and control characters."""
    return " ".join(pieces(text))


def pieces(text: str) -> list[str]:
    """Return the lines of a text without markup and empty ones: items of lists, and paragraphs."""
    if "&" in text:
        text = _unescaped(text)
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", _LEFT_OUT.sub("\n", text)))
    if "&" in text:
        # Entities that were escaped once more, as in the JSON of many sites.
        text = _unescaped(text)
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in _BREAK.split(text))
    return [line for line in (_MARK.sub("", line) for line in lines) if line]


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
