"""Scores of several offers in whole numbers, and the outcomes that they allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from operator import mul
from typing import Any, NamedTuple, TypeAlias

from attrs import evolve, frozen

from offerkit.core import weight_of
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import (
    DECLINE,
    NOTHING,
    ORDERED,
    Means,
    Thresholds,
    UnitRange,
    Verdict,
)
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.records import Record

Outcome: TypeAlias = tuple[int, int, Any]
"""The rank of a verdict, rulings, and a score; see ``OutcomeRange``."""


class OutcomeRange(NamedTuple):
    """Worst and best outcome still possible: the rank of a verdict, rulings, and a score.

    Rulings are how many statements rule the offer out if it is declined, as a number below 0; of
    two that are declined, the one with less in its way is better. Where nothing that is weighed
    applies, the score counts as 0. Scores are shares of 1, or whole numbers that only compare
    within one ``ScoreTable`` and one weighting.
    """

    worst: Outcome
    best: Outcome

    @property
    def in_running(self) -> bool:
        """Whether the offer may be anything but declined."""
        return self.best[0] > DECLINE

    @property
    def middle(self) -> tuple[Any, ...]:
        """What outcomes are sorted by: one that is ahead of another precedes it, best first."""
        return tuple(low + high for low, high in zip(*self, strict=True))

    @classmethod
    def within(
        cls, ranks: tuple[int, int], rulings: tuple[int, int], low: Any, high: Any
    ) -> OutcomeRange:
        """Return the outcomes between two ranks, scores and numbers of what rules an offer out."""
        least, most = rulings
        worst = -most if ranks[0] == DECLINE else 0
        return cls((ranks[0], worst, low), (ranks[1], -least if ranks[1] == DECLINE else 0, high))

    @classmethod
    def of_decision(cls, decision: Ruling) -> OutcomeRange:
        """Return the outcomes of a decided offer, with scores as shares of 1."""
        ranks = ORDERED.index(decision.possible[0]), ORDERED.index(decision.possible[-1])
        score = decision.score or NOTHING
        low = Fraction(0) if decision.may_lack_score else score.low
        return cls.within(ranks, rulings_of(decision), low, score.high)

    @classmethod
    def of_offer(cls, program: Program, offer: Offer) -> OutcomeRange:
        """Return the outcomes of one offer, with scores as shares of 1.

        What rules it out counts as one statement.
        """
        *_, worst, low, high, whole, lack = program.survey(offer)
        ruled_out = (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE)[worst]
        whole *= program.weights
        ranks = program.thresholds.ranks(ruled_out, low, high, whole, may_lack=lack)
        least = Fraction(0) if lack else Fraction(low, whole or 1)
        return cls.within(ranks, (1, 1), least, Fraction(high, whole or 1))


@frozen(slots=False)
class ScoreRow(Record):
    """Contributions of the weighed statements to the score of one offer."""

    ruled_out: Kleene
    """Whether any statement rules the offer out."""
    rulings: tuple[int, int]
    """How many statements rule it out, at least and at most."""
    lows: tuple[int, ...]
    """Least contribution of each weighed statement, in units of the table."""
    highs: tuple[int, ...]
    """Greatest contribution of each; the same object as *lows* if nothing is open."""
    applies: tuple[Kleene, ...] | None
    """Whether each applies to the offer; None if all do."""

    @cached_property
    def alike(self) -> Mapping[tuple[int, int, Kleene], Sequence[int]]:
        """The places of the statements that contribute the same, and apply alike.

        Of those that may fall away, all do or none: each of them has the same effect on a mean.
        """
        found: dict[tuple[int, int, Kleene], list[int]] = {}
        rows = zip(self.lows, self.highs, self.applies or (), strict=True)
        for at, row in enumerate(rows):
            found.setdefault(row, []).append(at)
        return found


@frozen(slots=False)
class ScoreTable(Record):
    """Contributions to the scores of several offers: a row for each, a column per statement."""

    findings: tuple[int, ...]
    """Indices of the findings that are weighed."""
    weights: tuple[int, ...]
    """Their weights, in units of ``CheckedCriteria.weight_unit``."""
    unit: int
    """Number of units in a contribution of 1."""
    rows: tuple[ScoreRow, ...]
    thresholds: Thresholds

    @classmethod
    def of(cls, decisions: Sequence[Ruling]) -> ScoreTable:
        """Return the table of at least one decision; all must be by the same program."""
        findings = tuple(i for i, f in enumerate(decisions[0].findings) if f.weight)
        weights = tuple(weight_of(decisions[0].program.statements[i]) for i in findings)
        values = [
            [decision.findings[i].value or NOTHING for i in findings] for decision in decisions
        ]
        ends = (end for row in values for value in row for end in (value.low, value.high))
        unit = lcm(*(end.denominator for end in ends))
        rows = tuple(
            _row(decision, findings, row, unit)
            for decision, row in zip(decisions, values, strict=True)
        )
        return cls(findings, weights, unit, rows, decisions[0].program.thresholds)

    @cached_property
    def _outcomes(self) -> tuple[OutcomeRange, ...]:
        return tuple(self.reweighed(self.weights))

    def outcomes(self, index: int) -> OutcomeRange:
        """Return the outcomes of an offer under the weights of the criteria."""
        return self._outcomes[index]

    def joined(self) -> tuple[ScoreTable, list[list[int]]]:
        """Return a table with one column for all statements that contribute alike to every offer.

        And the places of these statements here: with the sums of their weights, outcomes are the
        same.
        """
        everywhere = (Kleene.TRUE,) * len(self.weights)
        parts = [(row.lows, row.highs, row.applies or everywhere) for row in self.rows]
        alike: dict[object, list[int]] = {}
        for at, column in enumerate(zip(*chain(*parts), strict=True)):
            alike.setdefault(column, []).append(at)
        firsts = [some[0] for some in alike.values()]
        rows = [
            evolve(
                row,
                lows=tuple([lows[at] for at in firsts]),
                highs=tuple([highs[at] for at in firsts]),
                applies=row.applies and tuple([applies[at] for at in firsts]),
            )
            for row, (lows, highs, applies) in zip(self.rows, parts, strict=True)
        ]
        return evolve(self, rows=tuple(rows)), [*alike.values()]

    def reweighed(self, weights: Sequence[int]) -> Iterator[OutcomeRange]:
        """Yield the outcomes of each offer, in order, under other *weights*."""
        for row in self.rows:
            yield self.outcome_of(row, weights)

    def outcome_of(self, row: ScoreRow, weights: Sequence[int]) -> OutcomeRange:
        """Return the outcomes of one offer under other *weights*."""
        whole = sum(weights) * self.unit
        if row.applies is not None:
            return self._outcome_of_some(row, weights, whole)
        low = sum(map(mul, weights, row.lows))
        high = low if row.highs is row.lows else sum(map(mul, weights, row.highs))
        ranks = self.thresholds.ranks(row.ruled_out, low, high, whole)
        return OutcomeRange.within(ranks, row.rulings, low, high)

    def _outcome_of_some(self, row: ScoreRow, weights: Sequence[int], whole: int) -> OutcomeRange:
        weight_at = weights.__getitem__
        means = Means.of((sum(map(weight_at, some)), *one) for one, some in row.alike.items())
        if means is None:
            ranks = self.thresholds.ranks(row.ruled_out, 0, 0, 0)
            return OutcomeRange.within(ranks, row.rulings, 0, 0)
        total = sum(weights)
        low, high, may_lack = means.low * total, means.high * total, means.may_lack
        ranks = self.thresholds.ranks(row.ruled_out, low, high, whole, may_lack=may_lack)
        return OutcomeRange.within(ranks, row.rulings, 0 if may_lack else low, high)


def rulings_of(decision: Ruling) -> tuple[int, int]:
    """Return how many statements rule an offer out, at least and at most."""
    if Verdict.DECLINE not in decision.possible:
        return 0, 0  # The parts of a condition may leave open what they do not together.
    found = [decision.rules_out(finding) for finding in decision.findings]
    return found.count(Kleene.TRUE), len(found) - found.count(Kleene.FALSE)


def _row(
    decision: Ruling, findings: Sequence[int], values: Sequence[UnitRange], unit: int
) -> ScoreRow:
    lows = tuple(value.low.numerator * (unit // value.low.denominator) for value in values)
    highs = tuple(value.high.numerator * (unit // value.high.denominator) for value in values)
    least, most = rulings_of(decision)
    applies = tuple(decision.findings[index].may_be.applies for index in findings)
    all_apply = all(one is Kleene.TRUE for one in applies)
    return ScoreRow(
        Kleene.TRUE if least else Kleene.UNKNOWN if most else Kleene.FALSE,
        (least, most),
        lows,
        lows if lows == highs else highs,
        None if all_apply else applies,
    )
