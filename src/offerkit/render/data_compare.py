"""A comparison as JSON-ready data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from offerkit.advise.compare.comparison import (
    Comparison,
    Contest,
    Disagreement,
    Dominance,
    EvenSwap,
    Firsts,
    Option,
    WeightFlip,
)
from offerkit.render.data import place_to_dict, share_to_dict, value_to_dict
from offerkit.values import plain

FORMAT: Final = "offerkit/compare/1"
"""The name of the schema of ``comparison_to_dict``."""

Data = dict[str, Any]


def comparison_to_dict(comparison: Comparison) -> Data:
    """Return a comparison as data; keys are stable.

    ``options`` from the top down, each with its ``name``, ``verdict``, ``possible`` verdicts,
    ``score``, ``place`` and ``firsts``; ``statements``, each with what it came to in every option,
    in their order; ``relations``, how each option stands to those below it; ``dominances`` and
    ``nearly``; ``contests``; ``disagreements`` about the present job. A finding is an index of
    ``statements``. Exact numbers are text; so are the exact ends of scores.
    """
    return {
        "format": FORMAT,
        "criteria": {"file": comparison.program.checked.name},
        "options": [_option(option) for option in comparison.options],
        "statements": [
            _statement(comparison, index)
            for index in range(len(comparison.options[0].decision.findings))
        ],
        "relations": _relations(comparison),
        "dominances": [_dominance(dominance) for dominance in comparison.dominances],
        "nearly": [_dominance(dominance) for dominance in comparison.nearly],
        "contests": [_contest(contest) for contest in comparison.contests],
        "disagreements": [_disagreement(one) for one in comparison.disagreements],
        "samples": comparison.samples,
        "seed": comparison.seed,
    }


def _option(option: Option) -> Data:
    decision = option.decision
    return {
        "name": option.name,
        "staying": option.is_staying,
        "verdict": decision.verdict.value,
        "possible": [verdict.value for verdict in decision.possible],
        "score": share_to_dict(decision.score),
        "place": {"best": option.place.best, "worst": option.place.worst},
        "firsts": _firsts(option.firsts),
    }


def _firsts(firsts: Firsts | None) -> Data | None:
    if firsts is None:
        return None
    return {
        "certain": firsts.certain,
        "certain_error": plain(firsts.certain_error),
        "possible": firsts.possible,
        "possible_error": plain(firsts.possible_error),
    }


def _statement(comparison: Comparison, index: int) -> Data:
    findings = comparison.findings(index)
    first = findings[0]
    return {
        "kind": first.kind.value,
        "label": first.label,
        "weight": first.weight,
        "place": place_to_dict(first.span),
        "findings": [
            {
                "truth": str(finding.truth),
                "value": share_to_dict(finding.value),
                "missing": [str(fact) for fact in finding.missing],
            }
            for finding in findings
        ],
    }


def _relations(comparison: Comparison) -> list[Data]:
    names = [option.name for option in comparison.options]
    return [
        {"option": one, "other": other, "relation": str(comparison.relation(one, other))}
        for at, one in enumerate(names)
        for other in names[at + 1 :]
    ]


def _dominance(dominance: Dominance) -> Data:
    obstacle = dominance.obstacle
    return {
        "better": dominance.better,
        "worse": dominance.worse,
        "wins": list(dominance.wins),
        "obstacle": obstacle and {"finding": obstacle.finding, "certain": obstacle.certain},
    }


def _contest(contest: Contest) -> Data:
    return {
        "leading": contest.leading,
        "option": contest.option,
        "relation": str(contest.relation),
        "flips": [_flip(flip) for flip in contest.flips],
        "swaps": [_swap(swap) for swap in contest.swaps],
    }


def _flip(flip: WeightFlip) -> Data:
    return {
        "finding": flip.finding,
        "weight": flip.weight,
        "flipped": flip.flipped,
        "level_at": _exact(flip.level_at),
    }


def _swap(swap: EvenSwap) -> Data:
    return {
        "fact": str(swap.fact),
        "found": value_to_dict(swap.found),
        "needed": value_to_dict(swap.needed),
        "bound": _exact(swap.bound),
        "matched": swap.matched,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _disagreement(one: Disagreement) -> Data:
    return {
        "fact": one.fact,
        "values": [{"option": name, "value": value_to_dict(value)} for name, value in one.values],
    }
