"""The layout of offer files: the same data and comments, evenly spaced."""

from __future__ import annotations

import re
from typing import Final

from offerkit.errors import OfferError
from offerkit.load.documents import read_document
from offerkit.load.formats import Format
from offerkit.span import Source

_NAME: Final = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_TOML_PAIR: Final = re.compile(
    rf"(?P<key>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*=[ \t]*(?P<value>.*)"
)
_JSON: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def format_offer(text: str, kind: Format) -> str | None:
    """Return an offer file evenly laid out, with all its comments; None if it cannot be read.

    In TOML one space stands around ``=``, an empty line before a table, and none at the start; JSON
    is indented by two spaces. White space at the end of lines is removed. The data stay the same:
    a text for which they would not is returned as it is.
    """
    try:
        before = read_document(Source("", text), kind)
    except OfferError:
        return None
    layouts = {"toml": _toml, "json": _json, "yaml": _yaml}
    laid_out = layouts[kind](text)
    try:
        after = read_document(Source("", laid_out), kind)
    except OfferError:
        return text
    return laid_out if after.data == before.data else text


def _toml(text: str) -> str:
    lines: list[str] = []
    comments = 0
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            # Comments above a table belong to it.
            at = len(lines) - comments
            if at and lines[at - 1]:
                lines.insert(at, "")
        elif pair := _TOML_PAIR.fullmatch(line):
            key = re.sub(r"[ \t]*\.[ \t]*(?=[\w\"'-])", ".", pair["key"])
            line = f"{key} = {pair['value']}" if '"' not in key and "'" not in key else line
        else:
            line = raw.rstrip()  # of a list or a text of several lines
        comments = comments + 1 if line.lstrip().startswith("#") else 0
        if line or (lines and lines[-1]):
            lines.append(line)
    return _ended(lines)


def _yaml(text: str) -> str:
    return _ended([line.rstrip() for line in text.splitlines()])


def _json(text: str) -> str:
    parts: list[str] = []
    depth = 0
    found = _JSON.findall(text)
    for at, token in enumerate(found):
        before = found[at - 1] if at else ""
        if token in "}]":
            depth -= 1
        if at and (before in {"{", "[", ","} or token in {"}", "]"}):
            empty = before in {"{", "["} and token in {"}", "]"}
            parts.append("" if empty else "\n" + "  " * depth)
        parts.append(f"{token} " if token == ":" else token)
        if token in {"{", "["}:
            depth += 1
    return _ended("".join(parts).split("\n"))


def _ended(lines: list[str]) -> str:
    while lines and not lines[-1].strip():
        lines.pop()
    return "".join(f"{line}\n" for line in lines)
