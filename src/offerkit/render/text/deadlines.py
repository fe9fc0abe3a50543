"""Deadlines as a page for the terminal."""

from __future__ import annotations

from offerkit.advise.deadlines import Timetable
from offerkit.dates import Day
from offerkit.render.text.page import Page
from offerkit.render.words.deadlines import due_text, gap_text, step_text


def render_deadlines(table: Timetable, *, width: int = 80, colour: bool = False) -> str:
    """Return a timetable as a page for the terminal, without a line break at its end.

    Args:
        table: Any timetable.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    page.heading(f"Deadlines, seen from {Day.of(table.today)}")
    if not table.due:
        page.block("No offer waits for an answer.")
    for one in page.under("When to answer", table.due):
        page.item("-", due_text(one))
    for text in filter(None, (gap_text(table, at) for at in range(len(table.due)))):
        page.block(text)
    for number, step in enumerate(page.under("What to do", table.steps), 1):
        page.item(f"{number}.", step_text(step))
    return "\n".join(page.lines)
