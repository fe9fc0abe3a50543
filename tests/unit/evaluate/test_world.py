"""What criteria read and rest on, and what an offer says of a fact, as evaluation asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from offerkit import core as c
from offerkit import parse_criteria
from offerkit.core import condition_of
from offerkit.evaluate.facts import Facts, Stretch, Tracing, World
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, show

CRITERIA = parse_criteria("""
fact rating.own: number
rate 1 EUR = 1.25 USD
assume leave.days = 25
assume pay.base = pay.range
assume location.city = current.location.city
let rise = pay.base - current.pay.base + 20 USD/hour
let twice = 2 * max(rise, pay.allowances)
let both = twice + rise
let all_of_it = both / 3 + twice - min(rise, -pay.base)
let enough = equity.strike < 3 USD and leave.days > 3 or rating.own > 2
let long = contract.notice_mine + 3 days
let each = pay.sign_on * team.size - pay.retention / max(team.size, 1)
let after = offer.start + 9 days
let wait = offer.start - offer.received
let many = rise * team.size
pro if all_of_it > 20 USD/hour
prefer pay.yearly from 20k USD/year to 40k USD/year
con if min(long, 9 days) < 3 months and not enough
con if wait > 9 days or after > 2026-01-01 or commute.time > 3 min
pro if pay.sign_on + 20 USD > pay.retention
pro if current.leave.days > 3 or leave.days > 3
""")
RISE = "pay.base, current.pay.base"
WAGE = "20 USD per hour"


@cache
def world() -> World:
    return World.of(CRITERIA.checked, CRITERIA.schema)


def words(found: Iterable[c.Constant | FactPath]) -> str:
    return ", ".join(str(getattr(it, "value", it)) for it in found)


def test_rates_go_both_ways_and_assumptions_are_left_out_on_demand() -> None:
    assert world().rates == {("EUR", "USD"): Fraction(5, 4), ("USD", "EUR"): Fraction(4, 5)}
    assert {str(fact): str(value) for fact, value in world().assumptions.items()} == {
        "leave.days": "25",
        "pay.base": "pay.range",
        "location.city": "current.location.city",
    }
    assert World.of(CRITERIA.checked, CRITERIA.schema, assume=False).assumptions == {}


def test_what_names_stand_for() -> None:
    assert list(map(words, world().let_amounts)) == [
        f"{RISE}, {WAGE}",
        *[f"{RISE}, {WAGE}, pay.allowances"] * 3,
        *("", "contract.notice_mine, 3 days", "pay.sign_on, pay.retention", "1 day", "1 day"),
        f"{RISE}, {WAGE}",
    ]
    assert list(map(words, world().let_facts)) == [
        RISE,
        *[f"{RISE}, pay.allowances"] * 3,
        "equity.strike, leave.days, rating.own",
        *("contract.notice_mine", "pay.sign_on, team.size, pay.retention"),
        *("offer.start", "offer.start, offer.received", f"{RISE}, team.size"),
    ]
    assert world().let_uses == ((), (0,), (1, 0), (2, 1, 0), *[()] * 5, (0,))


@pytest.mark.parametrize(
    ("index", "done", "expected"),
    [(0, "", [0]), (3, "", [0, 1, 2, 3]), (3, "1", [0, 2, 3]), (3, "02", [1, 3])],
)
def test_a_name_comes_after_those_that_it_rests_on(
    index: int, done: str, expected: list[int]
) -> None:
    known = set(map(int, done))
    found: list[int] = []
    for at in world().lets_in_turn(index, known.__contains__):
        assert len(found) < len(expected)
        found.append(at)
        known.add(at)
    assert found == expected


LEAVE = "leave.unlimited, leave.taken, leave.days"
OPTIONS = "equity.kind, equity.strike"


@pytest.mark.parametrize(
    ("at", "read", "stated", "doubtful", "amounts"),
    [
        (0, f"{RISE}, pay.allowances", f"{RISE}, pay.allowances", "current.pay.base", None),
        (
            1,
            "pay.yearly",
            "pay.base, hours.week, hours.days_week, contract.kind, pay.days_year, "
            f"{LEAVE}, leave.unpaid",
            "",
            "pay.yearly",
        ),
        (
            2,
            "contract.notice_mine, equity.strike, leave.days, rating.own",
            f"contract.notice_mine, {OPTIONS}, {LEAVE}, rating.own",
            "equity.strike",
            "",
        ),
        (
            3,
            "offer.start, offer.received, commute.time",
            "offer.start, offer.received, remote.policy, commute.time",
            *("", ""),
        ),
        (4, "pay.sign_on, pay.retention", "pay.sign_on, pay.retention", "", ""),
        (
            5,
            "current.leave.days, leave.days",
            "current.leave.unlimited, current.leave.taken, current.leave.days, " + LEAVE,
            *("current.leave.days", ""),
        ),
    ],
)
def test_what_a_condition_rests_on(
    at: int, read: str, stated: str, doubtful: str, amounts: str | None
) -> None:
    condition = condition_of(CRITERIA.checked.statements[at])
    assert words(world().reads(condition).facts) == read
    assert words(world().doubtful(condition)) == doubtful
    for _ in range(2):
        assert words(world().stated_facts(condition)) == stated
    if amounts is not None:
        assert words(world().amounts(condition)) == amounts


def test_amounts_of_both_sides() -> None:
    condition = condition_of(CRITERIA.checked.statements[4])
    assert isinstance(condition, c.Less)
    assert words(world().amounts(condition.right)) == "pay.sign_on, 20 USD"
    assert words(world().doubtful(condition.left, condition.right)) == ""
    condition = condition_of(CRITERIA.checked.statements[0])
    assert isinstance(condition, c.Less)
    assert words(world().amounts(condition.right)) == f"{RISE}, {WAGE}, pay.allowances"


def test_offers_that_state_nothing() -> None:
    assert world().order["offer.start"] < world().order["pay.base"] < world().order["rating.own"]
    facts = [FactPath(it) for it in ("leave.days", "manager.presence", "rating.own")]
    now = FactPath("leave.days", View.CURRENT)
    blank, none, job = world().blank, world().no_job, world().with_job()
    assert [[show(world().getter(fact)(of)) for fact in facts] for of in (blank, none, job)] == [
        ["unknown"] * 3,
        ["does not apply", "does not apply", "unknown"],
        ["unknown"] * 3,
    ]
    assert [job.current, blank.current, none.current] == [blank, None, None]
    assert show(world().getter(now)(job)) == "unknown"
    for of in (blank, none, job):
        assert (of.promised, of.found, of.own, of.sources, of.inherited) == (
            *(None, None, {}, {}),
            frozenset(),
        )
    assert not hasattr(blank.pay, "yearly")
    assert world().getter(now) is world().getter(FactPath("leave.days", View.CURRENT))


@pytest.mark.parametrize(
    ("fact", "offer", "value", "missing", "doubts"),
    [
        ("team.size", "team.size = 3", "3", "team.size", ""),
        ("team.size", "", "unknown", "team.size", ""),
        ("leave.unpaid", "", "0", "leave.unpaid", ""),
        (
            "pay.base",
            "pay.range = '3..5 USD/hour'",
            "3 USD per hour..5 USD per hour",
            "pay.base",
            "",
        ),
        ("pay.base", "", "unknown", "pay.base", ""),
        ("location.city", "current = 'none'", "unknown", "location.city", ""),
        ("location.city", "current.location.city = 'Oslo'", '"Oslo"', "location.city", ""),
        # Behind gates.
        ("commute.time", "", "unknown", "commute.time", ""),
        ("commute.time", "commute.time = '30 min'", "30 min", "", ""),
        ("commute.time", "remote.policy = 'remote'", "0 min", "", ""),
        ("commute.time", "remote.policy = 'onsite'", "unknown", "commute.time", ""),
        ("commute.time", "remote.policy = 'hybrid..remote'", "unknown", "commute.time", ""),
        ("commute.time", "commute.time = '20..30 min'", "20 min..30 min", "commute.time", ""),
        (
            "leave.days",
            "leave.unlimited = true\nleave.taken = '20..25'",
            "20..25",
            "leave.taken",
            "",
        ),
        ("leave.days", "leave.unlimited = true", "unknown", "leave.taken", ""),
        ("leave.days", "", "25", "", ""),
        ("equity.value", "", "unknown", "equity.kind, equity.value", ""),
        ("equity.value", "equity.value = '3 USD'", "0 USD..3 USD", "equity.kind", ""),
        (
            "equity.value",
            "equity.value = '3..5 USD'",
            "0 USD..5 USD",
            "equity.kind, equity.value",
            "",
        ),
        ("equity.value", "equity.kind = 'rsu'", "unknown", "equity.value", ""),
        ("equity.value", "equity.kind = 'none'\nequity.value = '3 USD'", "0", "", ""),
        ("pay.bonus_paid", "pay.bonus_paid = '60%'", "0%..60%", "pay.bonus_target", ""),
        (
            "pay.bonus_paid",
            "pay.bonus_paid = '60%'\npay.bonus_amount = '0..9 USD/year'",
            *("0%..60%", "pay.bonus_amount", ""),
        ),
        ("pay.bonus_paid", "pay.bonus_amount = '0 USD/year'", "0%", "", ""),
        # What may not apply.
        ("equity.strike", "", "unknown", *["equity.kind, equity.strike"] * 2),
        ("equity.vesting", "", "unknown", "equity.kind, equity.vesting", "equity.kind"),
        ("equity.strike", "equity.strike = '3 USD'", "3 USD", "equity.kind", "equity.kind"),
        ("equity.strike", "equity.kind = 'iso'", "unknown", *["equity.strike"] * 2),
        ("equity.vesting", "equity.kind = 'iso'", "unknown", "equity.vesting", ""),
        ("equity.strike", "equity.kind = 'rsu'", "does not apply", "", ""),
        ("contract.duration", "", "unknown", "contract.duration", "contract.duration"),
        ("contract.duration", "contract.duration = '9 months'", "9 months", "", ""),
        ("contract.duration", "contract.kind = 'temporary'", "unknown", "contract.duration", ""),
        ("current.equity.strike", "current.equity.kind = 'rsu'", "does not apply", "", ""),
        (
            "current.equity.strike",
            "current.equity.kind = 'iso'",
            "unknown",
            *["current.equity.strike"] * 2,
        ),
        (
            "current.equity.vesting",
            "current.equity.kind = 'iso'",
            "unknown",
            "current.equity.vesting",
            "",
        ),
        ("current.equity.strike", "", "unknown", "current.equity.strike", "current.equity.strike"),
        ("current.team.size", "", "unknown", "current.team.size", "current.team.size"),
        ("current.team.size", "current.team.turnover = '3%'", "unknown", "current.team.size", ""),
        ("current.team.size", "current = 'none'", "does not apply", "current.team.size", ""),
        ("current.equity.strike", "current = 'none'", "does not apply", "", ""),
    ],
)
def test_what_an_offer_says_of_a_fact(
    fact: str, offer: str, value: str, missing: str, doubts: str
) -> None:
    view, path = ("current", fact.removeprefix("current.")) if "current" in fact else ("", fact)
    facts = Facts(world(), read_offer(offer))
    one = FactPath(path, View(view))
    assert show(facts.value(one)) == value
    assert words(facts.missing(one)) == missing
    assert words(facts.doubts(one)) == doubts
    assert not {UNKNOWN, DOES_NOT_APPLY} & set(facts.assumed.values())


@pytest.mark.parametrize(
    ("fact", "offer", "value"),
    [
        ("commute.time", "", "unknown"),
        ("equity.value", "equity.value = '3 USD'", "0 USD..3 USD"),
        ("equity.vesting", "equity.vesting = '3 years'", None),
        ("equity.vesting", "equity.kind = 'iso'", None),
        ("equity.vesting", "equity.kind = 'none'", "does not apply"),
        ("equity.vesting", "equity.kind = 'iso'\nequity.vesting = '3 years'", "3 years"),
        ("remote.days", "", "unknown"),
    ],
)
def test_a_value_in_place(fact: str, offer: str, value: str | None) -> None:
    found = Facts(world(), read_offer(offer)).in_place(FactPath(fact))
    assert (None if found is None else show(found)) == value


@pytest.mark.parametrize(
    ("fact", "low", "high"),
    [
        ("leave.days", 0, 366),
        ("manager.presence", 0, 4),
        ("travel.share", 0, 1),
        ("offer.start", None, None),
        ("pay.sign_on", 0, None),
        ("equity.vesting", 1, None),
        ("rating.own", 0, None),
    ],
)
def test_bounds(fact: str, low: int | None, high: int | None) -> None:
    found = Facts(world(), read_offer("")).bounds(FactPath(fact))
    assert (found.low, found.high) == (low, high)


def test_what_is_read_is_traced() -> None:
    facts = Tracing(world(), read_offer("remote.policy = 'remote'"))
    facts.value(FactPath("commute.time"))
    assert words(sorted(facts.read, key=str)) == "commute.time, remote.policy"
    derived = facts.derived(FactPath("pay.yearly"))
    assert facts.derived(FactPath("pay.yearly")) is derived
    facts.said(FactPath("leave.days"))
    assert words(sorted(facts.read, key=str)) == (
        "commute.time, leave.days, pay.yearly, remote.policy"
    )
    assert facts.assumed == {}
    facts.stated(FactPath("leave.days"))
    assert {str(fact): show(value) for fact, value in facts.assumed.items()} == {"leave.days": "25"}
    assert facts.is_closed(world().gates["commute.time"][0], View.OFFERED) is Kleene.TRUE


def test_what_a_derived_fact_reads_is_traced_whoever_asks_first() -> None:
    facts, yearly = Tracing(world(), read_offer("remote.policy = 'remote'")), FactPath("pay.yearly")
    facts.value(FactPath("commute.time"))
    first = facts.once(yearly, "asked", lambda: facts.value(FactPath("commute.time")))
    again = facts.anew()
    assert again.read == set()
    assert again.once(yearly, "asked", lambda: None) == first
    assert words(sorted(again.read, key=str)) == "commute.time, pay.yearly, remote.policy"


class Supposing(Facts):
    """Facts of which one has a range that is only supposed."""

    def __init__(self, offer: str, fact: str, low: int, high: int) -> None:
        super().__init__(world(), read_offer(offer))
        self.fact = FactPath(fact)
        self.range = Stretch(Interval.of(Fraction(low), Fraction(high)), Decimal(1))

    def stretch(self, fact: FactPath) -> Stretch | None:
        return self.range if fact == self.fact else None


@pytest.mark.parametrize(
    ("low", "high", "closed"),
    [(0, 0, Kleene.TRUE), (0, 5, Kleene.UNKNOWN), (1, 5, Kleene.FALSE)],
)
@pytest.mark.parametrize("offer", ["", "pay.sign_on = '0 USD'"])
def test_a_gate_of_which_a_range_is_supposed(
    offer: str, low: int, high: int, closed: Kleene
) -> None:
    facts = Supposing(offer, "pay.sign_on", low, high)
    (gate,) = world().gates["pay.sign_on_clawback"]
    assert facts.is_closed(gate, View.OFFERED) is closed
    behind = FactPath("pay.sign_on_clawback")
    assert show(facts.value(behind)) == ("0 days" if closed is Kleene.TRUE else "unknown")
    assert words(facts.missing(behind)) == ("" if closed is Kleene.TRUE else str(behind))
    # Only nothing closes a gate of which a range is supposed.
    (other,) = world().gates["hours.on_call_pay"]
    facts = Supposing(offer, "hours.on_call", low, high)
    assert facts.is_closed(other, View.OFFERED) is Kleene.FALSE


def test_what_is_supposed_is_not_said_in_another_way_and_is_open() -> None:
    offer = "pay.bonus_amount = '0 USD/year'\nequity.kind = 'iso'\nequity.strike = '3 USD'"
    (gate,) = world().gates["pay.bonus_paid"]
    supposing = Supposing(offer, "pay.bonus_target", 1, 2)
    assert str(supposing.fact_of(gate, View.OFFERED)) == "pay.bonus_target"
    assert str(Facts(world(), read_offer(offer)).fact_of(gate, View.OFFERED)) == "pay.bonus_amount"
    strike = FactPath("equity.strike")
    assert words(Facts(world(), read_offer(offer)).missing(strike)) == ""
    assert words(Supposing(offer, "equity.strike", 1, 2).missing(strike)) == "equity.strike"
    offer = "equity.kind = 'iso'"
    assert words(Facts(world(), read_offer(offer)).doubts(strike)) == "equity.strike"
    assert words(Supposing(offer, "equity.strike", 1, 2).doubts(strike)) == ""
