"""Promises held against what an offer states: all that is told of each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import frozen

from offerkit import Offer, fact, parse_criteria
from offerkit.evaluate.program import Ruling
from offerkit.values import Fact, show

CRITERIA = parse_criteria("""
fact office.dogs: yes/no
fact office.area: number from 1 to 9
fact desk.kind: text
rate 1 EUR = 1.25 USD
pro if leave.days > 3
""")
SOURCES = """
[sources]
'promised.leave.days' = 'talk'
'leave.days' = 'letter'
'promised.office.area' = 'tour'
'office.area' = 'plan'
'promised.team.size' = 'desk'
"""


def told(decision: Ruling) -> list[str]:
    """Return the promises of which there is something to tell, as text."""
    compared = [
        f"{word} {it.fact}: {show(it.promised)} ({it.promise_source}), "
        f"{it.direction} {show(it.found)} ({it.source})"
        for word, promises in (
            ("broken", decision.broken_promises),
            ("exceeded", decision.exceeded_promises),
        )
        for it in promises
    ]
    unstated = [
        f"{it.fact}: {show(it.promised)} ({it.source})" for it in decision.unstated_promises
    ]
    return [line.replace(" (None)", "") for line in [*compared, *unstated]]


@pytest.mark.parametrize(
    ("promised", "offer", "expected"),
    [
        (
            "leave.days = 25",
            "leave.days = '20..22'",
            "broken leave.days: 25 (talk), less 20..22 (letter)",
        ),
        ("leave.days = 25", "leave.days = '20..25'", ""),
        (
            "leave.days = '25..28'",
            "leave.days = 30",
            "exceeded leave.days: 25..28 (talk), more 30 (letter)",
        ),
        ("leave.days = 25", "", "leave.days: 25 (talk)"),
        (
            "desk.kind = 'oak'; team.size = '5..6'; office.area = 5; office.dogs = true",
            "office.dogs = false; office.area = '2..4'",
            "broken office.area: 5 (tour), less 2..4 (plan); broken office.dogs: yes, other no; "
            'team.size: 5..6 (desk); desk.kind: "oak"',
        ),
        (
            "office.dogs = true; office.area = 5; desk.kind = 'Oak'",
            "office.dogs = true; office.area = 5; desk.kind = 'oak'",
            "",
        ),
        # Neither way is better.
        ("team.size = 5", "team.size = 6", "broken team.size: 5 (desk), more 6"),
        (
            "offer.start = '2026-02-01'",
            "offer.start = '2026-03-01'",
            "broken offer.start: 2026-02-01, more 2026-03-01",
        ),
        # Less is better, or more, or yes.
        (
            "team.turnover = '5..9%'",
            "team.turnover = '10%'",
            "broken team.turnover: 5%..9%, more 10%",
        ),
        (
            "team.turnover = '5..9%'",
            "team.turnover = '4%'",
            "exceeded team.turnover: 5%..9%, less 4%",
        ),
        (
            "manager.presence = 'often'",
            "manager.presence = 'rarely..sometimes'",
            "broken manager.presence: often, less rarely..sometimes",
        ),
        (
            "visa.sponsored = false",
            "visa.sponsored = true",
            "exceeded visa.sponsored: no, other yes",
        ),
        (
            "relocation.required = false",
            "relocation.required = true",
            "broken relocation.required: no, other yes",
        ),
        (
            "relocation.required = true",
            "relocation.required = false",
            "broken relocation.required: yes, other no",
        ),
        # Each view has its own hours.
        (
            "pay.base = '20 USD/hour'; hours.week = 40; contract.kind = 'permanent'",
            "pay.base = '50k USD/year'; hours.week = 40; contract.kind = 'permanent'",
            "exceeded pay.base: 20 USD per hour, more 50,000 USD per year",
        ),
        (
            "pay.base = '20 USD/hour'",
            "pay.base = '50k USD/year'; hours.week = 40; contract.kind = 'permanent'",
            "",
        ),
        ("contract.probation = '3 months'", "contract.probation = '90 days'", ""),
        ("contract.probation = '3 months'", "contract.probation = '92 days'", ""),
        (
            "contract.probation = '3 months'",
            "contract.probation = '93 days'",
            "broken contract.probation: 3 months, more 93 days",
        ),
        # Texts and sets.
        ("manager.name = 'Dana Reyes'", "manager.name = 'dana  reyes'", ""),
        (
            "manager.name = 'Dana Reyes'",
            "manager.name = 'Lee'",
            'broken manager.name: "Dana Reyes", other "Lee"',
        ),
        ("location.country = 'UK'", "location.country = 'United Kingdom'", ""),
        ("clients.names = ['A', 'b']", "clients.names = ['B', 'a', 'c']", ""),
        ("clients.names = ['A', 'b']", "clients.names = { at_least = ['a'] }", ""),
        (
            "clients.names = ['A', 'b']",
            "clients.names = { at_least = ['b'], at_most = ['b', 'c'] }",
            'broken clients.names: {"A", "b"}, other at least {"b"}, at most {"b", "c"}',
        ),
        ("clients.names = ['A']", "", 'clients.names: {"A"}'),
        (
            "clients.names = ['A']",
            "clients.count = 0",
            'broken clients.names: {"A"}, other does not apply',
        ),
        (
            "equity.schedule = ['50%', '50%']",
            "equity.kind = 'rsu'; equity.schedule = ['50%', '50%']",
            "",
        ),
        (
            "equity.schedule = ['50%', '50%']",
            "equity.kind = 'rsu'; equity.schedule = ['100%']",
            "broken equity.schedule: 50%, 50%, other 100%",
        ),
        (
            "pay.base = '50k USD/year'",
            "pay.base = '4k USD/month'",
            "broken pay.base: 50,000 USD per year, less 4,000 USD per month",
        ),
        ("remote.where = ['UK', 'X']", "remote.where = ['x', 'United Kingdom']", ""),
        (
            "manager.presence = 'often'; team.size = 5",
            "manager.presence = 'often'; team.size = 4",
            "broken team.size: 5 (desk), less 4",
        ),
        (
            "manager.presence = 'often'; team.size = 5",
            "manager.presence = 'rarely'; team.size = 5",
            "broken manager.presence: often, less rarely",
        ),
        (
            "pay.sign_on = '100 EUR'",
            "pay.sign_on = '110..120 USD'",
            "broken pay.sign_on: 100 EUR, less 110 USD..120 USD",
        ),
        (
            "pay.base = '110 USD/year'",
            "pay.base = '90 EUR/year'",
            "exceeded pay.base: 110 USD per year, more 90 EUR per year",
        ),
        # What is as in the present job is not stated, but may be kept.
        ("leave.days = 25", "offer.kind = 'counter'; current.leave.days = '26..30'", ""),
        (
            "leave.days = 25",
            "offer.kind = 'counter'; current.leave.days = '20..30'",
            "leave.days: 25 (talk)",
        ),
        (
            "pay.base = '110 USD/year'",
            "offer.kind = 'counter'; current.pay.base = '100 EUR/year'",
            "",
        ),
        ("team.size = 5", "offer.kind = 'counter'; current.team.size = 6", "team.size: 5 (desk)"),
        ("team.size = 5", "offer.kind = 'counter'; current.team.size = 5", ""),
        (
            "remote.where = ['UK']",
            "offer.kind = 'counter'; current.remote.where = ['x', 'United Kingdom']",
            "",
        ),
        (
            "remote.where = ['UK']",
            "offer.kind = 'counter'; current.remote.where = { at_least = ['x'] }",
            'remote.where: {"UK"}',
        ),
        (
            "remote.where = ['UK']",
            "offer.kind = 'counter'; current.remote.policy = 'onsite'",
            'remote.where: {"UK"}',
        ),
        (
            "equity.vesting = '3 years'",
            "offer.kind = 'counter'; current.equity.kind = 'none'",
            "equity.vesting: 3 years",
        ),
        ("commute.time = '30 min'", "offer.kind = 'counter'; current.remote.policy = 'remote'", ""),
        ("commute.time = '0 min'", "offer.kind = 'counter'; current.remote.policy = 'remote'", ""),
        (
            "relocation.required = false",
            "offer.kind = 'counter'; current.relocation.required = true",
            "relocation.required: no",
        ),
        (
            "equity.kind = 'none'; equity.strike = '3 USD'",
            "offer.kind = 'counter'; current.equity.kind = 'none'",
            "",
        ),
        (
            "equity.schedule = ['50%', '50%']",
            "offer.kind = 'counter'; current.equity.kind = 'rsu'; "
            "current.equity.schedule = ['50%', '50%']",
            "",
        ),
        ("visa.sponsored = false", "offer.kind = 'counter'; current.visa.sponsored = true", ""),
        # What hangs on another fact.
        ("leave.days = 25", "leave.unlimited = true; leave.taken = '25..30'", ""),
        (
            "leave.days = 25",
            "leave.unlimited = true; leave.taken = '26..30'",
            "exceeded leave.days: 25 (talk), more 26..30 (letter)",
        ),
        ("leave.days = 25", "leave.unlimited = true", ""),
        ("leave.days = 25; leave.unlimited = true", "leave.days = 24", "leave.unlimited: yes"),
        (
            "commute.time = '30 min'",
            "remote.policy = 'remote'",
            "exceeded commute.time: 30 min, less 0 min",
        ),
        ("commute.time = '30 min'", "remote.policy = 'hybrid'", "commute.time: 30 min"),
        ("commute.time = '30 min'", "remote.policy = 'hybrid..remote'", "commute.time: 30 min"),
        ("commute.time = '0 min'", "remote.policy = 'remote'", ""),
        ("commute.time = '30 min'; remote.policy = 'remote'", "remote.policy = 'remote'", ""),
        ("remote.days = 3", "remote.policy = 'onsite'", "broken remote.days: 3, less 0"),
        (
            "equity.strike = '3 USD'",
            "equity.kind = 'rsu'",
            "broken equity.strike: 3 USD, other does not apply",
        ),
        (
            "equity.kind = 'rsu'; equity.strike = '3 USD'",
            "equity.kind = 'iso'; equity.strike = '3 USD'",
            'broken equity.kind: "rsu", other "iso"; '
            "broken equity.strike: does not apply, other 3 USD",
        ),
        ("equity.kind = 'rsu'; equity.strike = '3 USD'", "equity.kind = 'rsu'", ""),
        (
            "equity.value = '3k USD'",
            "equity.value = '2k USD'",
            "broken equity.value: 3,000 USD, less 2,000 USD",
        ),
        ("equity.value = '2k USD'", "equity.value = '3k USD'", ""),
        (
            "equity.value = '2k USD'",
            "equity.value = '3k USD'; equity.kind = 'rsu'",
            "exceeded equity.value: 2,000 USD, more 3,000 USD",
        ),
    ],
)
def test_what_is_told_of_promises(promised: str, offer: str, expected: str) -> None:
    lines = [*(f"promised.{it}" for it in promised.split("; ")), *offer.split("; ")]
    decision = CRITERIA.decide(CRITERIA.read_offer("\n".join(lines) + SOURCES))
    assert "; ".join(told(decision)) == expected


@frozen(kw_only=True)
class DeskFacts:
    width: Fact[Decimal] = fact("How wide is my desk?")


@frozen(kw_only=True)
class OfficeFacts:
    desk: DeskFacts = DeskFacts()


@frozen(kw_only=True)
class OfferOfOffice(Offer):
    office: OfficeFacts = OfficeFacts()


def test_a_fact_of_a_group_within_a_group() -> None:
    criteria = parse_criteria("pro if office.desk.width > 1", offer_type=OfferOfOffice)
    offer = criteria.read_offer("promised.office.desk.width = 2\noffice.desk.width = '1..1.5'")
    assert told(criteria.decide(offer)) == ["broken office.desk.width: 2, less 1..1.5"]


def test_nothing_was_promised() -> None:
    decision = CRITERIA.decide(CRITERIA.read_offer("leave.days = 3"))
    assert told(decision) == []
