"""Criteria as functions say what the walk says, and ask the semantics only where they must."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import partial
from itertools import product

import pytest

from offerkit import core as c
from offerkit.criteria import parse_criteria
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.generated import functions, lines
from offerkit.evaluate.generated.functions import walked
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import UnitRange, Verdict
from offerkit.load import read_offer
from offerkit.model.derived import DERIVED

AT_PRESENT = ("", "current = 'none'", "current.company.name = 'X'")


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the compiled functions left to the semantics."""
    asked: list[object] = []
    truth, grade = lines.slow, lines.slow_grade

    def slow(core: c.Core, facts: Facts) -> int:
        asked.append(core)
        return truth(core, facts)

    def slow_grade(
        preference: c.CheckedPreference, facts: Facts, *, doubtful: bool
    ) -> lines.Graded:
        asked.append(preference)
        return grade(preference, facts, doubtful=doubtful)

    monkeypatch.setattr(lines, "slow", slow)
    monkeypatch.setattr(lines, "slow_grade", slow_grade)
    return asked


RSU, ISO = (f"'\nequity.kind = '{kind}" for kind in ("rsu", "iso"))
PAID = """\
contract.kind = "permanent"
hours.week = 30
hours.days_week = 4
leave.days = 20
leave.public_holidays = 9
leave.sick_days = 0
leave.unpaid = 0
pay.base = "4.5k USD/month"
"""


def compare(criteria: str, offers: list[str]) -> None:
    """Decide offers by the functions and by the walk, which have to say the same."""
    parsed = parse_criteria(criteria)
    compiled, readable = (Program(parsed.checked, parsed.schema) for _ in range(2))
    vars(readable)["survey"] = partial(walked, readable.world, readable.statements)
    for text in (*AT_PRESENT, *offers):
        offer = parsed.read_offer(text)
        one, other = compiled.decide(offer), readable.decide(offer)
        by_parts = other.by_parts
        settled = by_parts[0] if len(by_parts) == 1 else Verdict.FIND_OUT
        assert compiled.verdict_by_parts(offer) is settled
        assert one.findings == other.findings
        assert one._survey[1] == other._survey[1]
        assert (one.score, one.may_lack_score) == (other.score, other.may_lack_score)
        assert (one.by_parts, one.assumed) == (by_parts, other.assumed)


@pytest.mark.parametrize(
    ("criteria", "offers", "asked"),
    [
        (
            """
            assume remote.policy = remote
            assume current.remote.policy = onsite
            pro if commute.time > 30 min
            pro if current.commute.time > 30 min
            pro if current.remote.days > 1
            """,
            [
                "commute.time='40 min'\ncurrent.commute.time='40 min'\ncurrent.remote.days=2",
                "remote.policy = 'onsite'\ncommute.time = '40 min'",
                "remote.policy = 'hybrid'\ncurrent.remote.policy = 'remote'",
            ],
            12,
        ),
        (
            """
            assume current.remote.policy = remote
            pro if commute.time > 30 min
            con if current.commute.time > 30 min
            """,
            ["commute.time = '40 min'\ncurrent.commute.time = '40 min'"],
            2,
        ),
        (
            """
            scale noise: quiet < fair < loud
            scale light: dark < fair < bright
            fact office.noise: noise
            fact office.light: light
            pro if office.noise < loud
            con if office.noise = current.office.noise
            prefer office.light from dark to bright
            """,
            ["office.noise = 'fair'\noffice.light = 'fair'", "office.light = 'dark..fair'"],
            4,
        ),
        (
            """
            let people = team.size
            let now = current.team.size
            let few = now < 3
            let many = few or now > 20
            pro if people > 3 and many
            con unless many
            dealbreaker if not few
            prefer people from 1 to 9
            prefer now from 9 to 1
            """,
            ["team.size = 4\ncurrent.team.size = 2", "current.team.size = '2..30'"],
            2,
        ),
        (
            """
            pro if current.leave.days > 20
            con if leave.days < current.leave.days
            pro if location.city = current.location.city
            con if manager.name = location.city
            prefer current.leave.days from 10 to 30
            prefer current.manager.presence from never to always
            """,
            [
                "leave.days=20\nlocation.city='Oslo'\ncurrent.leave.unlimited=false",
                "manager.name='Ann'\ncurrent.location.city='Oslo'\ncurrent.leave.days=10",
            ],
            12,
        ),
        (
            """
            pro if current.pay.bonus_paid > 50%
            pro if pay.bonus_paid > 50%
            pro if pay.bonus_guaranteed or current.pay.bonus_guaranteed
            con if manager.reports < clients.count
            """,
            [
                "current.pay.bonus_amount = '0 USD/year'\ncurrent.pay.bonus_paid = '60%'",
                "pay.bonus_amount = '0 USD/year'\npay.bonus_guaranteed = true",
                "pay.bonus_target='0%'\ncurrent.pay.bonus_paid='60%'\nclients.count=3",
            ],
            0,
        ),
        (
            # Of what always applies, and of what may not.
            """
            let sure = visa.needed
            let now = current.visa.needed and sure
            dealbreaker if sure and not now and team.size > 3 or false
            dealbreaker if current.team.size > 3
            dealbreaker unless true
            pro if not (sure or team.size > 3) weight 2
            con if at least 2 of (sure, now, team.size > 3, current.team.size > 3) weight 4
            pro if at least 2 of (sure, team.size > 3, team.size > 5) weight 16
            pro unless now or not sure weight 8
            caution if now
            accept at 40%
            decline below 10%
            """,
            [
                "visa.needed = true",
                "visa.needed = false\nteam.size = 4",
                "visa.needed = true\nteam.size = 9\ncurrent = 'none'",
                "visa.needed = true\nteam.size = 1\ncurrent.visa.needed = true",
                "visa.needed = true\nteam.size = 1\ncurrent.visa.needed = false",
                "team.size = 4\ncurrent.visa.needed = false\ncurrent.team.size = 3",
                "team.size = '1..4'\ncurrent.visa.needed = true\ncurrent.team.size = 2",
                "visa.needed = true\ncurrent.team.size = 4",
            ],
            0,
        ),
        (
            # What rules an offer out is looked at first.
            """
            caution if leave.days > 20
            pro if leave.days < current.leave.days
            pro if clients.names overlaps {"Acme"} or {"Acme"} within clients.names
            dealbreaker if visa.needed or "Oslo" in remote.where
            """,
            ["visa.needed = true\nleave.days = 20", "remote.where = ['Oslo']\nleave.days = 20"],
            4,
        ),
        (
            # Nothing that is weighed may apply.
            """
            pro if equity.strike < 5 USD weight 2
            con unless equity.cliff < 2 months
            leaving "strike" until equity.strike < 4 USD
            accept at 60%
            """,
            [
                "equity.kind = 'rsu'\noffer.kind = 'counter'",
                "equity.kind = 'none'\noffer.kind = 'new'",
                "equity.kind = 'iso'\nequity.strike = '3 USD'\nequity.cliff = '3 months'",
                "equity.strike = '3..5 USD'\nequity.cliff = '1 month'\noffer.kind = 'counter'",
            ],
            7,
        ),
        (
            """
            let low = current.team.size < 3
            leaving "few" until team.size > 5 and low
            leaving "visa" until visa.needed
            dealbreaker if leave.days < 20
            pro if leave.days > 25 weight 3
            """,
            [
                f"offer.kind = {kind}\n{rest}"
                for kind in ("'new'", "'counter'", "'unknown'")
                for rest in (
                    "visa.needed = true",
                    "visa.needed = false",
                    "visa.needed = true\ncurrent.team.size = 9\nleave.days = 25",
                    "visa.needed = true\nteam.size = 9\ncurrent.team.size = 1\nleave.days = 30",
                    "visa.needed = true\nteam.size = '5..9'\ncurrent.team.size = '1..3'",
                    "leave.days = 10",
                )
            ],
            0,
        ),
    ],
)
def test_what_is_compiled_says_what_the_walk_says(
    criteria: str, offers: list[str], asked: int, asking: list[object]
) -> None:
    """*asked* is how much is left to the semantics for all of the decisions and the verdicts."""
    compare(criteria, offers)
    assert len(asking) == asked


@pytest.mark.parametrize(
    ("fact", "start", "end", "stated", "asked"),
    [
        ("manager.presence", "rarely", "always", ["never", "often", "rarely..often"], 6),
        ("pay.sign_on", "1k USD", "100 USD", ["200 USD", "9k USD", "0 EUR", "0..500 USD"], 24),
        ("pay.sign_on", "1 EUR", "2 EUR", ["1.5 EUR", "up to 2 EUR", "3..4 USD"], 24),
        ("pay.base", "4k USD/month", "60k USD/year", ["4k USD/month", "1k USD/week"], 34),
        ("pay.base", "60k USD/year", "4k USD/month", ["4k..9k USD/month", "30 USD/hour"], 32),
        ("pay.base", "20 USD/hour", "30 USD/hour", ["25 USD/hour", "180 USD/day"], 66),
        ("pay.base", "20 USD/day", "30 USD/day", ["22..50 USD/day", "50k USD/year"], 66),
        ("contract.notice_mine", "2 weeks", "28 days", ["20 days", "1 month", "1..3 weeks"], 42),
        ("contract.notice_mine", "1 year", "6 months", ["8 months", "20 days", "1..2 years"], 42),
        ("travel.share", "50%", "10%", ["20%", "60%", "0..10%"], 6),
        ("offer.start", "2026-02-01", "2026-08-01", ["2026-03-01", "2026-01-01..2026-03-01"], 42),
        ("team.size", "3", "9 / 2", ["4", "4..9", "from 4", "1", "7..9"], 24),
        ("equity.strike", "3 USD", "1 USD", ["2 USD", f"2 USD{RSU}", f"1..9 USD{ISO}"], 36),
        ("pay.yearly", "40k USD/year", "5k USD/month", [], 42),
        ("pay.yearly", "20 USD/hour", "30 USD/hour", [], 60),
        ("hours.paid", "2000", "1000", [], 42),
        ("leave.unpaid", "9", "1", ["3", "1..3"], 84),
        ("leave.taken", "0", "30", ["20"], 6),
    ],
)
def test_grades_are_those_of_the_walk(
    fact: str, start: str, end: str, stated: list[str], asked: int, asking: list[object]
) -> None:
    """In both directions; *asked* is as above."""
    ends = [f"from {start} to {end}", f"from {end} to {start}"]
    weights = iter((2, 3, 1, 4))
    graded = [
        f"prefer {view}{fact} {some} weight {next(weights)}\n"
        for view in ("", "current.")
        for some in ends
    ]
    offers = [PAID] if fact in DERIVED else [f"{fact} = '{one}'" for one in stated]
    offers += [f"{one}\ncurrent." + "\ncurrent.".join(one.splitlines()) for one in offers]
    thresholds = "accept at 60%\ndecline below 50%"
    compare("".join(graded) + thresholds, offers)
    for one in graded[1:3]:
        compare(one + thresholds, offers)
    assert len(asking) == asked


@pytest.mark.parametrize("also", ["", "prefer equity.strike from 9 USD to 2 USD"])
def test_what_could_be_anything_needs_no_means(also: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(functions, "_mean", lambda *given: asked.append(given))
    text = f"pro if visa.needed\npro if equity.strike < 5 USD weight 3\n{also}"
    decision = parse_criteria(text).decide(read_offer("visa.needed = true"))
    assert decision.score == UnitRange(Fraction(1, 5 if also else 4), Fraction(1))
    assert not asked


SHORT = """\
pro "all" if visa.needed and equity.liquid and leave.days > 20 weight 1
pro "any" if equity.liquid or leave.days > 20 weight 2
pro "two" if at least 2 of (visa.needed, equity.liquid, leave.days > 20) weight 4
con "much" if leave.days > 30 weight 8
accept at 60%
"""


@pytest.mark.parametrize(
    ("room", "left"),
    [
        (0, "And 28 Count 28 FactRef 18 Less 28 Or 28"),
        (2, "And 28 Count 28 FactRef 32 Less 28"),
        (3, "Count 28 FactRef 32 Less 28 Or 28"),
        (4, "Count 28 FactRef 32 Less 28 Or 28"),
        (5, "Count 28 FactRef 46 Less 28"),
        (8, "FactRef 60 Less 28"),
        (9, "FactRef 60"),
    ],
)
def test_what_is_too_long_to_be_compiled_is_the_same(
    room: int, left: str, asking: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """*left* is how many conditions of which kind are left to the semantics in all."""
    offers = [
        read_offer(f"visa.needed = {one}\nequity.liquid = {other}\nleave.days = {days}")
        for one, other, days in product(("true", '"unknown"'), ("false", '"unknown"'), (15, 25, 35))
    ]
    usual = [parse_criteria(SHORT).decide(offer) for offer in offers]
    monkeypatch.setattr(functions, "MOST_IN_PLACE", room)
    # With a comment, so that nothing compiled before is used.
    short = parse_criteria(f"# {room}\n{SHORT}")
    for offer, decision in zip(offers, usual, strict=True):
        found = short.decide(offer)
        assert (found.possible, found.score) == (decision.possible, decision.score)
        assert [one.may_be for one in found.findings] == [one.may_be for one in decision.findings]
        assert short.verdict(offer) is decision.verdict
    kinds = Counter(type(core).__name__ for core in asking)
    assert " ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds)) == left
