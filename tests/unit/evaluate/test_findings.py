"""What is told of a decision besides its verdict: outliers, sources, conditions, groups."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from offerkit import Decision, parse_criteria
from offerkit.data import to_dict
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.findings import Outlier
from offerkit.evaluate.linked import linked
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import UnitRange
from offerkit.load import read_offer
from offerkit.paths import FactPath
from offerkit.values import show


def decided(criteria: str, offer: str = "") -> Decision:
    found = parse_criteria(criteria)
    return found.decide(found.read_offer(offer))


OWN = """
fact rating.a: number
fact rating.b: number from 0 to 100
fact rating.c: number
fact rating.d: number
let one = 1
con if rating.a > 70
prefer one from 1 to 10
prefer rating.a + rating.c from 1 to 10
prefer rating.a * 2 from 1 to 10
prefer current.team.size from 1 to 10
prefer rating.b from 1 to 10
prefer rating.c from 1 to 10
prefer "Last" current.rating.d from 40 to 30 weight 1
"""


def test_only_an_own_number_without_bounds_is_noted() -> None:
    offer = """
    rating = { a = 80, b = 80, c = "80..90" }
    current.rating.d = 19
    current.team.size = 80
    """
    found = decided(OWN, offer)
    fact = FactPath("rating.d", found.findings[-1].readings[0].fact.view)
    assert found.outliers == (Outlier(fact, Decimal(19), "Last", Decimal(30), Decimal(40)),)
    assert decided(OWN, offer.replace("19", "20")).outliers == ()
    assert decided(OWN, offer.replace("19", "50")).outliers == ()
    assert [it.value for it in decided(OWN, offer.replace("19", "51")).outliers] == [51]


@pytest.mark.parametrize(
    ("statement", "offer", "graded", "settled"),
    [
        ("prefer leave.days from 20 to 30", "leave.days = 22", "22", True),
        ("prefer leave.days from 20 to 30", "leave.days = '22..24'", "22..24", False),
        # What is below the worst is settled, whatever it is.
        ("prefer leave.days from 20 to 30", "leave.days = '2..4'", "2..4", True),
        ("prefer leave.days from 20 to 30", "", "unknown", False),
        ("prefer equity.cliff from 2 years to 1 year", "equity.kind = 'none'", None, True),
        # It may not apply, and is worth nothing if it does.
        (
            "prefer equity.cliff from 2 years to 1 year",
            "equity.cliff = '3 years'",
            "3 years",
            False,
        ),
        ("pro if leave.days > 20", "leave.days = 22", None, True),
        ("pro if leave.days > 20", "leave.days = '15..22'", None, False),
        ("dealbreaker if leave.days > 20", "leave.days = 22", None, True),
        ("dealbreaker if leave.days > 20", "", None, False),
    ],
)
def test_what_is_graded_and_whether_it_is_settled(
    statement: str, offer: str, graded: str | None, settled: bool
) -> None:
    (found,) = decided(statement, offer).findings
    assert found.settled is settled
    assert (None if found.graded is None else show(found.graded)) == graded


def test_stated_parts_are_each_named_once() -> None:
    offer = "pay.base = '9..12 USD/hour'\npay.bonus_target = '10%'"
    (reading,) = decided("pro if pay.cash > 9 USD per year", offer).findings[0].readings
    parts = reading.stated_parts
    assert [str(part.fact) for part in parts] == [
        *("pay.base", "hours.week", "contract.kind"),
        *("pay.bonus_target", "pay.bonus_paid", "pay.bonus_guaranteed"),
    ]
    assert all(part in reading.walk() for part in parts)
    assert parts[0].stated_parts == ()


# --- where it was learned ------------------------------------------------------------------------

ADVERT = {"pay.range": "job posting, line 3", "leave.days": "job posting", "team.size": "letter"}


@pytest.mark.parametrize(
    ("criteria", "offer", "advertised"),
    [
        ("pro if leave.days > 3 or team.size > 3", "leave.days = '2..9'", ["leave.days"]),
        # What stands in for a fact is meant by it, if it does.
        ("assume pay.base = pay.range\npro if pay.base > 9 USD/hour", "", ["pay.range"]),
        (
            "assume pay.base = pay.range\npro if pay.base > 9 USD/hour",
            "pay.base = '9 USD/hour'",
            [],
        ),
        ("assume hours.week = 40\npro if hours.week > 9 or leave.days > 3", "", ["leave.days"]),
        (
            "con if leave.days < 9\npro if leave.days > 3 and pay.range > 9 USD/hour",
            "",
            ["leave.days", "pay.range"],
        ),
    ],
)
def test_what_is_advertised(criteria: str, offer: str, advertised: list[str]) -> None:
    known = read_offer(f"pay.range = '8..12 USD/hour'\n{offer}")
    decision = parse_criteria(criteria).decide(evolve(known, sources=ADVERT))
    assert [str(fact) for fact in decision.advertised] == advertised
    assert decision.from_letter == ()


DEPENDS = "dealbreaker if leave.days < 9"


@pytest.mark.parametrize(
    ("days", "offer", "conditions"),
    [
        ("'5..20'", "conditions = ['visa', 'references']", ("references", "visa")),
        ("5", "conditions = ['visa', 'references']", ()),
        ("20", "", ()),
        ("20", "conditions_met = false", ()),
        ("20", "conditions = ['visa']\nconditions_met = true", ()),
        ("20", "conditions = ['visa']\nconditions_met = false", ("visa",)),
        ("20", "conditions = { at_least = ['visa'] }", ("visa",)),
        ("20", "conditions = { at_most = ['visa'] }", ()),
    ],
)
def test_conditions_that_are_open(days: str, offer: str, conditions: tuple[str, ...]) -> None:
    decision = decided(DEPENDS, f"leave.days = {days}\n[offer]\n{offer}")
    assert decision.open_conditions == conditions


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "groups"),
    [
        ({"a": "", "b": "x"}, ["b:x"]),
        ({"a": "xyx", "b": "zx", "c": "w"}, ["ab:xyz", "c:w"]),
        ({"a": "x", "b": "y", "c": "y", "d": "xy"}, ["bcda:yx"]),
        # The largest comes first, by its members and its keys together.
        ({"a": "vwxyz", "b": "st", "c": "t", "d": "sv"}, ["adbc:vwxyzst"]),
        ({"a": "xyz", "b": "z", **dict.fromkeys("cdefg", "w"), "h": "xw"}, ["cdefghab:wxyz"]),
        ({"a": "x", "b": "y", "c": "z", "d": "zw", "e": "xyzw"}, ["cdeab:zwxy"]),
    ],
)
def test_what_shares_a_key_is_in_one_group(read: dict[str, str], groups: list[str]) -> None:
    found = linked(read.items())
    assert [f"{''.join(items)}:{''.join(keys)}" for items, keys in found] == groups


@pytest.mark.parametrize(
    ("preference", "offer"),
    [
        ("pay.base from 40k to 60k USD per year", 'pay.base = "45k..50k USD per year"'),
        ("pay.base from 40k to 60k USD per year", 'pay.base = "4k..4500 USD per month"'),
        ("pay.base from 40k to 60k USD per year", 'pay.base = "45k..50k EUR per year"'),
        ("pay.base from 20 to 40 USD per hour", 'pay.base = "25..30 USD per hour"'),
        ("pay.total from 40k to 60k USD per year", 'pay.base = "45k..50k USD per year"'),
        ("pay.base * 2 from 40k to 60k USD per year", 'pay.base = "22k..25k USD per year"'),
        ("commute.time from 60 min to 10 min", 'commute.time = "20..30 min"'),
        ("contract.notice_theirs from 0 days to 90 days", 'contract.notice_theirs = "1..2 months"'),
        (
            "contract.notice_theirs from 0 months to 6 months",
            'contract.notice_theirs = "1..2 months"',
        ),
        ("manager.presence from never to always", 'manager.presence = "rarely..often"'),
        ("team.size from 0 to 100", 'team.size = "at least 10"'),
    ],
)
def test_what_leaves_a_graded_range_open(preference: str, offer: str) -> None:
    criteria = parse_criteria(f"prefer {preference}")
    decision = criteria.decide(criteria.read_offer(offer))
    [statement] = decision.program.statements
    found = outcome(statement, Facts(decision.program.world, decision.offer))
    [finding] = decision.findings
    assert finding.missing
    assert finding.missing == found.missing
    assert (decision.missing_rates, decision.missing_days) == (found.rates, found.months)


@pytest.mark.parametrize(
    ("end", "percent"),
    [
        *(("0", "0"), ("1", "100"), ("1/2", "50"), ("1/3", "33.33"), ("1/1000", "0.1")),
        *(("1/20000", "0"), ("3/20000", "0.02"), ("199999/200000", "100")),
    ],
)
def test_percents_have_two_decimals_at_most_ties_to_even(end: str, percent: str) -> None:
    written = {"exact": end, "percent": percent}
    data = to_dict(UnitRange(Fraction(end), Fraction(end)))
    assert data == {"low": written, "high": written}
