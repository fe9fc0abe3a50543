"""The compiled program says what the readable walk says."""

from fractions import Fraction

from hypothesis import given

from offerkit.core import CheckedLeaving, CheckedPreference, CheckedRule, total_weight
from offerkit.evaluate.compile import IS_COUNTER, Program
from offerkit.evaluate.decision import UnitRange, Verdict
from offerkit.evaluate.semantics import Facts, World, grade, judge
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.syntax.nodes import RuleKind
from tests.strategies.decisions import Case, cases, note

ORDERED = (Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT)


def by_the_book(program: Program, offer: Offer) -> tuple[list[Kleene], UnitRange | None, Verdict]:
    """Return truths, score and verdict as `grammar/README.md` defines them, step by step."""
    facts = Facts(World.of(program.checked, program.schema, assume=program.assume), offer)
    counter = judge(IS_COUNTER, facts).truth
    truths, low, high, breakers = [], Fraction(0), Fraction(0), [Kleene.FALSE]
    for statement in program.statements:
        ends = (Fraction(0), Fraction(0))
        match statement:
            case CheckedPreference():
                interval = grade(statement, facts).interval
                assert interval.low is not None
                assert interval.high is not None
                ends = interval.low * statement.weight, interval.high * statement.weight
            case CheckedLeaving(condition=condition):
                truths.append(judge(condition, facts).truth)
                breakers.append(counter & ~truths[-1])
            case CheckedRule(kind=kind, condition=condition, weight=weight):
                truth = judge(condition, facts).truth
                truths.append(truth)
                if kind is RuleKind.DEALBREAKER:
                    breakers.append(truth)
                elif kind is not RuleKind.CAUTION:
                    good = truth if kind is RuleKind.PRO else ~truth
                    sure, maybe = good is Kleene.TRUE, good is not Kleene.FALSE
                    ends = Fraction(weight * sure), Fraction(weight * maybe)
        low, high = low + ends[0], high + ends[1]
    weights = total_weight(program.statements)
    score = UnitRange(low / weights, high / weights) if weights else None
    return truths, score, verdict_of(program, score, max(breakers, key=lambda t: t.value))


def verdict_of(program: Program, score: UnitRange | None, breaker: Kleene) -> Verdict:
    if breaker is Kleene.TRUE:
        return Verdict.DECLINE
    low, high = (1, 1) if score is None else (graded(program, e) for e in (score.low, score.high))
    low = 0 if breaker is Kleene.UNKNOWN else low
    return ORDERED[low] if low == high else Verdict.FIND_OUT


def graded(program: Program, score: Fraction) -> int:
    decline, accept = program.checked.decline_below, program.checked.accept_at
    if decline is not None and score < Fraction(decline) / 100:
        return 0
    return 2 if accept is not None and score >= Fraction(accept) / 100 else 1


@given(cases(max_size=5))
def test_truths_score_and_verdict_are_those_of_the_walk(case: Case) -> None:
    """With the assumptions of the file and without them."""
    checked, schema = case.criteria.checked, case.criteria.schema
    for assume in (True, False):
        program = Program(checked, schema, assume=assume)
        truths, score, verdict = by_the_book(program, case.offer)
        decision = program.decide(case.offer, case.criteria)
        note(decision)
        found = [f.truth for f in decision.findings if f.kind.value != "prefer"]
        assert found == truths
        assert decision.score == score
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
    plain = Program(checked, schema, assume=False).decide(case.offer, case.criteria)
    differs = (plain.possible, plain.score) != (decision.possible, decision.score)
    assert (decision.without_assumptions is not None) == differs
    if differs:
        assert decision.assumed
        other = decision.without_assumptions
        assert other is not None
        assert (other.verdict, other.score) == (plain.verdict, plain.score)
        assert other.assumed == ()
