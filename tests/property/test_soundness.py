"""Sound: what an offer turns out to be decides to something that was reported as possible."""

from hypothesis import given

from offerkit.evaluate.findings import Finding
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN
from tests.strategies.decisions import Case, assert_narrower, cases_and_more, note
from tests.strategies.offers import BONUS


@given(cases_and_more(fully=True))
def test_every_completion_is_decided_within_the_reported_range(pair: tuple[Case, Offer]) -> None:
    """The truths, the score and the verdict of a fully known offer were all still possible."""
    case, complete = pair
    before, after = case.criteria.decide(case.offer), case.criteria.decide(complete)
    note(before)
    assert_narrower(before, after)


@given(cases_and_more(fully=True))
def test_what_is_fully_known_is_settled_but_for_missing_rates(pair: tuple[Case, Offer]) -> None:
    """Stating every fact settles all but amounts without a rate, months beside days, shares that
    nobody buys, and one way to state a bonus that is stated in the other."""
    case, complete = pair
    decision = case.criteria.decide(complete)
    note(decision)
    getter = case.criteria.schema.getter
    for fact in decision.missing:
        assert fact.path in BONUS
        assert any(getter(FactPath(it, fact.view))(complete) is not UNKNOWN for it in BONUS)
    open_ = [finding for finding in decision.findings if not finding.settled]
    for finding in open_:
        lacking = decision.missing_rates or decision.missing_days
        assert lacking or decision.missing or has_shares_that_nobody_buys(finding)
    if not open_:
        assert len(decision.possible) == 1
        assert decision.score is None or decision.score.is_exact


def has_shares_that_nobody_buys(finding: Finding) -> bool:
    """Whether equity that is not liquid is among what a finding rests on: a range from 0."""
    parts = [part for reading in finding.readings for part in reading.walk()]
    return any(part.fact.path == "equity.liquid" and part.value is False for part in parts)


@given(cases_and_more(fully=True))
def test_missing_says_what_left_it_open(pair: tuple[Case, Offer]) -> None:
    """A finding misses facts exactly when it is open, unless no fact could settle it.

    That is so for want of a rate, for months beside days, or for shares that nobody buys. None that
    is missing is derived.
    """
    case, _ = pair
    decision = case.criteria.decide(case.offer)
    for finding in decision.findings:
        assert not (finding.settled and finding.missing)
        lacking = decision.missing_rates or decision.missing_days
        may_lack_none = lacking or has_shares_that_nobody_buys(finding)
        assert finding.settled or finding.missing or may_lack_none
        for fact in finding.missing:
            assert not case.criteria.schema.facts[fact.path].derived
