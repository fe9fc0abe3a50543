"""The compiled program says what the readable walk says."""

from functools import partial
from operator import attrgetter

from hypothesis import event, given

from offerkit.core import CheckedPreference, weight_of
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.generated.functions import walked
from offerkit.evaluate.program import Program
from offerkit.evaluate.semantics import grade, judge
from offerkit.evaluate.verdict import (
    IS_COUNTER,
    Means,
    UnitRange,
    Verdict,
    Weighed,
    contribution,
    rules_out,
)
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from tests.strategies.decisions import Case, cases


def by_the_book(
    program: Program, offer: Offer
) -> tuple[list[Kleene], Means | None, tuple[Verdict, ...]]:
    """Return truths, score and possible verdicts by the rule, statement by statement."""
    facts = Facts(program.world, offer)
    is_counter = judge(IS_COUNTER, facts).truth
    truths, weighed, ruled_out = [], list[Weighed](), Kleene.FALSE
    for statement, finding in zip(program.statements, program.decide(offer).findings, strict=True):
        if isinstance(statement, CheckedPreference):
            graded = grade(statement, facts)
            assert graded.interval.low is not None
            assert graded.interval.high is not None
            added: UnitRange | None = UnitRange(graded.interval.low, graded.interval.high)
            applies = graded.applies
        else:
            truths.append(judge(statement.condition, facts).truth)
            added = contribution(finding.kind, truths[-1])
            ruled_out |= rules_out(finding.kind, truths[-1], is_counter)
            applies = truths[-1].applies
        if added is not None:
            weighed.append((weight_of(statement), added.low, added.high, applies))
    means = Means.of(weighed)
    if means is None:
        return truths, None, program.thresholds.possible(ruled_out, 0, 0, 0)
    ends = means.low, means.high, 1
    possible = program.thresholds.possible(ruled_out, *ends, may_lack=means.may_lack)
    return truths, means, possible


@given(cases(max_size=5, wide=True))
def test_truths_score_and_verdict_are_those_of_the_walk(case: Case) -> None:
    """With the assumptions of the file and without them."""
    checked, schema = case.criteria.checked, case.criteria.schema
    for assume in (True, False):
        program = Program(checked, schema, assume=assume)
        truths, means, possible = by_the_book(program, case.offer)
        decision = program.decide(case.offer)
        event(f"verdict: {decision.verdict}")
        found = [f.may_be for f in decision.findings if f.kind.value != "prefer"]
        assert found == truths
        score = decision.score
        assert (score is None) == (means is None)
        if score is not None and means is not None:
            assert (score.low, score.high) == (means.low, means.high)
            assert decision.may_lack_score == means.may_lack
        assert decision.by_parts == possible
        assert set(decision.possible) <= set(possible)
        exact = decision.possible
        verdict = exact[0] if len(exact) == 1 else Verdict.FIND_OUT
        assert decision.verdict is verdict
        assert program.verdict(case.offer) is verdict


@given(cases(max_size=5, wide=True))
def test_the_first_offers_are_decided_like_all_others(case: Case) -> None:
    """Which are walked, because compiling criteria takes longer than to decide a few offers."""
    for assume in (True, False):
        compiled, first = (
            Program(case.criteria.checked, case.criteria.schema, assume=assume) for _ in range(2)
        )
        vars(first)["survey"] = partial(walked, first.world, first.statements)
        assert _SAID(first.decide(case.offer)) == _SAID(compiled.decide(case.offer))


_SAID = attrgetter(
    *("possible", "by_parts", "score", "may_lack_score", "findings", "is_counter", "assumed"),
    *("missing_rates", "missing_days", "decisive_assumptions"),
)


@given(cases(max_size=5, wide=True))
def test_what_is_missing_is_what_the_walk_misses(case: Case) -> None:
    """Also where it was worked out before there was an offer."""
    program = case.criteria.program
    facts = Facts(program.world, case.offer)
    decision = case.criteria.decide(case.offer)
    for statement, finding in zip(program.statements, decision.findings, strict=True):
        if isinstance(statement, CheckedPreference):
            assert finding.missing == grade(statement, facts).missing
        else:
            assert finding.missing == judge(statement.condition, facts).missing


@given(cases(include=("dealbreaker", "pro", "con", "prefer", "assume", "threshold", "rate")))
def test_the_decision_without_assumptions_stands_beside_where_it_differs(case: Case) -> None:
    checked, schema = case.criteria.checked, case.criteria.schema
    decision = case.criteria.decide(case.offer)
    plain = Program(checked, schema, assume=False).decide(case.offer)
    ends = attrgetter("possible", "by_parts", "score", "may_lack_score")
    differs = ends(plain) != ends(decision)
    assert (decision.without_assumptions is not None) == differs
    if differs:
        assert decision.assumed
        other = decision.without_assumptions
        assert other is not None
        assert (other.verdict, other.score) == (plain.verdict, plain.score)
        assert other.assumed == ()
