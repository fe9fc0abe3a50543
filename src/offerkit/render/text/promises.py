"""A review of promises as a page for the terminal."""

from __future__ import annotations

from typing import Final

from offerkit.advise.promises.promises import PromiseReview, State
from offerkit.render.text.page import Page
from offerkit.render.words.common import value_words
from offerkit.render.words.promises import (
    ADDED,
    HEADINGS,
    ask_text,
    promise_text,
    summary,
    verdicts_text,
)
from offerkit.terminal import Style

_MARKS: Final = {
    State.BROKEN: ("x", Style.BAD),
    State.UNSTATED: ("?", Style.UNSURE),
    State.OPEN: ("?", Style.UNSURE),
    State.BETTER: ("+", Style.GOOD),
    State.KEPT: ("=", None),
}


def render_promises(
    review: PromiseReview, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a review of promises as a page, without a line break at its end.

    How many there are in each state; whether the criteria decide the same; the promises by state,
    those to act on first, with the sentence to ask for each; and the terms that are new.

    Args:
        review: Any review.
        width: Most columns of a line, at least 40; a longer word is cut.
        colour: Whether to use terminal colours.
        name: Name of the letter or contract; by default the promises are held against the offer.
    """
    page = Page.of(width, colour)
    what = "the offer" if name is None else name
    page.paragraph(summary(review))
    if text := verdicts_text(review):
        page.lines.append("")
        page.paragraph(text)
    for state, heading in HEADINGS.items():
        mark, style = _MARKS[state]
        for promise in page.under(heading, review.among(state)):
            page.item(mark, promise_text(promise, what), style=style)
            if promise.is_to_ask:
                page.detail(f"Ask: {ask_text(promise, 'the offer')}")
    for term in page.under(ADDED, review.added):
        source = "" if term.source is None else f" ({term.source})"
        page.item("*", f"{term.fact}: {value_words(term.value)}{source}")
    return "\n".join(page.lines)
