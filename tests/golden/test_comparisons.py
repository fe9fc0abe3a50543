"""Comparisons as a person reads them, and all that is said of smaller ones."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from offerkit.comparison import Comparison
from offerkit.criteria import parse_criteria
from offerkit.data import to_data
from offerkit.load import read_offer
from offerkit.render.text.compare import render_comparison
from offerkit.terminal import columns
from tests.golden.golden import check
from tests.unit.advise.test_compare import ACME, BOREALIS, CRITERIA, PRESENT, compared

EXAMPLES = Path(__file__).parents[2] / "examples"


def of_examples(*names: str) -> Comparison:
    path = EXAMPLES / "candidate.criteria"
    criteria = parse_criteria(path.read_text("utf-8"), name=path.name)
    offers = {
        name: read_offer((EXAMPLES / f"{name}.toml").read_text("utf-8"), schema=criteria.schema)
        for name in names
    }
    return criteria.compare(offers, samples=200)


CEDAR = (
    ACME.replace('"58k', '"52k..60k').replace("25 min", "50 min").replace('"often"', '"unknown"')
)
PAGES: dict[str, Callable[[], Comparison]] = {
    "the_examples": lambda: of_examples(*sorted(path.stem for path in EXAMPLES.glob("*.toml"))),
    "two": lambda: of_examples("absent-manager", "small-market"),
    "three_and_staying": lambda: compared(
        {"acme": ACME, "borealis": BOREALIS, "cedar": CEDAR + PRESENT}, samples=200
    ),
    "tied": lambda: compared({"one": ACME, "other": ACME}, samples=200),
    "not_agreed": lambda: compared(
        {"acme": ACME + PRESENT, "borealis": BOREALIS + PRESENT.replace("48k", "50k")}
    ),
    "nothing_weighed": lambda: compared(
        {"yes": "visa.needed = true", "no": "visa.needed = false"},
        'dealbreaker "A visa" if visa.needed',
        samples=200,
    ),
    "long_and_hostile": lambda: compared(
        {
            "an offer with a name that is far too long": ACME,
            "東京の会社からの二番目のオファー": BOREALIS,
            "\x1b[31mred": BOREALIS.replace("66k", "51k"),
        },
        CRITERIA.replace("Work I like", "Work that I like, " * 6 + "x" * 60),
        samples=200,
    ),
}


@cache
def comparison(name: str) -> Comparison:
    return PAGES[name]()


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    check(f"comparisons/{name}.txt", render_comparison(comparison(name)))


def test_narrow_terminal() -> None:
    page = render_comparison(comparison("three_and_staying"), width=40)
    check("comparisons/narrow.txt", page)


@pytest.mark.parametrize("width", [40, 61, 80, 100])
@pytest.mark.parametrize("name", PAGES)
def test_every_line_fits(name: str, width: int) -> None:
    lines = render_comparison(comparison(name), width=width).splitlines()
    too_wide = [line for line in lines if columns(line) > width]
    assert too_wide == []
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_colours_add_nothing_but_colours(name: str) -> None:
    painted = render_comparison(comparison(name), colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render_comparison(comparison(name))


CASES = tomllib.loads((Path(__file__).parent / "compared.toml").read_text("utf-8"))


def of_case(case: dict[str, Any]) -> Comparison:
    criteria = parse_criteria(case["criteria"])
    offers = {
        name: read_offer(text, schema=criteria.schema) for name, text in case["offers"].items()
    }
    instead = {}
    if other := case.get("instead"):
        mine = parse_criteria(other["criteria"])
        instead = {"instead": mine.decide(read_offer(other["offer"], schema=mine.schema))}
    return criteria.compare(offers, samples=20, draw=case.get("draw", "near"), instead=instead)


@pytest.mark.parametrize("name", CASES)
def test_all_that_is_said(name: str) -> None:
    found = of_case(CASES[name])
    names = [option.name for option in found.options]
    said = found.to_dict() | {
        "order": found.open_order().to_dict()["pairs"],
        "differs": [found.differs(index) for index in range(len(found.program.statements))],
        "each": [to_data(found.contest(*pair)) for pair in combinations(names, 2)],
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items())
    check(f"comparisons/cases/{name}.txt", "\n".join(lines))
