"""Questions to find the answers to before answering an offer: those for the employer first."""

from offerkit.advise.questions import OpenFact, PossibleAnswer, Question, Questions, RateQuestion
from offerkit.model.fields import AskedOf

__all__ = [
    "AskedOf",
    "OpenFact",
    "PossibleAnswer",
    "Question",
    "Questions",
    "RateQuestion",
]
