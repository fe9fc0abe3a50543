"""Total: deciding never fails, and its two ways agree."""

from hypothesis import given

from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from tests.strategies.decisions import Case, cases, note
from tests.strategies.offers import offers


@given(cases())
def test_checked_criteria_decide_any_loaded_offer(case: Case) -> None:
    """A decision comes back, its verdict is the quick one, and its parts agree."""
    decision = case.criteria.decide(case.offer)
    note(decision)
    assert decision.verdict is case.criteria.verdict(case.offer)
    assert decision.verdict is (
        decision.possible[0] if len(decision.possible) == 1 else Verdict.FIND_OUT
    )
    assert (decision.score is None) == (not any(finding.weight for finding in decision.findings))


@given(cases(), offers(schema_of()))
def test_any_offer_will_do(case: Case, offer: Offer) -> None:
    """Offers of facts that the criteria never heard of are decided as well."""
    assert case.criteria.decide(offer).verdict is case.criteria.verdict(offer)


@given(cases(include=("dealbreaker", "pro", "con", "prefer", "rate", "threshold")))
def test_a_true_dealbreaker_always_declines(case: Case) -> None:
    """Whatever else is known or unknown, and whatever the score."""
    decision = case.criteria.decide(case.offer)
    broken = [f for f in decision.dealbreakers if f.truth is Kleene.TRUE]
    note(decision)
    if broken:
        assert decision.possible == (Verdict.DECLINE,)
    elif not any(f.truth is Kleene.UNKNOWN for f in decision.dealbreakers):
        weighed = [f for f in decision.findings if f.kind is not StatementKind.DEALBREAKER]
        if not weighed:
            assert decision.possible == (Verdict.CONSIDER,)
