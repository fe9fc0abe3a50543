"""The acceptance stories: each offer here has, under ``expect``, the outcome it must have."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offerkit import load_criteria, load_offer
from offerkit.decision import Decision
from offerkit.kleene import Kleene

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.toml"))

LATER = {"first_question", "changes_only"}
"""Expectations of features that have tests of their own."""


def _labels(findings: Any, *truths: Kleene) -> list[str]:
    return sorted(finding.label for finding in findings if finding.truth in truths)


LOOKS: dict[str, Callable[[Decision], Any]] = {
    "verdict": lambda d: d.verdict.value,
    "possible": lambda d: sorted(verdict.value for verdict in d.possible),
    "dealbreakers": lambda d: _labels(d.dealbreakers, Kleene.TRUE),
    "pros": lambda d: _labels(d.pros, Kleene.TRUE),
    "cautions": lambda d: _labels(d.cautions, Kleene.TRUE),
    "cautions_open": lambda d: _labels(d.cautions, Kleene.UNKNOWN),
    "unresolved": lambda d: _labels(d.leaving, Kleene.FALSE, Kleene.UNKNOWN),
}


def _decide(story: Path) -> Decision:
    criteria = load_criteria(HERE / "candidate.criteria")
    return criteria.decide(load_offer(story, ignore=("expect",)))


def _expectation(story: Path) -> dict[str, Any]:
    expect: dict[str, Any] = tomllib.loads(story.read_text(encoding="utf-8"))["expect"]
    return expect


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_a_story_ends_as_it_must(story: Path) -> None:
    expect = _expectation(story)
    assert set(expect) <= set(LOOKS) | LATER
    decision = _decide(story)
    for key in set(expect) - LATER:
        wanted = sorted(expect[key]) if isinstance(expect[key], list) else expect[key]
        assert LOOKS[key](decision) == wanted, key


def test_there_are_stories() -> None:
    assert len(STORIES) == 7
