"""Offers side by side."""

from offerkit.advise.compare.comparison import (
    Comparison,
    Contest,
    Disagreement,
    Dominance,
    EvenSwap,
    Firsts,
    Obstacle,
    Option,
    Place,
    Relation,
    WeightFlip,
)

__all__ = [
    "Comparison",
    "Contest",
    "Disagreement",
    "Dominance",
    "EvenSwap",
    "Firsts",
    "Obstacle",
    "Option",
    "Place",
    "Relation",
    "WeightFlip",
]
