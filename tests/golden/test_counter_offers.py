"""Reviews of counter-offers as a person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import parse_criteria, read_offer
from offerkit.counter import CounterReview
from offerkit.render.text.counter import render_counter
from offerkit.terminal import columns
from tests.golden.golden import check

EXAMPLES = Path(__file__).parents[2] / "examples"
CANDIDATE = (EXAMPLES / "candidate.criteria").read_text("utf-8")


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.toml").read_text("utf-8")


WISHES = """\
leaving "Nobody to learn from" until manager.mentoring >= often
leaving "Too little money" until pay.base >= 60k USD per year
leaving "Far from the river" until location.near_family
negotiable manager.mentoring up to often
negotiable manager.presence up to often
negotiable pay.base up to 65k USD per year effort 2
prefer hours.week from 60 to 30
caution "They said so before" if pay.base != promised.pay.base
"""
MIXED = """\
offer.kind = "counter"
offer.in_writing = false
pay.base = "55k USD per year"
hours.week = 45
role.title = "Senior \\u001b[2Jplanner"
location.near_family = true
manager.mentoring = "unknown"

[promised]
pay.base = "60k USD per year"

[current]
pay.base = "50k USD per year"
hours.week = 40
role.title = "Planner"
manager.mentoring = "rarely"

[sources]
"pay.base" = "a talk on Monday"
"""

REVIEWS = {
    "money_only": (CANDIDATE, example("counter-money-only"), example("half-known")),
    "that_cures": (CANDIDATE, example("counter-that-cures"), None),
    "mixed": (WISHES, MIXED, None),
    "within_reach": (
        WISHES,
        'offer.kind = "counter"\nlocation.near_family = true\npay.base = "60k USD per year"\n'
        'manager.mentoring = "rarely"\n[current]\npay.base = "60k USD per year"',
        None,
    ),
    "no_present_job": (WISHES, 'offer.kind = "counter"\npay.base = "70k USD per year"', None),
    "no_reasons": ("pro if visa.needed", 'offer.kind = "counter"\noffer.in_writing = true', None),
}


def review(name: str) -> CounterReview:
    text, counter, new = REVIEWS[name]
    criteria = parse_criteria(text, name="mine.criteria")
    offers = [read_offer(each, schema=criteria.schema) for each in (counter, new) if each]
    given, *others = offers
    return criteria.decide(given).counter(*others)


@pytest.mark.parametrize("name", REVIEWS)
def test_pages(name: str) -> None:
    page = render_counter(review(name), name="counter.toml", new_name="new.toml")
    check(f"counters/{name}.txt", page)


@pytest.mark.parametrize("width", [40, 61, 80, 100])
@pytest.mark.parametrize("name", REVIEWS)
def test_every_line_fits(name: str, width: int) -> None:
    lines = render_counter(review(name), width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_colours_add_nothing_but_colours() -> None:
    import re

    coloured = render_counter(review("mixed"), colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_counter(review("mixed"))
    assert "\x1b[1;32m" in coloured
