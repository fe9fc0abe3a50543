"""Assignment of comments to statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve, frozen

from offerkit.records import Record
from offerkit.span import Source
from offerkit.syntax.nodes import Statement, Trivia

# A `#` inside a text does not begin a comment, so texts are matched too, and skipped.
_TEXT_OR_COMMENT: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|(#[^\n]*)')

_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")


@frozen
class _Comment(Record):
    start: int
    end: int
    text: str


def attach(
    source: Source, statements: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Return the statements with their comments, and the comments after the last statement.

    Args:
        source: The text that the statements' spans point into.
        statements: In source order.

    Source:
        grammar/README.md, "Text": comments survive formatting. A comment on the line where a
        statement ends belongs to that statement, any other to the statement that it is above or
        inside.
    """
    comments = _Comments(source.text)
    attached: list[Statement] = []
    behind = 0  # end of the preceding statement and its trailing comment
    ends = [*(statement.span.start for statement in statements[1:]), len(source.text)]
    for statement, end in zip(statements, ends, strict=False):
        span = statement.span
        above = _lines(source.text, behind, comments.until(span.start), span.start)
        inner = comments.until(span.end)
        trailing = comments.on_line(span.end, end)
        trivia = Trivia(
            blank_before=bool(attached) and above[:1] == ("",),
            leading=above[1:] if above[:1] == ("",) else above,
            inner=tuple(comment.text for comment in inner),
            trailing=trailing.text if trailing else None,
        )
        attached.append(statement if trivia == _NONE else evolve(statement, trivia=trivia))
        behind = trailing.end if trailing else span.end
    rest = _lines(source.text, behind, comments.until(len(source.text)), None)
    return tuple(attached), rest if attached or rest[:1] != ("",) else rest[1:]


_NONE: Final = Trivia()


class _Comments:
    """A queue of the comments of a text, in source order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = [
            _Comment(match.start(1), match.end(1), match[1].rstrip())
            for match in _TEXT_OR_COMMENT.finditer(text)
            if match[1]
        ]
        self._left.reverse()

    def until(self, end: int) -> list[_Comment]:
        """Remove and return the comments that begin before *end*."""
        taken = []
        while self._left and self._left[-1].start < end:
            taken.append(self._left.pop())
        return taken

    def on_line(self, offset: int, before: int) -> _Comment | None:
        """Remove and return the comment after *offset* on its line and before *before*, if any."""
        if not self._left or self._left[-1].start >= before:
            return None
        apart = self._text.find("\n", offset, self._left[-1].start) >= 0
        return None if apart else self._left.pop()


def _lines(
    text: str, behind: int, comments: Iterable[_Comment], before: int | None
) -> tuple[str, ...]:
    """Return whole-line comments, with an empty string for each group of blank lines.

    Args:
        text: The whole text.
        behind: End of the text above the comments.
        comments: In source order.
        before: Start of the text below the comments, or None if there is none.
    """
    lines: list[str] = []
    for comment in comments:
        if _blank(text, behind, comment.start):
            lines.append("")
        lines.append(comment.text)
        behind = comment.end
    if before is not None and _blank(text, behind, before):
        lines.append("")
    return tuple(lines)


def _blank(text: str, start: int, end: int) -> bool:
    """Return whether there is a blank line between two offsets."""
    return _BLANK_LINE.search(text, start, end) is not None
