"""What a program remembers of the offers it decided changes nothing for the next one."""

from collections.abc import Callable

import pytest

from offerkit import Offer, parse_criteria, read_offer
from offerkit.evaluate.cells import left, settle
from offerkit.evaluate.facts import Facts

CRITERIA = """
assume hours.week = 40
assume current.leave.days = leave.days

dealbreaker "Wrong size"   if team.size < 3 and team.size > 5
dealbreaker "Less"         if pay.base < current.pay.base
dealbreaker "By the hour"  if pay.base < 30 USD per hour
dealbreaker "Paid so now"  if current.pay.base < 30 USD per hour
pro "Small"                if team.size < 10
con "Large"                if team.size >= 10
pro "Pay"                  if pay.base >= 60k USD per year
pro "Leave"                if leave.days > current.leave.days or leave.days > 30
pro "A mentor"             if manager.mentoring >= often
con "No mentor"            unless manager.mentoring >= sometimes
con "Little leave now"     if current.leave.days < 20
con "Far"                  if commute.time > 45 min and commute.time > 10 min
pro "Whole pay"            if pay.total >= 70k USD per year
con "Per hour"             if pay.per_hour < 25 USD per hour
prefer "Money"             pay.base from 40k to 90k USD per year
prefer "Hourly"            pay.per_hour from 20 to 60 USD per hour

decline below 30%
accept at 60%
"""

OFFERS = (
    "",
    "team.size = 4",
    'team.size = "8..12"',
    'pay.base = "70k USD per year"',
    'pay.base = "35 USD per hour"',
    'pay.base = "35 USD per hour"\nhours.week = "30..50"',
    'pay.base = "50k..80k USD per year"\nteam.size = "8..12"',
    'pay.base = "5k EUR per month"',
    'current = "none"',
    'current.pay.base = "70k USD per year"',
    'current.pay.base = "70k USD per year"\npay.base = "71k USD per year"',
    'current.pay.base = "35 USD per hour"\ncurrent.hours.week = "30..50"',
    "leave.days = 25",
    'leave.days = 25\nmanager = "none"',
    "leave.unlimited = true\nleave.taken = 20",
    'remote.policy = "remote"',
    'commute.time = "20..60 min"',
    'commute.time = "20..60 min"\nremote.policy = "hybrid"\nmanager.mentoring = "sometimes..often"',
    """
    pay = { base = "80k USD per year", bonus_target = "0%", sign_on = "0 USD" }
    equity.kind = "none"
    benefits.retirement_match = "0%"
    hours = { week = 40, days_week = 5 }
    leave = { days = 25, unpaid = 0 }
    contract.kind = "permanent"
    commute.time = "20 min"
    remote.days = 2
    """,
)


TOGETHER = """
pro "Large"                if team.size >= 3 weight 2
con "Not small"            if team.size >= 3 weight 2
prefer "Leave"             current.leave.days + leave.days from 20 to 50
accept at 55%
decline below 45%
"""
"""The first two are half of what they weigh, whatever the size: the third tips the score."""

OFFERS_OF_TOGETHER = (
    "",
    "team.size = 4",
    "current.leave.days = 25\nleave.days = 25",
    "current.leave.days = 25\nleave.days = 5",
    'current.leave.days = "0..10"\nleave.days = 25',
    'current.leave.days = "10..20"\nleave.days = 25',
    'current = "none"\nleave.days = 25',
    "current.leave.days = 5\nleave.days = 10",
)

TODAY = """
pro "Little leave" if current.leave.days < 20
pro "Much leave"   if current.leave.days >= 20
accept at 50%
"""
"""With a job, one of the two applies, whatever is stated of it."""

OFFERS_OF_TODAY = ("", "current.team.size = 4", 'current = "none"')


@pytest.mark.parametrize(
    ("text", "offers_as_text"),
    [(CRITERIA, OFFERS), (TOGETHER, OFFERS_OF_TOGETHER), (TODAY, OFFERS_OF_TODAY)],
)
def test_every_offer_is_decided_as_by_a_new_program(
    text: str, offers_as_text: tuple[str, ...]
) -> None:
    criteria = parse_criteria(text)
    offers = [read_offer(offer, schema=criteria.schema) for offer in offers_as_text]
    alone = [parse_criteria(text).decide(offer) for offer in offers]
    assert [criteria.decide(offer) for offer in offers] == alone
    assert [criteria.decide(offer) for offer in offers[::-1]] == alone[::-1]


def test_what_is_looked_at_first_changes_nothing() -> None:
    criteria = parse_criteria(CRITERIA)
    for text in OFFERS[::3]:
        offer = read_offer(text, schema=criteria.schema)
        one, other = criteria.decide(offer), criteria.decide(offer)
        _ = one.left_out, one.before_tax, one.verdict, [it.graded for it in one.findings]
        assert other.assumed == one.assumed
        assert one == other
        assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("text", "offers_as_text"), [(CRITERIA, OFFERS), (TOGETHER, OFFERS_OF_TOGETHER)]
)
def test_nothing_is_lost_where_there_is_room_for_one(
    text: str, offers_as_text: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    criteria = parse_criteria(text)
    offers = [read_offer(offer, schema=criteria.schema) for offer in offers_as_text]
    usual = [criteria.decide(offer).possible for offer in offers]
    for module in (left, settle):
        monkeypatch.setattr(module, "MOST_KEPT", 1)
    narrow = parse_criteria(text)
    for offer, possible in zip(offers * 2, usual * 2, strict=True):
        assert narrow.decide(offer).possible == possible
        cells = narrow.program.cells
        assert all(len(one._known) <= 1 for one in cells._remembered)
        assert all(len(block.known) <= 1 for block in cells._blocks)


def test_the_cells_left_are_remembered_of_every_offer_and_every_variable() -> None:
    criteria = parse_criteria(CRITERIA)
    cells = criteria.program.cells
    offers = [read_offer(text, schema=criteria.schema) for text in OFFERS]

    def left_by(offer: Offer, look: Callable[[Facts], int]) -> tuple[int, object]:
        facts = Facts(cells.world, offer)
        return look(facts), facts.assumed

    for one in cells._remembered:
        expected = [left_by(offer, one.variable.left) for offer in offers]
        assert [left_by(offer, one.of) for offer in offers] == expected
        # What is asked for again is not worked out again.
        del one.variable
        assert [left_by(offer, one.of) for offer in offers] == expected


def test_what_hangs_on_more_than_was_thought_is_not_remembered() -> None:
    criteria = parse_criteria(CRITERIA)
    offer = read_offer("team.size = 4")
    cells = criteria.program.cells
    one = next(
        it for it in cells._remembered if str(getattr(it.variable, "fact", "")) == "team.size"
    )
    decision = criteria.decide(offer)
    assert decision.possible
    assert one._known
    one._known.clear()
    one._inputs = frozenset()
    assert one.of(decision._facts) == one.variable.left(decision._facts)
    assert not one._known
