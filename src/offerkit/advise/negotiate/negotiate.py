"""Negotiating: the cheapest changes to an offer that bring its verdict to a goal."""

from __future__ import annotations

from typing import Final

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.advise.negotiate.search import ProposalSearch
from offerkit.arguments import checks_arguments
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict

BUDGET: Final = 100_000
"""Default for the most steps of a search; see ``advise.what_if.Work``."""


@checks_arguments
def negotiate(
    decision: Ruling, *, goal: Verdict = Verdict.CONSIDER, budget: int = BUDGET
) -> Negotiation:
    """Return the cheapest changes to negotiable facts that make the verdict at least *goal*.

    The changes are enough whatever the facts that stay unknown are. A fact that is unknown may be
    among the changes.

    Args:
        decision: The decision on the offer as it is.
        goal: ``CONSIDER`` or ``ACCEPT``.
        budget: Most steps of the search, at least 1.

    Raises:
        ValueError: *goal* is another verdict, or *budget* is less than 1.
    """
    if goal not in {Verdict.CONSIDER, Verdict.ACCEPT}:
        raise ValueError(f"goal: expected CONSIDER or ACCEPT, got {goal}")
    if budget < 1:
        raise ValueError(f"budget: expected at least 1 step, got {budget}")
    if ORDERED.index(decision.possible[0]) >= ORDERED.index(goal):
        nothing = NegotiationOutcome.NOTHING_TO_ASK
        return Negotiation(decision, goal, nothing, (), False, (), 0, budget)
    return ProposalSearch.of(decision, goal, budget).result()


def negotiations_to_report(decision: Ruling) -> tuple[Negotiation, ...]:
    """Return the negotiations that a report shows, ``CONSIDER`` before ``ACCEPT``.

    Left out are goals that are reached already or that the criteria rule out, ``ACCEPT`` if not
    even ``CONSIDER`` can be reached, and ``CONSIDER`` if ``ACCEPT`` takes the same changes. Empty
    if nothing is negotiable.
    """
    checked = decision.program.checked
    if not checked.negotiables:
        return ()
    found = [negotiate(decision, goal=Verdict.CONSIDER)]
    reachable = found[0].outcome is not NegotiationOutcome.OUT_OF_REACH
    if reachable and checked.accept_at is not None and decision.score is not None:
        accept = negotiate(decision, goal=Verdict.ACCEPT)
        requested = [[proposal.changes for proposal in one.asks] for one in (found[0], accept)]
        found = [accept] if requested[0] == requested[1] else [*found, accept]
    return tuple(one for one in found if one.outcome is not NegotiationOutcome.NOTHING_TO_ASK)
