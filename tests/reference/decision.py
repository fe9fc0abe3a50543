"""The outcome of every statement, the score and the verdicts; see ``facts`` for what this is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.core import CheckedCriteria, CheckedLeaving, CheckedPreference, CheckedStatement
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.syntax.nodes import RuleKind
from tests.reference.ends import Judged, Pair, Truth, negation, settled_by
from tests.reference.facts import World, value_of, world_of
from tests.reference.quantities import grade
from tests.reference.truths import judge

VERDICTS: Final = ("decline", "consider", "accept")
"""“Verdicts”, in their order."""
KIND: Final = FactPath("offer.kind")


@frozen
class Outcome:
    """The outcome of one statement."""

    statement: CheckedStatement
    truth: Truth
    """The truth of its condition; None also for every preference."""
    value: tuple[Fraction, Fraction] | None
    """Its value in the score, from 0 to 1; None if it does not count."""
    missing: frozenset[FactPath]
    rates: frozenset[Pair]


@frozen
class Result:
    """What criteria say about an offer."""

    outcomes: tuple[Outcome, ...]
    score: tuple[Fraction, Fraction] | None
    possible: tuple[str, ...]
    missing: frozenset[FactPath]
    rates: frozenset[Pair]

    @property
    def verdict(self) -> str:
        """“If one verdict is possible, that is the verdict. If several are, it is find out.”"""
        return self.possible[0] if len(self.possible) == 1 else "find_out"


def decide(criteria: CheckedCriteria, offer: Offer, *, assume: bool = True) -> Result:
    """Return what criteria say about an offer, with or without their assumptions."""
    world = world_of(criteria, offer, assume=assume)
    # “A statement that says the same as another, label and weight included, counts once.”
    outcomes = tuple(outcome(it, world) for it in dict.fromkeys(criteria.statements))
    counter = is_counter(world)
    score = score_of(outcomes)
    missing = frozenset[FactPath]().union(*(it.missing for it in outcomes))
    # “Counter-offers”: the kind is part of the condition of every reason for leaving.
    reasons = [it for it in outcomes if isinstance(it.statement, CheckedLeaving)]
    if any(it.truth is not True for it in reasons):
        missing |= counter.missing
    return Result(
        outcomes,
        score,
        possible(criteria, score, dealbreaker(outcomes, counter)),
        missing,
        frozenset[Pair]().union(*(it.rates for it in outcomes)),
    )


def outcome(statement: CheckedStatement, world: World) -> Outcome:
    """Return the outcome of a statement: “Score”."""
    if isinstance(statement, CheckedPreference):
        found = grade(statement, world)
        return Outcome(statement, None, (found.low, found.high), found.missing, found.rates)
    judged = judge(statement.condition, world)
    value = None
    if not isinstance(statement, CheckedLeaving):
        value = value_of_rule(statement.kind, judged)
    return Outcome(statement, judged.truth, value, judged.missing, judged.rates)


def value_of_rule(kind: RuleKind, condition: Judged) -> tuple[Fraction, Fraction] | None:
    """“A `pro` is 1 if its condition is true and 0 if it is false; a `con` the other way round.”"""
    if kind not in {RuleKind.PRO, RuleKind.CON}:
        return None
    if condition.truth is None:
        return Fraction(0), Fraction(1)
    value = Fraction(condition.truth is (kind is RuleKind.PRO))
    return value, value


def score_of(outcomes: tuple[Outcome, ...]) -> tuple[Fraction, Fraction] | None:
    """“The weighted mean of the values, Σ w·v ÷ Σ w”; none if nothing counts."""
    low, high, weights = Fraction(0), Fraction(0), 0
    for it in outcomes:
        if it.value is not None and not isinstance(it.statement, CheckedLeaving):
            low += it.statement.weight * it.value[0]
            high += it.statement.weight * it.value[1]
            weights += it.statement.weight
    return (low / weights, high / weights) if weights else None


def is_counter(world: World) -> Judged:
    """Return the truth of `offer.kind = "counter"`: “Counter-offers”."""
    kind = value_of(KIND, world)
    return Judged(kind == "counter") if isinstance(kind, str) else Judged(None, frozenset({KIND}))


def dealbreaker(outcomes: tuple[Outcome, ...], counter: Judged) -> Truth:
    """Return whether a dealbreaker is true: “dealbreaker”, “Counter-offers”.

    “`leaving LABEL until EXPR` is the dealbreaker `offer.kind = "counter" and not (EXPR)`.”
    """
    found = [Judged(False)]
    for it in outcomes:
        if isinstance(it.statement, CheckedLeaving):
            found.append(settled_by(False, [counter, negation(Judged(it.truth))]))
        elif not isinstance(it.statement, CheckedPreference):
            is_dealbreaker = it.statement.kind is RuleKind.DEALBREAKER
            found.append(Judged(it.truth if is_dealbreaker else False))
    return settled_by(True, found).truth


def grade_of(criteria: CheckedCriteria, score: Fraction) -> int:
    """Return the rank of the grade of a score: “Verdicts”."""
    below, at = criteria.decline_below, criteria.accept_at
    if below is not None and score < Fraction(below) / 100:
        return 0
    return 2 if at is not None and score >= Fraction(at) / 100 else 1


def possible(
    criteria: CheckedCriteria, score: tuple[Fraction, Fraction] | None, dealbreaker: Truth
) -> tuple[str, ...]:
    """Return the verdicts still possible, by the table of “Verdicts”."""
    if dealbreaker is True:
        return VERDICTS[:1]
    # “Without a score, the grade is consider.”
    low, high = (1, 1) if score is None else (grade_of(criteria, end) for end in score)
    return VERDICTS[0 if dealbreaker is None else low : high + 1]
