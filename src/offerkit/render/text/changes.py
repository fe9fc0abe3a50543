"""What an edit of criteria changes, as a page for the terminal."""

from __future__ import annotations

from itertools import groupby

from offerkit.advise.examine.changes import CriteriaChanges
from offerkit.render.text.page import Page
from offerkit.render.words.changes import (
    change_text,
    line_text,
    place_of,
    same_text,
    threshold_texts,
    value_text,
)
from offerkit.terminal import Style


def render_changes(found: CriteriaChanges, *, width: int = 80, colour: bool = False) -> str:
    """Return what an edit changes as a page for the terminal, without a line break at its end.

    Args:
        found: The changes, those of each file of criteria together.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    for name, several in groupby(found.changes, key=lambda change: change.criteria):
        changes = list(several)
        if page.lines:
            page.lines.append("")
        page.heading(name)
        for change in changes:
            if not change.is_changed:
                continue
            page.block(f"{change_text(change)}.")
            for line in change.lines:
                page.item("*", line_text(line), place_of(line).span, Style.UNSURE)
            for value in change.values:
                page.item("*", value_text(value), value.span)
            for text in threshold_texts(change) if change.thresholds_changed else ():
                page.item("*", text)
        same = same_text(changes)
        if same:
            page.block(same)
    return "\n".join(page.lines)
