"""Reading and writing of offer files."""

from __future__ import annotations

from offerkit.load.each import read_each
from offerkit.load.offers import load_offer, read_offer
from offerkit.load.tables import load_offers, read_offers
from offerkit.load.write import save_offer, write_offer

__all__ = [
    "load_offer",
    "load_offers",
    "read_each",
    "read_offer",
    "read_offers",
    "save_offer",
    "write_offer",
]
