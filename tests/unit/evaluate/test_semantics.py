"""What comparisons and preferences miss, in which order, and the units in which they are made."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from offerkit import core as c
from offerkit.check.checker import check_expression
from offerkit.criteria import parse_criteria
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.semantics import grade, grade_meeting, judge, meeting, quantity
from offerkit.intervals import Interval
from offerkit.load import read_offer
from offerkit.model.offer import with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.span import NOWHERE, Source
from offerkit.syntax.parser import parse
from offerkit.values import Duration, DurationUnit, Period, Range

SCHEMA = schema_of()
TWO_JOBS = """\
contract.kind = "permanent"
hours.week = 40
current.contract.kind = "permanent"
current.hours.week = 20
current.pay.base = "40k USD per year"
"""
OF_20_HOURS, OF_40_HOURS = 1040, 2080


def read(text: str, offer: str = "", preamble: str = "") -> tuple[c.Core, Facts]:
    file = parse(Source("preamble", preamble)).file
    core, _, checked, found = check_expression(Source("case", text), SCHEMA, file)
    assert core is not None, found
    return core, Facts(World.of(checked, SCHEMA), read_offer(offer))


def preference(text: str, offer: str, rates: str = "") -> tuple[c.CheckedPreference, Facts]:
    criteria = parse_criteria(f"{rates}\nprefer {text}")
    (statement,) = criteria.checked.statements
    assert isinstance(statement, c.CheckedPreference)
    return statement, Facts(World.of(criteria.checked, SCHEMA), read_offer(offer))


def met(text: str, offer: str, preamble: str = "") -> tuple[tuple[object, ...], list[Interval]]:
    core, facts = read(text, offer, preamble)
    assert isinstance(core, c.Less | c.LessEqual | c.Equal)
    found = meeting(core, facts)
    assert found is not None
    scope = found.scope
    unit = (scope.currency, scope.basis, scope.view, scope.in_months)
    return unit, [one.interval for one in found.measures]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("leave.taken < leave.days", "leave.taken leave.days"),
        ("leave.days < leave.taken", "leave.days leave.taken"),
        ("leave.taken > leave.days", "leave.taken leave.days"),
        ("leave.days >= leave.taken", "leave.days leave.taken"),
        ("leave.days + leave.taken > leave.days * 2", "leave.days leave.taken"),
        ("leave.days * 2 < leave.taken + leave.days", "leave.days leave.taken"),
        ("leave.taken + leave.days < leave.days * 2", "leave.taken leave.days"),
        ("leave.days > 3 or visa.needed", "leave.days visa.needed"),
    ],
)
def test_what_is_missing_is_in_the_order_of_the_text(text: str, missing: str) -> None:
    assert " ".join(map(str, judge(*read(text)).missing)) == missing


def test_what_has_no_unit_needs_none() -> None:
    for text in ("leave.days < 3", "commute.time < 45 min", "manager.presence < often"):
        core, facts = read(text)
        assert isinstance(core, c.Less)
        assert meeting(core, facts) is None


def test_an_amount_that_is_written_takes_the_hours_of_the_other_side() -> None:
    unit = ("USD", Period.YEAR, View.CURRENT, False)
    right = Interval.exact(Fraction(30 * OF_20_HOURS))
    left = Interval.exact(Fraction(40_000))
    assert met("30 USD per hour < current.pay.base", TWO_JOBS) == (unit, [right, left])
    unit = ("USD", Period.YEAR, View.OFFERED, False)
    assert met("current.pay.base < 30 USD per hour", TWO_JOBS) == (unit, [left, right])
    offered = f'{TWO_JOBS}pay.base = "50k USD per year"'
    right = Interval.exact(Fraction(30 * OF_40_HOURS))
    assert met("pay.base < 30 USD per hour", offered)[1][1] == right


def test_a_comparison_is_made_in_the_currency_that_settles_it() -> None:
    offer = 'pay.sign_on = "8k EUR"\npay.retention = "9k USD"'
    text, rate = "pay.sign_on < pay.retention", "rate 1 EUR = 1.25 USD"
    unit, sides = met(text, offer, rate)
    assert unit[0] == "EUR"
    assert sides == [Interval.exact(Fraction(8000)), Interval.exact(Fraction(7200))]
    # Without a rate nothing settles it, and the first currency is that of the text.
    assert met(text, offer)[0][0] == "EUR"
    text = "pay.sign_on < pay.retention + 1 CHF"
    assert met(text, offer, "rate 1 CHF = 2 USD\nrate 1 EUR = 1.25 USD")[0][0] == "USD"


def test_a_range_without_an_inside_misses_nothing_but_days() -> None:
    months = Duration(Decimal(2), DurationUnit.MONTH)
    core, facts = read("contract.notice_mine > 60 days")
    facts.offer = with_facts(facts.offer, {"contract.notice_mine": Range(months, months)})
    found = judge(core, facts)
    assert str(found.truth) == "unknown"
    assert found.missing == ()
    assert found.months == (Range(months, months),)


def test_months_are_compared_as_months_or_days() -> None:
    offer = 'contract.probation = "2 months"'
    unit, sides = met("contract.probation < 3 months", offer)
    assert unit[3]
    assert sides[1] == Interval.exact(Fraction(3))
    unit, sides = met("contract.probation < 60 days", offer)
    assert not unit[3]
    assert sides[1] == Interval.exact(Fraction(60))


@pytest.mark.parametrize(
    ("text", "offer", "unit", "measures"),
    [
        (
            "current.pay.base from 10 USD per hour to 90 USD per hour",
            TWO_JOBS,
            ("USD", Period.HOUR, View.CURRENT),
            [Fraction(40_000, OF_20_HOURS), 10, 90],
        ),
        (
            "current.pay.base from 10k USD per month to 90k USD per month",
            TWO_JOBS,
            ("USD", Period.YEAR, View.CURRENT),
            [40_000, 120_000, 1_080_000],
        ),
        (
            "pay.base from 10 USD per hour to 90 USD per hour",
            'pay.base = "50 USD per hour"',
            ("USD", Period.HOUR, View.OFFERED),
            [50, 10, 90],
        ),
        (
            "pay.sign_on from 0 USD to 10k USD",
            'pay.sign_on = "4k USD"',
            ("USD", Period.YEAR, View.OFFERED),
            [4_000, 0, 10_000],
        ),
    ],
)
def test_a_preference_is_graded_in_the_unit_of_its_ends(
    text: str, offer: str, unit: tuple[object, ...], measures: list[Fraction]
) -> None:
    found = grade_meeting(*preference(text, offer))
    assert found is not None
    assert (found.scope.currency, found.scope.basis, found.scope.view) == unit
    assert [one.interval for one in found.measures] == [
        Interval.exact(Fraction(one)) for one in measures
    ]


def test_a_preference_of_a_detail_may_not_apply() -> None:
    found = grade(*preference("equity.vesting from 4 years to 1 year", ""))
    assert str(found.applies) == "unknown"
    assert " ".join(map(str, found.missing)) == "equity.kind equity.vesting"


def test_a_preference_without_a_unit_needs_none() -> None:
    assert grade_meeting(*preference("leave.days from 20 to 30", "")) is None


@pytest.mark.parametrize(
    ("text", "offer", "low", "high"),
    [
        ("leave.days from 20 to 30", "leave.days = 20", 0, 0),
        ("leave.days from 20 to 30", "leave.days = 25", (1, 2), (1, 2)),
        ("leave.days from 20 to 30", "leave.days = 30", 1, 1),
        ("leave.days from 20 to 30", "leave.days = 31", 1, 1),
        ("leave.days from 20 to 30", 'leave.days = "19..22"', 0, (1, 5)),
        ("leave.days from 20 to 30", 'leave.days = "22..31"', (1, 5), 1),
        ("leave.days from 20 to 30", "", 0, 1),
        ("leave.taken from 10 to 0", "leave.taken = 10", 0, 0),
        ("leave.taken from 10 to 0", "leave.taken = 4", (3, 5), (3, 5)),
        ("leave.taken from 10 to 0", "leave.taken = 0", 1, 1),
        ("leave.taken from 10 to 0", 'leave.taken = "2..12"', 0, (4, 5)),
        ("pay.sign_on from 0 USD to 10k USD", 'pay.sign_on = "4k EUR"', 0, 1),
        ("pay.sign_on from 1k USD to 10k USD", 'pay.sign_on = "at least 4k USD"', (1, 3), 1),
    ],
)
def test_the_grade_of_a_preference(
    text: str, offer: str, low: int | tuple[int, int], high: int | tuple[int, int]
) -> None:
    found = grade(*preference(text, offer))
    ends = [Fraction(*one) if isinstance(one, tuple) else Fraction(one) for one in (low, high)]
    assert found.interval == Interval(*ends)
    assert str(found.applies) == "true"
    if low == high:
        assert (found.missing, found.rates, found.months) == ((), (), ())


def test_a_preference_is_graded_in_the_currency_that_every_amount_has_a_rate_to() -> None:
    rates = "rate 1 EUR = 1 USD\nrate 1 EUR = 2 CHF"
    offer = 'pay.sign_on = "4k EUR"\npay.retention = "2k CHF"'
    subject = "pay.sign_on + pay.retention from 0 USD to 10k USD"
    found = preference(subject, offer, rates)
    assert grade(*found).interval == Interval.exact(Fraction(1, 2))
    assert grade(*found).rates == ()
    met_in = grade_meeting(*found)
    assert met_in is not None
    assert met_in.scope.currency == "EUR"
    unsettled = grade(*preference(subject, offer, "rate 1 EUR = 1 USD"))
    assert unsettled.interval != Interval.exact(Fraction(1, 2))
    assert unsettled.rates == (("CHF", "USD"),)
    met_in = grade_meeting(*preference(subject, offer, "rate 1 EUR = 1 USD"))
    assert met_in is not None
    assert met_in.scope.currency == "USD"


def test_a_preference_for_what_may_not_apply_misses_what_tells() -> None:
    subject = "min(work.interest, manager.guidance) from poor to great"
    found = grade(*preference(subject, 'work.interest = "poor"'))
    assert found.interval == Interval.exact(Fraction(0))
    assert (str(found.applies), list(map(str, found.missing))) == ("unknown", ["manager.guidance"])


@pytest.mark.parametrize(
    ("text", "offer", "ends", "unit", "missing"),
    [
        ("leave.days", "leave.days = 20", (20, 20), ("a number", None, None), ""),
        ("leave.days", "", (0, 366), ("a number", None, None), "leave.days"),
        (
            "pay.sign_on",
            'pay.sign_on = "4k EUR"',
            (4000, 4000),
            ("an amount of money", "EUR", None),
            "",
        ),
        (
            "pay.sign_on + pay.retention",
            'pay.sign_on = "4k EUR"\npay.retention = "5k USD"',
            (8000, 8000),
            ("an amount of money", "EUR", None),
            "",
        ),
        (
            "pay.base",
            'pay.base = "2k USD per month"',
            (24_000, 24_000),
            ("an amount per period", "USD", Period.YEAR),
            "",
        ),
        (
            "pay.base",
            'pay.base = "20 USD per hour"',
            (20, 20),
            ("an amount per period", "USD", Period.HOUR),
            "",
        ),
        (
            "current.pay.base + 20 USD per hour",
            TWO_JOBS,
            (60_800, 60_800),
            ("an amount per period", "USD", Period.YEAR),
            "",
        ),
        (
            "contract.probation",
            'contract.probation = "2 months"',
            (2, 2),
            ("a duration in months or years", None, None),
            "",
        ),
        (
            "contract.probation + 1 day",
            'contract.probation = "2 months"',
            (60, 63),
            ("a duration in days or weeks", None, None),
            "",
        ),
        (
            "commute.time",
            'commute.time = "1 hour"',
            (60, 60),
            ("a duration in minutes or hours", None, None),
            "",
        ),
    ],
)
def test_what_a_quantity_is_and_in_which_unit(
    text: str, offer: str, ends: tuple[int, int], unit: tuple[object, ...], missing: str
) -> None:
    found = quantity(*read(text, offer, "rate 1 EUR = 1.25 USD"))
    assert found.interval == Interval(Fraction(ends[0]), Fraction(ends[1]))
    assert (str(found.datatype), found.currency, found.per) == unit
    assert " ".join(map(str, found.missing)) == missing
    assert found.applies


def test_a_quantity_of_what_is_not_there_does_not_apply() -> None:
    assert not quantity(*read("manager.mentoring", 'manager = "none"')).applies
    assert quantity(*read("manager.mentoring")).applies


@pytest.mark.parametrize("path", [it for it, info in SCHEMA.facts.items() if info.derived])
def test_the_parts_that_a_derived_fact_misses_are_in_the_order_of_the_vocabulary(
    path: str,
) -> None:
    info = SCHEMA.facts[path]
    found = quantity(c.FactRef(FactPath(path), info.datatype, span=NOWHERE), read("1 = 1")[1])
    places = [list(SCHEMA.facts).index(fact.path) for fact in found.missing]
    assert places
    assert places == sorted(set(places))
