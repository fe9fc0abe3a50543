"""What an edit of criteria changes, as Markdown, for the summary of a job or a comment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from offerkit.advise.examine.changes import CriteriaChanges, OfferChange
from offerkit.render.words.changes import (
    change_text,
    line_text,
    place_of,
    same_text,
    threshold_texts,
    value_text,
)
from offerkit.render.words.markdown import code, escape
from offerkit.span import Span


def changes_to_markdown(found: CriteriaChanges) -> str:
    """Return what an edit changes as Markdown (CommonMark), without a line break at its end.

    A heading for each file of criteria, a paragraph for each offer whose verdict changes, and the
    lines that make the difference as a list below it. Texts from files are escaped: they make
    neither markup nor HTML.

    Args:
        found: The changes, those of each file of criteria together.
    """
    lines: list[str] = []
    for name, several in groupby(found.changes, key=lambda change: change.criteria):
        changes = list(several)
        lines += [f"### {escape(name)}", ""]
        for change in changes:
            if change.is_changed:
                lines += [f"{escape(change_text(change))}.", "", *_items(change), ""]
        same = same_text(changes)
        lines += [escape(same), ""] if same else []
    return "\n".join(lines).rstrip("\n")


def _items(change: OfferChange) -> Iterator[str]:
    for line in change.lines:
        yield f"- {escape(line_text(line))} {_place(place_of(line).span)}"
    for value in change.values:
        yield f"- {escape(value_text(value))} {_place(value.span)}"
    for text in threshold_texts(change) if change.thresholds_changed else ():
        yield f"- {escape(text)}"


def _place(span: Span) -> str:
    return code(f"{span.source.shown}:{span.line}")
