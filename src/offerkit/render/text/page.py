"""A page for the terminal, written line by line, and the marks that pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from typing import Final, TypeVar

from attrs import field, frozen

from offerkit.evaluate.verdict import UnitRange, Verdict
from offerkit.records import Record
from offerkit.span import Span
from offerkit.terminal import Style, columns, cut, paint, safe, wrap

ItemT = TypeVar("ItemT")

GAP: Final = "  "
"""Separator of columns."""
MIN_WIDTH: Final = 40
"""A page is never narrower than this, whatever is asked for."""

VERDICT_STYLES: Final = {
    Verdict.DECLINE: Style.BAD,
    Verdict.CONSIDER: Style.UNSURE,
    Verdict.ACCEPT: Style.GOOD,
    Verdict.FIND_OUT: Style.UNSURE,
}


def bar(share: UnitRange, width: int) -> str:
    """Return a share of 1 as a bar, ``=`` for certain and ``~`` for possible.

    Args:
        share: The share.
        width: Number of columns between the brackets.
    """
    certain, possible = floor(share.low * width), ceil(share.high * width)
    if share.is_exact:
        certain = possible = round(share.low * width)
    return f"[{('=' * certain).ljust(possible, '~').ljust(width, '.')}]"


def blocks(widths: Sequence[int], room: int) -> Iterator[slice]:
    """Yield the columns block by block: as many as fit in *room* with their gaps, at least one."""
    start = stop = 0
    while start < len(widths):
        left = room
        while stop < len(widths) and (stop == start or left >= widths[stop] + len(GAP)):
            left -= widths[stop] + len(GAP)
            stop += 1
        yield slice(start, stop)
        start = stop


def aligned(label: str, cells: Iterable[str], widths: Sequence[int]) -> str:
    """Return a row of a table: the label aligned to the left, and the cells to the right."""
    wide, *others = widths
    right = (" " * (each - columns(cell)) + cell for cell, each in zip(cells, others, strict=True))
    return GAP.join([label + " " * (wide - columns(label)), *right]).rstrip()


@frozen
class Page(Record):
    """Lines of at most *width* columns, as they are written."""

    width: int
    colour: bool
    lines: list[str] = field(factory=list)

    @classmethod
    def of(cls, width: int, colour: bool) -> Page:
        """Return an empty page, *width* columns wide but at least ``MIN_WIDTH``."""
        return cls(max(width, MIN_WIDTH), colour)

    def heading(self, title: str) -> None:
        """Write *title* as a heading."""
        lines = wrap(safe(cut(title)), self.width)
        self.lines.extend(paint(line, Style.HEADING, self.colour) for line in lines)

    def section(self, title: str) -> None:
        """Write a heading behind an empty line."""
        self.lines.append("")
        self.heading(title)

    def under(self, title: str, items: Iterable[ItemT]) -> Iterator[ItemT]:
        """Yield *items*, after writing the heading of their section if there are any."""
        for at, item in enumerate(items):
            if not at:
                self.section(title)
            yield item

    def block(self, text: str) -> None:
        """Write *text* behind an empty line."""
        self.lines.append("")
        self.paragraph(text)

    def paragraph(self, text: str, indent: int = 0) -> None:
        """Write *text*, wrapped and indented."""
        self.lines.extend(
            " " * indent + line for line in wrap(safe(cut(text)), self.width - indent)
        )

    def item(
        self, mark: str, text: str, place: Span | None = None, style: Style | None = None
    ) -> None:
        """Write *text* behind *mark*, and *place* at the right where the line has room."""
        indent = columns(mark) + 3
        first, *rest = wrap(safe(cut(text)), self.width - indent)
        line = f"  {paint(mark, style, self.colour)} {first}"
        where = "" if place is None else safe(cut(f"{place.source.shown}:{place.line}"))
        room = self.width - indent - columns((rest or [first])[-1]) - columns(where)
        shown = paint(where, Style.FAINT, self.colour)
        lines = [line, *(" " * indent + more for more in rest)]
        if where and room >= 2:
            lines[-1] += " " * room + shown
        elif where:
            lines.append(" " * max(indent, self.width - columns(where)) + shown)
        self.lines.extend(lines)

    def detail(self, text: str) -> None:
        """Write what stands beneath an item."""
        self.paragraph(text, indent=6)
