"""How what to ask for is searched: in sums, beside what is open, within bounds and a budget."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from offerkit.advise.negotiate.models import NegotiationOutcome
from offerkit.advise.negotiate.negotiate import negotiate
from offerkit.evaluate.verdict import Verdict
from tests.unit.advise.test_negotiate import asked, described, only

CASES = tomllib.loads(Path(__file__).with_name("negotiated.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_is_asked_for(case: dict[str, Any]) -> None:
    goal = Verdict.ACCEPT if "accept at" in case["criteria"] else Verdict.CONSIDER
    found = asked(case["criteria"].lstrip(), case["offer"], goal, case.get("budget"))
    assert (found.goal, described(found)) == (goal, case["found"])
    changes = [change for ask in found.asks for change in ask.changes]
    getter, offer = found.decision.program.world.getter, found.decision.offer
    assert all(one.present == getter(one.fact)(offer) for one in changes)


@pytest.mark.parametrize(
    ("criteria", "changes"),
    [
        (
            """
            pro if team.size < 5
            pro if team.size >= 5
            pro if manager.mentoring >= often weight 2
            accept at 70%
            """,
            {"manager.mentoring": "often"},
        ),
        (
            """
            pro if team.size < 5 and manager.mentoring >= often
            pro if team.size >= 5 and manager.presence >= often
            accept at 50%
            """,
            {"manager.mentoring": "often", "manager.presence": "often"},
        ),
    ],
)
def test_what_is_enough_whatever_an_open_fact_is(criteria: str, changes: dict[str, str]) -> None:
    """One of the statements about the team is true, so the other need not be asked about first."""
    text = f"{criteria}\nnegotiable manager.mentoring\nnegotiable manager.presence"
    offer = 'manager = {mentoring = "never", presence = "never"}'
    assert only(text, offer, Verdict.ACCEPT) == changes


def test_a_level_is_not_asked_for_again_where_all_below_it_is_stated() -> None:
    found = asked(
        "dealbreaker unless manager.mentoring >= often\nnegotiable manager.mentoring up to often",
        """
        manager.mentoring = "rarely"
        refused.manager.mentoring = "sometimes"
        """,
    )
    assert found.outcome is NegotiationOutcome.OUT_OF_REACH


def test_a_level_down_to_which_one_was_refused() -> None:
    found = only(
        """
        dealbreaker if remote.policy < hybrid
        dealbreaker if hours.overtime > sometimes
        negotiable hours.overtime down to never
        """,
        'remote.policy = "hybrid"\nhours.overtime = "always"\nrefused.hours.overtime = "rarely"',
    )
    assert found == {"hours.overtime": "sometimes"}


def test_two_sums_of_the_same_facts() -> None:
    sums = """
        pro if pay.base + pay.commission >= 60k USD per year
        pro if pay.base - pay.commission >= {} USD per year
        negotiable pay.base up to {} USD per year
        negotiable pay.commission up to 30k USD per year
        accept at 100%
        """
    offer = 'pay = {base = "30k USD per year", commission = "0 USD per year"}'
    assert only(sums.format("20k", "50k"), offer, Verdict.ACCEPT) == {
        "pay.base": "50,000 USD per year",
        "pay.commission": "10,000 USD per year",
    }
    beyond = asked(sums.format("30k", "44k"), offer, Verdict.ACCEPT)
    assert beyond.outcome is NegotiationOutcome.OUT_OF_REACH


def test_one_sum_that_takes_all_of_one_fact_and_some_of_the_other() -> None:
    found = only(
        """
        pro if pay.base + pay.commission >= 60k USD per year
        negotiable pay.base up to 50k USD per year
        negotiable pay.commission up to 12k USD per year
        accept at 100%
        """,
        'pay = {base = "30k USD per year", commission = "0 USD per year"}',
        Verdict.ACCEPT,
    )
    assert found == {"pay.base": "48,000 USD per year", "pay.commission": "12,000 USD per year"}


def test_one_sum_that_has_to_be_exact() -> None:
    found = only(
        """
        pro if pay.base + pay.commission = 61k USD per year
        negotiable pay.base up to 50k USD per year
        negotiable pay.commission up to 30k USD per year
        accept at 100%
        """,
        'pay = {base = "30k USD per year", commission = "5k USD per year"}',
        Verdict.ACCEPT,
    )
    assert found == {"pay.base": "31,000 USD per year", "pay.commission": "30,000 USD per year"}


def test_two_comparisons_of_the_same_levels() -> None:
    found = asked(
        """
        pro if manager.mentoring > manager.presence and manager.presence > manager.mentoring
        negotiable manager.mentoring
        negotiable manager.presence
        accept at 100%
        """,
        'manager = {mentoring = "never", presence = "never"}',
        Verdict.ACCEPT,
    )
    assert found.outcome is NegotiationOutcome.OUT_OF_REACH


def test_the_bound_is_asked_for_where_no_step_within_it_is_enough() -> None:
    found = only(
        """
        dealbreaker if pay.base < 57k USD per year
        negotiable pay.base up to 58k USD per year step 5k USD per year
        """,
        'pay.base = "50k USD per year"',
    )
    assert found == {"pay.base": "58,000 USD per year"}
    exactly = only(
        """
        dealbreaker unless pay.base = 57k USD per year
        negotiable pay.base step 5k USD per year
        """,
        'pay.base = "50k USD per year"',
    )
    assert exactly == {"pay.base": "57,000 USD per year"}


def test_an_amount_of_which_only_the_least_is_known() -> None:
    found = only(
        "dealbreaker if team.size > 60\nnegotiable team.size down to 30", 'team.size = "70+"'
    )
    assert found == {"team.size": "60"}


def test_what_only_a_rate_would_tell_is_no_question_to_ask_first() -> None:
    found = asked(
        """
        pro if pay.base >= 50k EUR per year
        pro if manager.mentoring >= often
        negotiable manager.mentoring
        accept at 70%
        """,
        'pay.base = "60k USD per year"\nmanager.mentoring = "never"',
        Verdict.ACCEPT,
    )
    assert (found.outcome, found.first) == (NegotiationOutcome.OUT_OF_REACH, ())


def test_what_is_beyond_the_bound_already_is_not_asked_for() -> None:
    found = asked(
        "dealbreaker unless manager.mentoring >= often\nnegotiable manager.mentoring up to rarely",
        'manager.mentoring = "sometimes"',
    )
    assert found.outcome is NegotiationOutcome.OUT_OF_REACH


def test_what_is_in_the_way_is_not_searched_for_beyond_the_budget() -> None:
    text = """
        dealbreaker if team.size > 5
        dealbreaker unless manager.presence >= often
        negotiable manager.presence
        """
    offer = 'team.size = 9\nmanager.presence = "never"'
    assert [len(asked(text, offer, budget=budget).blockers) for budget in (1, 1_000)] == [0, 1]


@pytest.mark.parametrize("also", ["", "visa.sponsored and "])
def test_what_no_value_tried_rules_out_is_not_settled(also: str) -> None:
    found = asked(
        f"""
        pro if {also}pay.base + pay.commission >= 60k USD per year
            and pay.base + 2 * pay.commission <= 75k USD per year
            and pay.base + 3 * pay.commission >= 90k USD per year
        negotiable pay.base up to 50k USD per year
        negotiable pay.commission up to 30k USD per year
        negotiable visa.sponsored
        accept at 100%
        """,
        """
        visa.sponsored = false
        pay = {base = "30k USD per year", commission = "0 USD per year"}
        """,
        Verdict.ACCEPT,
    )
    assert found.outcome is NegotiationOutcome.NOT_SETTLED


def test_without_a_score_nothing_is_accepted() -> None:
    """No contact to clients may be usual there: then nothing is weighed."""
    found = asked(
        """
        pro if clients.contact >= never
        dealbreaker unless visa.sponsored
        negotiable visa.sponsored
        accept at 0%
        """,
        "visa.sponsored = false",
        Verdict.ACCEPT,
    )
    assert (found.outcome, found.asks) == (NegotiationOutcome.NOT_SETTLED, ())


def test_where_cells_take_too_long_parts_tell_what_is_enough() -> None:
    text = """
        dealbreaker unless visa.sponsored
        pro if manager.mentoring >= often and team.size < 3
        pro if manager.presence >= often and team.size < 4
        pro if manager.access >= often and team.size < 5
        con if team.size > 9
        negotiable visa.sponsored
        negotiable manager.mentoring
        negotiable manager.presence
        negotiable manager.access
        accept at 60%
        """
    found = [
        asked(text, "visa.sponsored = false", goal, budget)
        for goal in (Verdict.CONSIDER, Verdict.ACCEPT)
        for budget in (10, 100, 1_000)
    ]
    assert [(one.outcome, [len(ask.changes) for ask in one.asks]) for one in found] == [
        (NegotiationOutcome.NOT_SETTLED, []),
        (NegotiationOutcome.NOT_SETTLED, [1]),
        (NegotiationOutcome.FOUND, [1]),
        (NegotiationOutcome.NOT_SETTLED, []),
        (NegotiationOutcome.ASK_FIRST, [1]),
        (NegotiationOutcome.ASK_FIRST, [1]),
    ]


@pytest.mark.parametrize("budget", [90, 97, 1_000])
def test_a_search_does_not_depend_on_those_before_it(budget: int) -> None:
    text = """
        prefer hours.week from 50 to 30 weight 2
        prefer pay.base from 40k to 60k USD per year
        pro if manager.mentoring >= often and team.size < 3
        pro if manager.presence >= often and team.size < 4
        con if team.size > 9
        dealbreaker if team.size > 12 and manager.presence < sometimes
        negotiable pay.base up to 60k USD per year
        negotiable manager.mentoring
        negotiable manager.presence
        decline below 20%
        accept at 60%
        """
    offer = """
        hours.week = 40
        pay.base = "45k USD per year"
        manager = {presence = "never", mentoring = "never"}
        """
    alone = asked(text, offer, Verdict.CONSIDER, budget)
    before = asked(text, offer, Verdict.ACCEPT, budget)
    after = negotiate(before.decision, goal=Verdict.CONSIDER, budget=budget)
    assert after.to_dict() == alone.to_dict()
