"""The outcome of every statement, the score and the verdicts; see ``facts`` for what this is."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

from attrs import frozen

from offerkit.core import (
    CheckedCriteria,
    CheckedLeaving,
    CheckedPreference,
    CheckedRule,
    CheckedStatement,
)
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.syntax.nodes import RuleKind
from tests.reference.applying import applied
from tests.reference.ends import (
    FALSE,
    IS_FALSE,
    IS_NEITHER,
    IS_TRUE,
    NEITHER,
    TRUE,
    Judged,
    Pair,
    Truth,
    negation,
    settled_by,
    sure,
)
from tests.reference.facts import World, world_of
from tests.reference.gates import value_of
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
    """What the truth of its condition may be; of a preference, whether it applies."""
    value: tuple[Fraction, Fraction] | None
    """Its value in the score, from 0 to 1, if it applies; None if it does not count."""
    missing: frozenset[FactPath]
    rates: frozenset[Pair]


@frozen
class Result:
    """What criteria say about an offer."""

    outcomes: tuple[Outcome, ...]
    score: tuple[Fraction, Fraction] | None
    may_lack_score: bool
    """Whether it may be without a score."""
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
    scores = scores_of(outcomes)
    known = [one for one in scores if one is not None]
    score = (min(low for low, _ in known), max(high for _, high in known)) if known else None
    missing = frozenset[FactPath]().union(*(it.missing for it in outcomes))
    # “Counter-offers”: the kind is part of the condition of every reason for leaving.
    reasons = [it for it in outcomes if isinstance(it.statement, CheckedLeaving)]
    if any(it.truth != IS_TRUE for it in reasons):
        missing |= counter.missing
    return Result(
        outcomes,
        score,
        None in scores,
        possible(criteria, scores, dealbreaker(outcomes, counter)),
        missing,
        frozenset[Pair]().union(*(it.rates for it in outcomes)),
    )


def outcome(statement: CheckedStatement, world: World) -> Outcome:
    """Return the outcome of a statement: “Score”."""
    if isinstance(statement, CheckedPreference):
        found = grade(statement, world)
        is_open = found.low != found.high
        graded = Judged(IS_TRUE | IS_FALSE if is_open else IS_TRUE, found.missing, found.rates)
        judged = applied(graded, [statement.subject], world)
        # “A statement that does not apply neither holds nor counts.”
        value = None if judged.truth == IS_NEITHER else (found.low, found.high)
        truth = judged.truth & IS_NEITHER | (IS_TRUE if judged.truth - IS_NEITHER else frozenset())
        return Outcome(statement, truth, value, judged.missing, judged.rates)
    judged = judge(statement.condition, world)
    value = None
    if not isinstance(statement, CheckedLeaving):
        value = value_of_rule(statement.kind, judged)
    return Outcome(statement, judged.truth, value, judged.missing, judged.rates)


def value_of_rule(kind: RuleKind, condition: Judged) -> tuple[Fraction, Fraction] | None:
    """“A `pro` is 1 if its condition is true and 0 if it is false; a `con` the other way round.”"""
    if kind not in {RuleKind.PRO, RuleKind.CON}:
        return None
    good = TRUE if kind is RuleKind.PRO else FALSE
    values = {Fraction(point == good) for point in condition.truth - IS_NEITHER}
    return (min(values), max(values)) if values else None


Score: TypeAlias = tuple[Fraction, Fraction] | None


def scores_of(outcomes: tuple[Outcome, ...]) -> list[Score]:
    """“The mean without each statement that may fall away, and the case that none is left.”"""
    counting = [it for it in outcomes if it.value is not None]
    falling = [it for it in counting if NEITHER in it.truth]
    return [
        score_of([it for it in counting if it not in gone])
        for number in range(len(falling) + 1)
        for gone in combinations(falling, number)
    ]


def score_of(outcomes: list[Outcome]) -> Score:
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
    if isinstance(kind, str):
        return sure(kind == "counter")
    return Judged(frozenset({TRUE, FALSE}), frozenset({KIND}))


def dealbreaker(outcomes: tuple[Outcome, ...], counter: Judged) -> bool | None:
    """Return whether a dealbreaker is true: “dealbreaker”, “Counter-offers”.

    “`leaving LABEL until EXPR` is the dealbreaker `offer.kind = "counter" and not (EXPR)`, where an
    EXPR that does not apply counts as false.”
    """
    found = [sure(False)]
    for it in outcomes:
        held = Judged(frozenset(TRUE if point == TRUE else FALSE for point in it.truth))
        if isinstance(it.statement, CheckedLeaving):
            found.append(settled_by(FALSE, [counter, negation(held)]))
        elif isinstance(it.statement, CheckedRule) and it.statement.kind is RuleKind.DEALBREAKER:
            found.append(held)
    truth = settled_by(TRUE, found).truth
    return TRUE in truth if len(truth) == 1 else None


def grade_of(criteria: CheckedCriteria, score: Fraction) -> int:
    """Return the rank of the grade of a score: “Verdicts”."""
    below, at = criteria.decline_below, criteria.accept_at
    if below is not None and score < Fraction(below) / 100:
        return 0
    return 2 if at is not None and score >= Fraction(at) / 100 else 1


def possible(
    criteria: CheckedCriteria, scores: list[Score], dealbreaker: bool | None
) -> tuple[str, ...]:
    """Return the verdicts still possible, by the table of “Verdicts”."""
    if dealbreaker is True:
        return VERDICTS[:1]
    # “Without a score, the grade is consider.”
    grades = [
        grade_of(criteria, end) if end is not None else 1
        for score in scores
        for end in (score or (None,))
    ]
    return VERDICTS[0 if dealbreaker is None else min(grades) : max(grades) + 1]
