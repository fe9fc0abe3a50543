"""Whole decisions as a person reads them, and one as a program does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.load import read_offer
from offerkit.render.text.decide import render_decision
from offerkit.terminal import columns
from tests.golden.golden import check

EXAMPLES = Path(__file__).parents[2] / "examples"
STORIES = sorted(path.stem for path in EXAMPLES.glob("*.toml"))


def decided(criteria: str, offer: str, *, name: str = "mine.criteria") -> Decision:
    checked = parse_criteria(criteria, name=name)
    return checked.decide(
        read_offer(offer, format="toml", name="offer.toml", schema=checked.schema)
    )


def story(name: str) -> Decision:
    criteria, offer = EXAMPLES / "candidate.criteria", EXAMPLES / f"{name}.toml"
    return decided(criteria.read_text("utf-8"), offer.read_text("utf-8"), name=criteria.name)


@pytest.mark.parametrize("name", STORIES)
def test_stories(name: str) -> None:
    check(f"pages/{name}.txt", render_decision(story(name).questions(), name=f"{name}.toml"))


PAY = '[pay]\nbase = "50k USD per year"\n'
HOSTILE = "\\u001b[2J\\u202e" + "x" * 100 + " 日本語 " * 70

PAGES = {
    "nothing_known": ('dealbreaker "Loud" if office.loud\nfact office.loud: yes/no "Is it?"', ""),
    "nothing_weighed": ('dealbreaker "No visa" if visa.needed', "[visa]\nneeded = false\n"),
    "no_dealbreaker_no_threshold": ('pro "Pays" if pay.base >= 40k USD per year', PAY),
    "declined_by_its_score": (
        'con "Little money" if pay.base < 60k USD per year weight 2\n'
        'pro "Near" if commute.time < 20 min\n'
        "decline below 50%\n",
        PAY,
    ),
    "short_of_the_threshold": (
        'pro "A" if visa.needed weight 139\npro "B" unless visa.needed weight 61\naccept at 70%',
        "[visa]\nneeded = true\n",
    ),
    "shares_that_nobody_buys": (
        'prefer "Money" pay.total from 50k to 100k USD per year\naccept at 50%',
        'pay.base = "60k USD per year"\npay.bonus_target = "0%"\n'
        'equity.kind = "rsu"\nequity.value = "160k USD"\nequity.vesting = "4 years"\n'
        'equity.liquid = false\nbenefits.retirement_match = "0%"\n',
    ),
    "only_a_rate_is_missing": ('dealbreaker "Too little" if pay.base < 40k EUR per year', PAY),
    "assumptions_rates_and_derived_facts": (
        "assume hours.week = 40\n"
        "assume hours.days_week = 5\n"
        "assume manager.presence = often\n"
        'dealbreaker "Nobody there" if manager.presence < sometimes\n'
        'pro "By the hour" if pay.base >= 20 USD/hour weight 3\n'
        'pro "In euros" if pay.base >= 45k EUR per year\n'
        "caution if pay.cash > 3k USD per month\n"
        "accept at 60%\n",
        PAY + '[sources]\n"pay.base" = "the letter of 2 November"\n',
    ),
    "kind_of_offer_unknown": (
        'leaving "Nobody to learn from" until manager.mentoring >= often\n'
        'leaving "Stuck" until clients.count >= 3\n'
        'dealbreaker "No visa" if visa.needed\n'
        'pro "Pays" if pay.base >= 40k USD per year\naccept at 70%\n',
        '[offer]\nkind = "unknown"\n[manager]\nmentoring = "rarely"\n[visa]\nneeded = false\n'
        + PAY,
    ),
    "partly_known_sets": (
        'dealbreaker "Not for them" if clients.names overlaps {"Acme", "Casino"}\n'
        'pro "Known names" if clients.names includes "Bank"\n',
        '[clients]\nnames = { at_least = ["Bank"], at_most = ["Bank", "Acme", "Mill"] }\n',
    ),
    "promises": (
        'leaving "Stuck at my level" until role.seniority >= lead\n'
        'pro "Money" if pay.base >= 45k USD per year\n',
        'offer.kind = "counter"\nleave.days = 28\npay.base = "50k USD per year"\n'
        'benefits.list = ["canteen", "gym"]\n'
        'promised.pay.base = "55k USD per year"\npromised.role.seniority = "lead"\n'
        'promised.leave.days = 25\npromised.benefits.list = ["gym"]\n'
        'promised.team.size = "4..6"\n'
        'current.pay.base = "45k USD per year"\ncurrent.role.seniority = "senior"\n'
        '[sources]\n"pay.base" = "letter of 9 November"\n'
        '"promised.pay.base" = "call with HR, 3 November"\n'
        '"promised.role.seniority" = "my manager"\n"current.role.seniority" = "contract"\n',
    ),
    "hostile_texts": (
        'caution "a\\u{1b}[31m\\u{9b}label" if work.summary != promised.work.summary\n',
        f'[company]\nname = "{HOSTILE}"\n[work]\nsummary = "{HOSTILE}"\n'
        '[promised.work]\nsummary = "other"\n[sources]\n"work.summary" = "\\u001b]0;t\\u0007"\n',
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    criteria, offer = PAGES[name]
    check(f"pages/{name}.txt", f"{criteria.strip()}\n\n{_page(criteria, offer)}")


def _page(criteria: str, offer: str) -> str:
    return render_decision(decided(criteria, offer).questions())


def test_narrow_terminal() -> None:
    check("pages/narrow.txt", render_decision(story("half-known").questions(), width=40))


def test_colours() -> None:
    shown = render_decision(story("other-work").questions(), colour=True)
    check("pages/colours.txt", shown.replace("\x1b", "<ESC>"))


def test_colours_add_nothing_but_colours() -> None:
    import re

    questions = story("other-work").questions()
    plain = render_decision(questions)
    assert (
        re.sub(r"\x1b\[[0-9;]*m", "", render_decision(story("other-work").questions(), colour=True))
        == plain
    )


@pytest.mark.parametrize("width", [40, 61, 80, 100])
@pytest.mark.parametrize("name", [*STORIES, *PAGES])
def test_every_line_fits(name: str, width: int) -> None:
    decision = story(name) if name in STORIES else decided(*PAGES[name])
    lines = render_decision(decision.questions(), width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_data() -> None:
    data = story("half-known").to_dict(file="half-known.toml")
    check("data/half-known.json", json.dumps(data, indent=1))


@pytest.mark.parametrize("name", PAGES)
def test_data_is_json_and_its_keys_are_always_the_same(name: str) -> None:
    data = decided(*PAGES[name]).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert list(data) == list(story("half-known").to_dict())
