"""A review of a counter-offer as JSON-ready data."""

from __future__ import annotations

from typing import Final

from offerkit.advise.counter import FORMAT, CounterChange, CounterReview
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.kleene import Kleene
from offerkit.render.data import Data, place_to_dict, share_to_dict, value_to_dict

_FIXED: Final = {Kleene.TRUE: "fixed", Kleene.FALSE: "not_fixed", Kleene.UNKNOWN: "open"}


def counter_to_dict(review: CounterReview) -> Data:
    """Return a review of a counter-offer as JSON-ready data.

    The keys, always all of them and in this order:

    - ``format``: ``FORMAT``.
    - ``criteria``: ``file``.
    - ``counter``, ``new`` and ``staying``: ``verdict``, ``possible`` and ``score``, as in
      decisions; ``new`` and ``staying`` are null where there is none.
    - ``leaving``: a list of ``label``, ``state`` (``fixed``, ``not_fixed``, ``open``),
      ``touched`` (whether the counter-offer changes, or may change, anything it rests on; null of
      one that is fixed), ``readings``, ``missing`` and ``place``.
    - ``changes``: a list of ``fact``, ``topic``, ``present``, ``offered``, ``direction``
      (``less``, ``more``, ``other``), ``better`` (true, false or null) and ``source``.
    - ``unclear``: a list of the same, ``direction`` and ``better`` null.
    - ``changes_only``: the one topic of all changes, or null.
    - ``asks``: what to ask for, as in ``offerkit/asks``.
    - ``cautions``: a list of ``label`` and ``place``; ``remarks``: sentences.
    """
    return {
        "format": FORMAT,
        "criteria": {"file": review.decision.program.checked.name},
        "counter": _standing(review.decision),
        "new": _standing(review.new),
        "staying": _standing(review.staying),
        "leaving": [_leaving(review, finding) for finding in review.decision.leaving],
        "changes": [_change(change) for change in review.changes],
        "unclear": [_change(change) for change in review.unclear],
        "changes_only": None if review.changes_only is None else review.changes_only.value,
        "asks": review.asks.to_dict(),
        "cautions": [
            {"label": finding.label, "place": place_to_dict(finding.span)}
            for finding in review.cautions
        ],
        "remarks": list(review.remarks),
    }


def _standing(decision: Ruling | None) -> Data | None:
    if decision is None:
        return None
    return {
        "verdict": decision.verdict.value,
        "possible": [verdict.value for verdict in decision.possible],
        "score": share_to_dict(decision.score),
    }


def _leaving(review: CounterReview, finding: Finding) -> Data:
    fixed = finding.truth is Kleene.TRUE
    return {
        "label": finding.label,
        "state": _FIXED[finding.truth],
        "touched": None if fixed else finding not in review.untouched,
        "readings": [
            {"fact": str(r.fact), "value": value_to_dict(r.value), "source": r.source}
            for r in finding.readings
        ],
        "missing": [str(fact) for fact in finding.missing],
        "place": place_to_dict(finding.span),
    }


def _change(change: CounterChange) -> Data:
    return {
        "fact": change.fact,
        "topic": change.topic.value,
        "present": value_to_dict(change.present),
        "offered": value_to_dict(change.offered),
        "direction": None if change.direction is None else change.direction.value,
        "better": change.better,
        "source": change.source,
    }
