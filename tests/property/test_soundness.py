"""Sound: what an offer turns out to be decides to something that was reported as possible."""

from hypothesis import given

from offerkit.model.offer import Offer
from tests.strategies.decisions import Case, assert_narrower, cases_and_more, note


@given(cases_and_more(fully=True))
def test_every_completion_is_decided_within_the_reported_range(pair: tuple[Case, Offer]) -> None:
    """The truths, the score and the verdict of a fully known offer were all still possible."""
    case, complete = pair
    before, after = case.criteria.decide(case.offer), case.criteria.decide(complete)
    note(before)
    assert_narrower(before, after)


@given(cases_and_more(fully=True))
def test_what_is_fully_known_is_settled_but_for_missing_rates(pair: tuple[Case, Offer]) -> None:
    """Stating every fact settles everything that no exchange rate holds up."""
    case, complete = pair
    decision = case.criteria.decide(complete)
    note(decision)
    assert decision.missing == ()
    for finding in decision.findings:
        assert finding.settled or decision.missing_rates
    if not decision.missing_rates:
        assert len(decision.possible) == 1
        assert decision.score is None or decision.score.is_exact


@given(cases_and_more(fully=True))
def test_missing_says_what_left_it_open(pair: tuple[Case, Offer]) -> None:
    """A finding misses facts exactly when it is open, or else lacks a rate; none is derived."""
    case, _ = pair
    decision = case.criteria.decide(case.offer)
    for finding in decision.findings:
        assert not (finding.settled and finding.missing)
        assert finding.settled or finding.missing or decision.missing_rates
        for fact in finding.missing:
            assert not case.criteria.schema.facts[fact.path].derived
