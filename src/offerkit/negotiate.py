"""What to ask for: the cheapest changes that bring the verdict to a goal."""

from offerkit.advise.negotiate.negotiate import Ask, Asks, Change, Outcome

__all__ = [
    "Ask",
    "Asks",
    "Change",
    "Outcome",
]
