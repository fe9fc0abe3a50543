"""Reading and writing of offer files; what reads and writes is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
_HOMES = {
    "load_offer": "offers",
    "load_offers": "tables",
    "read_each": "each",
    "read_offer": "offers",
    "read_offers": "tables",
    "save_offer": "write",
    "write_offer": "write",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
