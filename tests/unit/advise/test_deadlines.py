"""Deadlines against each other and against a day."""

from __future__ import annotations

from datetime import date

from offerkit.criteria import parse_criteria
from offerkit.deadlines import StepKind, Timetable, timetable
from offerkit.load import read_offer
from offerkit.render.text.deadlines import render_deadlines

CRITERIA = parse_criteria(
    "dealbreaker if team.size < 3\npro if pay.base > 50k USD per year\naccept at 50%"
)
TODAY = date(2026, 11, 26)


def table(**offers: str) -> Timetable:
    return timetable(
        [(name, CRITERIA.decide(read_offer(it))) for name, it in offers.items()], TODAY
    )


def test_the_earlier_answer_and_the_time_to_ask_for() -> None:
    found = table(
        a='offer.deadline = 2026-12-08\npay.base = "60k USD per year"',
        b='offer.deadline = 2026-12-04\nteam.size = 5\npay.base = "60k USD per year"',
    )
    assert [(one.offer, one.days_left, one.days_after) for one in found.due] == [
        ("b", 8, None),
        ("a", 12, 4),
    ]
    assert [(step.kind, step.offer, step.by) for step in found.steps] == [
        (StepKind.TIME, "b", date(2026, 12, 2)),
        (StepKind.ASK, "a", date(2026, 12, 2)),
        (StepKind.ANSWER, "b", date(2026, 12, 4)),
        (StepKind.ANSWER, "a", date(2026, 12, 8)),
    ]
    assert found.steps[0].until == date(2026, 12, 9)
    page = render_deadlines(found)
    assert "The answer to b is due 4 days before the answer to a." in page
    assert found.to_dict()["today"] == "2026-11-26"


def test_nothing_waits_for_what_is_ruled_out_or_answered() -> None:
    found = table(
        a='offer.deadline = 2026-12-08\npay.base = "60k USD per year"\nteam.size = 1',
        b='offer.deadline = 2026-12-04\nteam.size = 5\npay.base = "60k USD per year"',
        c='offer.answer = "declined"\noffer.deadline = 2026-12-01',
    )
    assert [one.offer for one in found.due] == ["b", "a"]
    assert {step.kind for step in found.steps} == {StepKind.ANSWER}


def test_what_has_passed_and_what_has_no_deadline() -> None:
    found = table(
        a="offer.deadline = 2026-11-20", b="team.size = 4", c="offer.deadline = 2026-11-26"
    )
    assert [(step.kind, step.offer) for step in found.steps][:2] == [
        (StepKind.STANDS, "a"),
        (StepKind.ASK, "c"),
    ]
    page = render_deadlines(found)
    assert "20 November 2026, 6 days ago" in page
    assert "today" in page
    assert "b (find out): no deadline is stated" in page
    assert "No offer waits" in render_deadlines(table())
