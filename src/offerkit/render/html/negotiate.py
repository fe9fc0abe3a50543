"""Negotiations in HTML: what to ask for, and the verdict with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offerkit.advise.negotiate.models import Negotiation, Proposal
from offerkit.evaluate.verdict import Verdict
from offerkit.render.html.markup import Child, Markup, optional, tag
from offerkit.render.html.pieces import badge, code, paragraph, part, place, topic, words
from offerkit.render.words.common import KIND_WORDS, share_text, value_words
from offerkit.render.words.negotiate import BLOCKERS, MORE, UNSEARCHED, first_asked, headline
from offerkit.values import Unknown

_GOALS: Final = {
    Verdict.CONSIDER: "To make it worth considering",
    Verdict.ACCEPT: "To make it worth accepting",
}


def negotiate(negotiations: Sequence[Negotiation], level: int) -> Markup | None:
    """Return what to ask for, goal by goal; None if there are no negotiations.

    Args:
        negotiations: As ``advise.negotiate.negotiations_to_report`` returns them.
        level: Level of the heading.
    """
    parts = [_goal(negotiation, level + 1) for negotiation in negotiations]
    return topic(level, "What to ask for", *parts) if parts else None


def _goal(negotiation: Negotiation, level: int) -> Markup:
    options = [tag("li", _proposal(proposal)) for proposal in negotiation.asks]
    blockers, unsearched = (
        [tag("li", KIND_WORDS[f.kind], ": ", words(f.label), " (", place(f.span), ")") for f in of]
        for of in (negotiation.blockers, negotiation.unsearched)
    )
    first: list[Markup | None] = []
    for heading, questions in first_asked(negotiation):
        asked = [tag("li", words(question.text)) for question in questions]
        first += [paragraph(f"{heading}:"), optional("ul", asked, class_="plain")]
    return part(
        level,
        _GOALS[negotiation.goal],
        *first,
        paragraph(headline(negotiation)),
        optional("ul", options, class_="plain"),
        paragraph(MORE) if negotiation.more else None,
        paragraph(f"{BLOCKERS}:") if blockers else None,
        optional("ul", blockers, class_="plain"),
        paragraph(f"{UNSEARCHED}:") if unsearched else None,
        optional("ul", unsearched, class_="plain"),
    )


def _proposal(proposal: Proposal) -> Markup:
    said: list[Child] = []
    for number, change in enumerate(proposal.changes):
        unknown = isinstance(change.present, Unknown)
        now: Child = "unknown" if unknown else words(value_words(change.present))
        wanted = tag("b", words(value_words(change.wanted)))
        said.append("; and " if number else None)
        said.append(tag("span", code(change.fact), " ", wanted, " (now: ", now, ")"))
    decision = proposal.decision
    score = None if decision.score is None else f", {share_text(decision, decision.score)}"
    return tag("span", *said, ": ", badge(decision.verdict), score)
