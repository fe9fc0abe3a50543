"""Explanations as JSON-ready data."""

from __future__ import annotations

from typing import Any

from offerkit.advise.explain import (
    FORMAT,
    Conversion,
    Conversions,
    Explanation,
    StatementExplanation,
    Step,
)
from offerkit.evaluate.findings import Reading
from offerkit.evaluate.semantics import QuantityInterval
from offerkit.render.data import place_to_dict, share_to_dict, value_to_dict

Data = dict[str, Any]


def explanation_to_dict(explanation: Explanation, *, file: str | None = None) -> Data:
    """Return *explanation* as JSON-ready data: dicts, lists, text, whole numbers, booleans, null.

    The keys, always all of them: ``format``; ``file`` (the argument: what the offer was read
    from); ``criteria`` (the file's name); ``verdict``; ``sentence``; ``score`` (a share, as in
    ``decision_to_dict``, or null); and ``statements``, a list of ``kind``, ``label``, ``truth``,
    ``weight``, ``grade`` (a share, of a preference; else null), ``place`` and ``step``.

    A step has ``text``, ``operation`` (see ``Step.operation``), ``truth`` (``true``, ``false``,
    ``unknown``, or null where it is not a condition), ``value`` (null where it is one),
    ``decides``, ``missing`` (fact paths), ``reading`` (of a fact, else null; without its parts),
    ``formula`` (text or null), ``exact`` (``low`` and ``high``, fractions in base units as text
    or null for no end, of what is calculated; else null), ``conversions`` (``values`` and ``by``,
    a list of ``text``, ``place``, ``reading`` and ``is_known``; or null), ``abridged``
    (``above``, ``deep`` or null), ``place`` (or null) and ``parts``, a list of steps.
    """
    decision = explanation.decision
    return {
        "format": FORMAT,
        "file": file,
        "criteria": decision.program.checked.name,
        "verdict": decision.verdict.value,
        "sentence": explanation.sentence,
        "score": share_to_dict(decision.score),
        "statements": [_statement(statement) for statement in explanation.statements],
    }


def _statement(statement: StatementExplanation) -> Data:
    finding = statement.finding
    return {
        "kind": finding.kind.value,
        "label": finding.label,
        "truth": str(finding.truth),
        "weight": finding.weight,
        "grade": share_to_dict(statement.grade),
        "place": place_to_dict(finding.span),
        "step": _step(statement.root),
    }


def _step(step: Step) -> Data:
    return {
        "text": step.text,
        "operation": step.operation,
        "truth": None if step.truth is None else str(step.truth),
        "value": None if step.value is None else value_to_dict(step.value),
        "decides": step.decides,
        "missing": list(map(str, step.missing)),
        "reading": None if step.reading is None else _reading(step.reading),
        "formula": step.formula,
        "exact": None if step.quantity is None else _exact(step.quantity),
        "conversions": None if step.conversions is None else _conversions(step.conversions),
        "abridged": step.abridged,
        "place": None if step.place is None else place_to_dict(step.place),
        "parts": [_step(part) for part in step.parts],
    }


def _reading(reading: Reading) -> Data:
    return {
        "fact": str(reading.fact),
        "value": value_to_dict(reading.value),
        "source": reading.source,
        "assumed": reading.assumed,
    }


def _exact(quantity: QuantityInterval) -> Data:
    low, high = quantity.interval.low, quantity.interval.high
    return {
        "low": None if low is None else str(low),
        "high": None if high is None else str(high),
    }


def _conversions(found: Conversions) -> Data:
    return {
        "values": list(map(value_to_dict, found.values)),
        "by": list(map(_conversion, found.by)),
    }


def _conversion(conversion: Conversion) -> Data:
    return {
        "text": conversion.text,
        "place": None if conversion.place is None else place_to_dict(conversion.place),
        "reading": None if conversion.reading is None else _reading(conversion.reading),
        "is_known": conversion.is_known,
    }
