"""Lists of pros and cons, and Franklin's way of weighing them."""

from offerkit.advise.procon import Balance, Cancelled, OpenReason, ProCon, Reason, Strike

__all__ = [
    "Balance",
    "Cancelled",
    "OpenReason",
    "ProCon",
    "Reason",
    "Strike",
]
