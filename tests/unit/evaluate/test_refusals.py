"""What evaluation is asked only by mistake, and values that only explanations show."""

from __future__ import annotations

import pytest
from attrs import frozen

from offerkit.check.checker import check_expression
from offerkit.core import CheckedPreference, Core
from offerkit.criteria import parse_criteria
from offerkit.datatypes import YesNo
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.readings import fact_value, graded_value, quantity_value
from offerkit.evaluate.semantics import QuantityInterval, judge, quantity
from offerkit.intervals import Interval
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.values import UNKNOWN, FactValue, show

SCHEMA = schema_of()
QUANTITIES = (
    *("3", "leave.days + leave.taken", "2 * leave.days", "leave.days * leave.taken"),
    *("leave.days / max(leave.taken, 1)", "min(leave.days, 3)", "max(leave.days, 3)"),
    *("offer.start + 3 days", "size of clients.names"),
)
CONDITIONS = (
    *("visa.needed or equity.liquid", "visa.needed and equity.liquid", "not visa.needed"),
    *("at least 1 of (visa.needed, equity.liquid)", "leave.days < 3", "leave.days <= 3"),
    *("leave.days = 3", 'location.city in {"Oslo"}', 'clients.names overlaps {"Acme"}'),
    'clients.names within {"Acme"}',
)


def read(text: str, offer: str = "") -> tuple[Core, Facts]:
    core, _, checked, found = check_expression(Source("case", text), SCHEMA)
    assert core is not None, found
    return core, Facts(World.of(checked, SCHEMA), read_offer(offer))


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_quantity_has_no_truth(text: str) -> None:
    core, facts = read(text)
    with pytest.raises(TypeError, match=r"^not a condition: "):
        judge(core, facts)


@pytest.mark.parametrize("text", [*CONDITIONS, "clients.names"])
def test_a_condition_has_no_amount(text: str) -> None:
    core, facts = read(text, 'clients.names = ["Acme"]')
    with pytest.raises(TypeError, match=r"^not a quantity: "):
        quantity(core, facts)


def test_a_set_is_no_amount_by_its_name() -> None:
    core, facts = read("clients.names", 'clients.names = ["Acme"]')
    with pytest.raises(TypeError, match=r"^not a quantity: clients\.names$"):
        quantity(core, facts)


@pytest.mark.parametrize("value", [True, "Oslo", frozenset({"Acme"})])
def test_what_is_no_amount_has_no_base(value: bool | str | frozenset[str]) -> None:
    with pytest.raises(TypeError, match=r"^not a quantity: "):
        base_of(value)


def test_an_amount_is_shown_as_one_of_its_datatype() -> None:
    with pytest.raises(TypeError, match=r"^not a quantity: yes/no$"):
        fact_value(QuantityInterval(Interval.exact(3), YesNo(), None, None))


def test_what_is_below_an_end_in_no_currency_is_not_shown() -> None:
    assert quantity_value(quantity(*read("-pay.sign_on"))) is UNKNOWN
    found = quantity_value(quantity(*read("10 USD - pay.sign_on")))
    assert show(found) == "at most 10 USD"


@pytest.mark.parametrize(
    ("preference", "offer", "value"),
    [
        ("commute.time from 60 min to 20 min", 'commute.time = "1 hour"', "1 hour"),
        ("commute.time from 60 min to 20 min", 'commute.time = "120 min"', "120 min"),
        ("commute.time from 60 min to 20 min", 'commute.time = "30..120 min"', "30 min..120 min"),
        ("commute.time from 60 min to 20 min", "", "unknown"),
        (
            "contract.notice_mine from 90 days to 30 days",
            'contract.notice_mine = "8 weeks"',
            "8 weeks",
        ),
        (
            "contract.notice_mine from 9 months to 3 months",
            'contract.notice_mine = "1 year"',
            "1 year",
        ),
        (
            "pay.base from 10 USD per hour to 90 USD per hour",
            'pay.base = "52k USD per year"',
            "5.95 USD per hour..1,000 USD per hour",
        ),
        (
            "pay.base from 1k USD per year to 90k USD per year",
            'pay.base = "2k USD per month"',
            "24,000 USD per year",
        ),
    ],
)
def test_what_is_graded_is_shown_in_the_unit_of_the_ends(
    preference: str, offer: str, value: str
) -> None:
    assert _graded(preference, offer) == value


def _graded(preference: str, offer: str) -> str:
    criteria = parse_criteria(f"prefer {preference}")
    (statement,) = criteria.checked.statements
    assert isinstance(statement, CheckedPreference)
    value: FactValue = graded_value(
        statement, Facts(World.of(criteria.checked, criteria.schema), read_offer(offer))
    )
    return show(value)


def test_a_decision_equals_decisions_only() -> None:
    decision = parse_criteria("pro if visa.needed").decide(Offer())
    assert decision != 3
    assert decision == parse_criteria("pro if visa.needed").decide(Offer())


def test_an_offer_of_a_subclass_may_lack_what_criteria_declare() -> None:
    @frozen(kw_only=True)
    class Mine(Offer):
        """An offer with nothing of its own."""

    criteria = parse_criteria("fact own.x: number from 1 to 5\npro if own.x > 3")
    assert criteria.decide(Mine()).verdict.value == criteria.decide(Offer()).verdict.value
