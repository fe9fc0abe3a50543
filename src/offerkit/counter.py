"""Reviews of counter-offers."""

from offerkit.advise.counter.counter import CounterChange, CounterReview
from offerkit.errors import NotACounterError
from offerkit.model.fields import Topic
from offerkit.model.offer import complete_counter

__all__ = [
    "CounterChange",
    "CounterReview",
    "NotACounterError",
    "Topic",
    "complete_counter",
]
