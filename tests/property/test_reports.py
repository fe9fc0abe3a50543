"""Every decision and every comparison can be made a page, which is as every page should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from offerkit.model.offer import Offer
from tests.lengths import fewer
from tests.strategies.decisions import Case, cases
from tests.unit.render.html.test_page import check


@fewer(20)
@given(cases(), st.integers(1, 3))
def test_every_decision_and_comparison_can_be_reported(case: Case, count: int) -> None:
    check(case.criteria.decide(case.offer).report())
    offers = {"a": case.offer, "b": Offer(), "c": case.offer}
    chosen = dict(list(offers.items())[:count])
    check(case.criteria.compare(chosen, samples=5).report())
