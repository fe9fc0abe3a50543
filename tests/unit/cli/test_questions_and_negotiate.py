"""The commands `questions` and `negotiate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit


@pytest.mark.parametrize("command", ["questions", "negotiate"])
def test_a_page_and_data(command: str, examples: Path, offerkit: Offerkit) -> None:
    page = offerkit(command, "candidate.criteria", "half-known.toml")
    assert (page.code, page.err) == (0, "")
    assert "Riverfront Partners (half-known.toml)" in page.out
    assert max(map(len, page.out.splitlines())) <= 80
    data = offerkit(command, "candidate.criteria", "half-known.toml", "--json")
    found = json.loads(data.out)
    assert (found["file"], found["verdict"]) == ("half-known.toml", "find_out")


def test_the_first_question_is_the_one_that_settles(examples: Path, offerkit: Offerkit) -> None:
    page = offerkit("questions", "candidate.criteria", "half-known.toml").out
    assert "1. How often is my manager around?" in page
    assert "If it is never or rarely: decline." in page


@pytest.mark.parametrize("command", ["questions", "negotiate"])
def test_files_with_errors(command: str, examples: Path, offerkit: Offerkit) -> None:
    Path("wrong.toml").write_text("pay.base = 3", encoding="utf-8")
    Path("wrong.criteria").write_text("dealbreaker if", encoding="utf-8")
    assert offerkit(command, "candidate.criteria", "wrong.toml").code == 1
    assert offerkit(command, "wrong.criteria", "half-known.toml").code == 1
    assert offerkit(command, "candidate.criteria", "missing.toml").code == 2
    assert offerkit(command, "-", "-").code == 2


def test_goal_and_budget(examples: Path, offerkit: Offerkit) -> None:
    criteria = "pro if visa.sponsored\nnegotiable visa.sponsored\naccept at 100%"
    Path("mine.criteria").write_text(criteria, encoding="utf-8")
    Path("offer.toml").write_text("visa.sponsored = false", encoding="utf-8")
    towards = ("negotiate", "mine.criteria", "offer.toml", "--goal")
    assert "Nothing to ask for" in offerkit(*towards, "consider").out
    assert "from consider to accept" in offerkit(*towards[:-1]).out
    accept = ("negotiate", "mine.criteria", "offer.toml", "--goal", "accept")
    page = offerkit(*accept).out
    assert ": yes (now: no)" in page
    assert "Result: accept, score 100%" in page
    assert json.loads(offerkit(*accept, "--json").out)["asks"][0]["verdict"] == "accept"
    assert "(the search stopped after" in offerkit(*accept, "--budget", "1").out
    assert offerkit(*accept, "--budget", "0").code == 2
    assert offerkit("negotiate", "mine.criteria", "offer.toml", "--goal", "decline").code == 2
