"""Three ordinary offers by one file of criteria: a thoughtful friend would ask the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit.advise.questions import Questions
from offerkit.criteria import load_criteria
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.load import load_offer
from offerkit.model.fields import AskedOf

FOLDER = Path(__file__).parents[2] / "examples" / "ordinary"
THEIRS = {
    "employee": [
        "contract.noncompete",
        "contract.noncompete_length",
        "manager.mentoring",
        "leave.days",
        "pay.bonus_guaranteed",
        "pay.bonus_paid",
    ],
    "remote-abroad": [
        "contract.noncompete",
        "contract.noncompete_length",
        "manager.mentoring",
        "leave.taken",
        "equity.exercise_window",
        "hours.on_call",
        "equity.value",
        "equity.vesting",
        "equity.liquid",
    ],
    "by-the-day": ["contract.noncompete", "contract.noncompete_length", "hours.on_call"],
}
"""What the employer is asked, by offer."""
YOURS = {"employee": [], "remote-abroad": [], "by-the-day": ["commute.time"]}


def asked(name: str) -> Questions:
    criteria = load_criteria(FOLDER / "mine.criteria")
    return criteria.decide(load_offer(FOLDER / f"{name}.toml", schema=criteria.schema)).questions()


@pytest.mark.parametrize("name", THEIRS)
def test_what_is_asked_and_nothing_else(name: str) -> None:
    found = asked(name)
    assert found.decision.verdict is Verdict.FIND_OUT
    assert [str(q.fact) for q in found.asked_only(AskedOf.EMPLOYER)] == THEIRS[name]
    assert [str(q.fact) for q in found.asked_only(AskedOf.YOURSELF)] == YOURS[name]
    assert found.untested == ()


@pytest.mark.parametrize("name", THEIRS)
def test_nothing_is_asked_about_what_is_not_there(name: str) -> None:
    found = asked(name)
    facts = Facts(found.decision.program.world, found.decision.offer)
    for fact in (*(question.fact for question in found), *found.decision.missing):
        for gate in facts.world.gates.get(fact.path, ()):
            assert facts.is_closed(gate, fact.view) is not Kleene.TRUE


def test_the_criteria_are_an_ordinary_file() -> None:
    lines = (FOLDER / "mine.criteria").read_text("utf-8").splitlines()
    assert 15 <= len([line for line in lines if line.strip() and line[0] != "#"]) <= 25
