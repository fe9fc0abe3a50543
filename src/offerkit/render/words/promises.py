"""Sentences about promises."""

from __future__ import annotations

from typing import Final

from offerkit.advise.promises.promises import Holding, PromiseCheck, PromiseReview, State
from offerkit.evaluate.findings import Difference
from offerkit.render.words.answer import as_told, in_letter
from offerkit.render.words.common import value_words, verdict_text
from offerkit.values import UNKNOWN

HEADINGS: Final = {
    State.BROKEN: "Not as promised",
    State.UNSTATED: "Not in writing",
    State.OPEN: "Perhaps as promised: what is in writing leaves it open",
    State.BETTER: "Better than promised",
    State.KEPT: "As promised",
}
"""Headings of the promises in each state, those to act on first."""
ADDED: Final = "New: nothing was said about these terms"
_COUNTED: Final = {
    State.KEPT: "kept",
    State.BETTER: "better than promised",
    State.BROKEN: "not as promised",
    State.OPEN: "open",
    State.UNSTATED: "not in writing",
}
_DIRECTIONS: Final = {
    Difference.LESS: ", which is less",
    Difference.MORE: ", which is more",
    Difference.OTHER: "",
    None: "",
}


def summary(review: PromiseReview) -> str:
    """Return how many promises there are, and how many are in each state."""
    number = len(review.promises)
    if not number:
        return "No promises. State what you were told under [promised] in the offer file."
    counts = [(len(review.among(state)), words) for state, words in _COUNTED.items()]
    said = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"{number} promise{'' if number == 1 else 's'}: {said}."


def promise_text(promise: PromiseCheck, what: str) -> str:
    """Return a promise, what is in writing about it, and what turned out, in a line.

    Args:
        promise: Any promise.
        what: What it is held against: “the offer”, “the letter”.
    """
    said = f"{promise.fact}: promised {value_words(promise.promised)}{_behind(promise.source)}"
    if promise.writing.value is UNKNOWN:
        said += f"; {what} does not say"
    else:
        said += f"; {what} says {_holding(promise.writing)}"
    if promise.turned_out is not None:
        said += f"; it turned out to be {_holding(promise.turned_out)}"
    return said


def ask_text(promise: PromiseCheck, what: str) -> str:
    """Return the sentence with which to ask for a promise in writing."""
    info, writing = promise.told.info, promise.writing.value
    said = f"{info.letter_name}: {in_letter(promise.promised, info)}, {as_told(promise.told)}."
    if writing is UNKNOWN:
        said += f" {what[:1].upper()}{what[1:]} does not say so."
    else:
        said += f" {what[:1].upper()}{what[1:]} says {in_letter(writing, info)}."
    return f"{said} Could you put that in writing?"


def _holding(holding: Holding) -> str:
    return f"{value_words(holding.value)}{_DIRECTIONS[holding.direction]}{_behind(holding.source)}"


def _behind(source: str | None) -> str:
    return "" if source is None else f" ({source})"


def verdicts_text(review: PromiseReview) -> str:
    """Return whether the criteria decide the same with what turned out; empty if not asked."""
    if review.decision is None or review.later is None:
        return ""
    before, after = (verdict_text(of.verdict) for of in (review.decision, review.later))
    if before == after:
        return f"Your criteria would decide the same with what turned out: {after}."
    return f"With what turned out, your criteria would say {after}; of the offer they say {before}."
