"""Questions to ask before answering an offer, the most decisive first."""

from offerkit.advise.questions import OpenFact, PossibleAnswer, Question, Questions, RateQuestion

__all__ = [
    "OpenFact",
    "PossibleAnswer",
    "Question",
    "Questions",
    "RateQuestion",
]
