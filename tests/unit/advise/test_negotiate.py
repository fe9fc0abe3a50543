"""Negotiation on small files: of every kind of fact, within bounds, and what stands in the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome, RequestedChange
from offerkit.advise.negotiate.negotiate import negotiations_to_report
from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import ORDERED, Verdict
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.render.text.negotiate import render_negotiate
from offerkit.values import show


def asked(
    criteria: str, offer: str = "", goal: Verdict = Verdict.CONSIDER, budget: int | None = None
) -> Negotiation:
    checked = parse_criteria(criteria)
    return checked.decide(read_offer(offer, schema=checked.schema)).negotiate(goal, budget)


def wanted(found: Negotiation) -> list[dict[str, str]]:
    assert found.outcome is NegotiationOutcome.FOUND, found.outcome
    return [{str(c.fact): show(c.wanted) for c in ask.changes} for ask in found.asks]


def only(criteria: str, offer: str = "", goal: Verdict = Verdict.CONSIDER) -> dict[str, str]:
    (changes,) = wanted(asked(criteria, offer, goal))
    return changes


def test_each_kind_of_fact_can_be_asked_for() -> None:
    cases = {
        ("dealbreaker if pay.base < 48k USD per year", "pay.base up to 60k USD per year"): (
            'pay.base = "45k USD per year"',
            "48,000 USD per year",
        ),
        ("dealbreaker unless manager.mentoring >= sometimes", "manager.mentoring up to often"): (
            'manager.mentoring = "never"',
            "sometimes",
        ),
        ("dealbreaker unless visa.sponsored", "visa.sponsored"): ("visa.sponsored = false", "yes"),
        ("dealbreaker if contract.noncompete", "contract.noncompete"): (
            "contract.noncompete = true",
            "no",
        ),
        ("dealbreaker if contract.probation > 3 months", "contract.probation down to 1 month"): (
            'contract.probation = "6 months"',
            "3 months",
        ),
        ("dealbreaker if offer.deadline < 2026-12-01", "offer.deadline"): (
            "offer.deadline = 2026-11-15",
            "2026-12-01",
        ),
        ("dealbreaker if offer.deadline <= 2026-12-01", "offer.deadline"): (
            "offer.deadline = 2026-11-15",
            "2026-12-02",
        ),
        ('dealbreaker if role.title != "Planner"', "role.title"): (
            'role.title = "Assistant"',
            '"Planner"',
        ),
        ('dealbreaker if clients.names overlaps {"Acme"}', "clients.names"): (
            'clients.names = ["Acme", "Bo"]',
            '{"Bo"}',
        ),
        ('dealbreaker unless benefits.list includes "gym"', 'benefits.list up to {"gym"}'): (
            'benefits.list = ["lunch"]',
            '{"gym", "lunch"}',
        ),
    }
    for (rule, negotiable), (offer, value) in cases.items():
        path = negotiable.split()[0]
        assert only(f"{rule}\nnegotiable {negotiable}", offer) == {path: value}, rule


def test_unknown_facts_may_be_fixed() -> None:
    text = "dealbreaker if hours.week > 40\nnegotiable hours.week"
    assert only(text) == {"hours.week": "40"}
    text = "dealbreaker if remote.policy < hybrid\nnegotiable remote.policy"
    assert only(text) == {"remote.policy": "hybrid"}
    text = "dealbreaker if pay.base < 48k USD per year\nnegotiable pay.base up to 60k USD per year"
    assert only(text, 'pay.base = "40k..55k USD per year"') == {"pay.base": "48,000 USD per year"}


def test_a_preference_is_solved_and_rounded_to_a_whole_unit_that_suffices() -> None:
    text = """
    prefer pay.base from 40k to 70k USD per year
    negotiable pay.base up to 70k USD per year
    accept at 33.33%
    """
    (ask,) = asked(text, 'pay.base = "45k USD per year"', Verdict.ACCEPT).asks
    assert show(ask.changes[0].wanted) == "50,000 USD per year"
    assert ask.decision.verdict is Verdict.ACCEPT


def test_amounts_keep_their_own_unit() -> None:
    text = """
    rate 1 EUR = 1.25 USD
    dealbreaker if pay.base < 60k USD per year
    negotiable pay.base up to 6k USD per month
    """
    assert only(text, 'pay.base = "3k EUR per month"') == {"pay.base": "4,000 EUR per month"}


def test_bounds_are_kept() -> None:
    text = "dealbreaker if pay.base < 65k USD per year\nnegotiable pay.base up to 60k USD per year"
    found = asked(text, 'pay.base = "45k USD per year"')
    assert found.outcome is NegotiationOutcome.OUT_OF_REACH
    assert [finding.span.line for finding in found.blockers] == [1]
    down = "dealbreaker if hours.week > 30\nnegotiable hours.week down to 32"
    assert asked(down, "hours.week = 40").outcome is NegotiationOutcome.OUT_OF_REACH


def test_the_cheapest_set_wins_and_equally_cheap_ones_are_all_listed() -> None:
    text = """
    pro if visa.sponsored
    pro if leave.sabbatical
    pro if hours.on_call <= rarely weight 2
    negotiable visa.sponsored effort 2
    negotiable leave.sabbatical effort 2
    negotiable hours.on_call effort {effort}
    accept at 50%
    """
    offer = 'visa.sponsored = false\nleave.sabbatical = false\nhours.on_call = "always"'
    both = {"visa.sponsored": "yes", "leave.sabbatical": "yes"}
    calls = {"hours.on_call": "rarely"}
    assert wanted(asked(text.format(effort=3), offer, Verdict.ACCEPT)) == [calls]
    assert wanted(asked(text.format(effort=5), offer, Verdict.ACCEPT)) == [both]
    equal = asked(text.format(effort=4), offer, Verdict.ACCEPT)
    assert wanted(equal) == [calls, both]
    assert {ask.effort for ask in equal.asks} == {4}


def test_no_more_than_ten_are_listed() -> None:
    truths = [
        "visa.sponsored",
        "leave.sabbatical",
        "leave.unlimited",
        "pay.overtime_paid",
        "pay.bonus_guaranteed",
        "equity.early_exercise",
        "manager.same_location",
    ]
    text = "\n".join(f"pro if {t}\nnegotiable {t}" for t in truths) + "\naccept at 25%"
    offer = "\n".join(f"{truth} = false" for truth in truths)
    offer += '\nequity.kind = "iso"\npay.bonus_target = "10%"'
    found = asked(text, offer, Verdict.ACCEPT)
    assert (len(found.asks), found.more) == (10, True)
    assert found.asks == asked(text, offer, Verdict.ACCEPT).asks
    assert "More sets take the same effort." in render_negotiate(found)


def test_facts_that_meet_in_a_sum_are_asked_for_together() -> None:
    text = """
    dealbreaker if pay.base + pay.commission < 60k USD per year
    dealbreaker if pay.base > 52k USD per year
    negotiable pay.base up to 60k USD per year
    negotiable pay.commission up to 10k USD per year
    """
    offer = 'pay.base = "40k USD per year"\npay.commission = "0 USD per year"'
    changes = only(text, offer)
    assert set(changes) == {"pay.base", "pay.commission"}


def test_what_is_unknown_has_to_come_out_right_whatever_it_is() -> None:
    text = """
    dealbreaker if commute.time > 60 min
    pro if pay.base >= 48k USD per year
    negotiable pay.base up to 60k USD per year
    decline below 50%
    """
    found = asked(text, 'pay.base = "45k USD per year"')
    assert found.outcome is NegotiationOutcome.ASK_FIRST
    assert [finding.span.line for finding in found.hoped] == [2]
    assert [str(question.fact) for question in found.first] == ["commute.time"]
    assert [show(change.wanted) for change in found.asks[0].changes] == ["48,000 USD per year"]
    assert "Find out first" in render_negotiate(found)


def test_at_the_goal_already() -> None:
    found = asked("dealbreaker if visa.needed", "visa.needed = false")
    assert (found.outcome, found.asks, found.steps) == (NegotiationOutcome.NOTHING_TO_ASK, (), 0)
    assert "Nothing to ask for: the verdict is already consider." in render_negotiate(found)


def test_without_a_score_there_is_no_accepting() -> None:
    found = asked("dealbreaker if visa.needed", "visa.needed = false", Verdict.ACCEPT)
    assert (found.outcome, found.blockers) == (NegotiationOutcome.OUT_OF_REACH, ())
    assert "negotiable pay.base" in render_negotiate(found)


def test_blockers_are_as_few_as_possible() -> None:
    """Dropping the heavy con is enough; of the two light pros both had to go."""
    text = """
    con "heavy" if visa.needed weight 6
    pro "a" if leave.sabbatical weight 2
    pro "b" if company.profitable weight 2
    pro "c" if location.near_family weight 5
    accept at 50%
    """
    offer = """
    visa.needed = true
    leave.sabbatical = false
    company.profitable = false
    location.near_family = true
    """
    found = asked(text, offer, Verdict.ACCEPT)
    assert [finding.label for finding in found.blockers] == ["heavy"]


def test_accepting_takes_a_score_so_not_all_that_is_weighed_can_go() -> None:
    text = """
    dealbreaker "too much" if pay.base >= 45k USD per year
    prefer "Money" pay.base from 40k to 60k USD per year
    negotiable pay.base up to 50k USD per year
    accept at 50%
    """
    found = asked(text, 'pay.base = "40k USD per year"', Verdict.ACCEPT)
    assert [finding.label for finding in found.blockers] == ["too much"]


def test_a_budget_that_is_used_up_is_said() -> None:
    text = "dealbreaker unless visa.sponsored\nnegotiable visa.sponsored"
    found = asked(text, "visa.sponsored = false", budget=1)
    assert (found.outcome, found.steps, found.budget) == (NegotiationOutcome.NOT_SETTLED, 1, 1)
    assert "(the search stopped" in render_negotiate(found)
    assert asked(text, "visa.sponsored = false", budget=30).outcome is NegotiationOutcome.FOUND


def test_what_cannot_be_asked_of_a_search() -> None:
    criteria = parse_criteria("dealbreaker if visa.needed")
    with pytest.raises(ValueError, match="goal"):
        criteria.decide(Offer()).negotiate(Verdict.DECLINE)
    with pytest.raises(ValueError, match="budget"):
        criteria.decide(Offer()).negotiate(budget=0)


def test_own_facts_can_be_asked_for() -> None:
    text = """
    fact office.dogs: yes/no ask "May I bring my dog?"
    dealbreaker unless office.dogs
    negotiable office.dogs
    """
    assert only(text, "office.dogs = false") == {"office.dogs": "yes"}


def test_as_data() -> None:
    text = "dealbreaker unless visa.sponsored\nnegotiable visa.sponsored effort 2"
    data = asked(text, "visa.sponsored = false").to_dict(file="acme.toml")
    keys = ("format", "file", "outcome", "effort")
    assert [data[key] for key in keys] == ["offerkit/asks/1", "acme.toml", "found", 2]
    (change,) = data["asks"][0]["changes"]
    assert (change["fact"], change["present"]["text"], change["wanted"]["text"]) == (
        "visa.sponsored",
        "no",
        "yes",
    )


SMALL_FILES = [
    (
        ("dealbreaker if hours.overtime > sometimes\nnegotiable hours.overtime down to rarely"),
        'hours.overtime = "always"',
        NegotiationOutcome.FOUND,
        ["hours.overtime sometimes"],
    ),
    (
        ("dealbreaker if hours.overtime > often\nnegotiable hours.overtime down to rarely"),
        ('hours.overtime = "always"\nrefused.hours.overtime = "rarely"'),
        NegotiationOutcome.FOUND,
        ["hours.overtime often"],
    ),
    (
        ("dealbreaker if hours.overtime > sometimes\nnegotiable hours.overtime down to rarely"),
        ('hours.overtime = "always"\nrefused.hours.overtime = "sometimes"'),
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        ("dealbreaker if manager.mentoring = sometimes\nnegotiable manager.mentoring"),
        ('manager.mentoring = "sometimes"\nrefused.manager.mentoring = "rarely"'),
        NegotiationOutcome.FOUND,
        ["manager.mentoring often"],
    ),
    (
        ("dealbreaker if size of clients.names < 2\nnegotiable clients.names"),
        'clients.names = ["Acme"]',
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        (
            'dealbreaker if size of clients.names > 2 or clients.names includes "Acme"\n'
            "negotiable clients.names"
        ),
        'clients.names = ["Acme", "Bo", "Co"]',
        NegotiationOutcome.FOUND,
        ['clients.names {"Bo", "Co"}'],
    ),
    (
        ("dealbreaker if pay.base < current.pay.base\nnegotiable pay.base"),
        "",
        NegotiationOutcome.ASK_FIRST,
        ["first: pay.base current.pay.base", "hoped for: 1"],
    ),
    (
        ("dealbreaker if pay.base < 50k USD per year\nnegotiable pay.base up to 60k EUR per year"),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        ("dealbreaker if pay.base < 50k USD per year\nnegotiable pay.base up to 60k USD per year"),
        ('pay.base = "45k USD per year"\nrefused.pay.base = "55k EUR per year"'),
        NegotiationOutcome.FOUND,
        ["pay.base 50,000 USD per year / 55,000 USD per year"],
    ),
    (
        (
            "dealbreaker if contract.probation > 3 months\n"
            "negotiable contract.probation down to 1 month"
        ),
        ('contract.probation = "6 months"\nrefused.contract.probation = "1 months"'),
        NegotiationOutcome.FOUND,
        ["contract.probation 3 months"],
    ),
    (
        ("dealbreaker if contract.probation > 3 months\nnegotiable contract.probation"),
        ('contract.probation = "6 months"\nrefused.contract.probation = "3 months"'),
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        ("dealbreaker if pay.base < 50k USD per year\nnegotiable pay.base up to 60k USD per year"),
        ('pay.base = "45k USD per year"\nrefused.pay.base = "from 55k USD per year"'),
        NegotiationOutcome.FOUND,
        ["pay.base 50,000 USD per year / 54,500 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 3k USD per year"
        ),
        ('pay.base = "45k USD per year"\nrefused.pay.base = "55k USD per year"'),
        NegotiationOutcome.FOUND,
        ["pay.base 51,000 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 200 USD per month"
        ),
        ('pay.base = "45k USD per year"\nrefused.pay.base = "55k USD per year"'),
        NegotiationOutcome.FOUND,
        ["pay.base 50,400 USD per year"],
    ),
    (
        ("dealbreaker if offer.deadline < 2026-12-01\nnegotiable offer.deadline"),
        ("offer.deadline = 2026-11-15\nrefused.offer.deadline = 2026-12-10"),
        NegotiationOutcome.FOUND,
        ["offer.deadline 2026-12-01"],
    ),
    (
        ("dealbreaker if offer.deadline < 2026-12-01\nnegotiable offer.deadline"),
        ("offer.deadline = 2026-11-15\nrefused.offer.deadline = 2026-11-20"),
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        ("dealbreaker if pay.base < 30.2 USD per hour\nnegotiable pay.base up to 40 USD per hour"),
        'pay.base = "25 USD per hour"',
        NegotiationOutcome.FOUND,
        ["pay.base 30.5 USD per hour / 33.5 USD per hour"],
    ),
    (
        ("dealbreaker if pay.bonus_target < 12.3%\nnegotiable pay.bonus_target up to 20%"),
        'pay.bonus_target = "5%"',
        NegotiationOutcome.FOUND,
        ["pay.bonus_target 13% / 14%"],
    ),
    (
        ("dealbreaker if team.size * 3 < 10\nnegotiable team.size"),
        "team.size = 2",
        NegotiationOutcome.FOUND,
        ["team.size 4"],
    ),
    (
        (
            "dealbreaker if pay.base * 3 < 100k USD per year\n"
            "negotiable pay.base up to 34k USD per year"
        ),
        'pay.base = "30k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 33,400 USD per year / 34,000 USD per year"],
    ),
    (
        ("prefer team.size from 10 to 20\nnegotiable team.size\naccept at 50%"),
        'team.size = "5..8"',
        NegotiationOutcome.FOUND,
        ["team.size 15"],
    ),
    (
        ("prefer team.size from 20 to 10\nnegotiable team.size\naccept at 50%"),
        'team.size = "25..28"',
        NegotiationOutcome.FOUND,
        ["team.size 15"],
    ),
    (
        ("prefer team.size from 10 to 20\nnegotiable team.size\naccept at 50%"),
        'team.size = "up to 8"',
        NegotiationOutcome.FOUND,
        ["team.size 15"],
    ),
    (
        ("prefer team.size from 10 to 20\nnegotiable team.size\naccept at 50%"),
        "",
        NegotiationOutcome.FOUND,
        ["team.size 15"],
    ),
    (
        ("prefer offer.start from 2027-01-01 to 2027-03-01\nnegotiable offer.start\naccept at 50%"),
        "offer.start = 2027-01-02",
        NegotiationOutcome.FOUND,
        ["offer.start 2027-01-31"],
    ),
    (
        ("prefer offer.start from 2027-03-01 to 2027-01-01\nnegotiable offer.start\naccept at 50%"),
        "offer.start = 2027-03-02",
        NegotiationOutcome.FOUND,
        ["offer.start 2027-01-30"],
    ),
    (
        (
            "prefer manager.mentoring from never to always\n"
            "negotiable manager.mentoring\n"
            "accept at 60%"
        ),
        'manager.mentoring = "never"',
        NegotiationOutcome.FOUND,
        ["manager.mentoring often"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "prefer leave.days from 10 to 30\n"
            "negotiable team.size\n"
            "negotiable leave.days\n"
            "accept at 55%"
        ),
        ("team.size = 9\nleave.days = 12"),
        NegotiationOutcome.FOUND,
        ["team.size 20"],
    ),
    (
        (
            "prefer pay.base from 50k USD per year to 80k USD per year\n"
            "prefer leave.days from 20 to 30\n"
            "negotiable pay.base up to 75k USD per year effort 2\n"
            "negotiable leave.days up to 28 effort 3\n"
            "accept at 70%"
        ),
        ('pay.base = "55k USD per year"\nleave.days = 22'),
        NegotiationOutcome.FOUND,
        ["leave.days 26 / 28; pay.base 74,000 USD per year / 75,000 USD per year"],
    ),
    (
        ("dealbreaker if relocation.support < 1 USD\nnegotiable relocation.support up to 5k USD"),
        'relocation.support = "0 USD"',
        NegotiationOutcome.FOUND,
        ["relocation.support 1 USD"],
    ),
    (
        (
            "dealbreaker if contract.probation > 0 days\n"
            "negotiable contract.probation down to 0 days"
        ),
        'contract.probation = "3 months"',
        NegotiationOutcome.FOUND,
        ["contract.probation 0 months"],
    ),
    (
        (
            "dealbreaker if pay.base < 59.5k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 7k USD per year"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 60,000 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base < 59.5k USD per year or pay.base > 59.6k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 7k USD per year"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 59,500 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base < 59.501k USD per year or pay.base > 59.502k USD per year\n"
            "negotiable pay.base up to 60k USD per year"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 59,501 USD per year"],
    ),
    (
        ("dealbreaker if hours.week > 37.3\nnegotiable hours.week down to 35"),
        "hours.week = 40",
        NegotiationOutcome.FOUND,
        ["hours.week 37 / 35"],
    ),
    (
        ("dealbreaker if equity.percent < 0.123%\nnegotiable equity.percent up to 1%"),
        ('equity.kind = "rsu"\nequity.percent = "0.05%"'),
        NegotiationOutcome.FOUND,
        ["equity.percent 0.2%"],
    ),
    (
        ("dealbreaker if team.size < 12\nnegotiable team.size"),
        'team.size = "5..8"',
        NegotiationOutcome.FOUND,
        ["team.size 12"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "prefer leave.days from 10 to 20\n"
            "negotiable team.size\n"
            "negotiable leave.days\n"
            "accept at 90%"
        ),
        ('team.size = "5..8"\nleave.days = "from 12"'),
        NegotiationOutcome.FOUND,
        ["leave.days 18; team.size 20"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "prefer leave.days from 10 to 20\n"
            "negotiable team.size\n"
            "negotiable leave.days\n"
            "accept at 90%"
        ),
        ('team.size = "up to 8"\nleave.days = 12'),
        NegotiationOutcome.FOUND,
        ["leave.days 18; team.size 20"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "prefer leave.days from 10 to 20\n"
            "negotiable team.size up to 20\n"
            "negotiable leave.days up to 20\n"
            "accept at 90%"
        ),
        "",
        NegotiationOutcome.FOUND,
        ["leave.days 18 / 19; team.size 20"],
    ),
    (
        (
            "prefer offer.start from 2027-01-01 to 2027-03-01\n"
            "prefer team.size from 10 to 20\n"
            "negotiable offer.start\n"
            "negotiable team.size\n"
            "accept at 90%"
        ),
        ("offer.start = 2027-01-02\nteam.size = 11"),
        NegotiationOutcome.FOUND,
        ["offer.start 2027-02-18; team.size 20"],
    ),
    (
        (
            "prefer team.size from 0 to 3\n"
            "prefer leave.days from 0 to 7\n"
            "negotiable team.size up to 3\n"
            "negotiable leave.days up to 7\n"
            "accept at 66%"
        ),
        ("team.size = 1\nleave.days = 1"),
        NegotiationOutcome.FOUND,
        ["leave.days 7"],
    ),
    (
        ("dealbreaker if clients.count < 3\nnegotiable clients.count"),
        'clients = "none"',
        NegotiationOutcome.NOTHING_TO_ASK,
        [],
    ),
    (
        (
            "dealbreaker if contract.probation > 90 days\n"
            "negotiable contract.probation down to 30 days"
        ),
        'contract.probation = "180 days"',
        NegotiationOutcome.FOUND,
        ["contract.probation 90 days / 81 days"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 500 USD per year"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 50,000 USD per year / 55,000 USD per year"],
    ),
    (
        ("dealbreaker if travel.nights > 0\nnegotiable travel.nights down to 0"),
        ('travel.share = "10%"\ntravel.nights = 3'),
        NegotiationOutcome.FOUND,
        ["travel.nights 0"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 333.33 USD per month"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 51,999.48 USD per year / 55,999.44 USD per year"],
    ),
    (
        ("dealbreaker if team.size < 12\nnegotiable team.size"),
        ("team.size = 5\nrefused.team.size = 20"),
        NegotiationOutcome.FOUND,
        ["team.size 12"],
    ),
    (
        ("dealbreaker if team.size > 12\nnegotiable team.size"),
        ("team.size = 25\nrefused.team.size = 10"),
        NegotiationOutcome.FOUND,
        ["team.size 12"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year step 1k EUR per year"
        ),
        ('pay.base = "45k USD per year"\nrefused.pay.base = "55k USD per year"'),
        NegotiationOutcome.FOUND,
        ["pay.base 50,000 USD per year / 54,500 USD per year"],
    ),
    (
        ("dealbreaker if pay.base < 50k USD per year\nnegotiable pay.base up to 40 USD per hour"),
        ('pay.base = "45k USD per year"\nhours.week = 40'),
        NegotiationOutcome.FOUND,
        ["pay.base 50,000 USD per year / 55,000 USD per year"],
    ),
    (
        ("dealbreaker if pay.base < 50k USD per year\nnegotiable pay.base up to 40 USD per hour"),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
    (
        (
            "dealbreaker if pay.base + pay.bonus < 60k USD per year\n"
            "negotiable pay.base up to 65k USD per year\n"
            "negotiable pay.bonus_target up to 20%"
        ),
        (
            'pay.base = "50k USD per year"\n'
            'pay.bonus_target = "5%"\n'
            'pay.bonus_paid = "100%"\n'
            "pay.bonus_guaranteed = true"
        ),
        NegotiationOutcome.FOUND,
        ["pay.base 57,500 USD per year / 63,000 USD per year", "pay.bonus_target 20%"],
    ),
    (
        (
            "dealbreaker if team.size * leave.days < 100\n"
            "negotiable team.size up to 12\n"
            "negotiable leave.days up to 12"
        ),
        ("team.size = 5\nleave.days = 5"),
        NegotiationOutcome.FOUND,
        ["leave.days 9; team.size 12", "not searched: 1"],
    ),
    (
        (
            "prefer max(team.size, leave.days) from 0 to 10\n"
            "prefer min(team.size, leave.days) from 0 to 10\n"
            "negotiable team.size up to 9\n"
            "negotiable leave.days up to 9\n"
            "accept at 80%"
        ),
        ("team.size = 1\nleave.days = 2"),
        NegotiationOutcome.FOUND,
        ["leave.days 7; team.size 9"],
    ),
    (
        (
            "dealbreaker if visa.needed and not visa.sponsored\n"
            "dealbreaker if pay.base < 50k USD per year\n"
            "negotiable pay.base up to 60k USD per year"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.ASK_FIRST,
        [
            "pay.base 50,000 USD per year / 55,000 USD per year",
            "first: visa.sponsored",
            "hoped for: 1",
        ],
    ),
    (
        (
            "dealbreaker if clients.count < 1\n"
            "pro if team.size > 3\n"
            "negotiable team.size up to 6\n"
            "accept at 60%"
        ),
        "team.size = 2",
        NegotiationOutcome.ASK_FIRST,
        ["team.size 4", "first: clients.count", "hoped for: 1"],
    ),
    (
        ("dealbreaker if team.size <= 3.000_01 or team.size >= 3.000_02\nnegotiable team.size"),
        "team.size = 2",
        NegotiationOutcome.FOUND,
        ["team.size 3.000011"],
    ),
    (
        (
            "dealbreaker if pay.base < 4k USD per month\n"
            "negotiable pay.base up to 5k USD per month step 1k USD per year"
        ),
        'pay.base = "3k USD per month"',
        NegotiationOutcome.FOUND,
        ["pay.base 4,000 USD per month"],
    ),
    (
        (
            "dealbreaker if pay.base < 59.5011k USD per year or pay.base > 59.5012k USD per year\n"
            "negotiable pay.base"
        ),
        'pay.base = "45k USD per year"',
        NegotiationOutcome.FOUND,
        ["pay.base 59,501.1 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base <= 100_000 USD per year "
            "or pay.base >= 100_000.001 USD per year\n"
            "negotiable pay.base"
        ),
        'pay.base = "3k USD per month"',
        NegotiationOutcome.FOUND,
        ["pay.base 8,333.333334 USD per month"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "dealbreaker if team.size < 15\n"
            "negotiable team.size\n"
            "accept at 50%"
        ),
        'team.size = "5..15"',
        NegotiationOutcome.FOUND,
        ["team.size 15"],
    ),
    (
        (
            "prefer team.size from 10 to 20\n"
            "prefer leave.days from 10 to 20\n"
            "negotiable team.size\n"
            "negotiable leave.days\n"
            "accept at 90%"
        ),
        "",
        NegotiationOutcome.FOUND,
        ["leave.days 18; team.size 20"],
    ),
    (
        (
            "prefer pay.base from 10k USD per year to 20k USD per year\n"
            "prefer leave.days from 10 to 20\n"
            "negotiable pay.base down to 15k USD per year\n"
            "negotiable leave.days\n"
            "accept at 60%"
        ),
        "",
        NegotiationOutcome.FOUND,
        ["leave.days 12; pay.base 20,000 USD per year"],
    ),
    (
        (
            "dealbreaker if pay.base < 50k USD per year\n"
            "prefer team.size from 3 to 9\n"
            "pro if leave.days > 20\n"
            "negotiable leave.days up to 25\n"
            "accept at 90%"
        ),
        'pay.base = "60k USD per year"',
        NegotiationOutcome.ASK_FIRST,
        ["first: leave.days team.size", "hoped for: 2 3"],
    ),
    (
        (
            "dealbreaker if pay.sign_on < 5k USD\n"
            "con if pay.sign_on_clawback > 12 months\n"
            "negotiable pay.sign_on up to 6k USD\n"
            "accept at 40%"
        ),
        "",
        NegotiationOutcome.ASK_FIRST,
        ["first: pay.sign_on pay.sign_on_clawback", "hoped for: 1 2"],
    ),
    (
        "dealbreaker if team.size <= 3.000_000_1 or team.size >= 3.000_000_2\nnegotiable team.size",
        "team.size = 2",
        NegotiationOutcome.OUT_OF_REACH,
        ["in the way: 1"],
    ),
]
"""Criteria and an offer, and the outcome as ``described`` says it."""


def described(found: Negotiation) -> list[str]:
    """What to ask for: of each fact the least, and what to begin with; and all else, if any."""
    proposals = [
        "; ".join(
            f"{one.fact} {show(one.wanted)}"
            + (f" / {show(one.opening)}" if one.opening != one.wanted else "")
            for one in ask.changes
        )
        for ask in found.asks
    ]
    lines = {
        "in the way": found.blockers,
        "hoped for": found.hoped,
        "not searched": found.unsearched,
    }
    rest = [
        f"{name}: {' '.join(str(one.span.line) for one in findings)}"
        for name, findings in lines.items()
        if findings
    ]
    asked_first = (
        [f"first: {' '.join(str(one.fact) for one in found.first)}"] if found.first else []
    )
    said = {"and more": found.more, "not settled": found.outcome is NegotiationOutcome.NOT_SETTLED}
    return [*proposals, *(it for it, is_so in said.items() if is_so), *asked_first, *rest]


@pytest.mark.parametrize(("criteria", "offer", "outcome", "asks"), SMALL_FILES)
def test_what_is_asked_for(
    criteria: str, offer: str, outcome: NegotiationOutcome, asks: list[str]
) -> None:
    goal = Verdict.ACCEPT if "accept at" in criteria else Verdict.CONSIDER
    found = asked(criteria, offer, goal)
    assert (found.outcome, found.goal, described(found)) == (outcome, goal, asks)
    if outcome is NegotiationOutcome.FOUND:
        assert all(
            ORDERED.index(it.decision.possible[0]) >= ORDERED.index(goal) for it in found.asks
        )


class TestAsPeopleAsk:
    GRADED = """
    prefer pay.base from 50k to 61234 USD per year
    negotiable pay.base up to 70k USD per year {}
    accept at 60%
    """

    @pytest.mark.parametrize(
        ("step", "wanted", "opening"),
        [
            ("", "57,000 USD per year", "62,500 USD per year"),
            ("step 4k USD per year", "60,000 USD per year", "64,000 USD per year"),
            ("step 1k USD per month", "60,000 USD per year", "60,000 USD per year"),
            ("step 45k USD per year", "70,000 USD per year", "70,000 USD per year"),
        ],
    )
    def test_in_round_amounts_or_stated_steps(self, step: str, wanted: str, opening: str) -> None:
        found = asked(self.GRADED.format(step), 'pay.base = "50k USD per year"', Verdict.ACCEPT)
        ((change,),) = (proposal.changes for proposal in found.asks)
        assert (show(change.wanted), show(change.opening)) == (wanted, opening)

    def test_days_of_leave_are_whole(self) -> None:
        text = "dealbreaker if leave.days < 29.5\nnegotiable leave.days up to 31"
        assert only(text, "leave.days = 20") == {"leave.days": "30"}
        text = "dealbreaker if leave.days < 29.5\nnegotiable leave.days up to 29.5"
        assert only(text, "leave.days = 20") == {"leave.days": "29.5"}

    def test_half_hours_a_week(self) -> None:
        text = "dealbreaker if hours.week > 37.7\nnegotiable hours.week down to 30"
        assert only(text, "hours.week = 40") == {"hours.week": "37.5"}


class TestRefused:
    TEXT = """
    pro if pay.base >= 60k USD per year
    pro if remote.policy >= hybrid
    pro if visa.sponsored
    negotiable pay.base up to 70k USD per year
    negotiable remote.policy up to hybrid effort 2
    negotiable visa.sponsored effort 3
    accept at 30%
    """
    OFFER = 'pay.base = "50k USD per year"\nremote.policy = "onsite"\nvisa.sponsored = false\n'

    def test_the_next_best_set_follows(self) -> None:
        lines = (
            'pay.base = "60k USD per year"',
            'remote.policy = "hybrid"',
            "visa.sponsored = true",
        )
        said = self.OFFER + "[refused]\n"
        found = asked(self.TEXT, self.OFFER, Verdict.ACCEPT)
        facts = [str(found.asks[0].changes[0].fact)]
        for line in lines:
            said += f"{line}\n"
            found = asked(self.TEXT, said, Verdict.ACCEPT)
            facts += [str(change.fact) for ask in found.asks for change in ask.changes]
        assert facts == ["pay.base", "remote.policy", "visa.sponsored"]
        assert found.outcome is NegotiationOutcome.OUT_OF_REACH
        assert "Refused already" in render_negotiate(found)
        assert {f"{one.fact} {show(one.value)}" for one in found.refused} == {
            "pay.base 60,000 USD per year",
            "remote.policy hybrid",
            "visa.sponsored yes",
        }

    def test_less_than_what_was_refused_may_be_enough(self) -> None:
        said = f'{self.OFFER}[refused]\npay.base = "5.2k USD per month"'
        (ask,) = asked(self.TEXT, said, Verdict.ACCEPT).asks
        assert [(str(c.fact), show(c.wanted)) for c in ask.changes] == [
            ("pay.base", "60,000 USD per year")
        ]


class TestTheGoal:
    def test_it_is_the_next_better_verdict_within_reach(self) -> None:
        text = """
        pro if visa.sponsored
        con if hours.week > 40
        negotiable visa.sponsored
        negotiable hours.week down to 30
        decline below 30%
        accept at 60%
        """
        for offer, goal in (
            ("visa.sponsored = false\nhours.week = 45", Verdict.CONSIDER),
            ("visa.sponsored = true\nhours.week = 45", Verdict.ACCEPT),
            ("hours.week = 40", Verdict.ACCEPT),
        ):
            found = parse_criteria(text).decide(read_offer(offer)).negotiate()
            assert (found.goal, found.outcome) == (goal, NegotiationOutcome.FOUND), offer

    @pytest.mark.parametrize(
        ("threshold", "offer", "goal", "outcome", "more"),
        [
            ("accept at 60%", "team.size = 2", "consider", "out of reach", ["in the way: 1"]),
            ("decline below 60%\naccept at 60%", "team.size = 4", "accept", "found", None),
            ("accept at 60%", "team.size = 4\nleave.sabbatical = true", "accept", "found", None),
            ("", "team.size = 4", "accept", "out of reach", []),
            ("accept at 40%", "team.size = 4\nleave.sabbatical = true", "accept", "", []),
        ],
    )
    def test_whether_it_can_be_reached_or_not(
        self, threshold: str, offer: str, goal: str, outcome: str, more: list[str] | None
    ) -> None:
        text = f"""dealbreaker if team.size < 3
            pro if visa.sponsored
            pro if leave.sabbatical
            negotiable visa.sponsored
            negotiable leave.sabbatical
            {threshold}
        """
        decision = parse_criteria(text).decide(read_offer(f"visa.sponsored = false\n{offer}"))
        found = decision.negotiate()
        said = described(found) if more is not None else None
        assert (str(found.goal), str(found.outcome), said, found.more) == (
            *(goal, outcome or "nothing to ask", more, False),
        )

    @pytest.mark.parametrize(
        ("criteria", "goals"),
        [
            ("pro if visa.sponsored\ndecline below 40%\naccept at 60%", ["consider", "accept"]),
            ("dealbreaker unless leave.sabbatical\naccept at 40%", ["accept"]),
            ("accept at 40%", ["accept"]),
            ("", []),
        ],
    )
    def test_those_that_a_report_shows(self, criteria: str, goals: list[str]) -> None:
        text = f"""pro if leave.sabbatical
            negotiable leave.sabbatical
            negotiable visa.sponsored
            {criteria}
        """
        offer = read_offer("visa.sponsored = false\nleave.sabbatical = false")
        shown = negotiations_to_report(parse_criteria(text).decide(offer))
        assert [str(one.goal) for one in shown] == goals

    def test_an_open_dealbreaker_is_asked_first(self) -> None:
        text = """
        dealbreaker if manager.presence < sometimes
        pro if pay.base >= 60k USD per year
        negotiable pay.base up to 70k USD per year
        accept at 50%
        """
        found = parse_criteria(text).decide(read_offer('pay.base = "50k USD per year"')).negotiate()
        assert found.outcome is NegotiationOutcome.ASK_FIRST
        assert [str(question.fact) for question in found.first] == ["manager.presence"]
        assert [str(c.fact) for c in found.asks[0].changes] == ["pay.base"]
        page = render_negotiate(found)
        assert page.index("Ask first") < page.index("If the answers are good: the least")
        well_paid = parse_criteria(text).decide(read_offer('pay.base = "60k USD per year"'))
        nothing = well_paid.negotiate()
        assert (nothing.outcome, nothing.asks) == (NegotiationOutcome.ASK_FIRST, ())
        assert "find out already" not in render_negotiate(nothing)


def test_what_has_no_bound_is_asked_for_as_it_is_wanted() -> None:
    change = RequestedChange(FactPath("leave.days"), Decimal(20), Decimal(25), 1)
    assert change.opening == Decimal(25)
