"""Decisions in whole numbers: what several offers come to, under these weights or others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import Any, Final, NamedTuple

from attrs import frozen

from offerkit.core import CheckedCriteria, total_weight
from offerkit.evaluate.compile import Program
from offerkit.evaluate.decision import Decision, Finding, StatementKind
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer

DECLINE: Final = 0
CONSIDER: Final = 1
ACCEPT: Final = 2


class Outlook(NamedTuple):
    """The worst and the best that an option may come to: a verdict's rank, and then a score.

    The scores of outlooks of one balance and one weighting are whole numbers of one unit.
    """

    worst: tuple[int, Any]
    best: tuple[int, Any]


def holds_against(decision: Decision, finding: Finding) -> Kleene:
    """Return whether a finding rules its offer out, as dealbreakers and unfixed reasons do.

    Source:
        grammar/README.md, "Counter-offers".
    """
    match finding.kind:
        case StatementKind.DEALBREAKER:
            return finding.truth
        case StatementKind.LEAVING:
            return decision.is_counter & ~finding.truth
        case _:
            return Kleene.FALSE


def ruled_out(decision: Decision) -> Kleene:
    """Return whether anything rules the offer out."""
    truth = Kleene.FALSE
    for finding in decision.findings:
        truth |= holds_against(decision, finding)
    return truth


@frozen
class Thresholds:
    """The scores at which the verdict turns, as shares of 1."""

    decline_below: Fraction | None
    accept_at: Fraction | None
    weighs: bool
    """Whether there is a score at all."""

    @classmethod
    def of(cls, checked: CheckedCriteria, *, weighs: bool) -> Thresholds:
        """Return the thresholds of criteria."""
        below, accept = checked.decline_below, checked.accept_at
        return cls(
            None if below is None else Fraction(below) / 100,
            None if accept is None else Fraction(accept) / 100,
            weighs,
        )

    @cached_property
    def all(self) -> tuple[Fraction, ...]:
        """Those that there are."""
        return tuple(t for t in (self.decline_below, self.accept_at) if t is not None)

    def grade(self, score: int, whole: int) -> int:
        """Return the rank of the verdict that ``score / whole`` gives.

        Source:
            grammar/README.md, "Verdicts".
        """
        if not self.weighs:
            return CONSIDER
        below, accept = self.decline_below, self.accept_at
        if below is not None and score * below.denominator < below.numerator * whole:
            return DECLINE
        if accept is not None and score * accept.denominator >= accept.numerator * whole:
            return ACCEPT
        return CONSIDER

    def outlook(self, breaks: Kleene, low: int, high: int, whole: int) -> Outlook:
        """Return the outlook of an option whose score is ``low / whole`` to ``high / whole``."""
        worst = DECLINE if breaks is not Kleene.FALSE else self.grade(low, whole)
        best = DECLINE if breaks is Kleene.TRUE else self.grade(high, whole)
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
    def of(cls, checked: CheckedCriteria, decisions: Sequence[Decision]) -> Balance:
        """Return the balance of decisions by one criteria file; at least one."""
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
        thresholds = Thresholds.of(checked, weighs=bool(findings))
        return cls(findings, weights, unit, standings, thresholds)

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
            yield self.thresholds.outlook(standing.breaks, low, high, whole)


def _ends(finding: Finding) -> tuple[Fraction, Fraction]:
    assert finding.value is not None
    return finding.value.low, finding.value.high


def _standing(decision: Decision, findings: Sequence[int], unit: int) -> Standing:
    ends = [_ends(decision.findings[i]) for i in findings]
    lows, highs = (
        tuple(end.numerator * (unit // end.denominator) for end in side)
        for side in (zip(*ends, strict=True) if ends else ((), ()))
    )
    return Standing(ruled_out(decision), lows, lows if lows == highs else highs)


def quick_outlook(program: Program, thresholds: Thresholds, offer: Offer) -> Outlook:
    """Return the outlook of an offer by itself, its scores as shares of 1."""
    *_, worst, low, high, whole = program.survey(offer)
    whole *= total_weight(program.statements) or 1
    breaks = (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE)[worst]
    found = thresholds.outlook(breaks, low, high, whole)
    return Outlook(
        (found.worst[0], Fraction(low, whole)),
        (found.best[0], Fraction(high, whole)),
    )
