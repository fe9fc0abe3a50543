"""Searches say which statements they leave out because facts are multiplied or divided in them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from offerkit.advise.counter.better import better_by_criteria
from offerkit.advise.negotiate.models import NegotiationOutcome
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.load import read_offer
from offerkit.model.fields import Better
from offerkit.model.offer import Offer
from offerkit.render.text.compare import render_comparison
from offerkit.render.text.negotiate import render_negotiate
from offerkit.render.text.questions import render_questions
from offerkit.values import show

LEAVE = 'pro "Leave pays" if leave.days * pay.yearly / 260 >= 5k USD per year weight 3\n'
COST = 'pro "Goes far" if pay.yearly / location.cost_index >= 500 USD per year weight 2\n'


def criteria_of(text: str) -> Criteria[Offer]:
    return parse_criteria(text)


def offer_of(criteria: Criteria[Offer], text: str) -> Offer:
    return read_offer(text, schema=criteria.schema)


def test_questions_name_products_of_what_is_open() -> None:
    criteria = criteria_of(f"{LEAVE}{COST}accept at 70%")
    found = criteria.decide(offer_of(criteria, "location.cost_index = 110")).questions()
    assert [finding.label for finding in found.unsearched] == ["Leave pays"]
    assert {str(question.fact) for question in found} == {"leave.days", "pay.base"}
    assert "Left out of the answers above" in render_questions(found)
    assert [one["label"] for one in found.to_dict()["unsearched"]] == ["Leave pays"]


def test_questions_work_out_a_product_of_one_open_fact() -> None:
    criteria = criteria_of(f"{LEAVE}accept at 70%")
    found = criteria.decide(offer_of(criteria, "leave.days = 26")).questions()
    [question] = found
    assert found.unsearched == ()
    assert found.to_dict()["unsearched"] == []
    assert "Left out" not in render_questions(found)
    assert [answer.words for answer in question.answers] == [
        "less than 50,000 USD per year",
        "at least 50,000 USD per year",
    ]


def test_a_divisor_is_negotiated_but_named() -> None:
    criteria = criteria_of(
        'dealbreaker "Too little an hour" if pay.yearly / hours.week < 1500 USD per year\n'
        "negotiable hours.week down to 20"
    )
    offer = offer_of(criteria, 'pay.base = "45k USD per year"\nhours.week = 40')
    found = criteria.decide(offer).negotiate(Verdict.CONSIDER)
    assert found.outcome is NegotiationOutcome.FOUND
    assert [show(change.wanted) for ask in found.asks for change in ask.changes] == ["30"]
    assert [finding.label for finding in found.unsearched] == ["Too little an hour"]
    assert "Not searched in every place" in render_negotiate(found)
    assert [one["label"] for one in found.to_dict()["unsearched"]] == ["Too little an hour"]


def test_nothing_is_called_out_of_reach_that_a_product_may_reach() -> None:
    criteria = criteria_of(
        f"{LEAVE}accept at 70%\nnegotiable pay.base\nnegotiable leave.days up to 40"
    )
    offer = offer_of(criteria, 'pay.base = "30k USD per year"\nleave.days = 20')
    found = criteria.decide(offer).negotiate(Verdict.ACCEPT)
    assert found.outcome is not NegotiationOutcome.OUT_OF_REACH
    assert [finding.label for finding in found.unsearched] == ["Leave pays"]
    for ask in found.asks:
        assert ask.decision.verdict is Verdict.ACCEPT


def test_a_product_with_what_is_known_is_a_straight_line() -> None:
    criteria = criteria_of(f"{LEAVE}accept at 70%\nnegotiable pay.base up to 90k USD per year")
    offer = offer_of(criteria, 'pay.base = "30k USD per year"\nleave.days = 26')
    found = criteria.decide(offer).negotiate(Verdict.ACCEPT)
    assert found.unsearched == ()
    assert [show(change.wanted) for ask in found.asks for change in ask.changes] == [
        "50,000 USD per year"
    ]


def test_swaps_name_what_divides() -> None:
    criteria = criteria_of(
        'prefer "An hour" pay.yearly / hours.week from 500 to 2k USD per year weight 3\n'
        'pro "Team" if team.size >= 5'
    )
    offers = {
        "acme": offer_of(criteria, 'pay.base = "60k USD per year"\nhours.week = 40\nteam.size = 5'),
        "borealis": offer_of(
            criteria, 'pay.base = "50k USD per year"\nhours.week = 40\nteam.size = 5'
        ),
    }
    found = criteria.compare(offers)
    [contest] = found.contests
    assert contest.unsearched == (0,)
    swaps = {str(swap.fact): swap.bound for swap in contest.swaps}
    assert swaps["pay.base"] == Fraction(60_000)
    assert "hours.week" not in swaps
    assert "Not searched, because of what is multiplied or divided: An hour." in " ".join(
        render_comparison(found).split()
    )
    assert found.to_dict()["contests"][0]["unsearched"] == [0]


@pytest.mark.parametrize(
    ("statement", "path", "better"),
    [
        ("pro if leave.days * pay.yearly / 260 >= 5k USD per year", "leave.taken", Better.MORE),
        ("pro if team.size * clients.count >= 5", "team.size", Better.MORE),
        ("pro if team.size / hours.week >= 5", "hours.week", Better.LESS),
        ("pro if team.size / hours.week >= 5", "team.size", Better.MORE),
        ("con if team.size / hours.week >= 5", "hours.week", Better.MORE),
        ("pro if team.size * (3 - clients.count) >= 5", "team.size", None),
    ],
)
def test_which_way_is_better_in_a_product(statement: str, path: str, better: Better | None) -> None:
    criteria = criteria_of(statement)
    assert better_by_criteria(criteria.program).get(path) is better
