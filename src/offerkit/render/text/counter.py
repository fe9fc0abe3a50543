"""A review of a counter-offer as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice
from typing import Final

from offerkit.advise.counter.counter import CounterChange, CounterReview
from offerkit.advise.negotiate.models import NegotiationOutcome
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.kleene import Kleene
from offerkit.render.text.negotiate import write_changes
from offerkit.render.text.page import VERDICT_STYLES, Page
from offerkit.render.words.common import (
    KIND_WORDS,
    offer_title,
    reading_text,
    share_text,
    value_words,
    verdict_text,
)
from offerkit.render.words.counter import TOPICS, changes_sentence, reasons_sentence
from offerkit.render.words.negotiate import BLOCKERS, MORE, first_asked, headline
from offerkit.terminal import Style, columns, paint, safe, wrap

_ADDRESSED: Final = {
    Kleene.TRUE: ("addressed    ", Style.GOOD),
    Kleene.FALSE: ("not addressed", Style.BAD),
    Kleene.UNKNOWN: ("unknown      ", Style.UNSURE),
    Kleene.DOES_NOT_APPLY: ("does not apply", Style.BAD),
}


def render_counter(
    review: CounterReview,
    *,
    width: int = 80,
    colour: bool = False,
    name: str | None = None,
    new_name: str | None = None,
) -> str:
    """Return a review of a counter-offer as a page, without a line break at its end.

    The verdict and a summary; then the reasons for leaving, the changes by topic, the requests,
    the cautions, and the counter-offer beside the new offer and staying. Empty sections are left
    out.

    Args:
        review: Any review.
        width: Most columns of a line, at least 40; a longer word is cut.
        colour: Whether to use terminal colours.
        name: Name of the counter-offer, such as its file, beside its company and title.
        new_name: Name of the new offer.
    """
    page = Page.of(width, colour)
    _head(page, review, name)
    _leaving(page, review)
    _changes(page, review)
    _requests(page, review)
    _cautions(page, review)
    _beside(page, review, new_name)
    return "\n".join(page.lines)


def _head(page: Page, review: CounterReview, name: str | None) -> None:
    decision = review.decision
    verdict = verdict_text(decision.verdict).upper()
    first, *rest = wrap(safe(_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{paint(verdict, VERDICT_STYLES[decision.verdict], page.colour)}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)
    page.lines.append("")
    page.paragraph(f"{reasons_sentence(review)} {changes_sentence(review)}")


def _title(decision: Ruling, name: str | None) -> str:
    title = offer_title(decision, name)
    nameless = title.removeprefix("this offer")
    return f"The counter-offer{nameless}" if nameless != title else f"The counter-offer: {title}"


# --- reasons and changes ---------------------------------------------------------------------


def _leaving(page: Page, review: CounterReview) -> None:
    if review.decision.leaving:
        page.section("Your reasons for leaving (a counter-offer must address them all)")
    for finding in review.decision.leaving:
        mark, style = _ADDRESSED[finding.truth]
        page.item(mark, finding.label, finding.span, style)
        for reading in finding.readings:
            page.detail(reading_text(reading))


def _changes(page: Page, review: CounterReview) -> None:
    _by_topic(page, "What it changes", review.changes)
    if review.untouched and (review.changes or review.unclear):
        only = review.changes_only
        because = "" if only is None else f" (it changes only {TOPICS[only]})"
        page.section(f"Reasons it does not touch{because}")
        for finding in review.untouched:
            mark, style = _UNTOUCHED[finding.may_be.holds]
            page.item(mark, finding.label, finding.span, style)
    _by_topic(page, "What it may change (too little is known to tell)", review.unclear)


_UNTOUCHED: Final = {Kleene.FALSE: ("x", Style.BAD), Kleene.UNKNOWN: ("?", Style.UNSURE)}


def _by_topic(page: Page, title: str, changes: Iterable[CounterChange]) -> None:
    groups = groupby(changes, key=lambda change: change.topic)
    for number, (topic, group) in enumerate(groups):
        if not number:
            page.section(title)
        page.paragraph(f"{topic}:", indent=2)
        for change in group:
            mark, style = _MARKS[change.better]
            page.item(f"  {mark}", _change_text(change), style=style)


_MARKS: Final = {True: ("+", Style.GOOD), False: ("-", Style.BAD), None: ("*", None)}


def _change_text(change: CounterChange) -> str:
    """Return a change in one line: the fact, both values, whether it is better, and the source."""
    present, offered = value_words(change.present), value_words(change.offered)
    better = {True: ", which is better", False: ", which is worse", None: ""}[change.better]
    source = f" ({change.source})" if change.source is not None else ""
    return f"{change.fact}: {present} -> {offered}{better}{source}"


# --- requests --------------------------------------------------------------------------------


def _requests(page: Page, review: CounterReview) -> None:
    found = review.asks
    if found.outcome is NegotiationOutcome.NOTHING_TO_ASK:
        return
    for heading, questions in first_asked(found):
        page.section(heading)
        for question in questions:
            page.item("?", question.text, style=Style.UNSURE)
    page.section("What to ask your current employer for")
    page.paragraph(f"{headline(found)}{f' {BLOCKERS}:' if found.blockers else ''}", indent=2)
    for number, proposal in enumerate(found.asks):
        if number:
            page.paragraph("or", indent=2)
        write_changes(page, proposal)
    if found.more:
        page.paragraph(MORE, indent=2)
    for finding in found.blockers:
        _blocker(page, review, finding)


def _blocker(page: Page, review: CounterReview, finding: Finding) -> None:
    page.item("x", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span, Style.BAD)
    for reading in finding.readings:
        page.detail(reading_text(reading))
    for fact in islice(review.could_ask_for(finding), 1):
        page.detail(f"If you can ask for it, add to your criteria: negotiable {fact}")


# --- cautions and alternatives ---------------------------------------------------------------


def _cautions(page: Page, review: CounterReview) -> None:
    page.section("Cautions")
    for finding in review.cautions:
        page.item("!", finding.label, finding.span, Style.UNSURE)
    for remark in review.remarks:
        page.item("!", remark, style=Style.UNSURE)


def _beside(page: Page, review: CounterReview, new_name: str | None) -> None:
    options = [("counter-offer", review.decision)]
    if review.new is not None:
        options.append((_new_title(review.new, new_name), review.new))
    if review.staying is not None:
        options.append(("staying in your current job", review.staying))
    if len(options) == 1:
        return
    page.section("Side by side")
    verdicts = [verdict_text(decision.verdict) for _, decision in options]
    scores = [
        "" if decision.score is None else share_text(decision, decision.score)
        for _, decision in options
    ]
    wide, high = (max(map(len, texts)) for texts in (verdicts, scores))
    for (title, _), verdict, score in zip(options, verdicts, scores, strict=True):
        page.item(f"{verdict.ljust(wide)}  {score.rjust(high)}".rstrip(), title)


def _new_title(decision: Ruling, name: str | None) -> str:
    title = offer_title(decision, name)
    return "new offer" if title == "this offer" else f"new offer: {title}"
