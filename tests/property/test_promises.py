"""Promises: what is reported stays so once more is known, in any order, and of findings only."""

from __future__ import annotations

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.load import read_offer, write_offer
from offerkit.model.offer import Offer, complete_counter, known_facts
from offerkit.values import DOES_NOT_APPLY
from tests.strategies.decisions import assert_promises_kept_track_of, said
from tests.strategies.offers import completions, offers

LINES = (
    "fact office.light: quality",
    "fact office.dogs: number",
    "fact desk.extras: set of text",
    "rate 1 EUR = 1.08 USD",
    "assume hours.week = 40",
    "caution if office.light > fair and office.dogs > 3",
    'caution if desk.extras includes "lamp"',
)
CRITERIA = parse_criteria("\n".join(LINES))
PATHS = (
    *CRITERIA.schema.own,
    "pay.base",
    "hours.week",
    "commute.time",
    "manager.presence",
    "manager.name",
    "benefits.list",
    "benefits.health",
    "visa.sponsored",
    "contract.noncompete",
    "contract.notice_mine",
    "equity.schedule",
    "equity.vesting",
    "offer.start",
)


@st.composite
def told(draw: st.DrawFn) -> Offer:
    """Offers with promises, some of them counter-offers completed from a present job."""
    offer = draw(offers(CRITERIA.schema, paths=PATHS))
    if offer.current is not DOES_NOT_APPLY and draw(st.booleans()):
        offer = complete_counter(evolve(offer, offer=evolve(offer.offer, kind="counter")))
    return offer


def note(decision: Decision) -> None:
    for name in ("broken", "exceeded", "unstated"):
        if getattr(decision, f"{name}_promises"):
            event(f"{name}: some")


@given(told(), st.booleans(), st.data())
def test_what_is_reported_stays_so_once_more_is_known(
    offer: Offer, fully: bool, data: st.DataObject
) -> None:
    later = data.draw(completions(offer, CRITERIA.schema, paths=PATHS, fully=fully))
    before = CRITERIA.decide(offer)
    note(before)
    assert_promises_kept_track_of(before, CRITERIA.decide(later))


@given(told(), st.permutations(LINES))
def test_the_order_of_statements_does_not_matter(offer: Offer, lines: list[str]) -> None:
    assert said(parse_criteria("\n".join(lines)).decide(offer)) == said(CRITERIA.decide(offer))


@given(told())
def test_every_promise_is_reported_once_and_of_findings_only(offer: Offer) -> None:
    decision = CRITERIA.decide(offer)
    compared = [p.fact for p in (*decision.broken_promises, *decision.exceeded_promises)]
    unstated = [promise.fact for promise in decision.unstated_promises]
    reported = [*compared, *unstated]
    assert len(set(reported)) == len(reported)
    stated = known_facts(offer).keys() - offer.inherited
    assert {path for path in compared if not path.startswith("offer.")} <= stated
    assert stated.isdisjoint(unstated)


@given(told())
def test_what_was_filled_in_is_still_so_after_saving(offer: Offer) -> None:
    event(f"inherited: {min(len(offer.inherited), 3)}")
    again = read_offer(write_offer(offer), schema=CRITERIA.schema)
    assert again == offer
    assert said(CRITERIA.decide(again)) == said(CRITERIA.decide(offer))


@given(told(), st.data())
def test_only_what_is_as_in_the_present_job_is_inherited(offer: Offer, data: st.DataObject) -> None:
    later = data.draw(completions(offer, CRITERIA.schema, paths=PATHS))
    assert later.inherited <= offer.inherited
    if isinstance(later.current, Offer):
        now, present = known_facts(later), known_facts(later.current)
        assert all(now[path] == present[path] for path in later.inherited)
    again = read_offer(write_offer(later), schema=CRITERIA.schema)
    assert again == later
