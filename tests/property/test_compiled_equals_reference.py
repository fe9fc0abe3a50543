"""The compiled program says what the readable walk says."""

from fractions import Fraction

from hypothesis import event, given

from offerkit.core import CheckedPreference, weight_of
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.program import Program
from offerkit.evaluate.semantics import grade, judge
from offerkit.evaluate.verdict import IS_COUNTER, UnitRange, Verdict, contribution, rules_out
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from tests.strategies.decisions import Case, cases


def by_the_book(
    program: Program, offer: Offer
) -> tuple[list[Kleene], UnitRange | None, tuple[Verdict, ...]]:
    """Return truths, score and possible verdicts by the rule, statement by statement."""
    facts = Facts(program.world, offer)
    is_counter = judge(IS_COUNTER, facts).truth
    truths, low, high, ruled_out = [], Fraction(0), Fraction(0), Kleene.FALSE
    for statement, finding in zip(program.statements, program.decide(offer).findings, strict=True):
        if isinstance(statement, CheckedPreference):
            interval = grade(statement, facts).interval
            assert interval.low is not None
            assert interval.high is not None
            added: UnitRange | None = UnitRange(interval.low, interval.high)
        else:
            truths.append(judge(statement.condition, facts).truth)
            added = contribution(finding.kind, truths[-1])
            ruled_out |= rules_out(finding.kind, truths[-1], is_counter)
        if added is not None:
            weight = weight_of(statement)
            low, high = low + weight * added.low, high + weight * added.high
    whole = program.weights
    score = UnitRange(low / whole, high / whole) if whole else None
    return truths, score, program.thresholds.possible(ruled_out, low, high, whole)


@given(cases(max_size=5))
def test_truths_score_and_verdict_are_those_of_the_walk(case: Case) -> None:
    """With the assumptions of the file and without them."""
    checked, schema = case.criteria.checked, case.criteria.schema
    for assume in (True, False):
        program = Program(checked, schema, assume=assume)
        truths, score, possible = by_the_book(program, case.offer)
        decision = program.decide(case.offer)
        event(f"verdict: {decision.verdict}")
        found = [f.truth for f in decision.findings if f.kind.value != "prefer"]
        assert found == truths
        assert decision.score == score
        assert decision.possible == possible
        verdict = possible[0] if len(possible) == 1 else Verdict.FIND_OUT
        assert decision.verdict is verdict
        assert program.verdict(case.offer) is verdict


@given(cases(max_size=5))
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
    differs = (plain.possible, plain.score) != (decision.possible, decision.score)
    assert (decision.without_assumptions is not None) == differs
    if differs:
        assert decision.assumed
        other = decision.without_assumptions
        assert other is not None
        assert (other.verdict, other.score) == (plain.verdict, plain.score)
        assert other.assumed == ()
