"""What the weights of criteria are worth in pay."""

from offerkit.advise.prices import Measure, Price, Priced, PriceList

__all__ = [
    "Measure",
    "Price",
    "PriceList",
    "Priced",
]
