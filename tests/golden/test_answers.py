"""Answers to offers as they are sent, and as their author looks them over."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import parse_criteria, read_offer
from offerkit.answer import Reply, ReplyKind
from offerkit.render.text.answer import render_answer, render_letter, render_notes
from offerkit.terminal import columns
from tests.golden.golden import check

EXAMPLES = Path(__file__).parents[2] / "examples"
CANDIDATE = (EXAMPLES / "candidate.criteria").read_text("utf-8")
WISHES = """\
dealbreaker "Nobody there" if manager.presence < sometimes
pro "Money" if pay.base >= 60k USD per year weight 3
con "Far" if commute.time > 45 min
leaving "Stuck" until clients.count >= 3
negotiable pay.base up to 70k USD per year effort 2
negotiable manager.presence up to often
negotiable clients.count up to 5
accept at 80%
"""
OFFER = """\
company.name = "North Loop"
role.title = "Planner"
pay.base = "50k..55k USD per year"
commute.time = "10 min"
manager.presence = "often"
"""
COUNTER = OFFER + 'offer.kind = "counter"\nclients.count = 1\n'
FIXED = COUNTER.replace("count = 1", "count = 4")
TOLD = (
    OFFER
    + """\
promised.pay.base = "60k USD per year"
promised.remote.days = 2
[sources]
"promised.pay.base" = "call with HR, 3 November"
"promised.remote.days" = "second interview, 2026-11-10"
[offer]
"""
)
LATE = "offer.deadline = 2026-11-24\noffer.today = 2026-11-26\n"
ACCEPTED = (
    'offer.answer = "accepted"\noffer.answered = 2026-11-03\noffer.answer_in_writing = true\n'
)


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.toml").read_text("utf-8")


ANSWERS: dict[str, tuple[str, str, ReplyKind | None]] = {
    "decline": (CANDIDATE, example("absent-manager"), None),
    "decline-town": (CANDIDATE, example("small-market"), None),
    "decline-promise": (CANDIDATE, example("other-manager"), None),
    "decline-counter": (CANDIDATE, example("counter-money-only"), None),
    "ask": (CANDIDATE, example("half-known"), None),
    "ask-counter": (WISHES, 'offer.kind = "counter"', None),
    "negotiate": (WISHES, OFFER, None),
    "negotiate-counter": (WISHES, COUNTER.replace('"often"', '"rarely"'), ReplyKind.NEGOTIATE),
    "accept": (WISHES, OFFER.replace("50k..55k", "60k") + "offer.start = 2027-03-01", None),
    "accept-counter": (WISHES, FIXED.replace("50k..55k", "60k"), None),
    "accept-conditions": (WISHES, f"{TOLD}start = 2027-03-01", ReplyKind.ACCEPT),
    "accept-late": (WISHES, f"{OFFER}{LATE}", ReplyKind.ACCEPT),
    "time": (WISHES, f"{OFFER}offer.deadline = 2026-11-24", ReplyKind.TIME),
    "promise": (WISHES, TOLD, ReplyKind.PROMISE),
    "negotiate-promise": (WISHES, TOLD, ReplyKind.NEGOTIATE),
    "ask-accepted": (WISHES, f'company.name = "North Loop"\n{ACCEPTED}', None),
    "broken": (WISHES, f"{TOLD}start = 2027-03-01\n[found]\nremote.days = 1\n", ReplyKind.BROKEN),
    "withdraw": (WISHES, OFFER.replace('"often"', '"never"') + ACCEPTED, None),
    "withdraw-counter": (WISHES, COUNTER + ACCEPTED, ReplyKind.WITHDRAW),
}


def reply(name: str) -> Reply:
    text, offer, kind = ANSWERS[name]
    criteria = parse_criteria(text, name="mine.criteria")
    decision = criteria.decide(read_offer(offer, schema=criteria.schema))
    return decision.answer(kind, to="Kim Vo", sender="Sam Roe")


@pytest.mark.parametrize("name", ANSWERS)
def test_pages(name: str) -> None:
    found = reply(name)
    assert found.kind.value == name.partition("-")[0]
    check(f"answers/{name}.txt", render_answer(found))


@pytest.mark.parametrize("width", [40, 61, 80, 100])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_line_fits(name: str, width: int) -> None:
    found = reply(name)
    lines = render_answer(found, width=width).splitlines()
    lines += render_letter(found, width=width).splitlines()
    lines += render_notes(found, width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_wrapping_changes_no_word() -> None:
    found = reply("decline")
    assert render_letter(found, width=30).split() == found.letter.split()
