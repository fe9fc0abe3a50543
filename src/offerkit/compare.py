"""Offers side by side."""

from offerkit.advise.compare.models import (
    Contest,
    Disagreement,
    Dominance,
    Draw,
    EvenSwap,
    Firsts,
    Obstacle,
    Option,
    Place,
    Relation,
    SideBySide,
    WeightFlip,
    WeightMargin,
)
from offerkit.criteria import Comparison

__all__ = [
    "Comparison",
    "Contest",
    "Disagreement",
    "Dominance",
    "Draw",
    "EvenSwap",
    "Firsts",
    "Obstacle",
    "Option",
    "Place",
    "Relation",
    "SideBySide",
    "WeightFlip",
    "WeightMargin",
]
