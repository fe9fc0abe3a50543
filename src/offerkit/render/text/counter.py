"""A review of a counter-offer as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from offerkit.advise.counter import CounterChange, CounterReview
from offerkit.advise.negotiate.negotiate import Ask, Asks, Outcome
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.model.fields import Negotiability
from offerkit.paths import View
from offerkit.render.text.page import Page
from offerkit.render.text.terminal import Style, columns, paint, safe, wrap
from offerkit.render.words.decide import (
    KIND_WORDS,
    offer_title,
    reading_text,
    share_text,
    value_words,
)
from offerkit.text import listed
from offerkit.values import UNKNOWN

_STYLES: Final = {
    Verdict.DECLINE: Style.BAD,
    Verdict.CONSIDER: Style.UNSURE,
    Verdict.ACCEPT: Style.GOOD,
    Verdict.FIND_OUT: Style.UNSURE,
}
_FIXED: Final = {
    Kleene.TRUE: ("fixed    ", Style.GOOD),
    Kleene.FALSE: ("not fixed", Style.BAD),
    Kleene.UNKNOWN: ("open     ", Style.UNSURE),
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

    The verdict, and in a sentence what is mended and what is changed; then the reasons for
    leaving, the changes by topic, what to ask for, what to be careful of, and the counter-offer
    beside the new offer and staying. Sections with nothing in them are left out.

    Args:
        review: Any review.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the counter-offer, say its file, beside its company and title.
        new_name: What to call the new offer.
    """
    page = Page.of(width, colour)
    _head(page, review, name)
    _leaving(page, review)
    _changes(page, review)
    _asks(page, review.asks)
    _cautions(page, review)
    _beside(page, review, new_name)
    return "\n".join(page.lines)


def _head(page: Page, review: CounterReview, name: str | None) -> None:
    decision = review.decision
    verdict = str(decision.verdict).upper()
    first, *rest = wrap(safe(_title(decision, name)), page.width - columns(verdict) - 2)
    page.lines.append(f"{paint(verdict, _STYLES[decision.verdict], page.colour)}  {first}")
    page.lines.extend(" " * (columns(verdict) + 2) + line for line in rest)
    page.lines.append("")
    page.paragraph(f"{_mends(review)} {_alters(review)}")


def _title(decision: Ruling, name: str | None) -> str:
    title = offer_title(decision, name)
    nameless = title.removeprefix("this offer")
    return f"The counter-offer{nameless}" if nameless != title else f"The counter-offer: {title}"


def _mends(review: CounterReview) -> str:
    """Return the sentence on how many reasons for leaving are mended."""
    whole, fixed = len(review.decision.leaving), len(review.fixed)
    if not whole:
        return "The criteria name no reason for leaving, so there is none that it could fix."
    if fixed == whole:
        return f"It fixes {_all(whole)} for leaving."
    if len(review.not_fixed) == whole:
        return f"It fixes {_none(whole)} for leaving."
    counts = ((fixed, "fixed"), (len(review.not_fixed), "not fixed"), (len(review.open), "open"))
    said = [f"{n} {'is' if n == 1 else 'are'} {state}" for n, state in counts if n]
    return f"Of {whole} reasons for leaving, {listed(said, 'and')}." if whole > 1 else _OPEN


_OPEN: Final = "Whether it fixes the one reason for leaving is open."


def _all(count: int) -> str:
    return {1: "the one reason", 2: "both reasons"}.get(count, f"all {count} reasons")


def _none(count: int) -> str:
    few = {1: "not the one reason", 2: "neither of the 2 reasons"}
    return few.get(count, f"none of the {count} reasons")


def _alters(review: CounterReview) -> str:
    """Return the sentence on what it changes."""
    if not review.knows_present:
        return "What it changes cannot be said: it does not describe the present job."
    if review.changes_only is not None:
        return f"It changes only {_TOPICS[review.changes_only.value]}."
    topics = dict.fromkeys(change.topic.value for change in review.changes)
    if not topics:
        nothing = "It changes nothing for certain; too little is known of what it may change."
        return nothing if review.unclear else "It changes nothing."
    return f"It changes {listed([_TOPICS[topic] for topic in topics], 'and')}."


_TOPICS: Final = {
    "money": "money",
    "role": "the role",
    "work": "the work",
    "clients": "the clients",
    "manager": "the manager",
    "team": "the team",
    "place": "the place",
    "time": "working time",
    "growth": "where it leads",
    "benefits": "benefits",
    "contract": "the contract",
    "company": "the company",
    "other": "other things",
}


# --- reasons and changes ---------------------------------------------------------------------


def _leaving(page: Page, review: CounterReview) -> None:
    if review.decision.leaving:
        page.section("Why you want to leave: a counter-offer must fix it all")
    for finding in review.decision.leaving:
        mark, style = _FIXED[finding.truth]
        page.item(mark, finding.label, finding.span, style)
        for reading in finding.readings:
            page.detail(reading_text(reading))


def _changes(page: Page, review: CounterReview) -> None:
    _by_topic(page, "What it changes", review.changes)
    if review.untouched and (review.changes or review.unclear):
        only = review.changes_only
        so = "" if only is None else f": it changes only {_TOPICS[only.value]}"
        page.section(f"What it does not touch{so}")
        for finding in review.untouched:
            mark, style = _UNTOUCHED[finding.truth]
            page.item(mark, finding.label, finding.span, style)
    _by_topic(page, "What it may change: too little is known to tell", review.unclear)


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
    """Return a change in a line: the fact, from what to what, whether that is better."""
    known = change.present is not UNKNOWN
    before = value_words(change.present) if known else "unknown at present"
    better = {True: ", which is better", False: ", which is worse", None: ""}[change.better]
    source = f" ({change.source})" if change.source is not None else ""
    return f"{change.fact}: {before} -> {value_words(change.offered)}{better}{source}"


# --- asks ------------------------------------------------------------------------------------


def _asks(page: Page, asks: Asks) -> None:
    match asks.outcome:
        case Outcome.NOTHING_TO_ASK:
            return
        case Outcome.FOUND | Outcome.NOT_SETTLED if asks.asks:
            _sets(page, asks)
        case Outcome.OUT_OF_REACH:
            page.section("What to ask your present employer for")
            page.paragraph(_out_of_reach(asks), indent=2)
            for finding in asks.blockers:
                _blocker(page, asks, finding)
        case _:
            page.section("What to ask your present employer for")
            page.paragraph("The search for it came to no end within its budget.", indent=2)


def _sets(page: Page, asks: Asks) -> None:
    page.section(f"What to ask your present employer for, to bring it to {asks.goal}")
    for number, ask in enumerate(asks.asks):
        if number:
            page.paragraph("or", indent=2)
        _ask(page, ask)
    if asks.more:
        page.paragraph("There are more sets that cost as much.", indent=2)
    if asks.outcome is Outcome.NOT_SETTLED:
        page.paragraph("There may be less to ask for: the search was cut short.", indent=2)


def _ask(page: Page, ask: Ask) -> None:
    for change in ask.changes:
        now = "unknown so far" if change.present is UNKNOWN else value_words(change.present)
        page.item(">", f"{change.fact}: {now} -> {value_words(change.wanted)}")


def _out_of_reach(asks: Asks) -> str:
    if not asks.blockers:
        return f"Nothing that the criteria call negotiable brings it to {asks.goal}."
    return (
        f"Nothing that the criteria call negotiable brings it to {asks.goal}. In the way "
        f"{'stands' if len(asks.blockers) == 1 else 'stand'}:"
    )


def _blocker(page: Page, asks: Asks, finding: Finding) -> None:
    page.item("x", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span, Style.BAD)
    for reading in finding.readings:
        page.detail(reading_text(reading))
    terms = list(_askable(asks, finding))
    if terms:
        page.detail(f"If you can ask for it, let the criteria say so: negotiable {terms[0]}")


def _askable(asks: Asks, finding: Finding) -> Iterator[str]:
    """Yield the facts that can be negotiated, and of which the criteria do not say that."""
    criteria = asks.decision.program
    said = {negotiable.fact.path for negotiable in criteria.checked.negotiables}
    for reading in finding.readings:
        path, view = reading.fact.path, reading.fact.view
        info = criteria.schema.facts[path]
        fixed = info.derived or info.negotiable is Negotiability.NOT_A_TERM
        if view is View.OFFERED and path not in said and (path in criteria.schema.own or not fixed):
            yield path


# --- cautions and alternatives ---------------------------------------------------------------


def _cautions(page: Page, review: CounterReview) -> None:
    page.section("Take care")
    for finding in review.cautions:
        page.item("!", finding.label, finding.span, Style.UNSURE)
    for remark in review.remarks:
        page.item("!", remark, style=Style.UNSURE)


def _beside(page: Page, review: CounterReview, new_name: str | None) -> None:
    options = [("counter-offer", review.decision)]
    if review.new is not None:
        options.append((_new_title(review.new, new_name), review.new))
    if review.staying is not None:
        options.append(("staying as it is", review.staying))
    if len(options) == 1:
        return
    page.section("Side by side")
    verdicts = [str(decision.verdict) for _, decision in options]
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
