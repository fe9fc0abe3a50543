"""Every decision and every comparison can be made a page, which is as every page should be."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from offerkit.advise.compare import compare
from offerkit.model.offer import Offer
from offerkit.render.html.page import report_page
from tests.strategies.decisions import Case, cases
from tests.unit.render.html.test_page import check


@settings(max_examples=40)
@given(cases(), st.integers(1, 3))
def test_every_decision_and_comparison_can_be_reported(case: Case, count: int) -> None:
    check(report_page(case.criteria.decide(case.offer)))
    offers = {"a": case.offer, "b": Offer(), "c": case.offer}
    chosen = dict(list(offers.items())[:count])
    check(report_page(compare(case.criteria, chosen, samples=5)))
