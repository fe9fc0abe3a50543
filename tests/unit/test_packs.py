"""The packs: what each line of them does to an offer, and criteria that begin with them."""

from __future__ import annotations

from functools import cache

import pytest

from offerkit import Verdict, format_criteria, parse_criteria, read_offer
from offerkit.check.uses import FilesInMemory
from offerkit.checking import check_criteria
from offerkit.kleene import Kleene
from offerkit.packs import PackLine, criteria_from, packs

NAMES = [pack.name for pack in packs()]
LINES = [(pack.name, line) for pack in packs() for line in pack.lines if line.label is not None]

using = cache(lambda name: parse_criteria(f"use {name}"))

APPLIES = {
    "I would never meet a client": 'clients.contact = "never"',
    "Clients I do not want to work for": 'clients.fit = "poor"',
    "More than one client": "clients.count = 4",
    "Other work than they described": 'work.summary = "a"\npromised.work.summary = "b"',
    "One client pays for most of it": 'clients.largest_share = "60%"',
    "Late nights as a rule": 'hours.overtime = "often"',
    "People treat each other badly": 'company.culture = "terrible"',
    "A manager whom people do not trust": 'manager.trust = "poor"',
    "The way people are treated": 'company.culture = "good"',
    "The person I report to": 'manager.trust = "good"',
    "Others run from it": 'team.turnover = "40%"',
    "The last one was driven out": 'role.predecessor_left = "resigned"',
    "Work that I would choose anyway": 'work.interest = "great"',
    "A safe place": 'company.stability = "good"',
    "No freedom at all in my hours": 'hours.flexible = "none"',
    "Always on call": 'hours.on_call = "always"',
    "More hours than I have": "hours.week = 48",
    "Work on days when nobody else is there": 'hours.weekend = "often"',
    "People there take their leave": "leave.taken = 24",
    "Home when it matters": 'remote.policy = "hybrid"',
    "Nights away": "travel.nights = 5",
    "No paid parental leave": 'leave.parental = "0 days"',
    "Pay that cannot be relied on": 'pay.reliability = "poor"',
    "They can end it within days": 'contract.notice_theirs = "3 days"',
    "Led like an employee": 'contract.kind = "freelance"\nmanager.style = "micromanaging"',
    "All that I make is theirs": 'contract.ip_assignment = "everything"',
    "Bound to one client": 'contract.noncompete_length = "1 year"',
    "A good deal more than I earn now": (
        'pay.base = "90k USD per year"\ncurrent.pay.base = "50k USD per year"'
    ),
    "Too much of my time for one client": "hours.week = 40",
    "Nothing left to learn": 'growth.learning = "much"',
    "Work that bores me": 'work.interest = "good"',
    "No way up": 'growth.path = "good"',
    "A counter-offer that is not in writing": 'offer.kind = "counter"\noffer.in_writing = false',
    "The other company has my word, or nearly": 'offer.kind = "counter"',
    "Paid only what they should have paid before": (
        'offer.kind = "counter"\npay.base = "60k USD per year"\n'
        'current.pay.base = "50k USD per year"'
    ),
    "Money for too short a time": 'company.runway = "6 months"',
    "Options that I would lose when I leave": (
        'equity.kind = "iso"\nequity.exercise_window = "90 days"'
    ),
    "Longer vesting than usual": 'equity.kind = "rsu"\nequity.vesting = "5 years"',
    "Shares that cannot be sold": 'equity.kind = "rsu"\nequity.liquid = false',
    "Options that are worth nothing today": (
        'equity.kind = "iso"\nequity.strike = "5 USD"\nequity.preferred_price = "4 USD"'
    ),
    "Shares are mine if they are sold": 'equity.kind = "iso"\nequity.acceleration = "double"',
    "A lot to learn": 'growth.learning = "much"',
    "Nothing to learn": 'growth.learning = "none"',
    "Good people to learn from": 'team.learn_from = "good"',
    "Time with my manager": 'manager.one_on_ones = "often"',
    "Work that I can show": "work.visible_outside = true",
    "Hardly anybody experienced": 'team.senior_share = "10%"',
    "Training that I would pay back": 'contract.training_repayment = "3k USD"',
    "No work for competitors": "contract.noncompete = true",
    "A manager who is hardly ever there": 'manager.presence = "never"',
    "Another manager than I was told": 'manager.name = "Lee"\npromised.manager.name = "Dana"',
    "Somebody who teaches me": 'manager.mentoring = "often"',
    "Guidance that helps": 'manager.guidance = "good"',
    "Every step is watched": 'manager.style = "micromanaging"',
    "A manager of too many people": "manager.reports = 20",
    "A manager who is new at it": 'manager.tenure = "6 months"',
    "Too small a market to learn in": 'location.market = "small"',
    "A place I would not choose": 'location.want_to_live = "unwilling"',
    "A long way to work": 'commute.time = "70 min"',
    "Far from the people I want to be near": "location.near_family = false",
    "Dear to live in": "location.cost_index = 150",
    "On site every day": 'remote.policy = "onsite"',
    "Enough days from elsewhere": "remote.days = 3",
    "My manager sits where I do not": "manager.same_location = false",
    "A move that I would pay myself": ('relocation.required = true\nrelocation.support = "0 USD"'),
    "Bound by the help with moving": 'relocation.clawback = "2 years"',
    "No help with the visa": "visa.needed = true\nvisa.sponsored = false",
}
"""For each line of a pack, an offer of which it is true."""


@pytest.mark.parametrize(("name", "line"), LINES, ids=[f"{n}: {it.label}" for n, it in LINES])
def test_each_line_is_true_of_an_offer_and_open_without_it(name: str, line: PackLine) -> None:
    criteria = using(name)
    decision = criteria.decide(read_offer(APPLIES[line.label or ""]))
    (found,) = (it for it in decision.findings if it.label == line.label)
    assert found.truth is Kleene.TRUE
    assert (decision.verdict is Verdict.DECLINE) is (line.kind == "dealbreaker")
    blank = criteria.decide(read_offer('offer.kind = "unknown"'))
    (before,) = (it for it in blank.findings if it.label == line.label)
    assert before.truth is Kleene.UNKNOWN


def test_the_offers_are_those_of_the_lines() -> None:
    assert set(APPLIES) == {line.label for _, line in LINES}


GOOD = {
    "agency": 'clients = { contact = "often", fit = "good", count = 4 }\nhours.overtime = "rarely"',
    "bad_place": (
        'company = { culture = "good", stability = "good" }\nmanager.trust = "good"\n'
        'work.interest = "great"\nteam.turnover = "10%"'
    ),
    "care": (
        'hours = { flexible = "much", on_call = "never", week = 36, weekend = "never" }\n'
        'leave.taken = 25\nremote.policy = "hybrid"\ntravel.nights = 0'
    ),
    "contractor": (
        'pay.reliability = "good"\ncurrent = "none"\ncontract.notice_theirs = "4 weeks"\n'
        'contract.ip_assignment = "work_only"\ncontract.noncompete = false'
    ),
    "counter": 'offer.kind = "new"',
    "equity": (
        'company.profitable = true\nequity = { kind = "iso", exercise_window = "5 years", '
        'vesting = "4 years", cliff = "1 year", acceleration = "double" }\ngrowth.learning = "much"'
    ),
    "first_job": (
        'growth.learning = "much"\nteam = { learn_from = "good", senior_share = "50%" }\n'
        'manager.one_on_ones = "often"\nwork.visible_outside = true\ncontract.noncompete = false'
    ),
    "manager": (
        'manager = { presence = "often", name = "Kim", mentoring = "often", guidance = "good", '
        'style = "balanced" }\npromised.manager.name = "Kim"'
    ),
    "place": ('location = { market = "large", want_to_live = "gladly" }\ncommute.time = "20 min"'),
    "remote": (
        'remote = { policy = "hybrid", days = 3 }\nvisa.needed = false\nrelocation.required = false'
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_good_offer_is_accepted_by_the_criteria_that_begin_with_a_pack(name: str) -> None:
    criteria = parse_criteria(criteria_from([name]))
    decision = criteria.decide(read_offer(GOOD[name]))
    has_score = any(line.is_weighed for pack in packs() if pack.name == name for line in pack.lines)
    assert decision.verdict is (Verdict.ACCEPT if has_score else Verdict.CONSIDER)


@pytest.mark.parametrize(("name", "line"), [it for it in LINES if it[1].kind == "dealbreaker"])
def test_a_line_of_a_pack_is_made_ones_own_or_left_out(name: str, line: PackLine) -> None:
    offer = read_offer(APPLIES[line.label or ""])
    without = parse_criteria(criteria_from([name], [line.label or ""]))
    assert line.label not in {it.label for it in without.decide(offer).findings}
    own = parse_criteria(f'use {name}\ninstead dealbreaker "{line.label}" if hours.week > 100')
    (found,) = (it for it in own.decide(offer).findings if it.label == line.label)
    assert found.truth is not Kleene.TRUE


@pytest.mark.parametrize(
    ("pack", "setting", "offer"),
    [
        ("place", "let longest_way = 80 min", 'commute.time = "70 min"'),
        ("care", "let most_hours = 50", "hours.week = 48"),
        ("remote", "let enough_days = 4", "remote.days = 3"),
        ("equity", "let least_runway = 3 months", 'company.runway = "6 months"'),
    ],
)
def test_a_value_of_a_pack_is_set(pack: str, setting: str, offer: str) -> None:
    before, after = (
        {it.label: it.truth for it in parse_criteria(text).decide(read_offer(offer)).findings}
        for text in (f"use {pack}", f"use {pack}\n{setting}")
    )
    assert before != after


def test_all_packs_together_check_without_a_warning_in_any_folder() -> None:
    text = criteria_from(NAMES)
    assert format_criteria(text) == text
    _, warnings = check_criteria(text, resolve=FilesInMemory({}))
    assert warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_line_says_why_it_is_there_and_where_that_is_from(name: str) -> None:
    (pack,) = (pack for pack in packs() if pack.name == name)
    assert pack.title
    assert pack.purpose.endswith(".")
    for line in pack.lines:
        assert line.why.endswith((".", "`")), line.text
        assert line.source or line.kind == "let", line.text


def test_criteria_are_not_made_of_what_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"names: expected one of agency, .*, got 'starter'"):
        criteria_from(["starter"])
    with pytest.raises(ValueError, match="without: these packs have no line 'Nothing to learn'"):
        criteria_from(["agency"], ["Nothing to learn"])
