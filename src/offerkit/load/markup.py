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


# --- with its layout ---------------------------------------------------------------------------

_QUOTE: Final = re.compile(
    r"<(blockquote|div)\b(?=[^<>]*\b(?:type=[\"']?cite|class=[\"'][^\"'<>]*quote))[^<>]*+>",
    re.IGNORECASE,
)
"""Beginning of the mail that a mail quotes."""
_TABLE: Final = re.compile(
    r"<table(?=[\s>])[^<>]*+>(?P<inside>(?:[^<]|<(?!/?table[\s>]))*+)</table[^<>]*+>", re.IGNORECASE
)
_ROW: Final = re.compile(r"<tr(?=[\s>])[^<>]*+>", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[dh](?=[\s>])[^<>]*+>", re.IGNORECASE)
_LINE: Final = re.compile(r"<br(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_ITEM: Final = re.compile(r"<li(?=[\s>])[^<>]*+>", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_BAR: Final = "\x01"
"""In place of the bars between cells, which are then told from those of the text."""
_DEEPEST: Final = 4
"""Number of tables in one another that are told apart; pages are laid out in a few."""
_LONGEST_CELL: Final = 400


def laid_out(page: str) -> str:
    """Return the text of a page in paragraphs, with bullets and the rows of its tables.

    Each row is a line with bars around its cells. Of a mail that a mail quotes, a line `>` is left.
    """
    text = _without_quotes(_SPACES.sub(" ", _LEFT_OUT.sub(" ", page)))
    for _ in range(_DEEPEST):
        text, tables = _TABLE.subn(_rows, text)
        if not tables:
            break
    text = _ITEM.sub("\n\n- ", _LINE.sub("\n", text))
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", text)))
    lines = (_CONTROL_LEFT.sub(" ", line).strip() for line in text.split("\n"))
    shown = "\n".join(line.replace(_BAR, "|") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", shown).strip()


def _without_quotes(text: str) -> str:
    """Return a page without what a mail quotes; what it forwards is no quote."""
    kept, at = list[str](), 0
    while (quote := _QUOTE.search(text, at)) is not None:
        depth, end = 0, len(text)
        for tag in re.compile(rf"<(/?){quote[1]}(?=[\s>])", re.IGNORECASE).finditer(
            text, quote.start()
        ):
            depth += -1 if tag[1] else 1
            if depth == 0:
                end = tag.start()
                break
        if _FORWARDED.search(text, quote.end(), quote.end() + _SOON):
            kept.append(text[at : quote.end()])
            at = quote.end()
        else:
            kept += [text[at : quote.start()], "<p>&gt;</p>"]
            at = end
    return "".join([*kept, text[at:]])


_FORWARDED: Final = re.compile(r"forwarded message|weitergeleitete nachricht", re.IGNORECASE)
_SOON: Final = 300
"""Within so many characters, a quoted text says that it is forwarded."""
_CONTROL_LEFT: Final = re.compile("[\x00\x02-\x1f\x7f-\x9f]")


def _rows(table: re.Match[str]) -> str:
    """Return the rows of a table that has no other table in it."""
    lines = list[str]()
    for row in _ROW.split(table["inside"])[1:]:
        pages = _CELL.split(row)[1:]
        cells = [_TAG.sub("", _BLOCK.sub(" ", page)) for page in pages]
        cells = [_SPACES.sub(" ", cell).strip() for cell in cells]
        if len(cells) > 1 and all(len(cell) < _LONGEST_CELL for cell in cells):
            lines.append(f"{_BAR} {f' {_BAR} '.join(cells)} {_BAR}")
        else:
            # A table that lays a page out: its cells are paragraphs.
            lines += ["", *pages, ""]
    return "\n\n{}\n\n".format("\n".join(lines))
