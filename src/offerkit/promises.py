"""Promises: what was said about a job, what is in writing, and what turned out.

>>> import offerkit
>>> from offerkit.promises import promises
>>> told = offerkit.read_offer("promised.leave.days = 30")
>>> letter = offerkit.read_offer("You have 27 days of leave.", format="letter")
>>> promises(told, letter).promises[0].state.value
'broken'
"""

from __future__ import annotations

from offerkit.advise.promises.promises import (
    AddedTerm,
    Holding,
    PromiseCheck,
    PromiseReview,
    State,
    hold_to,
)
from offerkit.arguments import checks_arguments
from offerkit.model.offer import Offer


@checks_arguments
def promises(offer: Offer, letter: Offer | None = None) -> PromiseReview:
    """Return what was said about a job, held against what is in writing and what turned out.

    To decide with what turned out as well, ask the decision: ``criteria.decide(offer).promises()``.

    Args:
        offer: What was said: its ``promised`` facts; and, if there is a letter, the terms that the
            offer itself states. What turned out is under ``found``.
        letter: The letter or contract to hold against that; by default the offer itself.

    Raises:
        TypeError: the letter is an offer of another type.

    Source:
        docs/how-to/promises.md.
    """
    return hold_to(offer, letter)


__all__ = [
    "AddedTerm",
    "Holding",
    "PromiseCheck",
    "PromiseReview",
    "State",
    "promises",
]
