"""Negotiating: the cheapest changes to an offer that bring its verdict to a goal."""

from __future__ import annotations

from functools import partial
from typing import Final

from attrs import evolve

from offerkit.advise.kept import kept
from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.advise.negotiate.search import ProposalSearch
from offerkit.advise.questions import Question, questions
from offerkit.arguments import checks_arguments
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.kleene import Kleene

BUDGET: Final = 100_000
"""Default for the most steps of a search; see ``advise.what_if.Work``."""


@checks_arguments
def negotiate(
    decision: Ruling, *, goal: Verdict | None = None, budget: int = BUDGET
) -> Negotiation:
    """Return the cheapest changes to negotiable facts that make the verdict at least *goal*.

    The changes are enough whatever the facts that stay unknown are. A fact that is unknown may be
    among the changes. If none are enough because of what is open, those are returned that are
    enough once the questions that come first are answered well.

    Args:
        decision: The decision on the offer as it is.
        goal: ``CONSIDER`` or ``ACCEPT``; by default the next better verdict within reach.
        budget: Most steps of each search, at least 1.

    Raises:
        ValueError: *goal* is another verdict, or *budget* is less than 1.
    """
    if goal not in {Verdict.CONSIDER, Verdict.ACCEPT, None}:
        raise ValueError(f"goal: expected CONSIDER or ACCEPT, got {goal}")
    if budget < 1:
        raise ValueError(f"budget: expected at least 1 step, got {budget}")
    goals = _better(decision) if goal is None else (goal,)
    found = [_towards(decision, goals[0], budget)]
    for higher in goals[1:]:
        if found[-1].asks or found[-1].outcome is NegotiationOutcome.NOT_SETTLED:
            break
        found.append(_towards(decision, higher, budget))
    return found[-1] if found[-1].asks else found[0]


def _better(decision: Ruling) -> tuple[Verdict, ...]:
    """Return the verdicts above the lowest that is possible, which may be asked for in turn."""
    lowest, thresholds = decision.possible[0], decision.program.thresholds
    if lowest is not Verdict.DECLINE or thresholds.accept_at is None:
        return (Verdict.CONSIDER if lowest is Verdict.DECLINE else Verdict.ACCEPT,)
    is_between = thresholds.decline_below != thresholds.accept_at or decision.may_lack_score
    return (Verdict.CONSIDER, Verdict.ACCEPT) if is_between else (Verdict.ACCEPT,)


def _towards(decision: Ruling, goal: Verdict, budget: int) -> Negotiation:
    """Return what to ask for to reach a goal, searched for once."""
    return kept(decision, (goal, budget), partial(_searched, decision, goal, budget))


def _searched(decision: Ruling, goal: Verdict, budget: int) -> Negotiation:
    """Return what to ask for to reach a goal: surely, or if what is open turns out well."""
    if ORDERED.index(decision.possible[0]) >= ORDERED.index(goal):
        nothing = NegotiationOutcome.NOTHING_TO_ASK
        return Negotiation(decision, goal, nothing, (), False, (), 0, budget)
    search = ProposalSearch.of(decision, goal, budget)
    surely = search.result()
    if surely.outcome is NegotiationOutcome.NOT_SETTLED and search.linking and not surely.asks:
        search = search.by_parts()
        found = search.result()
        if found.outcome is not NegotiationOutcome.OUT_OF_REACH:
            return evolve(found, outcome=surely.outcome)
    elif surely.outcome is not NegotiationOutcome.OUT_OF_REACH:
        return surely
    effects = [(one.index, search.whatif.effect(one, {})) for one in search.whatif.statements]
    ruling = {index for index, effect in effects if effect.rules_out is Kleene.UNKNOWN}
    weighed = {index for index, effect in effects if effect.is_open}
    for hoped in filter(None, dict.fromkeys(map(frozenset, (ruling, weighed)))):
        found = search.hoping(hoped).result()
        if found.outcome in _FAILED:
            continue
        first = _asked_about(found.asks[0].decision if found.asks else decision, hoped)
        if first:
            findings = tuple(decision.findings[index] for index in sorted(hoped))
            return evolve(found, first=first, hoped=findings)
    return surely


_NOTHING: Final = (NegotiationOutcome.NOTHING_TO_ASK, NegotiationOutcome.ASK_FIRST)
_FAILED: Final = (NegotiationOutcome.OUT_OF_REACH, NegotiationOutcome.NOT_SETTLED)


def _asked_about(decision: Ruling, hoped: frozenset[int]) -> tuple[Question, ...]:
    """Return the questions that some open statements of a decision wait for, in order."""
    asked = questions(decision)
    return tuple(one for one in asked if not hoped.isdisjoint(asked.waiting[one.fact]))


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
    return tuple(one for one in found if one.outcome not in _NOTHING or one.asks)
