"""What a decision consists of: findings with what they read, promises, shares."""

from offerkit.decision import Decision
from offerkit.evaluate.findings import (
    BrokenPromise,
    Difference,
    ExceededPromise,
    Finding,
    Outlier,
    Reading,
    UnstatedPromise,
)
from offerkit.evaluate.pay_notes import BeforeTax, LeftOut
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene

__all__ = [
    "BeforeTax",
    "BrokenPromise",
    "Decision",
    "Difference",
    "ExceededPromise",
    "Finding",
    "Kleene",
    "LeftOut",
    "Outlier",
    "Reading",
    "Ruling",
    "StatementKind",
    "UnitRange",
    "UnstatedPromise",
    "Verdict",
]
