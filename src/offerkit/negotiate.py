"""Negotiating: the cheapest changes to an offer that bring its verdict to a goal."""

from offerkit.advise.negotiate.models import (
    Negotiation,
    NegotiationOutcome,
    Proposal,
    Refusal,
    RequestedChange,
)

__all__ = [
    "Negotiation",
    "NegotiationOutcome",
    "Proposal",
    "Refusal",
    "RequestedChange",
]
