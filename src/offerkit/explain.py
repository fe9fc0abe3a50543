"""Explanations: each statement with the value of every part of it."""

from offerkit.advise.explain import Conversion, Conversions, Explanation, StatementExplanation, Step

__all__ = [
    "Conversion",
    "Conversions",
    "Explanation",
    "StatementExplanation",
    "Step",
]
