"""Sentences about negotiations, worded once for every form they are shown in."""

from __future__ import annotations

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome, RequestedChange
from offerkit.evaluate.verdict import Verdict
from offerkit.model.schema import Schema
from offerkit.render.words.common import value_words, verdict_text
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
            return f"Nothing to ask for: the verdict is already {verdict}."
        case NegotiationOutcome.FOUND:
            least = "The least you can ask for" if count == 1 else f"{count} ways"
            effort = f"effort {negotiation.effort}{' each' if count > 1 else ''}"
            way = f"{least} to get from {verdict} to {goal}"
            return f"{way} ({effort}; no smaller set is enough):"
        case NegotiationOutcome.OUT_OF_REACH:
            return out_of_reach(negotiation)
        case NegotiationOutcome.NOT_SETTLED if count:
            return f"Enough for {goal}; a smaller set may exist ({stopped}):"
        case NegotiationOutcome.NOT_SETTLED:
            return f"No set found that is enough for {goal}; one may exist ({stopped})."


def out_of_reach(negotiation: Negotiation) -> str:
    """Return that nothing negotiable is enough, or the line that is missing in the criteria."""
    checked = negotiation.decision.program.checked
    if not checked.negotiables:
        line = "negotiable pay.base effort 2"
        return f"Add a line such as `{line}`: your criteria list nothing as negotiable."
    if negotiation.goal is Verdict.ACCEPT and checked.accept_at is None:
        return "Add a line such as `accept at 70%`: your criteria set no score at which to accept."
    return f"None of your negotiable items would be enough for {negotiation.goal}."


MORE = "More sets take the same effort."
"""Sentence after the proposals if there are more of the same effort."""

UNSEARCHED = "Not searched in every place, because of what is multiplied or divided"
"""Heading of the statements in which a smaller change may be enough."""

BLOCKERS = "Still in the way"
"""Heading of the statements that keep an offer from the goal."""


def change_words(change: RequestedChange, schema: Schema) -> str:
    """Return a change as an item of a list: ``Mentoring: often (now: sometimes)``."""
    name = schema.facts[change.fact.path].called
    name = name[:1].upper() + name[1:] or str(change.fact)
    now = "unknown" if change.present is UNKNOWN else value_words(change.present)
    return f"{name}: {value_words(change.wanted)} (now: {now})"
