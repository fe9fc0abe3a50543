"""Lists of pros and cons as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from offerkit.advise.procon import (
    FORMAT,
    Balance,
    Cancelled,
    OpenReason,
    ProCon,
    Reason,
    Strike,
)
from offerkit.render.data import place_to_dict, share_to_dict
from offerkit.render.words.procon import balance_text

Data = dict[str, Any]


def procon_to_dict(found: ProCon, *, cancel: bool = True, file: str | None = None) -> Data:
    """Return a list of pros and cons as JSON-ready data: dicts, lists, text, booleans, null.

    The keys, always all of them: ``format``; ``file`` (the argument: what the offer was read
    from); ``criteria`` (the file's name); ``verdict``; ``ruled_out`` (labels of the dealbreakers
    that hold, whatever the list says); ``pros`` and ``cons``, lists of reasons, the weightiest
    first; ``open``, a list of ``kind``, ``label``, ``pro`` and ``con`` (what it may add to either
    side) and ``place``; ``idle``, a list of ``kind``, ``label``, ``weight`` and ``place`` of what
    does not hold; ``balance`` (``settled``, ``low``, ``high`` and ``text``, a sentence); and
    ``cancelled``, null unless asked for with *cancel*: ``strikes`` (in order, each of ``pros``
    and ``cons``), ``pros`` and ``cons`` that remain, and ``is_complete``.

    A reason has ``kind``, ``label``, ``weight``, ``share`` (of a preference: how far it is met;
    else null) and ``place``. Weights are exact, whole numbers or fractions as text: ``"6/5"``.
    """
    decision = found.decision
    return {
        "format": FORMAT,
        "file": file,
        "criteria": decision.program.checked.name,
        "verdict": decision.verdict.value,
        "ruled_out": [finding.label for finding in decision.ruling_out],
        "pros": _reasons(found.pros),
        "cons": _reasons(found.cons),
        "open": [_open(reason) for reason in found.open],
        "idle": [
            {
                "kind": finding.kind.value,
                "label": finding.label,
                "weight": str(finding.weight),
                "place": place_to_dict(finding.span),
            }
            for finding in found.idle
        ],
        "balance": _balance(found.balance),
        "cancelled": _cancelled(found.cancelled) if cancel else None,
    }


def _reasons(reasons: Iterable[Reason]) -> list[Data]:
    return [
        {
            "kind": reason.kind.value,
            "label": reason.label,
            "weight": str(reason.weight),
            "share": share_to_dict(reason.share),
            "place": place_to_dict(reason.finding.span),
        }
        for reason in reasons
    ]


def _open(reason: OpenReason) -> Data:
    return {
        "kind": reason.kind.value,
        "label": reason.label,
        "pro": str(reason.pro),
        "con": str(reason.con),
        "place": place_to_dict(reason.finding.span),
    }


def _balance(balance: Balance) -> Data:
    ends: dict[str, Fraction] = {
        "settled": balance.settled,
        "low": balance.low,
        "high": balance.high,
    }
    return {**{name: str(end) for name, end in ends.items()}, "text": balance_text(balance)}


def _cancelled(cancelled: Cancelled) -> Data:
    return {
        "strikes": [_strike(strike) for strike in cancelled.strikes],
        "pros": _reasons(cancelled.pros),
        "cons": _reasons(cancelled.cons),
        "is_complete": cancelled.is_complete,
    }


def _strike(strike: Strike) -> Data:
    return {"pros": _reasons(strike.pros), "cons": _reasons(strike.cons)}
