"""Decisions in whole numbers: what several offers come to, under these weights or others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import Any, NamedTuple

from attrs import frozen

from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import Thresholds
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer


class Outlook(NamedTuple):
    """The worst and the best that an option may come to: a verdict's rank, and then a score.

    The scores of outlooks of one balance and one weighting are whole numbers of one unit.
    """

    worst: tuple[int, Any]
    best: tuple[int, Any]


def outlook(thresholds: Thresholds, breaks: Kleene, low: int, high: int, whole: int) -> Outlook:
    """Return the outlook of an option whose score is ``low / whole`` to ``high / whole``."""
    worst, best = thresholds.ranks(breaks, low, high, whole)
    return Outlook((worst, low), (best, high))


@frozen
class Standing:
    """What one option brings to the scales."""

    breaks: Kleene
    """Whether anything rules it out."""
    lows: tuple[int, ...]
    """The least value of each weighed statement, in the units of the balance."""
    highs: tuple[int, ...]


@frozen(slots=False)
class Balance:
    """The values of some options, statement by statement, in whole numbers of one unit."""

    findings: tuple[int, ...]
    """Which findings are weighed, by index."""
    weights: tuple[int, ...]
    """Their weights, as the author wrote them."""
    unit: int
    """A value of 1 is this many."""
    standings: tuple[Standing, ...]
    thresholds: Thresholds

    @classmethod
    def of(cls, decisions: Sequence[Ruling]) -> Balance:
        """Return the balance of decisions by one program; at least one."""
        findings = tuple(i for i, f in enumerate(decisions[0].findings) if f.weight)
        weights = tuple(decisions[0].findings[i].weight for i in findings)
        unit = lcm(
            *(
                end.denominator
                for decision in decisions
                for i in findings
                for end in _ends(decision.findings[i])
            )
        )
        standings = tuple(_standing(decision, findings, unit) for decision in decisions)
        return cls(findings, weights, unit, standings, decisions[0].program.thresholds)

    @cached_property
    def _outlooks(self) -> tuple[Outlook, ...]:
        return tuple(self.outlooks(self.weights))

    def outlook(self, index: int) -> Outlook:
        """Return the outlook of an option under the author's weights."""
        return self._outlooks[index]

    def outlooks(self, weights: Sequence[int]) -> Iterable[Outlook]:
        """Yield the outlook of each option under *weights*: whole numbers, in order."""
        whole = sum(weights) * self.unit
        for standing in self.standings:
            low = sum(map(mul, weights, standing.lows))
            same = standing.highs is standing.lows
            high = low if same else sum(map(mul, weights, standing.highs))
            yield outlook(self.thresholds, standing.breaks, low, high, whole)


def _ends(finding: Finding) -> tuple[Fraction, Fraction]:
    assert finding.value is not None
    return finding.value.low, finding.value.high


def _standing(decision: Ruling, findings: Sequence[int], unit: int) -> Standing:
    ends = [_ends(decision.findings[i]) for i in findings]
    lows, highs = (
        tuple(end.numerator * (unit // end.denominator) for end in side)
        for side in (zip(*ends, strict=True) if ends else ((), ()))
    )
    breaks = Kleene.FALSE
    for finding in decision.findings:
        breaks |= decision.rules_out(finding)
    return Standing(breaks, lows, lows if lows == highs else highs)


def quick_outlook(program: Program, offer: Offer) -> Outlook:
    """Return the outlook of an offer by itself, its scores as shares of 1."""
    *_, worst, low, high, whole = program.survey(offer)
    breaks = (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE)[worst]
    ranks = program.thresholds.ranks(breaks, low, high, whole * program.weights)
    whole *= program.weights or 1
    return Outlook((ranks[0], Fraction(low, whole)), (ranks[1], Fraction(high, whole)))
