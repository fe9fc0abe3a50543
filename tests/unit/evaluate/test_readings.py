"""What is told of the facts that statements read: in words that hold all there is of a reading."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen

from offerkit import Offer, fact, parse_criteria
from offerkit.core import Less, condition_of
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.readings import fact_value, quantity_value
from offerkit.evaluate.semantics import quantity
from offerkit.model.gates import Gate
from offerkit.values import Fact, show


def told(reading: Reading) -> str:
    """Return a reading as text: its value, its source, what was set aside, and its parts."""
    words = [f"{reading.fact}: {show(reading.value)}"]
    words += [w for w in ("assumed", "inherited") if getattr(reading, w) is not False]
    words += [] if reading.source is None else [f"({reading.source})"]
    if (aside := reading.set_aside) is not None:
        words.append(f"<{'' if aside.surely else 'if not '}{aside.because}: {show(aside.stated)}>")
    words += [f"[{'; '.join(map(told, reading.parts))}]"] if reading.parts else []
    return " ".join(words)


def readings(criteria: str, offer: str) -> list[str]:
    checked = parse_criteria(criteria)
    findings = checked.decide(checked.read_offer(offer)).findings
    return [told(reading) for finding in findings for reading in finding.readings]


SOURCES = "[sources]\n'V.commute.time' = 'ad'\n'V.remote.policy' = 'call'\n'V.pay.base' = 'ad'"


@pytest.mark.parametrize("view", ["", "current."])
@pytest.mark.parametrize(
    ("condition", "offer", "expected"),
    [
        (
            "V.commute.time > 3 min",
            f"V.commute.time = '60 min'\nV.remote.policy = 'remote'\n{SOURCES}",
            "V.commute.time: 0 min <V.remote.policy is remote: 60 min> "
            "[V.remote.policy: remote (call)]",
        ),
        (
            "V.commute.time > 3 min",
            f"V.commute.time = '60 min'\n{SOURCES}",
            "V.commute.time: 60 min (ad)",
        ),
        ("V.remote.days > 3", "", "V.remote.days: unknown"),
        ("V.remote.days > 3", "V.remote.days = '2..4'", "V.remote.days: 2..4"),
        (
            "V.remote.days > 3",
            "V.remote.policy = 'onsite'",
            "V.remote.days: 0 [V.remote.policy: onsite]",
        ),
        ("V.remote.days > 3", "V.remote.policy = 'hybrid..remote'", "V.remote.days: unknown"),
        (
            "V.equity.refresh > 3 USD/year",
            "V.equity.refresh = '60 USD/year'\nV.equity.kind = 'none'",
            'V.equity.refresh: 0 <V.equity.kind is "none": 60 USD per year> '
            '[V.equity.kind: "none"]',
        ),
        (
            "V.equity.strike > 3 USD",
            "V.equity.strike = '20..30 USD'\nV.equity.kind = 'rsu'",
            'V.equity.strike: does not apply <V.equity.kind is "rsu": 20 USD..30 USD> '
            '[V.equity.kind: "rsu"]',
        ),
        (
            "V.benefits.retirement_vesting > 3 months",
            "V.benefits.retirement_match = '0%'",
            "V.benefits.retirement_vesting: 0 days [V.benefits.retirement_match: 0%]",
        ),
        (
            "V.pay.bonus_paid > 3%",
            "V.pay.bonus_paid = '60%'\nV.pay.bonus_amount = '0 USD/year'",
            "V.pay.bonus_paid: 0% <V.pay.bonus_amount is 0 USD per year: 60%> "
            "[V.pay.bonus_amount: 0 USD per year]",
        ),
        (
            "V.leave.days > 3",
            "V.leave.days = 20\nV.leave.unlimited = true\nV.leave.taken = '25..30'",
            "V.leave.days: 25..30 <V.leave.unlimited is yes: 20> "
            "[V.leave.unlimited: yes; V.leave.taken: 25..30]",
        ),
        (
            "V.leave.days > 3",
            "V.leave.unlimited = true",
            "V.leave.days: unknown [V.leave.unlimited: yes; V.leave.taken: unknown]",
        ),
        (
            "V.pay.yearly > 9 USD/year",
            f"V.pay.base = '9k..10k USD/year'\nV.hours.week = 40\n{SOURCES}",
            "V.pay.yearly: 9,000 USD per year..10,000 USD per year "
            "[V.pay.base: 9,000 USD per year..10,000 USD per year (ad)]",
        ),
    ],
)
def test_a_fact_and_what_it_hangs_on(view: str, condition: str, offer: str, expected: str) -> None:
    criteria = f"pro if {condition.replace('V.', view)}"
    assert readings(criteria, offer.replace("V.", view)) == [expected.replace("V.", view)]


def test_a_derived_fact_and_its_parts() -> None:
    offer = """
    contract.kind = 'permanent'
    pay.base = '10 USD/hour'
    hours.week = '36..40'
    pay.bonus_target = '0..5%'
    """
    yearly = (
        "pay.yearly: 18,720 USD per year..20,800 USD per year [pay.base: 10 USD per hour; "
        'hours.paid: 1,872..2,080 [hours.week: 36..40; contract.kind: "permanent"]]'
    )
    assert readings("pro if pay.cash > 9 USD/year", offer) == [
        f"pay.cash: 18,720 USD per year..22,880 USD per year [{yearly}; pay.bonus: 0 USD per year.."
        f"2,080 USD per year [{yearly}; pay.bonus_target: 0%..5%; pay.bonus_paid: unknown; "
        "pay.bonus_guaranteed: unknown]]"
    ]


HIDDEN = "pay.bonus_paid = '60%'\n"
COUNTER = "offer.kind = 'counter'\n"
PAID = "pay.bonus_paid: 0%..60% <if not pay.bonus_target is 0: 60%>"


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (
            "equity.refresh = '60 USD/year'\n[sources]\n'equity.refresh' = 'ad'",
            "equity.refresh: 0 USD per year..60 USD per year (ad) "
            '<if not equity.kind is "none": 60 USD per year> [equity.kind: unknown]',
        ),
        ("equity.refresh = 'unknown'", "equity.refresh: unknown"),
        ("equity.strike = '20 USD'", "equity.strike: 20 USD [equity.kind: unknown]"),
        (HIDDEN, f"{PAID} [pay.bonus_target: unknown]"),
        (HIDDEN + "pay.bonus_target = '5%'", "pay.bonus_paid: 60%"),
        (HIDDEN + "pay.bonus_target = '0%..5%'", f"{PAID} [pay.bonus_target: 0%..5%]"),
        (
            HIDDEN + "pay.bonus_amount = '0..9 USD/year'",
            f"{PAID} [pay.bonus_amount: 0 USD per year..9 USD per year]",
        ),
    ],
)
def test_what_may_be_nothing(offer: str, expected: str) -> None:
    fact = expected.split(":")[0]
    unit = {"equity.refresh": "USD/year", "equity.strike": "USD", "pay.bonus_paid": "%"}[fact]
    assert readings(f"pro if {fact} > 3{unit}", offer) == [expected]


@pytest.mark.parametrize(
    ("criteria", "offer", "expected"),
    [
        ("assume team.size = 5\npro if team.size > 3", "", ["team.size: 5 assumed"]),
        (
            "assume team.size = 5\npro if team.size > 3",
            f"{COUNTER}current.team.size = 9",
            ["team.size: 9 inherited"],
        ),
        (
            "assume leave.days = 5\npro if team.size > 3",
            f"{COUNTER}current.team.size = 9",
            ["team.size: 9 inherited"],
        ),
        (
            "pro if team.size > 3",
            f"{COUNTER}current.team.size = 9",
            ["team.size: 9 inherited"],
        ),
        (
            "assume pay.base = pay.range\npro if pay.base > 3 USD/year",
            "pay.range = '5..9 USD/year'\n[sources]\n'pay.base' = 'talk'\n'pay.range' = 'ad'",
            ["pay.base: 5 USD per year..9 USD per year assumed (talk)"],
        ),
        (
            "assume equity.refresh = 5 USD/year\npro if equity.refresh > 3 USD/year",
            "",
            [
                "equity.refresh: 0 USD per year..5 USD per year assumed "
                '<if not equity.kind is "none": 5 USD per year> [equity.kind: unknown]'
            ],
        ),
        (
            'assume equity.kind = "none"\npro if equity.refresh > 3 USD/year',
            "equity.refresh = '5 USD/year'",
            [
                'equity.refresh: 0 <equity.kind is "none": 5 USD per year> '
                '[equity.kind: "none" assumed]'
            ],
        ),
        (
            "pro if equity.refresh > 3 USD/year",
            f"{COUNTER}current.equity.refresh = '5 USD/year'",
            ["equity.refresh: 0 USD per year..5 USD per year inherited [equity.kind: unknown]"],
        ),
    ],
)
def test_what_is_assumed_or_as_in_the_present_job(
    criteria: str, offer: str, expected: list[str]
) -> None:
    assert readings(criteria, offer) == expected


@frozen(kw_only=True)
class PerkFacts:
    car: Fact[Decimal] = fact(
        "How many cars?",
        gates=(
            Gate("equity.kind", ("none",), may_hide=True),
            Gate("travel.share", (Decimal(0),), may_hide=True),
        ),
    )


@frozen(kw_only=True)
class OfferWithPerks(Offer):
    perk: PerkFacts = PerkFacts()


def test_a_fact_that_may_be_nothing_for_two_reasons() -> None:
    criteria = parse_criteria("pro if perk.car > 1", offer_type=OfferWithPerks)
    decision = criteria.decide(criteria.read_offer("perk.car = 2"))
    assert told(decision.findings[0].readings[0]) == (
        'perk.car: 0..2 <if not equity.kind is "none" or travel.share is 0: 2> '
        "[equity.kind: unknown; travel.share: unknown]"
    )


@pytest.mark.parametrize(
    ("expression", "stated", "shown"),
    [
        ("equity.strike", "equity.kind: none", "does not apply"),
        ("offer.start", "offer.start: 2026-01-05..2026-02-07", "2026-01-05..2026-02-07"),
        ("offer.start", "offer.start: from 2026-01-05", "at least 2026-01-05"),
        ("offer.start", "offer.start: until 2026-01-05", "at most 2026-01-05"),
        ("offer.start", "", "unknown"),
        ("offer.start + 9 days", "offer.start: 9999-12-30", "unknown"),
        ("offer.start + 9 days", "offer.start: 9999-12-01..9999-12-30", "at least 9999-12-10"),
        ("offer.start - 9 days", "offer.start: 0001-01-05..0001-02-01", "unknown"),
        ("offer.start - 9 days", "offer.start: until 0001-01-05", "unknown"),
        (
            "offer.start - offer.received",
            "offer.start: 2026-01-15\noffer.received: 2026-01-01",
            "2 weeks",
        ),
        ("pay.sign_on", "", "unknown"),
        ("-pay.sign_on", "", "unknown"),
        ("pay.sign_on", "pay.sign_on: from 0 USD", "unknown"),
        ("pay.sign_on / 3", "pay.sign_on: 0.01 USD", "0 USD"),
        ("pay.sign_on / 8", "pay.sign_on: 1 USD", "0.125 USD"),
        ("pay.sign_on / 8", "pay.sign_on: from 1 USD", "at least 0.125 USD"),
        ("1% - rating.part / 3", "rating.part: from 10%", "at most -2.33%"),
        ("rating.part / 3", "rating.part: from 10%", "at least 3.33%"),
        ("pay.sign_on", "pay.sign_on: from 5 USD", "at least 5 USD"),
        ("-pay.sign_on", "pay.sign_on: from 5 USD", "at most -5 USD"),
        ("pay.sign_on / 3", "pay.sign_on: 5..10 USD", "1.66 USD..3.34 USD"),
        ("-pay.sign_on / 3", "pay.sign_on: 5..10 USD", "-3.34 USD..-1.66 USD"),
        ("pay.sign_on / 3", "pay.sign_on: from 5 USD", "at least 1.66 USD"),
        ("pay.sign_on / 3 - 5 USD", "pay.sign_on: from 5 USD", "unknown"),
        ("pay.sign_on / 3 - 5 USD", "pay.sign_on: from 15 USD", "unknown"),
        ("5 USD - pay.sign_on / 3", "pay.sign_on: from 5 USD", "at most 3.34 USD"),
        ("pay.sign_on / 3", "pay.sign_on: 5 USD", "1.67 USD"),
        ("-pay.sign_on / 3", "pay.sign_on: 10 USD", "-3.33 USD"),
        ("pay.base / 7", "pay.base: 5 USD/hour", "0.71 USD per hour"),
        ("pay.base", "pay.base: 5k USD/month", "60,000 USD per year"),
        ("pay.base - 5 USD/hour", "", "unknown"),
        ("5 USD/hour - pay.base", "", "at most 43,680 USD per year"),
        ("travel.share / 3", "travel.share: 10..50%", "3.33%..16.67%"),
        ("travel.share", "", "0%..100%"),
        ("1 - leave.days / 3", "leave.days: 10..20", "-5.67..-2.33"),
        ("contract.notice_mine", "contract.notice_mine: 14 days", "2 weeks"),
        ("contract.notice_mine", "contract.notice_mine: 15 days", "15 days"),
        ("contract.notice_mine", "contract.notice_mine: 0 days", "0 days"),
        ("contract.notice_mine", "contract.notice_mine: 1..12 months", "1 month..1 year"),
        ("contract.notice_mine + 1 day", "contract.notice_mine: 1 month", "29 days..32 days"),
        ("commute.time", "commute.time: 60 min", "1 hour"),
        ("commute.time / 7", "commute.time: 1 hour", "8.57 min"),
        ("manager.presence", "manager.presence: rarely..often", "rarely..often"),
        ("manager.presence", "manager.presence: often", "often"),
        ("manager.presence", "", "never..always"),
    ],
)
def test_how_a_quantity_is_shown(expression: str, stated: str, shown: str) -> None:
    criteria = parse_criteria(f"fact rating.part: percent\npro if {expression} < {expression}")
    offer = criteria.read_offer(re.sub("(.*): (.*)", r"\1 = '\2'", stated))
    (statement,) = criteria.checked.statements
    condition = condition_of(statement)
    assert isinstance(condition, Less)
    facts = Facts(World.of(criteria.checked, criteria.schema), offer)
    found = quantity(condition.left, facts)
    assert show(quantity_value(found)) == shown
    assert show(fact_value(found)) == ("unknown" if shown.startswith("at most") else shown)


# --- all that is told of a statement -------------------------------------------------------------


def told_of(finding: Finding) -> str:
    """Return a finding as text: everything but its place."""
    words = [f"{finding.kind} {finding.label}: {finding.truth}"]
    if finding.may_be is not finding.truth:
        words.append(f"(0b{finding.may_be.value:b})")
    if finding.value is not None:
        words.append(f"adds {finding.value} of {finding.written_weight}")
    if finding.graded is not None:
        words.append(f"grades {show(finding.graded)}")
    if finding.missing:
        words.append(f"misses {', '.join(map(str, finding.missing))}")
    return " ".join(words)


STATEMENTS = """
let wage = 20 USD/hour
let much = pay.base > wage
let far = commute.time > 60 min
dealbreaker "a" if much and leave.days > 20
pro "b" if pay.base > 50k USD/year weight 2
con "c" if pay.base > 50k EUR/year weight 1.5
caution "d" if contract.notice_mine > 60 days
prefer "e" pay.base from 20 to 30 USD/hour weight 3
prefer "f" equity.cliff from 3 years to 1 year weight 3
pro "g" if equity.value > 5 USD
pro "h" if current.pay.base < pay.base
leaving "i" until remote.days > 2
pro "j" if far
prefer "k" contract.notice_mine from 90 days to 1 days
pro "l" if current.leave.days > 3
pro "m" if pay.yearly > 9 USD/day
pro "n" if equity.strike < 3 USD
prefer "o" team.size from 3 to 9
pro "p" if leave.days < current.leave.days
pro "q" if current.leave.days >= 0 and current.team.turnover > 5%
"""
KNOWN = """contract.kind = "permanent"
contract.notice_mine = "2 months"
pay.base = "25 USD/hour"
hours.week = 40
equity.cliff = "2 years"
remote.policy = "hybrid..remote"
current.pay.base = "8 USD/hour"
commute.time = "30..90 min"
team.size = "6..12"
"""
NOTHING_KNOWN = """
dealbreaker a: unknown misses pay.base, hours.week, contract.kind, leave.days
pro b: unknown adds 0% to 100% of 2 misses pay.base
con c: unknown adds 0% to 100% of 1.5 misses pay.base
caution d: unknown misses contract.notice_mine
prefer e: unknown adds 0% to 100% of 3 grades unknown misses pay.base, hours.week, contract.kind
prefer f: unknown (0b110) adds 0% to 100% of 3 grades unknown misses equity.kind, equity.cliff
pro g: unknown adds 0% to 100% of 1 misses equity.kind, equity.value
pro h: unknown (0b110) adds 0% to 100% of 1 misses current.pay.base, pay.base
leaving i: unknown misses remote.days
pro j: unknown adds 0% to 100% of 1 misses commute.time
prefer k: unknown adds 0% to 100% of 1 grades unknown misses contract.notice_mine
pro l: unknown (0b110) adds 0% to 100% of 1 misses current.leave.days
pro m: unknown adds 0% to 100% of 1 misses pay.base, hours.days_week, contract.kind
pro n: unknown (0b110) adds 0% to 100% of 1 misses equity.kind, equity.strike
prefer o: unknown adds 0% to 100% of 1 grades unknown misses team.size
pro p: unknown (0b110) adds 0% to 100% of 1 misses leave.days, current.leave.days
pro q: unknown (0b110) adds 0% to 100% of 1 misses current.leave.days, current.team.turnover
"""
SOME_KNOWN = """
dealbreaker a: unknown misses leave.days
pro b: true adds 100% of 2
con c: unknown adds 0% to 100% of 1.5
caution d: unknown
prefer e: true adds 50% of 3 grades 25 USD per hour
prefer f: unknown (0b101) adds 50% of 3 grades 2 years misses equity.kind
pro g: unknown adds 0% to 100% of 1 misses equity.kind, equity.value
pro h: true adds 100% of 1
leaving i: unknown misses remote.days
pro j: unknown adds 0% to 100% of 1 misses commute.time
prefer k: true adds 31% to 35% of 1 grades 59 days..62 days
pro l: unknown adds 0% to 100% of 1 misses current.leave.days
pro m: true adds 100% of 1
pro n: unknown (0b110) adds 0% to 100% of 1 misses equity.kind, equity.strike
prefer o: true adds 50% to 100% of 1 grades 6..12 misses team.size
pro p: unknown adds 0% to 100% of 1 misses leave.days, current.leave.days
pro q: unknown adds 0% to 100% of 1 misses current.team.turnover
"""
WORK = """
contract.kind = "permanent"
hours.week = 40
equity.kind = "iso"
current.team.size = 3
"""
WORK_KNOWN = """
dealbreaker a: unknown misses pay.base, leave.days
pro b: unknown adds 0% to 100% of 2 misses pay.base
con c: unknown adds 0% to 100% of 1.5 misses pay.base
caution d: unknown misses contract.notice_mine
prefer e: unknown adds 0% to 100% of 3 grades unknown misses pay.base
prefer f: unknown (0b110) adds 0% to 100% of 3 grades unknown misses equity.cliff
pro g: unknown adds 0% to 100% of 1 misses equity.value
pro h: unknown adds 0% to 100% of 1 misses current.pay.base, pay.base
leaving i: unknown misses remote.days
pro j: unknown adds 0% to 100% of 1 misses commute.time
prefer k: unknown adds 0% to 100% of 1 grades unknown misses contract.notice_mine
pro l: unknown adds 0% to 100% of 1 misses current.leave.days
pro m: unknown adds 0% to 100% of 1 misses pay.base, hours.days_week
pro n: unknown (0b110) adds 0% to 100% of 1 misses equity.strike
prefer o: unknown adds 0% to 100% of 1 grades unknown misses team.size
pro p: unknown adds 0% to 100% of 1 misses leave.days, current.leave.days
pro q: unknown adds 0% to 100% of 1 misses current.team.turnover
"""
NOTHING_APPLIES = """
dealbreaker a: unknown misses pay.base, hours.week, contract.kind, leave.days
pro b: unknown adds 0% to 100% of 2 misses pay.base
con c: unknown adds 0% to 100% of 1.5 misses pay.base
caution d: unknown misses contract.notice_mine
prefer e: unknown adds 0% to 100% of 3 grades unknown misses pay.base, hours.week, contract.kind
prefer f: does not apply
pro g: false adds 0% of 1
pro h: does not apply
leaving i: true
pro j: false adds 0% of 1
prefer k: unknown adds 0% to 100% of 1 grades unknown misses contract.notice_mine
pro l: does not apply
pro m: unknown adds 0% to 100% of 1 misses pay.base, hours.days_week, contract.kind
pro n: does not apply
prefer o: unknown adds 0% to 100% of 1 grades unknown misses team.size
pro p: does not apply
pro q: does not apply
"""


@pytest.mark.parametrize(
    ("offer", "expected", "open_by"),
    [
        ("", NOTHING_KNOWN, ((), [])),
        (WORK, WORK_KNOWN, ((), [])),
        (KNOWN, SOME_KNOWN, ((("USD", "EUR"),), ["2 months"])),
        (
            "equity.kind = 'none'\nremote.policy = 'remote'\ncurrent = 'none'",
            NOTHING_APPLIES,
            ((), []),
        ),
    ],
)
def test_what_comes_of_every_kind_of_statement(offer: str, expected: str, open_by: Any) -> None:
    checked = parse_criteria(STATEMENTS)
    decision = checked.decide(checked.read_offer(offer))
    assert "\n".join(map(told_of, decision.findings)) == expected.strip()
    assert (decision.missing_rates, list(map(str, decision.missing_days))) == open_by
    spans = [finding.span for finding in decision.findings]
    lines = STATEMENTS.strip().splitlines()
    assert [STATEMENTS[span.start : span.end] for span in spans] == lines[-len(spans) :]


BY_THE_HOUR = "pay.base: 25 USD per hour"
AT_WORK = 'contract.kind: "permanent"'


@pytest.mark.parametrize(
    ("criteria", "base", "expected"),
    [
        (
            "pro if pay.base > 50k USD/year",
            "25 USD/hour",
            [BY_THE_HOUR, AT_WORK, "hours.week: unknown (x)"],
        ),
        (
            "pro if pay.base > 9 USD/hour and hours.week > 4",
            "25 USD/hour",
            [BY_THE_HOUR, "hours.week: unknown (x)"],
        ),
        (
            "let w = 20 USD/hour\nlet v = pay.base\nlet b = v\npro if b > w",
            "25k USD/year",
            ["pay.base: 25,000 USD per year", AT_WORK, "hours.week: unknown (x)"],
        ),
        (
            "assume hours.week = 40\nlet v = pay.base\nlet y = 90k USD/year\npro if v > y",
            "25 USD/hour",
            [BY_THE_HOUR, AT_WORK, "hours.week: 40 assumed (x)"],
        ),
        (
            "let v = pay.base > 50k USD/year\npro if v",
            "25 USD/hour",
            [BY_THE_HOUR, AT_WORK, "hours.week: unknown (x)"],
        ),
        (
            "let v = pay.base\npro if v > 2k USD/month",
            "25k USD/year",
            ["pay.base: 25,000 USD per year"],
        ),
        (
            "pro if current.pay.base > 9 USD/hour",
            "25k USD/year",
            [
                "current.pay.base: unknown",
                "current.contract.kind: unknown",
                "current.hours.week: unknown",
            ],
        ),
        (
            "pro if leave.days > 3 or pay.sign_on > 9 USD",
            "25 USD/hour",
            ["leave.days: unknown", "pay.sign_on: unknown"],
        ),
    ],
)
def test_what_converted_pay_is_read(criteria: str, base: str, expected: list[str]) -> None:
    offer = f"pay.base = '{base}'\ncontract.kind = 'permanent'\n[sources]\n'hours.week' = 'x'"
    assert readings(criteria, offer) == expected


@pytest.mark.parametrize(
    ("criteria", "offer", "expected"),
    [
        # In the order of the file, and only what was read.
        (
            "assume team.size = 3\nassume leave.days = 5\nassume hours.week = 40\n"
            "pro if leave.days > 3 and pay.base > 9k USD/year\ncon if team.size > 3",
            "pay.base = '9..12 USD/hour'",
            ["team.size: 3 assumed", "leave.days: 5 assumed (x)", "hours.week: 40 assumed"],
        ),
        (
            "assume team.size = 3\nassume leave.days = 5\npro if leave.days > 3",
            "team.size = 2",
            ["leave.days: 5 assumed (x)"],
        ),
        # Of promises, too.
        (
            "assume leave.days = 5\npro if team.size > 3",
            "promised.leave.days = 9",
            ["leave.days: 5 assumed (x)"],
        ),
        (
            'assume offer.kind = "counter"\nleaving "Small" until team.size > 3',
            "offer.kind = 'unknown'",
            ['offer.kind: "counter" assumed'],
        ),
        (
            'assume offer.kind = "counter"\nassume hours.week = 9\npro if team.size > 3',
            "",
            [],
        ),
        (
            "assume hours.week = 40\npro if pay.yearly > 9 USD/year",
            "pay.base = '9 USD/hour'",
            ["hours.week: 40 assumed"],
        ),
    ],
)
def test_what_was_assumed(criteria: str, offer: str, expected: list[str]) -> None:
    checked = parse_criteria(criteria)
    decision = checked.decide(checked.read_offer(offer + "\n[sources]\n'leave.days' = 'x'"))
    assert list(map(told, decision.assumed)) == expected


def test_what_assumptions_make_of_a_verdict_is_in_the_data() -> None:
    assumed = "assume team.size = 5\nassume leave.days = 30\ndealbreaker if team.size > 9"
    data = parse_criteria(f"{assumed}\npro if leave.days > 25").decide(Offer()).to_dict()
    assert data["without_assumptions"] == {
        "verdict": "find_out",
        "possible": ["decline", "consider"],
        "score": {
            "low": {"exact": "0", "percent": "0"},
            "high": {"exact": "1", "percent": "100"},
        },
        "because": ["team.size", "leave.days"],
    }


@pytest.mark.parametrize("besides", ["", " and visa.needed", " or visa.needed"])
def test_days_of_months_leave_open_what_is_made_of_them(besides: str) -> None:
    criteria = parse_criteria(f"caution if contract.notice_mine > 60 days{besides}")
    decision = criteria.decide(criteria.read_offer("contract.notice_mine = '2 months'"))
    assert list(map(str, decision.missing_days)) == ["2 months"]
