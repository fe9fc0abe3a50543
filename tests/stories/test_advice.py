"""What the acceptance stories expect beyond a verdict: of questions and of counter-offers."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from offerkit import load_criteria, load_offer

HERE = Path(__file__).parent


def _expecting(key: str) -> list[Any]:
    stories = {
        path: tomllib.loads(path.read_text("utf-8"))["expect"] for path in HERE.glob("*.toml")
    }
    return [
        pytest.param(path, expect[key], id=path.stem)
        for path, expect in sorted(stories.items())
        if key in expect
    ]


@pytest.mark.parametrize(("story", "fact"), _expecting("first_question"))
def test_the_first_question_is_the_one_that_matters_most(story: Path, fact: str) -> None:
    criteria = load_criteria(HERE / "candidate.criteria")
    decision = criteria.decide(load_offer(story, ignore=("expect",)))
    first, *_ = decision.questions()
    assert str(first.fact) == fact


@pytest.mark.parametrize(("story", "topic"), _expecting("changes_only"))
def test_a_counter_offer_that_changes_one_thing_only_says_so(story: Path, topic: str) -> None:
    criteria = load_criteria(HERE / "candidate.criteria")
    review = criteria.decide(load_offer(story, ignore=("expect",))).counter()
    assert {str(change.topic) for change in review.changes} == {topic}
    assert str(review.changes_only) == topic
    assert review.untouched == review.not_addressed


def test_there_are_stories_for_both() -> None:
    assert _expecting("first_question")
    assert _expecting("changes_only")
