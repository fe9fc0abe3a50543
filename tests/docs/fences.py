"""The fenced blocks of a Markdown text, and where they stand."""

import re
from collections.abc import Callable, Iterator
from textwrap import indent

from attrs import frozen

_FENCE = re.compile(
    r"^(?P<indent>[ ]*)(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)(?P=ticks)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r'title="([^"]*)"')


@frozen
class Fence:
    language: str
    title: str | None
    """What the block is called; a file of that name is then in the page's folder."""
    body: str
    line: int
    """The line of the opening backticks, from 1."""
    before: str
    """What stands between the fence before this one and this one."""


def fences(text: str) -> Iterator[Fence]:
    """Yield the fences of *text* in order."""
    end = 0
    for match in _FENCE.finditer(text):
        yield _fence(text, match, end)
        end = match.end()


def replace_bodies(text: str, new_body: Callable[[Fence], str]) -> str:
    """Return *text* with the body of each fence made anew; called in order, once a fence."""
    pieces, end, kept = [], 0, 0
    for match in _FENCE.finditer(text):
        fence = _fence(text, match, end)
        body = new_body(fence)
        pieces.append(text[kept : match.start("body")])
        pieces.append(match["body"] if body == fence.body else indent(body, match["indent"]))
        end, kept = match.end(), match.end("body")
    return "".join([*pieces, text[kept:]])


def _fence(text: str, match: re.Match[str], end_before: int) -> Fence:
    language, _, _ = match["info"].strip().partition(" ")
    title = _TITLE.search(match["info"])
    lines = match["body"].split("\n")
    width = len(match["indent"])
    body = "\n".join(line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines)
    return Fence(
        language,
        title[1] if title else None,
        body,
        text.count("\n", 0, match.start()) + 1,
        text[end_before : match.start()],
    )
