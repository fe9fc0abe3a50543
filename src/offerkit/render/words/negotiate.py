"""Sentences about negotiations, worded once for every form they are shown in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offerkit.advise.negotiate.models import (
    Negotiation,
    NegotiationOutcome,
    Proposal,
    RequestedChange,
)
from offerkit.advise.questions import Question
from offerkit.evaluate.verdict import Verdict
from offerkit.model.fields import AskedOf
from offerkit.model.schema import Schema
from offerkit.render.words.common import share_text, turns_text, value_words, verdict_text
from offerkit.render.words.reader import as_request
from offerkit.values import UNKNOWN


def headline(negotiation: Negotiation) -> str:
    """Return the outcome of a negotiation, as the introduction to its proposals if there are any.

    ``The least you can ask for to get from decline to consider (effort 3; no smaller set is
    enough):``
    """
    verdict = verdict_text(negotiation.decision.verdict)
    goal, count, budget = negotiation.goal, len(negotiation.asks), negotiation.budget
    stopped = f"the search stopped after {budget:,} step{'' if budget == 1 else 's'}"
    if negotiation.unsearched and negotiation.steps < budget:
        stopped = "not every value was tried"
    match negotiation.outcome:
        case NegotiationOutcome.NOTHING_TO_ASK:
            if negotiation.decision.verdict is Verdict.FIND_OUT:
                return f"Nothing to ask for: whatever the answers are, it is {goal} or better."
            return f"Nothing to ask for: the verdict is already {verdict}."
        case NegotiationOutcome.FOUND:
            return f"{_least(negotiation)}:"
        case NegotiationOutcome.ASK_FIRST if count:
            return f"If the answers are good: {_lower_first(_least(negotiation))}:"
        case NegotiationOutcome.ASK_FIRST:
            better = "" if negotiation.decision.possible[-1] is goal else " or better"
            return f"If the answers are good, it is {goal}{better} with nothing to ask for."
        case NegotiationOutcome.OUT_OF_REACH:
            return out_of_reach(negotiation)
        case NegotiationOutcome.NOT_SETTLED if count:
            return f"Enough for {goal}; a smaller set may exist ({stopped}):"
        case NegotiationOutcome.NOT_SETTLED:
            return f"No set found that is enough for {goal}; one may exist ({stopped})."


ASK_FIRST: Final = {AskedOf.EMPLOYER: "Ask first", AskedOf.YOURSELF: "Find out first"}
"""Headings of the questions that come before anything is asked for."""


def first_asked(negotiation: Negotiation) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """Yield the headings with the questions under them."""
    for of, heading in ASK_FIRST.items():
        mine = tuple(one for one in negotiation.first if one.asked_of is of)
        if mine:
            yield heading, mine


def _least(negotiation: Negotiation) -> str:
    """Return how little is enough, without the colon before the proposals."""
    count = len(negotiation.asks)
    least = "The least you can ask for" if count == 1 else f"{count} ways"
    effort = f"effort {negotiation.effort}{' each' if count > 1 else ''}"
    verdict = verdict_text(negotiation.decision.verdict)
    way = f"{least} to get from {verdict} to {negotiation.goal}"
    return f"{way} ({effort}; no smaller set is enough)"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def out_of_reach(negotiation: Negotiation) -> str:
    """Return that nothing negotiable is enough, or the line that is missing in the criteria."""
    checked = negotiation.decision.program.checked
    if not checked.negotiables:
        line = "negotiable pay.base effort 2"
        return f"Add a line such as `{line}`: your criteria list nothing as negotiable."
    if negotiation.goal is Verdict.ACCEPT and checked.accept_at is None:
        return "Add a line such as `accept at 70%`: your criteria set no score at which to accept."
    return f"None of your negotiable items would be enough for {negotiation.goal}."


def opening_text(change: RequestedChange) -> str:
    """Return the value to begin with, and why; empty if that is the one that is enough."""
    if change.opening == change.wanted:
        return ""
    return f"begin with {value_words(change.opening)}, so that there is room to meet"


def result_text(negotiation: Negotiation, proposal: Proposal) -> str:
    """Return the verdict with a proposal, and its score: ``Result: accept``."""
    then, score = proposal.decision, ""
    if then.score is not None:
        score = f", score {share_text(then, then.score)}{turns_text(then)}"
    if not negotiation.first:
        return f"Result: {verdict_text(then.verdict)}{score}."
    is_sure = then.score is None or then.score.is_exact
    verdict = then.possible[-1] if is_sure else negotiation.goal
    return f"Result if the answers are good: {verdict}{score}."


REFUSED = "Refused already, so not asked for again"
"""Heading of what was asked for and refused."""

MORE = "More sets take the same effort."
"""Sentence after the proposals if there are more of the same effort."""

UNSEARCHED = "Not searched in every place, because of what is multiplied or divided"
"""Heading of the statements in which a smaller change may be enough."""

BLOCKERS = "Still in the way"
"""Heading of the statements that keep an offer from the goal."""


def change_words(change: RequestedChange, schema: Schema) -> str:
    """Return a change as an item of a list: ``Mentoring: often (now: sometimes)``."""
    info = schema.facts[change.fact.path]
    name = info.called[:1].upper() + info.called[1:] or str(change.fact)
    now = "unknown" if change.present is UNKNOWN else value_words(change.present)
    if isinstance(change.wanted, bool) and not info.called:
        return f"{as_request(info.question, wanted=change.wanted)} (now: {now})"
    return f"{name}: {value_words(change.wanted)} (now: {now})"
