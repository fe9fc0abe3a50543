"""A negotiation as a page for the terminal: what to ask for, and the verdict with it."""

from __future__ import annotations

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome, Proposal
from offerkit.model.fields import AskedOf
from offerkit.render.text.page import Page
from offerkit.render.text.questions import list_statements
from offerkit.render.words.common import KIND_WORDS, offer_title, value_words
from offerkit.render.words.decide import why
from offerkit.render.words.negotiate import (
    BLOCKERS,
    MORE,
    REFUSED,
    UNSEARCHED,
    change_words,
    first_asked,
    headline,
    opening_text,
    result_text,
)
from offerkit.terminal import Style


def render_negotiate(
    negotiation: Negotiation, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return a negotiation as a page for the terminal, without a line break at its end.

    Args:
        negotiation: Any negotiation.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
        name: Name of the offer, such as its file.
    """
    page, decision = Page.of(width, colour), negotiation.decision
    page.paragraph(f"Negotiating {offer_title(decision, name)}")
    hoped = set(negotiation.hoped)
    for heading, questions in first_asked(negotiation):
        page.section(heading)
        for question in questions:
            page.item("?", question.text, style=Style.UNSURE)
            page.detail(f"{question.fact}, needed for")
            list_statements(page, [one for one in question.waiting if one in hoped])
    nothing = negotiation.outcome is NegotiationOutcome.NOTHING_TO_ASK
    page.block(f"{headline(negotiation)}{f' {why(decision)}' if nothing else ''}")
    for number, proposal in enumerate(negotiation.asks, 1):
        if len(negotiation.asks) > 1:
            page.section(f"Set {number}")
        else:
            page.lines.append("")
        write_changes(page, proposal)
        page.paragraph(result_text(negotiation, proposal), indent=2)
    for refusal in page.under(REFUSED, negotiation.refused):
        page.item("x", f"{refusal.fact}: {value_words(refusal.value)}")
    if negotiation.more:
        page.block(MORE)
    for finding in page.under(BLOCKERS, negotiation.blockers):
        page.item("x", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span, Style.BAD)
        if not finding.settled and finding.missing:
            program = decision.program
            for of, verb in ((AskedOf.EMPLOYER, "ask"), (AskedOf.YOURSELF, "find out")):
                asked = [fact for fact in finding.missing if program.asked_of(fact) is of]
                if asked:
                    said = " ".join(map(program.question, asked))
                    page.detail(f"unknown, so {verb} first: {said}")
    for finding in page.under(UNSEARCHED, negotiation.unsearched):
        page.item("!", f"{KIND_WORDS[finding.kind]}: {finding.label}", finding.span)
    return "\n".join(page.lines)


def write_changes(page: Page, proposal: Proposal) -> None:
    """Write the changes to ask for as a list, with their facts and efforts."""
    for change in proposal.changes:
        page.item("-", change_words(change, proposal.decision.program.schema), style=Style.GOOD)
        room = opening_text(change)
        page.detail(f"{change.fact}, effort {change.effort}{f'; {room}' if room else ''}")
