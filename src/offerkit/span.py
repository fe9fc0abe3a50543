"""Places in a text: ``Source`` and half-open ``Span``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import takewhile

from attrs import field, frozen


class FileNames:
    """Names of the files that are given together, and how to name each of them to people.

    A result is handed on: the folders that its files are in are nobody else's business. So a file
    is named without its folder; two of one name are named from the folder that both are in.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._parts: dict[str, tuple[str, ...]] = {}
        self._shown: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a file by its path, or by what it is called."""
        if name not in self._parts:
            self._parts[name] = tuple(name.replace("\\", "/").split("/"))
            self._shown.clear()

    def shown(self, name: str) -> str:
        """Return how to name a file that was added."""
        found = self._shown.get(name)
        if found is None:
            mine = self._parts[name]
            alike = [parts for parts in self._parts.values() if parts[-1] == mine[-1]]
            # Relative to the folder that those of one name have in common.
            columns = zip(*(parts[:-1] for parts in alike), strict=False)
            common = len([*takewhile(lambda column: len(set(column)) == 1, columns)])
            found = "/".join(mine[common:] if len(alike) > 1 else mine[-1:])
            self._shown[name] = found
        return found


@frozen(slots=False)
class Source:
    """A named text that spans point into: a criteria file, an offer file, or a string."""

    name: str
    """Name of the text, as messages show it: that of the file, or ``criteria``."""
    text: str = field(repr=False)
    """The text itself."""
    has_lines: bool = field(default=True, repr=False, kw_only=True)
    """Whether the text is that of a file, so that lines and columns lead to a place in it."""
    names: FileNames = field(factory=FileNames, eq=False, repr=False)
    """Names of the files that it is shown with."""

    def __attrs_post_init__(self) -> None:
        self.names.add(self.name)

    @property
    def shown(self) -> str:
        """Name for people: without its folder, unless another file has the same name."""
        return self.names.shown(self.name)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of *offset*, both counted from 1, in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, start: int, end: int) -> dict[str, int]:
        """Return the keys of ``Span.to_dict`` but the file; every decision asks for the same."""
        place = self._places.get((start, end))
        if place is None:
            line, column = self.position(start)
            end_line, end_column = self.position(end)
            place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
            self._places[start, end] = place
        return place

    @cached_property
    def _places(self) -> dict[tuple[int, int], dict[str, int]]:
        return {}

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
        """Return the place as JSON-ready data.

        ``file``, ``line`` and ``column`` of the beginning, ``end_line`` and ``end_column``.
        The file is named as to people: see ``Source.shown``. Lines and columns count from 1; the
        end is not included.
        """
        return {"file": self.source.shown, **self.source.place(self.start, self.end)}

    def __str__(self) -> str:
        if not self.source.has_lines:
            return self.source.name
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"


NOWHERE = Span(Source("<nowhere>", ""), 0, 0)
"""The span of expressions that no text writes."""
