"""offerkit: decide a job offer by your own criteria, even when much of it is unknown.

>>> import offerkit
>>> criteria = offerkit.parse_criteria("dealbreaker if manager.presence < sometimes")
>>> criteria.decide(offerkit.Offer()).verdict
<Verdict.FIND_OUT: 'find_out'>

What most programs need is here; each name is imported when it is first used, so that importing
offerkit costs next to nothing. The models of a kind of advice are in the module of its command:
``offerkit.compare``, ``offerkit.pay`` and so on.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; `typing` itself takes milliseconds
if TYPE_CHECKING:
    from typing import Any

    from offerkit.checking import format_criteria
    from offerkit.criteria import Criteria, load_criteria, parse_criteria
    from offerkit.decision import Decision
    from offerkit.diagnostics import Diagnostic
    from offerkit.errors import CriteriaError, OfferError, OfferkitError
    from offerkit.evaluate.findings import Finding
    from offerkit.evaluate.verdict import Verdict
    from offerkit.kleene import Kleene
    from offerkit.load import (
        load_offer,
        load_offers,
        read_each,
        read_offer,
        read_offers,
        save_offer,
        write_offer,
    )
    from offerkit.model.fields import fact
    from offerkit.model.offer import Offer
    from offerkit.schemas import offer_schema, result_schema
    from offerkit.values import (
        DOES_NOT_APPLY,
        UNKNOWN,
        AtLeast,
        AtMost,
        Duration,
        DurationUnit,
        Money,
        Pay,
        Percent,
        Period,
        Range,
        TextSet,
    )

__version__ = "0.1.0"

__all__ = [
    "DOES_NOT_APPLY",
    "UNKNOWN",
    "AtLeast",
    "AtMost",
    "Criteria",
    "CriteriaError",
    "Decision",
    "Diagnostic",
    "Duration",
    "DurationUnit",
    "Finding",
    "Kleene",
    "Money",
    "Offer",
    "OfferError",
    "OfferkitError",
    "Pay",
    "Percent",
    "Period",
    "Range",
    "TextSet",
    "Verdict",
    "fact",
    "format_criteria",
    "load_criteria",
    "load_offer",
    "load_offers",
    "offer_schema",
    "parse_criteria",
    "read_each",
    "read_offer",
    "read_offers",
    "result_schema",
    "save_offer",
    "write_offer",
]

_HOMES = {
    "offerkit.checking": ("format_criteria",),
    "offerkit.criteria": (
        "Criteria",
        "load_criteria",
        "parse_criteria",
    ),
    "offerkit.decision": ("Decision",),
    "offerkit.diagnostics": ("Diagnostic",),
    "offerkit.errors": (
        "CriteriaError",
        "OfferError",
        "OfferkitError",
    ),
    "offerkit.evaluate.findings": ("Finding",),
    "offerkit.evaluate.verdict": ("Verdict",),
    "offerkit.kleene": ("Kleene",),
    "offerkit.load": (
        "load_offer",
        "load_offers",
        "read_each",
        "read_offer",
        "read_offers",
        "save_offer",
        "write_offer",
    ),
    "offerkit.model.fields": ("fact",),
    "offerkit.model.offer": ("Offer",),
    "offerkit.schemas": ("offer_schema", "result_schema"),
    "offerkit.values": (
        "DOES_NOT_APPLY",
        "UNKNOWN",
        "AtLeast",
        "AtMost",
        "Duration",
        "DurationUnit",
        "Money",
        "Pay",
        "Percent",
        "Period",
        "Range",
        "TextSet",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value  # the next look-up does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
