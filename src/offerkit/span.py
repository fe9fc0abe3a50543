"""Places in a text: ``Source`` and half-open ``Span``."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen(slots=False)
class Source:
    """A named text that spans point into: a criteria file, an offer file, or a string."""

    name: str
    text: str = field(repr=False)
    has_lines: bool = field(default=True, repr=False, kw_only=True)
    """Whether the text is that of a file, so that lines and columns lead to a place in it."""

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of *offset*, both counted from 1, in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def start_of(self, number: int) -> int:
        """Return the offset at which line *number* (from 1) starts."""
        return self._line_starts[number - 1]

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line break."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """Return the half-open span from *start* to *end*, offsets in code points."""
        return Span(self, start, end)

    @property
    def end(self) -> Span:
        """Empty span after the last character."""
        return Span(self, len(self.text), len(self.text))


@frozen
class Span:
    """A half-open part ``[start, end)`` of a source, in code points."""

    source: Source = field(repr=False)
    """The text that it is a part of."""
    start: int
    """Offset of its first character, from 0."""
    end: int
    """Offset after its last character."""

    @property
    def text(self) -> str:
        """Characters that the span covers."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """Line on which the span starts, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column at which the span starts, counted from 1."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """Line on which the span ends, counted from 1."""
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """Column before which the span ends, counted from 1."""
        return self.source.position(self.end)[1]

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of *other*."""
        return Span(self.source, self.start, other.end)

    def to_dict(self) -> dict[str, str | int]:
        """Return the place as JSON-ready data: file, first line and column, and the end.

        Lines and columns count from 1; the end is not included.
        """
        line, column = self.source.position(self.start)
        end_line, end_column = self.source.position(self.end)
        return {
            "file": self.source.name,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
        }

    def __str__(self) -> str:
        if not self.source.has_lines:
            return self.source.name
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"


NOWHERE = Span(Source("<nowhere>", ""), 0, 0)
"""The span of expressions that no text writes."""
