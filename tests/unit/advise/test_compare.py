"""Comparing offers, on numbers that can be worked out by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any, Literal

import pytest
from attrs import evolve

from offerkit.advise.compare import even_swaps, robustness, settling
from offerkit.advise.compare.even_swaps import _Trial
from offerkit.advise.compare.margins import weight_margin
from offerkit.advise.compare.models import Draw, Firsts, Obstacle, Place, Relation, WeightMargin
from offerkit.advise.compare.robustness import near_weightings, weightings
from offerkit.advise.compare.staying import staying
from offerkit.comparison import Comparison
from offerkit.criteria import Criteria, parse_criteria
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.render.html.report import comparison_fragment
from offerkit.render.text.compare import render_comparison, render_open_order
from offerkit.render.words.compare import frequent_text
from offerkit.scales import Frequency, Quality
from offerkit.values import Pay, Percent, Period, show
from tests.contexts import STRANGE

CRITERIA = """\
dealbreaker "Nobody to learn from" if manager.mentoring < sometimes
pro    "Work I like"  if work.interest >= good               weight 3
con    "Long way"     if commute.time > 45 min               weight 2
prefer "Money"        pay.base from 40k to 80k USD per year  weight 4
prefer "Time off"     leave.days from 10 to 30               weight 2
accept at 60%
"""
ACME = """\
pay.base = "58k USD per year"
work.interest = "great"
commute.time = "25 min"
leave.days = 20
manager.mentoring = "often"
"""
BOREALIS = """\
pay.base = "66k USD per year"
work.interest = "fair"
commute.time = "30 min"
leave.days = 28
manager.mentoring = "often"
"""
PRESENT = """\
[current]
pay.base = "48k USD per year"
work.interest = "fair"
commute.time = "20 min"
leave.days = 22
manager.mentoring = "sometimes"
"""


def offer_of(criteria: Criteria[Offer], text: str) -> Offer:
    return read_offer(text, schema=criteria.schema)


def compared(
    offers: Mapping[str, str],
    criteria: str = CRITERIA,
    *,
    samples: int = 0,
    seed: int = 0,
    include_current: bool | None = None,
    draw: Literal["near", "order"] = "near",
) -> Comparison:
    checked = parse_criteria(criteria, name="my.criteria")
    named = {name: offer_of(checked, text) for name, text in offers.items()}
    return checked.compare(
        named, samples=samples, seed=seed, include_current=include_current, draw=draw
    )


TWO = {"acme": ACME, "borealis": BOREALIS}


# --- the order -----------------------------------------------------------------------------------


def test_the_better_verdict_is_ahead_and_then_the_better_score() -> None:
    found = compared({**TWO, "cedar": BOREALIS.replace("66k", "65k")})
    assert [option.name for option in found.options] == ["acme", "borealis", "cedar"]
    assert [option.place for option in found.options] == [Place(1, 1), Place(2, 2), Place(3, 3)]
    assert found.relation("acme", "borealis") is Relation.AHEAD  # accept, at 39/55
    assert found.relation("cedar", "borealis") is Relation.BEHIND  # both to consider


def test_equal_ones_are_tied_and_share_a_place() -> None:
    found = compared({"one": BOREALIS, "other": BOREALIS, "third": BOREALIS.replace("66k", "50k")})
    assert found.relation("one", "other") is Relation.TIED
    assert [str(option.place) for option in found.options] == ["1", "1", "3"]


def test_a_dealbreaker_that_never_holds_leaves_no_order_open() -> None:
    criteria = "pro if leave.days > 20\ndealbreaker if team.size < 3 and team.size > 5"
    offers = {"one": "leave.days = 25", "other": "leave.days = 25", "less": "leave.days = 10"}
    found = compared(offers, criteria)
    assert found.relation("one", "other") is Relation.TIED
    assert found.relation("one", "less") is Relation.AHEAD


def test_overlapping_ones_are_not_in_order() -> None:
    found = compared({**TWO, "cedar": BOREALIS.replace('"66k', '"60k..70k')})
    assert found.relation("cedar", "borealis") is Relation.OPEN
    assert {o.name: str(o.place) for o in found.options} == {
        "acme": "1",
        "borealis": "2-3",
        "cedar": "2-3",
    }


def test_a_declined_offer_is_behind_whatever_its_score() -> None:
    found = compared({"acme": ACME.replace("often", "rarely"), "borealis": BOREALIS})
    assert found.relation("borealis", "acme") is Relation.AHEAD
    scores = [option.decision.score for option in found.options]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0].high < scores[1].low


def test_a_dealbreaker_that_is_open_leaves_the_order_open() -> None:
    found = compared({"acme": ACME.replace('"often"', '"unknown"'), "borealis": BOREALIS})
    assert found.relation("acme", "borealis") is Relation.OPEN


def test_nothing_weighed_is_ordered_by_verdict() -> None:
    found = compared(
        {"yes": "visa.needed = true", "no": "visa.needed = false", "also": "visa.needed = false"},
        'dealbreaker "Visa" if visa.needed',
        samples=10,
    )
    assert [option.name for option in found.options] == ["no", "also", "yes"]
    assert found.relation("no", "also") is Relation.TIED
    assert {option.firsts for option in found.options} == {None}
    (tied,) = found.contests
    assert (tied.flips, tied.swaps) == ((), ())


# --- certainly better ----------------------------------------------------------------------------


def test_certainly_better_in_spite_of_what_is_open() -> None:
    found = compared(
        {"acme": ACME.replace('"58k', '"66k..70k'), "worse": BOREALIS.replace("28", "20")}
    )
    (dominance,) = found.dominances
    assert (dominance.better, dominance.worse, dominance.wins) == ("acme", "worse", (1,))
    assert found.nearly == ()


def test_not_when_it_may_be_worse_in_one_thing() -> None:
    found = compared(
        {"acme": ACME.replace('"58k', '"64k..70k'), "worse": BOREALIS.replace("28", "20")}
    )
    assert found.dominances == ()
    (nearly,) = found.nearly
    assert nearly.obstacle == Obstacle(3, certain=False, size=Fraction(4 * 2, 11 * 40))
    assert "everything except Money, where worse may be better" in " ".join(
        render_comparison(found).split()
    )


def test_the_one_thing_in_the_way_is_named() -> None:
    found = compared(
        {"acme": ACME.replace("often", "rarely"), "worse": BOREALIS.replace("66", "58")}
    )
    assert [(n.better, n.worse, n.obstacle) for n in found.nearly if n.better == "worse"] == [
        ("worse", "acme", Obstacle(1, certain=True, size=Fraction(3, 11)))
    ]


def test_a_dealbreaker_of_both_is_no_difference() -> None:
    rare = {name: text.replace("often", "rarely") for name, text in TWO.items()}
    better = {**rare, "borealis": rare["borealis"].replace("fair", "good")}
    found = compared({**better, "acme": rare["acme"].replace("often", "rarely")})
    assert [(d.better, d.worse) for d in found.dominances] == [("borealis", "acme")]


JOB_ONLY = 'pro "Visa" if current.visa.needed\nprefer pay.base from 40k to 80k USD per year'


def test_an_open_fact_of_one_present_job_is_the_same_for_both() -> None:
    present = '\ncurrent.company.name = "Present & Co"'
    offers = {"more": 'pay.base = "60k USD per year"', "less": 'pay.base = "50k USD per year"'}
    same = {name: text + present for name, text in offers.items()}
    found = compared(same, JOB_ONLY, include_current=False)
    assert [(d.better, d.worse) for d in found.dominances] == [("more", "less")]
    other = {**same, "less": same["less"].replace("Present", "Other")}
    assert compared(other, JOB_ONLY, include_current=False).dominances == ()
    heard = f'{same["less"]}\n[sources]\n"current.company.name" = "a colleague"'
    apart = {**same, "less": heard}
    assert compared(apart, JOB_ONLY, include_current=False).dominances == ()


def test_facts_of_two_offers_are_never_the_same() -> None:
    offers = {"more": 'pay.base = "60k USD per year"', "less": 'pay.base = "50k USD per year"'}
    found = compared(offers, JOB_ONLY.replace("current.visa", "visa"))
    assert found.dominances == ()
    assert found.nearly[0].obstacle == Obstacle(0, certain=False, size=Fraction(1, 2))


@pytest.mark.parametrize(
    "rule",
    [
        "pro if current.pay.base + 10 USD/hour > 60k USD per year",
        "let more = current.pay.base + 10 USD/hour\npro if more > 60k USD per year",
    ],
)
def test_a_wage_by_the_hour_is_not_about_the_present_job_alone(rule: str) -> None:
    """The literal left of the comparison is converted by the hours of the offer itself."""
    criteria = f"{rule}\nprefer pay.base from 40k to 80k USD per year"
    offers = {
        "more": 'pay.base = "60k USD per year"\ncurrent.pay.base = "45k USD per year"',
        "less": 'pay.base = "50k USD per year"\ncurrent.pay.base = "45k USD per year"',
    }
    assert compared(offers, criteria, include_current=False).dominances == ()


# --- what would turn it --------------------------------------------------------------------------


def test_the_smallest_weight_that_turns_the_order() -> None:
    (contest,) = compared(TWO, CRITERIA.replace("accept at 60%", "")).contests
    # acme 3 + 2 + 4*9/20 + 2*1/2 = 7.8 of 11; borealis 2 + 4*13/20 + 2*9/10 = 6.4 of 11.
    found = {flip.finding: (flip.weight, flip.flipped, flip.level_at) for flip in contest.flips}
    assert found == {
        1: (3, 1, Fraction(8, 5)),
        3: (4, 12, Fraction(11)),
        4: (2, 6, Fraction(11, 2)),
    }
    assert [flip.finding for flip in contest.flips] == [1, 4, 3]
    assert [flip.change for flip in contest.flips] == [-2, 4, 8]


def test_no_weight_turns_what_a_dealbreaker_decides() -> None:
    found = compared({"acme": ACME.replace("often", "rarely"), "borealis": BOREALIS})
    assert found.contests == ()
    assert found.contest("acme", "borealis").flips == ()


def test_a_weight_that_turns_the_verdict() -> None:
    """Ahead by score at 5 to 5, but both are then declined; it has a half at 7 to 7."""
    criteria = """\
pro "A" if work.interest >= good weight 6
pro "B" if leave.days >= 20 weight 5
con "C" if visa.needed weight 2
decline below 50%
"""
    offers = {
        "a": 'visa.needed = true\nwork.interest = "great"\nleave.days = 0',
        "b": 'visa.needed = true\nwork.interest = "poor"\nleave.days = 20',
    }
    (contest,) = compared(offers, criteria.replace("50", "46")).contests
    assert (contest.leading, contest.option) == ("a", "b")
    flips = [(flip.finding, flip.flipped) for flip in contest.flips]
    assert flips == [(1, 7), (0, 3)]  # 7 of 15 is 46.7%, 5 of 10 is a half; at 4 it is 5 of 11
    both = {"out": f"{offers['b']}\nteam.size = 1", "in": offers["a"]}
    assert compared(both, f"{criteria}dealbreaker if team.size < 2").contests == ()


def test_a_weight_that_would_make_two_statements_one_is_passed_over() -> None:
    criteria = """\
pro "A" if leave.days >= 20 weight 1
pro "A" if leave.days >= 20 weight 3
con "B" if visa.needed weight 6
"""
    offers = {
        "free": "leave.days = 30\nvisa.needed = true",
        "near": "leave.days = 0\nvisa.needed = false",
    }
    (contest,) = compared(offers, criteria).contests
    assert contest.leading == "near"
    flips = {flip.finding: flip.flipped for flip in contest.flips}
    assert flips == {0: 4, 1: 6, 2: 3}


def test_what_pay_would_match() -> None:
    (contest,) = compared(TWO, CRITERIA.replace("accept at 60%", "")).contests
    swaps = {str(swap.fact): swap for swap in contest.swaps}
    assert swaps["pay.base"].needed == Pay(Decimal(80_000), "USD", Period.YEAR)
    assert swaps["pay.base"].bound == 80_000
    assert swaps["pay.base"].matched
    assert swaps["work.interest"].needed is Quality.GOOD
    assert not swaps["work.interest"].matched
    assert set(swaps) == {"pay.base", "work.interest"}  # leave would not be enough


def several(seed: int) -> str:
    """Return criteria with dozens of statements about two facts, in no order."""
    chance = Random(seed)
    lines = [
        f"{chance.choice(['pro', 'con'])} if leave.days {condition} weight {chance.randint(1, 5)}\n"
        f"prefer pay.base from {chance.randint(9, 60)}k to {chance.randint(61, 99)}k USD per year\n"
        for number in range(20)
        for condition in [
            f"between {number} and {number + chance.randint(1, 9)}"
            if chance.randrange(2)
            else f"> {chance.randint(0, 60)}"
        ]
    ]
    if seed % 2:  # what is open about the other offer adds up all the same, or falls away
        lines.append(chance.choice(["pro if clients.count > 3\n", "con if team.size > 3\n"]))
    if seed % 3:
        start = chance.randint(10, 30)
        lines.append(f"dealbreaker if leave.days between {start} and {start + 3}\n")
    return "".join(lines) + f"pro if visa.needed weight {seed}\ndecline below 40%\naccept at 60%\n"


@pytest.mark.parametrize("seed", range(1, 13))
def test_many_amounts_are_tried_at_once_and_none_is_missed(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = {
        "one": 'leave.days = 9\npay.base = "30k USD per year"\nvisa.needed = true',
        "other": 'leave.days = 31\npay.base = "70k USD per year"',
    }
    offers = {name: f'{text}\nclients = "none"' for name, text in offers.items()}
    found = []
    for alone in (2, 8, 1_000):
        monkeypatch.setattr(even_swaps, "_MOST_ALONE", alone)
        found.append(compared(offers, several(seed)).to_dict())
    assert found[0] == found[1] == found[2]


def test_the_amounts_that_are_tried_grow_much_less_than_what_tells_them_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried, original = [0], _Trial.changed

    def changed(trial: _Trial, value: Any) -> Any:
        tried[-1] += 1
        return original(trial, value)

    monkeypatch.setattr(_Trial, "changed", changed)
    for count in (40, 160):
        lines = [f"pro if leave.days > {number}\n" for number in range(count)]
        offers = {"one": "leave.days = 1", "other": f"leave.days = {count - 1}"}
        (contest,) = compared(offers, "".join(lines) + "accept at 60%\n").contests
        assert [swap.bound for swap in contest.swaps] == [count - 2]
        tried.append(0)
    assert tried[1] < 1.5 * tried[0]


PAY_ONLY = "prefer pay.base from 40k to 80k USD per year weight 3\npro if visa.needed"


@pytest.mark.parametrize(
    ("stated", "needed", "bound", "matched"),
    [
        (
            "50k USD per year",
            Pay(Decimal("53333.34"), "USD", Period.YEAR),
            Fraction(160_000, 3),
            False,
        ),
        (
            "4k USD per month",
            Pay(Decimal("4444.45"), "USD", Period.MONTH),
            Fraction(40_000, 9),
            False,
        ),
        (
            "40k EUR per year",
            Pay(Decimal("42666.67"), "EUR", Period.YEAR),
            Fraction(128_000, 3),
            False,
        ),
    ],
)
def test_an_amount_that_no_hundredth_is(
    stated: str, needed: Pay, bound: Fraction, matched: bool
) -> None:
    offers = {"visa": 'visa.needed = true\npay.base = "40k USD per year"'}
    offers["pay"] = f'visa.needed = false\npay.base = "{stated}"'
    criteria = f"{PAY_ONLY}\nrate 1 EUR = 1.25 USD"
    found = compared(offers, criteria)
    if found.options[0].name == "pay":
        pytest.fail("the wage is ahead already")
    (swap,) = (swap for swap in found.contests[0].swaps if swap.fact.path == "pay.base")
    assert (swap.needed, swap.bound, swap.matched) == (needed, bound, matched)


def test_just_beyond_a_threshold() -> None:
    criteria = "pro if pay.base > 50k USD per year\npro if leave.days > 20"
    offers = {
        "both": 'pay.base = "60k USD per year"\nleave.days = 25',
        "one": 'pay.base = "50k USD per year"\nleave.days = 25',
    }
    (swap,) = compared(offers, criteria).contests[0].swaps
    assert swap.needed == Pay(Decimal("50000.01"), "USD", Period.YEAR)
    assert swap.bound == 50_000
    assert swap.matched


@pytest.mark.parametrize(
    ("criteria", "ahead", "behind", "bound", "needed"),
    [
        ("pro if leave.days >= 10.001", "11", "10", "10.001", "10.01"),
        ("con if leave.days < 10.001", "11", "10", "10.001", "10.01"),
        ("pro if leave.days > 10.001", "11", "10", "10.001", "10.01"),
        ("pro if leave.days > 10", "11", "10", "10", "10.01"),
        ("prefer leave.days from 0 to 30", "10.001", "10", "10.001", "10.01"),
        ("prefer leave.days from 0 to 30", "10.001", "9.9999", "10.001", "10.01"),
        ("prefer leave.days from 30 to 0", "9.9984", "10", "9.9984", "9.99"),
        ("pro if leave.days between 10.001 and 10.003", "10.002", "10", "10.001", "10.001"),
        ("pro if leave.days = 10.001", "10.001", "10", "10.001", "10.001"),
        ("pro if leave.days > 10.001 and leave.days < 10.004", "10.002", "10", "10.001", "10.002"),
        ("pro if leave.days <= 9.9984", "9", "10", "9.9984", "9.99"),
    ],
)
def test_the_bound_is_where_the_order_changes(
    criteria: str, ahead: str, behind: str, bound: str, needed: str
) -> None:
    offers = {"ahead": f"leave.days = {ahead}", "behind": f"leave.days = {behind}"}
    (swap,) = compared(offers, criteria).contests[0].swaps
    assert (swap.bound, swap.needed) == (Fraction(bound), Decimal(needed))


def test_down_as_well_as_up_and_within_bounds() -> None:
    criteria = "prefer travel.share from 60% to 0%\nprefer leave.days from 0 to 400"
    offers = {
        "near": 'travel.share = "12%"\nleave.days = 20',
        "far": 'travel.share = "30%"\nleave.days = 20',
    }
    travel, leave = compared(offers, criteria).contests[0].swaps
    assert (travel.needed, leave.needed) == (Percent(Decimal(12)), Decimal(140))
    late = {name: text.replace("20", "300") for name, text in offers.items()}
    (travel,) = compared(late, criteria).contests[0].swaps  # a year has no 420 days
    assert travel.needed == Percent(Decimal(12))


def test_a_fact_that_enters_in_no_straight_line_is_left_out() -> None:
    criteria = "prefer pay.base from 20 to 40 USD/hour\npro if visa.needed weight 9"
    offers = {
        "visa": 'visa.needed = true\npay.base = "50k USD per year"\nhours.week = 40',
        "week": 'visa.needed = false\npay.base = "50k USD per year"\nhours.week = 40',
    }
    assert compared(offers, criteria).contests[0].swaps == ()
    better = criteria.replace("weight 9", "")
    offers["week"] = offers["week"].replace("50k", "42k")
    facts = [swap.fact.path for swap in compared(offers, better).contests[0].swaps]
    assert "hours.week" not in facts


def test_what_closes_a_gate_is_asked_though_something_behind_it_is_stated() -> None:
    offers = {
        "acme": 'pay.base = "38k USD per year"',
        "borealis": 'pay.base = "45k USD per year"\ncommute.time = "25 min"',
    }
    criteria = """prefer commute.time from 60 min to 10 min
        prefer pay.base from 40k to 80k USD per year"""
    (pair,) = compared(offers, criteria).open_order().pairs
    asked = [(one.option, str(one.fact)) for one in pair.questions]
    assert ("borealis", "remote.policy") in asked


def test_no_level_is_enough_that_counts_for_and_against() -> None:
    criteria = """pro if manager.presence >= often weight 2
        con if manager.presence >= often weight 2
        pro if visa.needed weight 1"""
    common = 'manager.presence = "rarely"\n'
    offers = {"a": f"{common}visa.needed = true", "b": f"{common}visa.needed = false"}
    assert compared(offers, criteria).contests[0].swaps == ()


def test_what_changes_twice_within_the_finest_amount_is_missed() -> None:
    criteria = "pro if leave.days > 20 and leave.days < 20.0000000000001"
    offers = {"a": "leave.days = 20.00000000000005", "b": "leave.days = 10"}
    assert compared(offers, criteria).contests[0].swaps == ()


def test_no_other_vesting_is_tried_beside_the_shares_of_its_years() -> None:
    offers = {
        "a": 'equity.kind = "rsu"\nequity.vesting = "2 years"',
        "b": 'equity.kind = "rsu"\nequity.vesting = "4 years"\n'
        'equity.schedule = ["25%", "25%", "25%", "25%"]',
    }
    criteria = "prefer equity.vesting from 6 years to 1 year"
    assert compared(offers, criteria).contests[0].swaps == ()
    free = {**offers, "b": offers["a"].replace("2", "4")}
    (swap,) = compared(free, criteria).contests[0].swaps
    assert swap.matched


def test_an_amount_at_its_bound_changes_the_other_way() -> None:
    offers = {"a": "leave.days = 10", "b": "leave.days = 0"}
    (swap,) = compared(offers, "prefer leave.days from 0 to 30").contests[0].swaps
    assert swap.needed == 10


def test_the_next_hundredth_may_be_out_of_bounds() -> None:
    criteria = """fact rating.place: number from 0 to 10.005
        pro if rating.place >= 10.005"""
    offers = {"a": "rating.place = 10.005", "b": "rating.place = 3"}
    (swap,) = compared(offers, criteria).contests[0].swaps
    assert swap.needed == Decimal("10.005")


@pytest.mark.parametrize(
    ("criteria", "answers"),
    [
        (
            "fact rating.place: number\npro if rating.place > 3 weight 2\npro if visa.needed",
            [("at most 3", "behind"), ("more than 3", "ahead")],
        ),
        (
            "fact rating.place: number\nprefer rating.place from 0 to 9\npro if visa.needed",
            [("less than 9", "behind"), ("at least 9", "tied")],
        ),
        (
            "pro if team.size = 3 weight 2\npro if visa.needed",
            [("less than 3", "behind"), ("3", "ahead"), ("more than 3", "behind")],
        ),
    ],
)
def test_answers_settle_an_order_from_an_amount_on(
    criteria: str, answers: list[tuple[str, str]]
) -> None:
    worst = "rating.place = 0" if "rating" in criteria else "team.size = 1"
    offers = {"open": "visa.needed = false", "known": f"visa.needed = true\n{worst}"}
    found = compared(offers, criteria)
    (question,) = found.contests[0].questions
    assert [(one.words, str(one.relation)) for one in question.answers] == answers


def test_an_amount_of_which_only_the_most_is_known_settles_an_order() -> None:
    criteria = "pro if travel.share < 30% weight 2\npro if visa.needed"
    offers = {
        "a": 'visa.needed = false\ntravel.share = "at most 40%"',
        "b": 'visa.needed = true\ntravel.share = "50%"',
    }
    question = compared(offers, criteria).contests[0].questions[0]
    assert [(one.words, str(one.relation)) for one in question.answers] == [
        ("less than 30%", "ahead"),
        ("at least 30%", "behind"),
    ]


def test_a_fact_whose_values_are_not_told_apart_settles_nothing() -> None:
    criteria = "pro if clients.names overlaps current.clients.names\npro if visa.needed"
    offers = {"a": "visa.needed = true", "b": "visa.needed = true"}
    assert compared(offers, criteria).contests[0].questions == ()


def test_hours_that_only_convert_pay_are_on_no_straight_line() -> None:
    criteria = """prefer manager.presence from never to always
        pro if pay.base >= 50k USD per year
        prefer pay.base from 20 to 40 USD/hour"""
    offers = {
        "short": 'manager.presence = "rarely"\npay.base = "50k USD per year"\nhours.week = 32',
        "long": 'manager.presence = "sometimes"\npay.base = "50k USD per year"\nhours.week = 40',
    }
    facts = [swap.fact.path for swap in compared(offers, criteria).contests[0].swaps]
    assert facts == ["manager.presence", "pay.base"]


@pytest.mark.parametrize(
    "criteria",
    [
        "pro if (team.size > 3) = yes",
        "let big = team.size > 3\npro if big = yes",
        "dealbreaker if (team.size > 3) = no",
        "con if (team.size > 3) != yes",
        "pro if yes = (team.size > 3)",
        "pro if visa.needed = (team.size > 3)",
        "pro if not ((team.size <= 3) = (leave.days >= 0))",
        "pro if (at least 1 of (team.size > 3, visa.needed)) = (leave.days = 20)",
        "pro if ((team.size > 3) = yes) = ((pay.base >= 1 USD/hour) = yes)",
    ],
)
def test_truths_that_are_equal_change_where_a_comparison_in_them_does(criteria: str) -> None:
    common = 'visa.needed = true\nleave.days = 20\npay.base = "50k USD per year"\n'
    if "at least" in criteria:
        common = common.replace("true", "false")
    offers = {"big": f"{common}team.size = 9", "little": f"{common}team.size = 2"}
    found = compared(offers, criteria)
    changes = found.contests[0].swaps if found.contests else found.ruled_out[0].needs
    (swap,) = (swap for swap in changes if "team" in str(swap.fact))
    assert swap.needed == Decimal("3.01")
    assert swap.bound == 3


def test_any_two_can_be_looked_at() -> None:
    found = compared({**TWO, "cedar": BOREALIS.replace("66k", "60k")})
    contest = found.contest("cedar", "borealis")
    assert (contest.leading, contest.option) == ("borealis", "cedar")
    pay = next(swap for swap in contest.swaps if swap.fact.path == "pay.base")
    assert (pay.needed, pay.matched) == (Pay(Decimal(66_000), "USD", Period.YEAR), True)
    of = r'of an option \("acme", "borealis", "cedar"\), got'
    with pytest.raises(ValueError, match=f"^name: expected that {of} 'delta'$"):
        found.contest("delta", "acme")
    unnamed: Any = 1
    with pytest.raises(TypeError, match=f"^name: expected that {of} 1$"):
        found.relation("acme", unnamed)


# --- who is in the running -----------------------------------------------------------------------

AWAY = BOREALIS.replace('"often"', '"never"')
MAYBE = ACME.replace('"often"', '"unknown"')


def test_the_only_one_in_the_running_is_said_to_be() -> None:
    found = compared(
        {"riverfront": MAYBE, "falls": AWAY.replace("66k", "99k"), "loop": AWAY}, samples=9
    )
    assert [str(option.place) for option in found.options] == ["1", "None", "None"]
    assert [option.firsts for option in found.options] == [
        Firsts(9, 9, 9),
        Firsts(9, 0, 0),
        Firsts(9, 0, 0),
    ]
    assert found.contests == ()
    assert [(one.option, one.by) for one in found.ruled_out] == [("falls", (0,)), ("loop", (0,))]
    (swap,) = found.ruled_out[0].needs
    assert (str(swap.fact), swap.needed) == ("manager.mentoring", Frequency.SOMETIMES)
    page = " ".join(render_comparison(found).split())
    assert (
        "riverfront is the only one still in the running, and may yet be declined; falls is ruled "
        "out by Nobody to learn from; loop is ruled out by Nobody to learn from."
    ) in page
    assert "falls is ruled out by Nobody to learn from. One change would bring it back:" in page
    assert "manager.mentoring: sometimes (now: never)" in page
    both = compared({"riverfront": MAYBE, "falls": AWAY})
    page = " ".join(render_comparison(both).split())
    assert "declined; falls is ruled out by Nobody to learn from." in page


def test_where_all_are_ruled_out_none_is_first() -> None:
    criteria = f'{CRITERIA}dealbreaker "Few days" if leave.days < 25'
    found = compared(
        {"two": AWAY.replace("28", "9"), "one": AWAY, "also": AWAY}, criteria, samples=9
    )
    assert [option.name for option in found.options] == ["one", "also", "two"]
    assert {option.place for option in found.options} == {None}
    assert found.relation("one", "two") is Relation.AHEAD
    assert found.contests == ()
    assert found.contest("one", "two").changes == ()
    page = render_comparison(found)
    assert "None of them is in the running: each would be declined, so none is first." in page
    assert "With other weights" not in page


def test_an_offer_declined_by_its_score_is_out_too() -> None:
    criteria = CRITERIA.replace("accept at 60%", "decline below 50%")
    found = compared({"acme": ACME, "low": ACME.replace("great", "poor")}, criteria)
    (out,) = found.ruled_out
    assert (out.option, out.by) == ("low", ())
    page = " ".join(render_comparison(found).split())
    assert "low is declined by its score, 44% (decline below 50%)" in page
    assert "work.interest: good (now: poor)" in page


def test_other_weights_put_nobody_first_who_is_declined_then() -> None:
    """With 2 to 5 for B its score is 2/7, below the threshold; with 5 to 5 it passes."""
    criteria = (
        'pro "A" if visa.needed weight 5\npro "B" if leave.days > 20 weight 2\ndecline below 60%'
    )
    (out,) = compared(AGAINST, criteria).ruled_out
    assert out.option == "b"
    found = compared(AGAINST, criteria.replace("60", "10"))
    assert [flip.flipped for flip in found.contests[0].flips] == [1, 6]


# --- what one may do instead ---------------------------------------------------------------------

LOOKING = """\
fact search.months: number "How long would I look on?"
fact savings.months: number "How long do my savings last?"
dealbreaker "The savings run out" if search.months > savings.months
prefer "Reserve" savings.months - search.months from 0 to 10
accept at 90%
"""


def with_instead(offers: Mapping[str, str], months: int, criteria: str = CRITERIA) -> Comparison:
    mine, looking = parse_criteria(criteria, name="my.criteria"), parse_criteria(LOOKING)
    part_time = mine.decide(offer_of(mine, BOREALIS.replace("66k", "42k")))
    look_on = looking.decide(offer_of(looking, f"search.months = {months}\nsavings.months = 10"))
    named = {name: offer_of(mine, text) for name, text in offers.items()}
    return mine.compare(named, samples=0, instead={"part-time": part_time, "look on": look_on})


def test_other_ways_are_options_by_criteria_of_their_own() -> None:
    found = with_instead({"borealis": BOREALIS}, 6)
    look_on, part_time = found.instead
    assert [(one.name, one.relation, one.behind) for one in found.instead] == [
        ("look on", Relation.BEHIND, "look on"),
        ("part-time", Relation.BEHIND, "part-time"),
    ]
    # 58.18% of borealis needs 5.82 months in reserve, 4.18 of them to look.
    swap = next(swap for swap in look_on.swaps if swap.fact.path == "search.months")
    assert (swap.bound, swap.needed) == (Fraction(46, 11), Decimal("4.18"))
    pay = next(swap for swap in part_time.swaps if swap.fact.path == "pay.base")
    assert pay.needed == Pay(Decimal(66_000), "USD", Period.YEAR)
    page = " ".join(render_comparison(found).split())
    assert "look on: consider, 40% by <criteria>. It is behind borealis." in page
    assert "1.82 less: search.months 4.18 (now: 6)" in page


def test_another_way_may_be_ahead_of_every_offer() -> None:
    found = with_instead({"borealis": BOREALIS}, 1)
    first = found.instead[0]
    assert (first.relation, first.behind) == (Relation.AHEAD, "borealis")
    page = " ".join(render_comparison(found).split())
    assert "look on is ahead of borealis, the first of the offers." in page
    data = found.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["instead"][0]["verdict"] == "accept"


def test_other_ways_beside_offers_that_are_all_declined() -> None:
    found = with_instead({"away": AWAY}, 11)
    assert [(one.name, one.behind) for one in found.instead] == [
        ("part-time", "away"),
        ("look on", "look on"),
    ]
    months = next(s for s in found.instead[1].swaps if s.fact.path == "search.months")
    assert months.needed == 10  # that is enough not to be declined
    page = " ".join(render_comparison(found).split())
    assert "look on: decline, 0% by <criteria>, ruled out by The savings run out." in page
    with pytest.raises(ValueError, match='2 are called "part-time"'):
        with_instead({"part-time": ACME}, 1)


# --- what settles an order -----------------------------------------------------------------------


def answers_of(comparison: Comparison) -> dict[tuple[str, str], list[tuple[str, str]]]:
    (pair,) = comparison.open_order().pairs
    return {
        (q.option, str(q.fact)): [(a.words, str(a.relation)) for a in q.answers]
        for q in pair.questions
    }


def test_from_which_value_on_an_order_is_settled() -> None:
    """Borealis scores 32/55 at 66,000; acme has 3 + 2 + 1 of 11 besides its pay, of weight 4."""
    criteria = CRITERIA.replace("accept at 60%", "")
    offers = {"acme": ACME.replace('"58k USD per year"', '"unknown"'), "borealis": BOREALIS}
    found = answers_of(compared(offers, criteria))
    # 6 + 4 * (pay - 40,000) / 40,000 against 2 + 2.6 + 1.8
    assert found == {
        ("acme", "pay.base"): [
            ("less than 44,000 USD per year", "behind"),
            ("44,000 USD per year", "tied"),
            ("more than 44,000 USD per year", "ahead"),
        ]
    }


def test_levels_and_what_does_not_apply_settle_an_order_too() -> None:
    offers = {"acme": MAYBE, "borealis": BOREALIS}
    assert answers_of(compared(offers)) == {
        ("acme", "manager.mentoring"): [
            ("never or rarely", "behind"),
            ("sometimes, often or always or not applicable", "ahead"),
        ]
    }


def test_where_more_than_one_answer_is_needed_none_settles_it() -> None:
    half = "visa.needed = false"
    criteria = "pro if team.size > 3\npro if leave.days > 20\ncon if visa.needed weight 2"
    found = compared({"one": half, "two": half}, criteria)
    (pair,) = found.open_order().pairs
    assert pair.questions == ()
    page = " ".join(render_comparison(found).split())
    assert "decide whether one is ahead of two; no single answer settles it." in page


def test_open_order_as_a_page_and_as_data() -> None:
    offers = {"acme": ACME.replace('"58k USD per year"', '"unknown"'), "borealis": BOREALIS}
    order = compared(offers, CRITERIA.replace("accept at 60%", "")).open_order()
    page = render_open_order(order)
    assert "Is acme ahead of borealis?" in page
    assert "If it is less than 44,000 USD per year: borealis is ahead." in page
    data = order.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["pairs"][0]["questions"][0]["fact"] == "pay.base"
    settled = render_open_order(compared(TWO).open_order())
    assert "Nothing to ask: The order of the offers is settled." in settled


# --- what values say, and how far apart they are -------------------------------------------------

FINE = """\
prefer "Money"    pay.base from 0 to 200k USD per year
prefer "Vacation" leave.days from 10 to 30 weight 2
pro "Fun" if work.interest >= good
"""


def test_a_row_is_the_same_only_if_it_is_exactly() -> None:
    offers = {
        "one": 'pay.base = "60k USD per year"\nleave.days = 20\nwork.interest = "good"',
        "two": 'pay.base = "60400 USD per year"\nleave.days = 20\nwork.interest = "great"',
    }
    found = compared(offers, FINE)
    assert [found.differs(index) for index in range(3)] == [True, False, False]
    page = render_comparison(found)
    assert re.search(r"Money \(1\) +30.2 +30$", page, re.MULTILINE)
    assert re.search(r"USD per year +60,400 +60,000$", page, re.MULTILINE)
    assert "2 more statements have the same outcome for every offer." in page
    # (30.2% + 2 * 50% + 100%) / 4 is 57.55%
    assert re.search(r"^A  two +1 +consider +57.6% .*\nB  one +2 +consider +57.5% ", page, re.M)


def test_what_is_unknown_in_both_is_not_the_same() -> None:
    half = 'leave.days = 20\nwork.interest = "good"'
    found = compared({"one": half, "two": half}, FINE)
    assert [found.differs(index) for index in range(3)] == [True, False, False]
    page = render_comparison(found)
    assert re.search(r"Money \(1\) +0-100 +0-100$", page, re.MULTILINE)
    assert re.search(r"^ +\? +\?$", page, re.MULTILINE)


def test_a_tie_is_told_from_a_rounding() -> None:
    near = "60000.0000001"
    offers = {"one": 'pay.base = "60k USD per year"', "two": f'pay.base = "{near} USD per year"'}
    found = compared(offers, FINE.splitlines()[0])
    page = render_comparison(found)
    assert "A  two     1      consider  30.00000000005%" in page
    assert "B  one     2      consider  30% " in page
    assert "two is ahead of one by 0.00000000005 of 100 points, a lead that nobody" in page
    tied = compared({"one": offers["one"], "two": offers["one"]}, FINE.splitlines()[0])
    assert "one is tied with two." in render_comparison(tied)


def test_amounts_are_in_the_unit_of_the_ends() -> None:
    criteria = (
        'prefer "Pay" pay.base + 1k EUR/year from 40k to 80k USD per year\nrate 1 EUR = 1.1 USD'
    )
    offers = {"eur": 'pay.base = "4k EUR per month"', "usd": 'pay.base = "50k USD per year"'}
    found = compared(offers, criteria)
    graded = {option.name: option.decision.findings[0].graded for option in found.options}
    assert graded == {
        "eur": Pay(Decimal("53900"), "USD", Period.YEAR),  # 49,000 EUR at 1.1
        "usd": Pay(Decimal("51100"), "USD", Period.YEAR),
    }
    data = found.to_dict()["statements"][0]["findings"][0]
    assert data["graded"]["text"] == "53,900 USD per year"


def test_objections_have_a_size_and_the_smallest_is_first() -> None:
    base = 'work.interest = "good"\npay.base = "60k USD per year"\nleave.days = '
    offers = {
        "a": f"{base}14".replace("60k", "90k"),
        "b": f"{base}24".replace("good", "fair"),
        "c": f"{base}15".replace("good", "fair"),
    }
    page = " ".join(render_comparison(compared(offers, FINE)).split())
    first = "except Vacation, where c is better by 1 day (15 to 14; 2.5 of 100 points)"
    second = "except Vacation, where b is better by 10 days (24 to 14; 25 of 100 points)"
    assert first in page
    assert second in page
    assert page.index(first) < page.index(second)


def test_an_objection_to_a_condition_names_the_facts() -> None:
    offers = {
        "a": 'work.interest = "fair"\npay.base = "90k USD per year"\nleave.days = 20',
        "b": 'work.interest = "good"\npay.base = "60k USD per year"\nleave.days = 20',
    }
    page = " ".join(render_comparison(compared(offers, FINE)).split())
    assert "b is better in Fun (work.interest: good to fair; 25 of 100 points)" in page
    assert "a in Money by 30,000 USD per year (90,000 to 60,000; 3.8 of 100 points)" in page


# --- other weights -------------------------------------------------------------------------------


def test_weights_are_drawn_near_those_that_are_written() -> None:
    """4 of 17 are the same in both offers, so that 5 to 4 leave little to the other one."""
    criteria = "\n".join(
        f"pro if {fact} weight {weight}"
        for fact, weight in (
            ("visa.needed", 5),
            ("leave.days > 20", 4),
            ("team.size > 3", 4),
            ("hours.week < 40", 4),
        )
    )
    offers = {
        "first": "visa.needed = true\nleave.days = 25\nteam.size = 2\nhours.week = 40",
        "second": "visa.needed = false\nleave.days = 20\nteam.size = 9\nhours.week = 35",
    }
    near = compared(offers, criteria, samples=2_000, draw="near")
    order = compared(offers, criteria, samples=2_000, draw="order")
    shares = [option.firsts.certain_share for option in near.options if option.firsts is not None]
    assert sum(shares) == 1
    assert shares[0] > Fraction(55, 100)
    assert near.draw is Draw.NEAR
    assert order.draw is Draw.ORDER
    assert "Each weight is drawn between half of what you wrote and twice" in render_comparison(
        near
    )


def test_near_weights_are_as_often_above_as_below() -> None:
    drawn = [weights[0] for weights in near_weightings([3], 4_000, 2)]
    written = 3 << 32
    assert all(written < 2 * weight < 4 * written for weight in drawn)
    above = Fraction(sum(weight >= written for weight in drawn), len(drawn))
    assert abs(above - Fraction(1, 2)) < Fraction(3, 100)
    assert list(near_weightings([3, 1], 2, 0)) == list(near_weightings([3, 1], 2, 0))


LEAD = """\
pro "A" if visa.needed weight 5
pro "B" if leave.days > 20 weight 4
"""
AGAINST = {"a": "visa.needed = true\nleave.days = 9", "b": "visa.needed = false\nleave.days = 25"}


def test_the_smallest_change_of_all_weights() -> None:
    (contest,) = compared(AGAINST, LEAD).contests
    assert contest.margin == WeightMargin(Fraction(5, 4), (1,), (0,))
    assert contest.margin.factor == Decimal("1.1180")  # the root of 1.25, rounded down
    with localcontext(STRANGE):
        page = " ".join(render_comparison(compared(AGAINST, LEAD)).split())
    assert "no weight is off by more than a factor of 1.11 (more for B, less for A)" in page


def test_an_option_that_passes_must_be_in_the_running() -> None:
    """Level at 5 to 5, it has a half: it needs 60%, three to two, and 4 to 5 is far from that."""
    criteria = f'{LEAD}pro "C" if hours.week < 40 weight 1\ndecline below 50%'
    offers = {"a": f"{AGAINST['a']}\nhours.week = 40", "b": f"{AGAINST['b']}\nhours.week = 40"}
    (contest,) = compared(offers, criteria).contests
    # a·5 + c·1 against b·4: half of all is 4·f = (5 + 1) ÷ f, not only more than a.
    assert contest.margin == WeightMargin(Fraction(3, 2), (1,), (0, 2))


def test_no_weights_help_what_is_dominated_or_ruled_out() -> None:
    offers = {"a": "visa.needed = true\nleave.days = 25", "b": AGAINST["b"]}
    assert compared(offers, LEAD).contests[0].margin is None
    ruled_out = compared(
        {"a": AGAINST["a"], "b": AGAINST["b"]}, f"{LEAD}dealbreaker if leave.days = 25"
    )
    assert ruled_out.contest("a", "b").margin is None


def test_where_a_statement_applies_to_one_of_two_no_margin_is_measured() -> None:
    criteria = f'{LEAD}pro "Near" if manager.presence >= often'
    offers = {
        "a": f'{AGAINST["a"]}\nmanager.presence = "often"',
        "b": f'{AGAINST["b"]}\nmanager = "does not apply"',
    }
    contest = compared(offers, criteria).contests[0]
    assert (contest.margin, contest.unmeasured) == (None, (2,))


def test_the_first_is_not_always_the_one_most_often_first() -> None:
    """One of two leads by a hair with three statements together, of which draws undo one."""
    criteria = "\n".join(f'pro "{fact}" if {fact}' for fact in ("visa.needed", "visa.sponsored"))
    found = compared(
        {"a": "visa.needed = true\nvisa.sponsored = false", "b": "visa.needed = false"}, criteria
    )
    assert frequent_text(found) is None
    first, second = found.options
    turned = evolve(
        found,
        options=(
            evolve(first, firsts=Firsts(100, 40, 40), place=Place(1, 1)),
            evolve(second, firsts=Firsts(100, 54, 54), place=Place(2, 2)),
        ),
    )
    assert frequent_text(turned) == (
        f"{first.name} is first by your weights, but {second.name} is first more often with "
        "weights near them: 54.0% against 40.0%."
    )


def test_shares_of_firsts() -> None:
    found = compared(TWO, samples=500, seed=7)
    firsts = {option.name: option.firsts for option in found.options}
    assert firsts == {
        option.name: option.firsts for option in compared(TWO, samples=500, seed=7).options
    }
    first, second = (one.certain if one is not None else 0 for one in firsts.values())
    assert first + second == 500  # nothing is open, and no weighting makes them level
    assert first > 250


@pytest.mark.parametrize("draw", ["near", "order"])
@pytest.mark.parametrize(
    ("offers", "shares"),
    [
        pytest.param(
            {"one": "", "other": ""},
            {"one": (0, 500), "other": (0, 500)},
            id="all is open of both",
        ),
        pytest.param(
            {"one": "leave.days = 40\nteam.size = 9", "other": "leave.days = 0\nteam.size = 1"},
            {"one": (500, 500), "other": (0, 0)},
            id="one has all",
        ),
    ],
)
def test_nothing_is_drawn_where_all_statements_contribute_alike(
    offers: dict[str, str],
    shares: dict[str, tuple[int, int]],
    draw: Literal["near", "order"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Weights make no difference to the mean of what is the same."""
    monkeypatch.setattr(robustness, "Random", None)
    criteria = "pro if leave.days > 20 weight 3\npro if team.size > 3"
    found = compared(offers, criteria, samples=500, draw=draw)
    firsts = {option.name: option.firsts for option in found.options}
    assert firsts == {name: Firsts(500, *counts) for name, counts in shares.items()}


def test_the_standard_error_is_that_of_a_share() -> None:
    firsts = Firsts(samples=400, certain=80, possible=400)
    assert firsts.certain_share == Fraction(1, 5)
    third = Firsts(samples=30_000, certain=10_000, possible=10_000)
    with localcontext(STRANGE):
        assert str(firsts.certain_error) == "0.020000"  # (0.2 * 0.8 / 400) ** 0.5
        assert firsts.possible_error == 0
        assert str(third.certain_error) == "0.002721"


def test_what_is_drawn_is_pinned() -> None:
    """The same on every machine: `getrandbits` of the Mersenne Twister, and whole numbers."""
    assert list(weightings([3, 1, 1], 2, 0)) == [
        [1_972_148_240, 1_654_615_999, 668_203_060],
        [3_255_389_357, 568_179_159, 471_398_783],
    ]
    assert list(near_weightings([3, 1], 2, 0)) == [
        [6_985_875_750, 7_550_356_652],
        [9_070_223_577, 5_407_006_266],
    ]


def test_drawn_weights_are_uniform() -> None:
    """Of two in order the greater share is uniform from a half to one; its mean is 3/4."""
    drawn = [Fraction(first, first + second) for first, second in weightings([2, 1], 4_000, 1)]
    assert abs(sum(drawn, Fraction(0)) / len(drawn) - Fraction(3, 4)) < Fraction(1, 100)
    below = sum(share < Fraction(5, 8) for share in drawn)
    assert abs(Fraction(below, len(drawn)) - Fraction(1, 4)) < Fraction(3, 100)


def test_equal_weights_come_apart_either_way() -> None:
    drawn = list(weightings([1, 1], 200, 3))
    assert 60 < sum(first > second for first, second in drawn) < 140


# --- staying -------------------------------------------------------------------------------------


def test_staying_is_a_counter_offer_that_changes_nothing() -> None:
    found = compared({"acme": ACME, "borealis": BOREALIS + PRESENT})
    current = found.option("current")
    assert current.is_staying
    assert current.decision.offer.pay.base == Pay(Decimal(48_000), "USD", Period.YEAR)
    assert current.decision.is_counter.name == "TRUE"
    assert [option.name for option in found.options] == ["acme", "borealis", "current"]


def test_staying_declines_where_reasons_for_leaving_are_not_fixed() -> None:
    criteria = f'{CRITERIA}\nleaving "Bored" until work.interest >= good'
    found = compared({"acme": ACME + PRESENT}, criteria)
    assert found.option("current").decision.verdict.value == "decline"


def test_what_offers_say_of_the_present_job_is_put_together() -> None:
    one = ACME + '[current]\npay.base = "48k USD per year"\ncompany.name = "Present  & co"\n'
    other = BOREALIS + '[current]\nleave.days = 22\ncompany.name = "Present & Co"\n'
    offer = compared({"one": one, "other": other}).option("current").decision.offer
    assert isinstance(offer.current, Offer)
    assert offer.leave.days == offer.current.leave.days == Decimal(22)
    assert offer.pay.base == Pay(Decimal(48_000), "USD", Period.YEAR)


def test_offers_that_do_not_agree_about_the_present_job() -> None:
    found = compared({"one": ACME + PRESENT, "other": BOREALIS + PRESENT.replace("48k", "50k")})
    assert [option.name for option in found.options] == ["one", "other"]
    (one,) = found.disagreements
    assert (one.fact, [name for name, _ in one.values]) == ("pay.base", ["one", "other"])
    page = render_comparison(found)
    assert "current.pay.base: one: 48,000 USD per year; other: 50,000 USD per year" in page


def test_a_vesting_plan_of_two_halves_that_do_not_fit() -> None:
    one = ACME + '[current]\nteam.size = 4\nequity.schedule = ["50%", "50%"]\n'
    other = BOREALIS + '[current]\nteam.size = 4\nequity.vesting = "4 years"\n'
    found = compared({"one": one, "other": other})
    said = {
        one.fact: [(name, show(value)) for name, value in one.values] for one in found.disagreements
    }
    assert said == {
        "equity.schedule": [("one", "50%, 50%")],
        "equity.vesting": [("other", "4 years")],
    }


def test_own_facts_of_the_present_job() -> None:
    criteria = 'fact office.dogs: yes/no "Dogs?"\npro "Dogs" if office.dogs'
    offers = {
        "one": "office.dogs = true",
        "other": "office.dogs = false\ncurrent.office.dogs = true",
    }
    found = compared(offers, criteria)
    assert found.relation("one", "current") is Relation.TIED


def test_staying_can_be_left_out_or_required() -> None:
    both = {"acme": ACME + PRESENT, "borealis": BOREALIS}
    assert len(compared(both, include_current=False).options) == 2
    with pytest.raises(ValueError, match=r"^include_current: no offer describes the current job$"):
        compared(TWO, include_current=True)


# --- arguments and forms -------------------------------------------------------------------------


def test_wrong_arguments() -> None:
    criteria = parse_criteria(CRITERIA)
    offer = offer_of(criteria, ACME)
    with pytest.raises(ValueError, match=r"^offers: expected at least one$"):
        criteria.compare({})
    with pytest.raises(ValueError, match='2 are called "acme"'):
        criteria.compare([("acme", offer), ("acme", offer)])
    with pytest.raises(ValueError, match="samples: expected 0 to 1,000,000, got -1"):
        criteria.compare({"acme": offer}, samples=-1)
    ruled = parse_criteria("dealbreaker if visa.needed")  # no weights to draw
    assert ruled.compare({"acme": Offer()}, samples=1_000_000).samples == 1_000_000
    with pytest.raises(ValueError, match="0 to 1,000,000, got 1,000,001"):
        ruled.compare({"acme": Offer()}, samples=1_000_001)
    with pytest.raises(ValueError, match='"current" is the name for staying'):
        criteria.compare({"current": offer_of(criteria, ACME + PRESENT)})
    assert criteria.compare({"current": offer}, samples=0).options[0].name == "current"


def test_one_option_alone() -> None:
    found = compared({"acme": ACME}, samples=5)
    assert not any((found.contests, found.dominances, found.nearly))
    assert found.options[0].firsts == Firsts(5, 5, 5)
    assert render_comparison(found).startswith("One option by my.criteria\n")


def test_data_is_json_and_names_everything() -> None:
    data = compared({**TWO, "cedar": BOREALIS + PRESENT}, samples=10).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["format"] == "offerkit/compare/1"
    assert data["options"][0]["name"] == "acme"
    assert len(data["statements"]) == 5
    assert all(len(s["findings"]) == len(data["options"]) for s in data["statements"])
    assert len(data["relations"]) == 6
    assert data["relations"][0] == {"option": "acme", "other": "borealis", "relation": "ahead"}
    assert data["contests"][0]["swaps"][0]["needed"]["text"] == "good"


def test_scores_fall_from_the_top_down_where_all_is_known() -> None:
    offers = {str(k): ACME.replace("58k", f"{40 + k}k") for k in (3, 9, 1, 12, 7)}
    found = compared(offers, CRITERIA.replace("accept at 60%", ""))
    names = [int(option.name) for option in found.options]
    assert all(one > other for one, other in pairwise(names))


def test_an_empty_present_job_is_no_job_to_stay_in() -> None:
    offers = {"more": 'pay.base = "60k USD per year"\n[current]\n', "less": "leave.days = 20"}
    found = compared(offers, "pro if leave.days >= 20")
    assert {option.name for option in found.options} == {"more", "less"}


def test_offers_to_which_nothing_applies_are_tied_and_behind_one_that_scores() -> None:
    criteria = parse_criteria(
        'pro "a" if clients.count > 3 weight 2\npro "b" if clients.count > 5\naccept at 50%'
    )
    none, some = read_offer('clients = "none"'), read_offer("clients.count = 4")
    found = criteria.compare({"x": none, "y": none, "z": some})
    pairs = [("x", "y"), ("x", "z"), ("z", "y")]
    assert [found.relation(*pair) for pair in pairs] == [
        *(Relation.TIED, Relation.BEHIND, Relation.AHEAD)
    ]
    assert [str(finding.truth) for finding in found.findings(1)] == [
        *("false", "does not apply", "does not apply")
    ]
    for index in (-1, 2):
        words = rf"^index: expected that of a statement, 0 to 1, got {index}$"
        with pytest.raises(ValueError, match=words):
            found.findings(index)


def test_no_weights_part_what_is_equal() -> None:
    criteria = parse_criteria(CRITERIA)
    acme = offer_of(criteria, ACME)
    found = criteria.compare({"one": acme, "other": acme})
    assert weight_margin(found.scores, 0, 1) == (None, ())


def test_staying_has_the_sources_of_what_is_said_of_the_job() -> None:
    texts = [
        f'current.team.size = 4\nteam.size = 5\n[sources]\n"current.team.size" = "{source}"\n'
        'team.size = "the letter"'
        for source in ("my desk", "a colleague", "my desk")
    ]
    job, _ = staying([(text, read_offer(text)) for text in texts])
    assert job is not None
    both = "a colleague; my desk"
    assert job.sources == {"team.size": both, "current.team.size": both}


@pytest.mark.parametrize(
    ("some", "more"),
    [
        (
            'current.clients.names = { at_least = ["Acme"], at_most = ["Acme", "Bank"] }',
            'current.clients.names = { at_least = ["acme"] }',
        ),
        ('current.clients.names = ["Acme"]', 'current.clients.names = ["Acme", "Bank"]'),
    ],
)
def test_offers_agree_on_a_set_of_the_current_job_in_whatever_case(some: str, more: str) -> None:
    offers = [read_offer(text) for text in (some, some.upper().lower(), more)]
    job, apart = staying([("a", offers[0]), ("b", offers[1])])
    assert job is not None
    assert apart == ()
    job, apart = staying([("a", offers[0]), ("c", offers[2])])
    assert job is None
    assert [one.fact for one in apart] == ["clients.names"]


def test_facts_left_out_of_a_search_that_would_take_too_long_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Interest has two readers, in at least three segments; the visa has one, in two."""
    criteria = """pro if work.interest >= good weight 3
        con if work.interest < fair weight 2
        pro if leave.days > 20
        pro if visa.needed weight 2"""
    offers = {"one": "leave.days = 25", "two": 'leave.days = 10\nwork.interest = "great"'}
    (whole,) = compared(offers, criteria).open_order().pairs
    assert [str(one.fact) for one in whole.questions] == ["work.interest"]
    assert whole.untested == ()

    monkeypatch.setattr(settling, "MOST_TRIED", 6)
    found = compared(offers, criteria)
    (pair,) = found.open_order().pairs
    assert [(one.option, str(one.fact)) for one in pair.untested] == [("one", "work.interest")]
    assert pair.questions == ()
    assert found.contests[0].untested == pair.untested
    left_out = "1 more unknown fact was not examined, because the search would take too long."
    for page in (render_comparison(found), render_open_order(found.open_order())):
        said = " ".join(page.split()).replace("! ", "")
        assert f"No single answer that was tried settles it. {left_out}" in said
    assert left_out in comparison_fragment(found)


@pytest.mark.parametrize(
    ("most", "left_out", "asked"),
    [
        (0, "visa.needed work.interest team.size", ""),
        (3, "work.interest team.size", ""),
        (4, "work.interest", "team.size"),
        (8, "work.interest", "team.size"),
        (9, "team.size", "work.interest"),
        (12, "", "team.size work.interest"),
    ],
)
def test_facts_are_tried_in_order_as_long_as_there_are_statements_left_to_look_at(
    monkeypatch: pytest.MonkeyPatch, most: int, left_out: str, asked: str
) -> None:
    """The visa settles nothing, and takes 1; interest has 2 readers in 3 segments, the team 1 in 2.

    Interest takes 2 and 2 * 3, and the team 1 and 1 * 2.
    """
    criteria = """con if visa.needed
        pro if work.interest >= good weight 4
        con if work.interest < fair weight 2
        pro if team.size > 3 weight 6"""
    known = 'visa.needed = true\nwork.interest = "fair"\nteam.size = 4'
    monkeypatch.setattr(settling, "MOST_TRIED", most)
    (pair,) = compared({"open": "", "known": known}, criteria).open_order().pairs
    assert [str(one.fact) for one in pair.untested] == left_out.split()
    assert [str(one.fact) for one in pair.questions] == asked.split()


@pytest.mark.parametrize(
    ("statement", "most"),
    [
        ("dealbreaker if pay.per_hour < current.pay.per_hour + {n} USD per hour", 9),
        # What is known of its leave would not count if leave were unlimited.
        ("pro if at least 2 of (leave.days > {n}, team.size > {n}, travel.share < 9%)", 9),
    ],
)
def test_statements_that_settle_nothing_are_looked_at_once_for_all_facts_that_they_read(
    monkeypatch: pytest.MonkeyPatch, statement: str, most: int
) -> None:
    monkeypatch.setattr(settling, "MOST_TRIED", most)
    criteria = "\n".join(statement.format(n=n) for n in range(most))
    offers = {"open": "", "known": "leave.days = 25"}
    (pair,) = compared(offers, criteria).open_order().pairs
    assert (pair.questions, pair.untested) == ((), ())


def test_a_factor_of_one_leaves_a_weight_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn as the least of those to multiply by."""

    class Drawn:
        def __init__(self, seed: int) -> None:
            pass

        def getrandbits(self, bits: int) -> int:
            return 1 << (bits - 1)

    monkeypatch.setattr(robustness, "Random", Drawn)
    one = 1 << robustness._BITS
    assert [*near_weightings([2, 3], 1, 0)] == [[2 * one, 3 * one]]


@pytest.mark.parametrize(
    ("criteria", "known", "open_", "asked_about"),
    [
        pytest.param(
            [
                "pro if team.size > 3 weight 3",
                "pro if leave.days > 20 weight 2",
                "pro if visa.needed",
            ],
            "team.size = 2\nleave.days = 10\nvisa.needed = true",
            "visa.needed = false",
            ["team.size", "leave.days"],
            id="only the best answer settles it",
        ),
        pytest.param(
            [
                "pro if team.size > 3 weight 3",
                "pro if leave.days > 20 weight 2",
                "con if visa.needed",
            ],
            "team.size = 4\nleave.days = 25\nvisa.needed = true",
            "visa.needed = false",
            ["team.size", "leave.days"],
            id="only the worst answer settles it",
        ),
        pytest.param(
            ["prefer commute.time from 60 min to 10 min weight 2", "pro if team.size > 3"],
            'commute.time = "12.5 min"\nteam.size = 2\nremote.policy = "onsite"',
            'commute.time = "25 min"',
            ["team.size", "remote.policy"],
            id="without a commute, which is stated, it is ahead",
        ),
        pytest.param(
            ["prefer current.commute.time from 60 min to 10 min weight 2", "pro if team.size > 3"],
            'current = {commute.time = "12.5 min", remote.policy = "onsite"}\nteam.size = 2',
            'current.commute.time = "25 min"',
            ["team.size", "current.remote.policy"],
            id="likewise in the present job",
        ),
        pytest.param(
            [
                "fact my.x: number from 0 to 10",
                "pro if (my.x - 5) * (my.x - 5) > 4",
                "pro if visa.needed",
            ],
            "visa.needed = true\nmy.x = 5",
            "visa.needed = false",
            [],
            id="both ends of what is on no straight line tell nothing of its middle",
        ),
        pytest.param(
            ["pro if work.interest >= good", "pro if team.size > 3", "pro if visa.needed"],
            'work.interest = "great"\nteam.size = 4\nvisa.needed = false',
            "visa.needed = false",
            ["team.size", "work.interest"],
            id="first what the employer is asked",
        ),
    ],
)
def test_what_is_asked_about_an_open_order(
    criteria: list[str], known: str, open_: str, asked_about: list[str]
) -> None:
    found = compared({"known": known, "open": open_}, "\n".join(criteria))
    (pair,) = found.open_order().pairs
    assert [str(one.fact) for one in pair.questions] == asked_about
    assert {one.option for one in pair.questions} <= {"open"}


def test_the_question_about_pay_says_what_is_advertised() -> None:
    criteria = "prefer pay.base from 40k to 80k USD per year"
    offers = {
        "open": 'pay.range = "50k..70k USD per year"',
        "known": 'pay.base = "60k USD per year"',
    }
    (question,) = compared(offers, criteria).contests[0].questions
    assert question.text.endswith("(50,000 to 70,000 USD per year is advertised)")
