"""Counter-offers: only what is stated changes, and what has changed for certain stays changed."""

from __future__ import annotations

from attrs import evolve
from hypothesis import assume, event, given
from hypothesis import strategies as st

from offerkit.advise.counter.counter import changes_of
from offerkit.criteria import parse_criteria
from offerkit.evaluate.findings import Difference
from offerkit.model.offer import Offer, complete_counter, known_facts
from offerkit.model.schema import schema_of
from tests.strategies.offers import completions, offers, with_view

CRITERIA = parse_criteria(
    "rate 1 EUR = 1.08 USD\n"
    "assume hours.days_week = 5\n"
    "assume current.hours.days_week = 5\n"
    "pro if visa.needed"
)
PATHS = (
    "pay.base",
    "hours.week",
    "manager.presence",
    "manager.name",
    "clients.names",
    "visa.sponsored",
    "contract.notice_mine",
    "offer.start",
)


@st.composite
def counters(draw: st.DrawFn) -> Offer:
    """Counter-offers as they are stated, beside a present job."""
    present = draw(offers(paths=PATHS, views=False))
    stated = draw(offers(paths=PATHS, views=False))
    counter = evolve(stated, offer=evolve(stated.offer, kind="counter"))
    return with_view(counter, "current", present)


@given(counters())
def test_only_what_is_stated_may_change(counter: Offer) -> None:
    found = {change.fact for change in changes_of(CRITERIA.program, complete_counter(counter))}
    event(f"changes: {min(len(found), 3)}")
    assert found <= set(known_facts(counter))


@given(offers(paths=PATHS, views=False))
def test_what_is_the_same_does_not_change(job: Offer) -> None:
    counter = with_view(evolve(job, offer=evolve(job.offer, kind="counter")), "current", job)
    assert list(changes_of(CRITERIA.program, counter)) == []


@given(counters(), st.data())
def test_what_changes_for_certain_still_does_once_more_is_known(
    counter: Offer, data: st.DataObject
) -> None:
    later = data.draw(completions(counter, schema_of(), paths=PATHS))
    before = {c.fact: c for c in changes_of(CRITERIA.program, counter) if c.is_certain}
    after = {c.fact: c for c in changes_of(CRITERIA.program, later) if c.is_certain}
    assume(before)
    for fact, change in before.items():
        assert after[fact].direction is change.direction
        assert after[fact].better is change.better


@given(counters())
def test_the_other_way_round_it_is_the_other_way(counter: Offer) -> None:
    present = counter.current
    assert isinstance(present, Offer)
    plain = evolve(counter, current=None)
    back = with_view(evolve(present, offer=plain.offer), "current", plain)
    there = {c.fact: c for c in changes_of(CRITERIA.program, counter)}
    again = {c.fact: c for c in changes_of(CRITERIA.program, back)}
    assert there.keys() == again.keys()
    turned = {Difference.MORE: Difference.LESS, Difference.LESS: Difference.MORE}
    for fact, change in there.items():
        direction = again[fact].direction
        assert direction is (
            turned.get(change.direction, change.direction) if change.direction else None
        )
        if change.better is not None:
            assert again[fact].better is not change.better
