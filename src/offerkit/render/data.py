"""Decisions as JSON-ready data, for programs in any language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, assert_never

from offerkit.evaluate.findings import BrokenPromise, Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import UnitRange
from offerkit.paths import FactPath
from offerkit.render.digest import OpenFact, open_facts, value_text
from offerkit.scales import Level, Ordinal
from offerkit.span import Span
from offerkit.values import (
    AtLeast,
    AtMost,
    Duration,
    Money,
    Pay,
    Percent,
    Range,
    Scalar,
    Shown,
    TextSet,
    Unknown,
    plain,
)

FORMAT: Final = "offerkit/decision/1"
"""The name of the schema; the number rises when a key goes or changes its meaning."""

Data = dict[str, Any]


def decision_to_dict(decision: Ruling, *, file: str | None = None) -> Data:
    """Return *decision* as JSON-ready data: dicts, lists, text, whole numbers, true, false, null.

    The keys, always all of them and in this order:

    - ``format``: ``FORMAT``.
    - ``offer``: ``file`` (the argument), ``company`` and ``title`` (text or null).
    - ``criteria``: ``file``, ``decline_below`` and ``accept_at`` (percent as text, or null).
    - ``verdict``: ``decline``, ``consider``, ``accept`` or ``find_out``.
    - ``possible``: the verdicts still possible, low to high.
    - ``score``: a share, or null when nothing is weighed. A share has ``low`` and ``high``, each
      with ``exact`` (a fraction of 1 as text, ``"2/3"``) and ``percent`` (text, two decimals).
    - ``counter``: ``true``, ``false`` or ``unknown``: whether it is a counter-offer.
    - ``findings``: a list, one per statement in order, of ``kind``, ``label``, ``truth``
      (``true``, ``false``, ``unknown``; of a reason for leaving, whether it is fixed),
      ``weight``, ``value`` (a share, or null when not weighed), ``readings``, ``missing`` (fact
      paths) and ``place``.
    - ``open``: a list of what to ask: ``fact``, ``question``, ``matters`` (whether it can still
      change the verdict) and ``waiting`` (indices into ``findings``); most urgent first.
    - ``broken_promises``: a list of ``fact``, ``promised``, ``found``, ``direction`` (``less``,
      ``more``, ``other``) and ``source``.
    - ``assumed``: readings that the criteria assume.
    - ``without_assumptions``: ``verdict``, ``possible``, ``score`` and ``because`` (the facts whose
      assumptions make the difference), or null when no different.
    - ``missing_rates``: a list of pairs of currencies.

    A reading has ``fact``, ``value``, ``source`` (text or null), ``assumed`` and ``parts`` (the
    readings a derived fact was computed from). A place has ``file``, ``line``, ``column``,
    ``end_line`` and ``end_column``, counted from 1, the end not included. A value has ``text``,
    for people, ``type``, and what the type needs: see ``value_to_dict``.
    """
    checked = decision.program.checked
    offer = decision.offer
    return {
        "format": FORMAT,
        "offer": {
            "file": file,
            "company": _text_or_none(offer.company.name),
            "title": _text_or_none(offer.role.title),
        },
        "criteria": {
            "file": decision.program.checked.name,
            "decline_below": _number_or_none(checked.decline_below),
            "accept_at": _number_or_none(checked.accept_at),
        },
        "verdict": decision.verdict.value,
        "possible": [verdict.value for verdict in decision.possible],
        "score": share_to_dict(decision.score),
        "counter": str(decision.is_counter),
        "findings": [_finding(finding) for finding in decision.findings],
        "open": [_open(fact) for fact in open_facts(decision)],
        "broken_promises": [_broken(promise) for promise in decision.broken_promises],
        "assumed": [_reading(reading) for reading in decision.assumed],
        "without_assumptions": _without(decision),
        "missing_rates": [list(pair) for pair in decision.missing_rates],
    }


def _text_or_none(value: str | Unknown) -> str | None:
    return value if isinstance(value, str) else None


def _number_or_none(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def share_to_dict(share: UnitRange | None) -> Data | None:
    """Return a share of 1 by its ends, each exact and in percent; None as it is."""
    return None if share is None else {"low": _end(share.low), "high": _end(share.high)}


def _end(end: Fraction) -> Data:
    percent = round(100 * end, 2)
    return {
        "exact": str(end),
        "percent": plain(Decimal(percent.numerator) / Decimal(percent.denominator)),
    }


def _finding(finding: Finding) -> Data:
    return {
        "kind": finding.kind.value,
        "label": finding.label,
        "truth": str(finding.truth),
        "weight": finding.weight,
        "value": share_to_dict(finding.value),
        "readings": [_reading(reading) for reading in finding.readings],
        "missing": _paths(finding.missing),
        "place": place_to_dict(finding.span),
    }


def _paths(paths: tuple[FactPath, ...]) -> list[str]:
    return [str(path) for path in paths]


def _reading(reading: Reading) -> Data:
    return {
        "fact": str(reading.fact),
        "value": value_to_dict(reading.value),
        "source": reading.source,
        "assumed": reading.assumed,
        "parts": [_reading(part) for part in reading.parts],
    }


def place_to_dict(span: Span) -> Data:
    """Return where *span* stands: file, first line and column, and the end, all from 1."""
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _open(fact: OpenFact) -> Data:
    return {
        "fact": str(fact.fact),
        "question": fact.question,
        "matters": fact.matters,
        "waiting": list(fact.waiting),
    }


def _broken(promise: BrokenPromise) -> Data:
    return {
        "fact": promise.fact,
        "promised": value_to_dict(promise.promised),
        "found": value_to_dict(promise.found),
        "direction": promise.direction.value,
        "source": promise.source,
    }


def _without(decision: Ruling) -> Data | None:
    other = decision.without_assumptions
    if other is None:
        return None
    return {
        "verdict": other.verdict.value,
        "possible": [verdict.value for verdict in other.possible],
        "score": share_to_dict(other.score),
        "because": [str(reading.fact) for reading in decision.decisive_assumptions],
    }


def value_to_dict(value: Shown) -> Data:
    """Return a fact's value as JSON-ready data: ``text`` for people, ``type``, and its parts.

    Amounts are exact decimals as text. The types: ``unknown``; ``yes_no`` (``value``), ``text``
    (``value``), ``number`` and ``percent`` (``amount``), ``money`` (and ``currency``), ``pay``
    (and ``per``), ``duration`` (and ``unit``), ``date`` (``value``, ISO 8601), ``level``
    (``scale``, ``level``, ``rank`` from 0), ``set`` (``at_least``, and ``at_most``: null when
    nothing is ruled out; the same list twice when the set is known), ``list`` (``items``),
    ``range`` (``low`` and ``high``, both included), ``at_least`` (``low``) and ``at_most``
    (``high``) of what is computed.
    """
    return {"text": value_text(value), **_structure(value)}


def _structure(value: Shown) -> Data:
    match value:
        case Unknown():
            return {"type": "unknown"}
        case Range(low=low, high=high):
            return {"type": "range", "low": value_to_dict(low), "high": value_to_dict(high)}
        case AtLeast(low=low):
            return {"type": "at_least", "low": value_to_dict(low)}
        case AtMost(high=high):
            return {"type": "at_most", "high": value_to_dict(high)}
        case frozenset():
            return {"type": "set", "at_least": sorted(value), "at_most": sorted(value)}
        case TextSet(at_least=at_least, at_most=at_most):
            most = None if at_most is None else sorted(at_most)
            return {"type": "set", "at_least": sorted(at_least), "at_most": most}
        case tuple():
            return {"type": "list", "items": [value_to_dict(item) for item in value]}
        case _:
            return _scalar(value)


def _scalar(value: Scalar) -> Data:
    match value:
        case bool():
            return {"type": "yes_no", "value": value}
        case str():
            return {"type": "text", "value": value}
        case Decimal():
            return {"type": "number", "amount": plain(value)}
        case Percent():
            return {"type": "percent", "amount": plain(value.amount)}
        case Money():
            return {"type": "money", "amount": plain(value.amount), "currency": value.currency}
        case Pay():
            amount, per = plain(value.amount), value.per.value
            return {"type": "pay", "amount": amount, "currency": value.currency, "per": per}
        case Duration():
            return {"type": "duration", "amount": plain(value.amount), "unit": value.unit.value}
        case date():
            return {"type": "date", "value": value.isoformat()}
        case Level():
            return _level(value.scale.name, value.level, value.rank)
        case Ordinal():
            return _level(type(value).scale().name, value.level, value.rank)
        case _:
            assert_never(value)


def _level(scale: str, level: str, rank: int) -> Data:
    return {"type": "level", "scale": scale, "level": level, "rank": rank}
