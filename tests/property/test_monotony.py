"""Monotone: learning a fact never widens what is possible."""

from hypothesis import given

from offerkit.model.offer import Offer
from tests.strategies.decisions import Case, assert_narrower, cases_and_more, note


@given(cases_and_more(fully=False))
def test_learning_more_never_unsettles(pair: tuple[Case, Offer]) -> None:
    """Truths stay, intervals narrow, a decided verdict is final."""
    case, later = pair
    before, after = case.criteria.decide(case.offer), case.criteria.decide(later)
    note(before)
    note(after)
    assert_narrower(before, after)
