"""Offers side by side."""

from offerkit.advise.compare.models import (
    Contest,
    Disagreement,
    Dominance,
    EvenSwap,
    Firsts,
    Obstacle,
    Option,
    Place,
    Relation,
    SideBySide,
    WeightFlip,
)
from offerkit.decision import Comparison

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
    "SideBySide",
    "WeightFlip",
]
