"""What to ask for: the cheapest changes to an offer that bring the verdict to a goal.

Facts cost what the criteria say, whatever they are changed to; so what counts is which facts are
changed. Statements that have no negotiable fact in common are worked out apart: for each set of
their facts, cheapest first, the most that changing these can bring, found by branch and bound over
the values at which the criteria change; a set is passed over where even all values at once bring no
more than a cheaper one. Then one set from each group is put together so that the cost is least.
Last, each change is made as small as still suffices, the dearest first, and the offer with all of
them is decided, which is the proof.

It is exact where each statement looks at its negotiable facts one at a time, or sums up what it
compares. Where several such sums have several facts in common, more than the values tried might be
needed; what the search could not rule out is then reported as not settled.
"""

from __future__ import annotations

from typing import Final

from offerkit.advise.negotiate.models import Asks, Outcome
from offerkit.advise.negotiate.search import (
    _Negotiation,
)
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict

BUDGET: Final = 20_000
"""How many steps a search takes by default: offers that are looked at, wholly or in part."""


def asks(decision: Ruling, *, goal: Verdict = Verdict.CONSIDER, budget: int = BUDGET) -> Asks:
    """Return the cheapest changes to negotiable facts that make the verdict at least *goal*.

    The goal has to hold whatever the facts that are still unknown turn out to be. A fact that is
    unknown may be asked to be something, too.

    Args:
        decision: On the offer as it is now.
        goal: ``CONSIDER`` or ``ACCEPT``.
        budget: How many steps the search may take, at least 1.

    Raises:
        ValueError: the goal is neither, or the budget is less than 1.
    """
    if goal not in {Verdict.CONSIDER, Verdict.ACCEPT}:
        raise ValueError(f"goal: expected CONSIDER or ACCEPT, got {goal}")
    if budget < 1:
        raise ValueError(f"budget: expected at least 1 step, got {budget}")
    if ORDERED.index(decision.possible[0]) >= ORDERED.index(goal):
        return Asks(decision, goal, Outcome.NOTHING_TO_ASK, (), False, (), 0, budget)
    return _Negotiation.of(decision, goal, budget).settle()
