"""Promises: what was said about a job, what is in writing, and what turned out.

>>> import offerkit
>>> from offerkit.promises import promises
>>> told = offerkit.read_offer("promised.leave.days = 30")
>>> letter = offerkit.read_offer("You have 27 days of leave.", format="letter")
>>> promises(told, letter).promises[0].state.value
'broken'
"""

from offerkit.advise.promises.promises import (
    AddedTerm,
    Holding,
    PromiseCheck,
    PromiseReview,
    State,
    promises,
)

__all__ = [
    "AddedTerm",
    "Holding",
    "PromiseCheck",
    "PromiseReview",
    "State",
    "promises",
]
