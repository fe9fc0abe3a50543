"""Derived facts on worked numbers: the definition's example, and every part left open in turn."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from offerkit.evaluate.facts import Facts, Scope, World
from offerkit.evaluate.quantities import measure_fact
from offerkit.evaluate.readings import DerivedReadings
from offerkit.intervals import Interval
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.scales import Remoteness
from offerkit.values import (
    UNKNOWN,
    AtLeast,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    show,
)

SCHEMA = schema_of()


def pay(amount: int | str, per: Period = Period.YEAR, currency: str = "USD") -> Pay:
    return Pay(Decimal(amount), currency, per)


def percent(amount: int | str) -> Percent:
    return Percent(Decimal(amount))


def months(amount: int) -> Duration:
    return Duration(Decimal(amount), DurationUnit.MONTH)


def years(amount: int) -> Duration:
    return Duration(Decimal(amount), DurationUnit.YEAR)


EXAMPLE: dict[str, Any] = {
    "pay.base": pay(60_000),
    "pay.bonus_target": percent(10),
    "pay.bonus_paid": percent(80),
    "pay.bonus_guaranteed": False,
    "pay.sign_on": Money(Decimal(5_000), "USD"),
    "equity.kind": "rsu",
    "equity.value": Money(Decimal(55_200), "USD"),
    "equity.vesting": years(4),
    "equity.liquid": True,
    "benefits.retirement_match": percent(5),
    "location.cost_index": Decimal(125),
    "hours.week": Decimal(40),
    "hours.days_week": Decimal(5),
    "leave.days": Decimal(20),
    "commute.time": Duration(Decimal(15), DurationUnit.MINUTE),
    "remote.policy": Remoteness.ONSITE,
    "contract.kind": "permanent",
    "location.tax_rate": percent(30),
}
FIRST_YEAR: dict[str, Any] = {
    "equity__schedule": tuple(percent(share) for share in (10, 20, 30, 40)),
    "equity__cliff": years(1),
    "benefits__retirement_vesting": years(0),
}
CONTRACT: dict[str, Any] = {
    "contract__kind": "contractor",
    "pay__base": pay(50, Period.HOUR),
    "pay__bonus_target": percent(0),
    "equity__kind": "none",
    "benefits__retirement_match": percent(0),
    "commute__time": Duration(Decimal(0), DurationUnit.MINUTE),
}
"""Paid by the hour, without anything else."""


def measured(path: str, *, currency: str = "USD", **changes: Any) -> Interval:
    """Return what a derived fact of the example comes to once some of its facts are changed."""
    facts = {**EXAMPLE, **{key.replace("__", "."): value for key, value in changes.items()}}
    offer = with_facts(Offer(), {key: value for key, value in facts.items() if value is not None})
    scope = Scope(currency, DERIVED[path].per if path in DERIVED else Period.YEAR)
    return measure_fact(FactPath(path), Facts(World(SCHEMA), offer), scope).interval


def missing(path: str, facts: dict[str, Any]) -> list[str]:
    found = measure_fact(
        FactPath(path), Facts(World(SCHEMA), with_facts(Offer(), facts)), Scope("USD")
    )
    return [str(fact) for fact in found.missing]


def exactly(value: Fraction | int | str) -> Interval:
    return Interval.exact(Fraction(value))


def between(low: Fraction | int | str, high: Fraction | int | str | None) -> Interval:
    return Interval(Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pay.yearly", 60_000),
        ("pay.bonus", 4_800),
        ("pay.cash", 64_800),
        ("pay.cash_first_year", 69_800),
        ("equity.per_year", 13_800),
        ("pay.total", 81_600),
        ("pay.real", 65_280),
        ("hours.year", 2_040),
        ("pay.per_hour", 40),
        ("hours.paid_days", 260),
        ("hours.paid", 2_080),
        ("commute.days", 240),
        ("equity.first_year", 5_520),
        ("pay.total_first_year", 78_320),
        ("pay.as_employed", 81_600),
        ("pay.as_employed_per_hour", 40),
        ("pay.net", 45_360),
    ],
)
def test_the_example_of_the_definition(path: str, value: int) -> None:
    assert measured(path, **FIRST_YEAR) == exactly(value)


def test_every_derived_fact_has_the_parts_that_the_schema_names() -> None:
    for path, derived in DERIVED.items():
        assert SCHEMA.facts[path].parts == derived.parts
        assert all(part in SCHEMA.facts for part in derived.parts)
        assert not set(base_parts(path)) & set(DERIVED)


# --- base pay per year ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "value"),
    [
        (pay(5_000, Period.MONTH), exactly(60_000)),
        (pay(1_000, Period.WEEK), exactly(52_000)),
        (pay(240, Period.DAY), exactly(240 * 5 * 52)),
        (pay(30, Period.HOUR), exactly(30 * 40 * 52)),
        (Range(pay(48_000), pay(52_000)), between(48_000, 52_000)),
        (None, between(0, None)),
    ],
)
def test_base_pay_goes_to_a_year(base: Any, value: Interval) -> None:
    assert measured("pay.yearly", pay__base=base) == value


def test_an_hours_pay_with_the_hours_open() -> None:
    """From 1 to 168 hours a week; a range of hours gives a range."""
    by_hour = pay(10, Period.HOUR)
    assert measured("pay.yearly", pay__base=by_hour, hours__week=None) == between(520, 87_360)
    week = Range(Decimal(35), Decimal(40))
    assert measured("pay.yearly", pay__base=by_hour, hours__week=week) == between(18_200, 20_800)


def test_currencies_without_a_rate_leave_only_the_sign() -> None:
    assert measured("pay.yearly", currency="EUR") == between(0, None)


# --- bonus ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"pay__bonus_paid": None}, between(0, 12_000)),
        ({"pay__bonus_paid": percent(150)}, exactly(9_000)),
        ({"pay__bonus_paid": percent(200), "pay__bonus_guaranteed": None}, between(6_000, 12_000)),
        ({"pay__bonus_paid": Range(percent(50), percent(120))}, between(3_000, 7_200)),
        ({"pay__bonus_guaranteed": True}, exactly(6_000)),
        ({"pay__bonus_guaranteed": True, "pay__bonus_paid": None}, exactly(6_000)),
        ({"pay__bonus_guaranteed": None}, between(4_800, 6_000)),
        ({"pay__bonus_guaranteed": None, "pay__bonus_paid": None}, between(0, 12_000)),
        ({"pay__bonus_target": None}, between(0, None)),
        ({"pay__bonus_target": percent(0), "pay__base": None}, exactly(0)),
        ({"pay__bonus_target": Range(percent(5), percent(10))}, between(2_400, 4_800)),
    ],
)
def test_bonus(changes: dict[str, Any], value: Interval) -> None:
    assert measured("pay.bonus", **changes) == value


def test_sign_on_counts_in_the_first_year_only() -> None:
    assert measured("pay.cash_first_year", pay__sign_on=None) == between(64_800, None)
    assert measured("pay.cash", pay__sign_on=None) == exactly(64_800)


# --- equity --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"equity__liquid": False}, between(0, 13_800)),
        ({"equity__liquid": None}, between(0, 13_800)),
        ({"equity__kind": "none"}, exactly(0)),
        ({"equity__kind": "none", "equity__value": None, "equity__liquid": None}, exactly(0)),
        ({"equity__kind": None}, between(0, 13_800)),
        ({"equity__value": None}, between(0, None)),
        ({"equity__value": Money(Decimal(0), "USD"), "equity__vesting": None}, exactly(0)),
        ({"equity__vesting": Range(years(4), years(6))}, between(9_200, 13_800)),
        (
            {"equity__vesting": None, "equity__schedule": (percent(40), percent(60))},
            exactly(27_600),
        ),
        # No year brings more than the grant.
        ({"equity__vesting": None}, between(0, 55_200)),
        ({"equity__vesting": months(1)}, exactly(55_200)),
        ({"equity__vesting": Range(months(6), months(18))}, between(36_800, 55_200)),
    ],
)
def test_equity(changes: dict[str, Any], value: Interval) -> None:
    assert measured("equity.per_year", **changes) == value


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, exactly(5_520)),
        ({"equity__liquid": None}, between(0, 5_520)),
        ({"equity__kind": "none"}, exactly(0)),
        ({"equity__cliff": None}, between(0, 5_520)),
        ({"equity__cliff": months(13)}, exactly(0)),
        ({"equity__cliff": Range(months(6), months(18))}, between(0, 5_520)),
        # Equal parts are nothing that nobody could contradict.
        ({"equity__schedule": None}, between(0, 55_200)),
        ({"equity__schedule": None, "equity__cliff": months(13)}, exactly(0)),
        ({"equity__schedule": None, "equity__vesting": None}, between(0, 55_200)),
        ({"equity__schedule": None, "equity__vesting": months(12)}, exactly(55_200)),
        # The cliff ends with the vesting at the latest.
        (
            {"equity__schedule": None, "equity__vesting": months(6), "equity__cliff": months(13)},
            exactly(55_200),
        ),
        ({"equity__schedule": (percent(100),), "equity__vesting": None}, exactly(55_200)),
    ],
)
def test_equity_of_the_first_year(changes: dict[str, Any], value: Interval) -> None:
    assert measured("equity.first_year", **{**FIRST_YEAR, **changes}) == value


@pytest.mark.parametrize(
    ("vesting", "value"),
    [
        (years(1), exactly(78_320)),
        (months(13), exactly(75_320)),
        (None, between(75_320, 78_320)),
        (Range(months(6), months(18)), between(75_320, 78_320)),
    ],
)
def test_a_retirement_match_of_the_first_year(vesting: Any, value: Interval) -> None:
    changes = {**FIRST_YEAR, "benefits__retirement_vesting": vesting}
    assert measured("pay.total_first_year", **changes) == value


# --- totals --------------------------------------------------------------------------------------


def test_total_of_a_base_alone_is_at_least_the_base() -> None:
    alone: dict[str, Any] = dict.fromkeys(
        (key.replace(".", "__") for key in EXAMPLE if key != "pay.base"), None
    )
    assert measured("pay.total", **alone) == between(60_000, None)


def test_total_with_the_match_open() -> None:
    """A match is at most the whole base."""
    found = measured("pay.total", benefits__retirement_match=None)
    assert found == between(64_800 + 13_800, 64_800 + 13_800 + 60_000)


def test_cost_index() -> None:
    assert measured("pay.real", location__cost_index=Decimal(80)) == exactly(102_000)
    assert measured("pay.real", location__cost_index=None) == between(0, 8_160_000)


# --- hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"commute__time": Duration(Decimal(0), DurationUnit.MINUTE)}, exactly(240 * 8)),
        ({"commute__time": Duration(Decimal(1), DurationUnit.HOUR)}, exactly(240 * 10)),
        # Twelve hours each way on top of eight a day: as long as it is said to be.
        ({"commute__time": None}, between(240 * 8, 240 * 32)),
        ({"leave__days": None}, between("42.5", "2210")),
        ({"remote__policy": None}, between(240 * 8, 2_040)),
        ({"remote__policy": None, "remote__days": Decimal(2)}, exactly(240 * 8 + 144 // 2)),
        ({"remote__policy": Remoteness.HYBRID}, between(240 * 8, 2_040)),
        ({"remote__policy": Remoteness.HYBRID, "remote__days": Decimal(7)}, exactly(240 * 8)),
        ({"remote__policy": Remoteness.REMOTE, "commute__time": None}, exactly(240 * 8)),
        ({"leave__unpaid": Decimal(40)}, exactly(200 * Fraction(17, 2))),
        ({"leave__unlimited": True, "leave__taken": Decimal(18)}, exactly(242 * Fraction(17, 2))),
        ({"leave__unlimited": True}, between("42.5", "2210")),
        ({"pay__days_year": Decimal(220)}, exactly(200 * Fraction(17, 2))),
        (
            {"pay__days_year": Decimal(220), "contract__kind": "freelance"},
            exactly(220 * Fraction(17, 2)),
        ),
        (
            {"pay__days_year": Decimal(220), "contract__kind": None},
            between(200 * Fraction(17, 2), 220 * Fraction(17, 2)),
        ),
        ({"hours__days_week": Decimal(4), "leave__days": Decimal(8)}, exactly(200 * 10 + 100)),
        ({"hours__week": Range(Decimal(35), Decimal(40))}, between(240 * 7 + 120, 2_040)),
        ({"leave__days": Decimal(300)}, exactly("42.5")),
    ],
)
def test_hours_a_year(changes: dict[str, Any], value: Interval) -> None:
    assert measured("hours.year", **changes) == value


def test_pay_per_hour_with_nothing_known_of_the_hours() -> None:
    unknown: dict[str, Any] = dict.fromkeys(
        ("hours__week", "hours__days_week", "leave__days", "commute__time"), None
    )
    found = measured("pay.per_hour", **unknown)
    assert found == between(Fraction(81_600, 52 * 168 * 2), 81_600)


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, exactly(50 * 8 * 240)),
        ({"contract__kind": "permanent"}, exactly(50 * 8 * 260)),
        ({"contract__kind": None}, between(50 * 8 * 240, 50 * 8 * 260)),
        ({"contract__kind": None, "leave__days": Decimal(0)}, exactly(50 * 8 * 260)),
        ({"leave__days": None}, between(50 * 40, 50 * 8 * 260)),
        ({"leave__unpaid": Decimal(25)}, exactly(50 * 8 * 215)),
        ({"contract__kind": "permanent", "leave__unpaid": Decimal(26)}, exactly(50 * 8 * 234)),
        ({"pay__days_year": Decimal(220), "contract__kind": None}, exactly(50 * 8 * 220)),
        ({"pay__base": pay(520, Period.DAY), "pay__days_year": Decimal(220)}, exactly(114_400)),
        ({"pay__base": pay(520, Period.DAY), "leave__days": Decimal(0)}, exactly(135_200)),
        # Pay per week, month or year is paid for the whole year, but for what is taken off unpaid.
        ({"pay__base": pay(60_000)}, exactly(60_000)),
        ({"pay__base": pay(60_000), "contract__kind": None, "leave__days": None}, exactly(60_000)),
        ({"pay__base": pay(5_000, Period.MONTH), "leave__unpaid": Decimal(26)}, exactly(54_000)),
    ],
)
def test_days_that_are_paid(changes: dict[str, Any], value: Interval) -> None:
    assert measured("pay.yearly", **{**CONTRACT, **changes}) == value


@pytest.mark.parametrize(
    "open_",
    [
        {},
        {"hours__week": None},
        {"hours__week": None, "hours__days_week": None, "leave__days": None},
        {"leave__days": None, "leave__unlimited": True},
        {"leave__unpaid": Decimal(30)},
        {"pay__days_year": Decimal(180), "hours__week": None},
        {"remote__policy": None},
    ],
)
def test_an_hourly_rate_is_the_pay_per_hour_of_a_contractor(open_: dict[str, Any]) -> None:
    assert measured("pay.per_hour", **{**CONTRACT, **open_}) == exactly(50)


def test_a_contract_and_a_job_can_be_compared() -> None:
    """50 an hour on a contract are less than 48 employed, where leave and premiums are paid."""
    part = {"pay__employer_part": percent("7.65")}
    contract = measured("pay.as_employed_per_hour", **{**CONTRACT, **part})
    job = {"contract__kind": "permanent", "pay__base": pay(48, Period.HOUR)}
    assert contract == exactly("46.175")
    assert measured("pay.as_employed_per_hour", **{**CONTRACT, **part, **job}) == exactly(52)
    unsaid = measured("pay.as_employed_per_hour", **{**CONTRACT, **part, "contract__kind": None})
    assert contract in unsaid
    assert measured("pay.as_employed", **CONTRACT) == between(0, 50 * 8 * 240)
    assert measured("pay.as_employed", **CONTRACT, pay__employer_part=percent(0)) == exactly(96_000)


def test_what_is_left_after_tax() -> None:
    assert measured("pay.net", location__tax_rate=None) == between(0, 64_800)
    assert measured("pay.net", contract__kind="freelance", pay__employer_part=percent(10)) == (
        exactly((64_800 - 6_000) * Fraction(7, 10))
    )


@pytest.mark.parametrize(
    ("cost", "changes", "value"),
    [
        (pay(20, Period.DAY), {}, exactly(240 * 20)),
        (pay(20, Period.DAY), {"remote__policy": None, "remote__days": Decimal(2)}, exactly(2_880)),
        (pay(20, Period.DAY), {"remote__policy": Remoteness.REMOTE}, exactly(0)),
        (pay(20, Period.DAY), {"remote__policy": None}, between(0, 4_800)),
        (pay(300, Period.MONTH), {"remote__days": Decimal(2)}, exactly(3_600)),
    ],
)
def test_a_fare_is_paid_on_the_days_on_which_one_goes(
    cost: Pay, changes: dict[str, Any], value: Interval
) -> None:
    assert measured("commute.cost", commute__cost=cost, **changes) == value


# --- what is missing, and how it reads -----------------------------------------------------------


def test_missing_are_the_parts_that_matter() -> None:
    assert missing("pay.total", EXAMPLE) == []
    without = {key: value for key, value in EXAMPLE.items() if key != "equity.liquid"}
    assert missing("pay.total", without) == ["equity.liquid"]
    assert missing("equity.per_year", {"equity.kind": "none"}) == []
    by_hour: dict[str, Any] = {"pay.base": pay(30, Period.HOUR)}
    assert missing("pay.yearly", by_hour) == ["hours.week", "contract.kind"]
    assert missing("pay.yearly", {**by_hour, "contract.kind": "permanent"}) == ["hours.week"]
    assert missing(
        "pay.yearly", {**by_hour, "contract.kind": "freelance", "hours.week": Decimal(40)}
    ) == ["pay.days_year", "hours.days_week"]
    assert missing("pay.yearly", {"pay.base": pay(3_000, Period.MONTH)}) == []
    assert missing("pay.bonus", {"pay.base": pay(1), "pay.bonus_target": percent(10)}) == [
        "pay.bonus_paid",
        "pay.bonus_guaranteed",
    ]
    unsold = {"equity.value": EXAMPLE["equity.value"], "equity.vesting": EXAMPLE["equity.vesting"]}
    assert missing("equity.per_year", unsold) == ["equity.kind", "equity.liquid"]


def test_each_view_has_its_own() -> None:
    present = with_facts(Offer(), EXAMPLE)
    offer = Offer(current=present)
    scope = Scope("USD")
    facts = Facts(World(SCHEMA), offer)
    assert measure_fact(FactPath("pay.total", View.CURRENT), facts, scope).interval == exactly(
        81_600
    )
    assert measure_fact(FactPath("pay.total"), facts, scope).interval == between(0, None)


def test_readings_name_the_parts_that_had_a_bearing() -> None:
    offer = with_facts(Offer(sources={"pay.base": "letter"}), EXAMPLE)
    reading = DerivedReadings(Facts(World(SCHEMA), offer)).of(FactPath("pay.total"))
    assert reading.value == pay(81_600)
    assert [str(part.fact) for part in reading.parts] == [
        "pay.cash",
        "equity.per_year",
        "benefits.retirement_match",
    ]
    yearly = reading.parts[0].parts[0]
    assert [(str(part.fact), part.source) for part in yearly.parts] == [("pay.base", "letter")]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            {
                "pay.base": pay(30, Period.HOUR),
                "hours.week": Decimal(40),
                "contract.kind": "permanent",
            },
            "62,400 USD per year",
        ),
        ({"pay.base": Range(pay(1), pay(2))}, "1 USD per year..2 USD per year"),
        ({}, "unknown"),
    ],
)
def test_how_yearly_pay_reads(facts: dict[str, Any], text: str) -> None:
    offer = with_facts(Offer(), facts)
    value = DerivedReadings(Facts(World(SCHEMA), offer)).of(FactPath("pay.yearly")).value
    assert show(value) == text


def test_what_has_no_high_end_reads_as_at_least() -> None:
    offer = with_facts(Offer(), {"pay.base": pay(50_000)})
    value = DerivedReadings(Facts(World(SCHEMA), offer)).of(FactPath("pay.total")).value
    assert value == AtLeast(pay(50_000))
    assert show(value) == "at least 50,000 USD per year"


def test_what_no_decimal_writes_is_rounded_outwards() -> None:
    facts: dict[str, Any] = {
        "equity.kind": "rsu",
        "equity.value": Money(Decimal(100), "USD"),
        "equity.vesting": years(3),
    }
    exact = with_facts(Offer(), {**facts, "equity.liquid": True})
    wide = with_facts(Offer(), facts)
    values = [
        DerivedReadings(Facts(World(SCHEMA), offer)).of(FactPath("equity.per_year")).value
        for offer in (exact, wide)
    ]
    assert values == [pay("33.33"), Range(pay(0), pay("33.34"))]


def test_nothing_is_known_of_an_amount_in_no_currency() -> None:
    value = DerivedReadings(Facts(World(SCHEMA), Offer())).of(FactPath("equity.per_year")).value
    assert value is UNKNOWN
