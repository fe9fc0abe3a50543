"""Criteria examined before they decide: what is in them, how two differ, what offers they met."""

from offerkit.advise.examine.changes import (
    ChangedLine,
    ChangedValue,
    CriteriaChanges,
    OfferChange,
)
from offerkit.advise.examine.models import (
    Analysis,
    Coverage,
    Covered,
    CriteriaDifference,
    DifferentVerdict,
    OpenCount,
    Relation,
    Remark,
    RemarkKind,
    VerdictShare,
)

__all__ = [
    "Analysis",
    "ChangedLine",
    "ChangedValue",
    "Coverage",
    "Covered",
    "CriteriaChanges",
    "CriteriaDifference",
    "DifferentVerdict",
    "OfferChange",
    "OpenCount",
    "Relation",
    "Remark",
    "RemarkKind",
    "VerdictShare",
]
