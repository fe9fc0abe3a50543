"""What a decision says about pay: taxed differently, and what derived pay leaves out."""

from __future__ import annotations

import pytest

from offerkit import Decision, parse_criteria, read_offer
from offerkit.render.words.decide import pay_notes


def decided(criteria: str, offer: str) -> Decision:
    return parse_criteria(criteria).decide(read_offer(offer))


ABROAD = 'location.country = "Germany"\n[current]\nlocation.country = "France"'


@pytest.mark.parametrize(
    ("criteria", "pay"),
    [
        ("pro if pay.base > current.pay.base", ["pay.base", "current.pay.base"]),
        ("pro if current.pay.total < pay.total", ["pay.total", "current.pay.total"]),
        ("pro if pay.base >= current.pay.base * 1.2", ["pay.base", "current.pay.base"]),
        (
            "prefer pay.total - current.pay.total from 0 to 9k USD per year",
            ["pay.total", "current.pay.total"],
        ),
        (
            'let more = pay.cash > current.pay.cash\nleaving "Pay" until more',
            ["pay.cash", "current.pay.cash"],
        ),
        (
            "let mine = pay.base\npro if mine > current.pay.base",
            ["pay.base", "current.pay.base"],
        ),
        (
            "pro if pay.base + pay.commission > current.pay.base",
            ["pay.base", "pay.commission", "current.pay.base"],
        ),
        (
            "pro if equity.refresh > current.equity.refresh",
            ["equity.refresh", "current.equity.refresh"],
        ),
    ],
)
def test_pay_of_two_places(criteria: str, pay: list[str]) -> None:
    (found,) = decided(criteria, ABROAD).before_tax
    assert [str(fact) for fact in found.pay] == pay
    assert [str(one.fact) for one in (found.one, found.other)] == [
        "location.country",
        "current.location.country",
    ]
    assert [one.value for one in (found.one, found.other)] == ["Germany", "France"]


def test_pay_of_three_jobs() -> None:
    offer = f'promised.location.country = "Spain"\n{ABROAD}'
    decision = decided("pro if max(promised.pay.base, pay.base) > current.pay.base", offer)
    found = [[*it.pay, it.one.fact, it.other.fact] for it in decision.before_tax]
    place = "location.country"
    assert [list(map(str, facts)) for facts in found] == [
        ["pay.base", "promised.pay.base", place, f"promised.{place}"],
        ["pay.base", "current.pay.base", place, f"current.{place}"],
        ["promised.pay.base", "current.pay.base", f"promised.{place}", f"current.{place}"],
    ]


@pytest.mark.parametrize(
    ("criteria", "offer"),
    [
        # After tax, one job only, not pay, and in different statements.
        ("pro if pay.net > current.pay.net", ABROAD),
        ("pro if pay.base > 9k USD per year", ABROAD),
        ("pro if commute.cost < current.commute.cost", ABROAD),
        ("pro if pay.base > 9k USD per year\npro if current.pay.base > 9k USD per year", ABROAD),
        # The same place, and one that is unknown.
        (
            "pro if pay.base > current.pay.base",
            'location.country = "germany"\n[current]\nlocation.country = "Germany"',
        ),
        ("pro if pay.base > current.pay.base", 'location.country = "Germany"'),
        (
            "pro if pay.base > current.pay.base",
            'location.country = "US"\nlocation.city = "Reno"\n'
            '[current]\nlocation.country = "US"\nlocation.city = "Austin"',
        ),
        (
            "pro if pay.base > current.pay.base",
            'contract.kind = "temporary"\n[current]\ncontract.kind = "permanent"',
        ),
    ],
)
def test_nothing_to_say(criteria: str, offer: str) -> None:
    decision = decided(criteria, offer)
    assert decision.before_tax == ()
    assert list(pay_notes(decision)) == []


@pytest.mark.parametrize(
    ("fact", "one", "other"),
    [
        ("location.region", "Nevada", "Texas"),
        ("location.city", "Basel", "Mulhouse"),
        ("contract.kind", "contractor", "permanent"),
    ],
)
def test_what_is_taxed_differently(fact: str, one: str, other: str) -> None:
    offer = f'{fact} = "{one}"\n[current]\n{fact} = "{other}"'
    decision = decided("pro if pay.base > current.pay.base", offer)
    (note,) = pay_notes(decision)
    start = "pay.base and current.pay.base are compared before tax, and taxed differently: "
    assert note.startswith(f'{start}{fact} is "{one}", current.{fact} is "{other}". ')
    assert "pay.net" in note
    assert ("pay.as_employed" in note) is (fact == "contract.kind")


def test_what_a_total_leaves_out() -> None:
    offer = """
    pay.base = "60k USD per year"
    pay.commission = "20k USD per year"
    pay.sign_on = "5k USD"
    hours.on_call_pay = "0 USD per hour"
    commute.cost = "100..200 USD per month"
    """
    criteria = "pro if pay.total > 9k USD per year\npro if pay.total_first_year > 9k USD per year"
    assert list(pay_notes(decided(criteria, offer))) == [
        "pay.total leaves out pay.commission (20,000 USD per year), pay.sign_on (5,000 USD) and "
        "commute.cost (100 to 200 USD per month).",
        "pay.total_first_year leaves out pay.commission (20,000 USD per year) and commute.cost "
        "(100 to 200 USD per month).",
    ]


@pytest.mark.parametrize(
    "stated",
    [
        'equity.kind = "none"',
        'equity.kind = "none"\nequity.refresh = "9k USD per year"',
        'equity.refresh = "0..0 USD per year"',
        'equity.refresh = "up to 0 USD per year"',
        'hours.on_call = "never"\nhours.on_call_pay = "20 USD per hour"',
        "relocation.required = false",
    ],
)
def test_what_is_certainly_nothing_is_not_left_out(stated: str) -> None:
    assert decided("pro if pay.per_hour > 9 USD per hour", stated).left_out == ()


@pytest.mark.parametrize(
    ("fact", "stated"),
    [("equity.refresh", "0..2k USD per year"), ("commute.cost", "from 0 USD per month")],
)
def test_what_may_be_something_is_left_out(fact: str, stated: str) -> None:
    decision = decided("pro if pay.total > 9k USD per year", f'{fact} = "{stated}"')
    (found,) = decision.left_out
    assert [str(part.fact) for part in found.parts] == [fact]


def test_what_the_criteria_count_themselves_is_not_left_out() -> None:
    offer = 'pay.commission = "20k USD per year"\npay.sign_on = "5k USD"'
    criteria = "pro if pay.real + pay.commission > 9k USD per year"
    (found,) = decided(criteria, offer).left_out
    assert [str(part.fact) for part in found.parts] == ["pay.sign_on"]
    assert decided("pro if pay.base > 9k USD per year", offer).left_out == ()
    assert decided(criteria, "[current]\n" + offer).left_out == ()
    now = decided("pro if current.pay.total > 9k USD per year", "[current]\n" + offer).left_out
    assert [str(part.fact) for part in now[0].parts] == [
        *("current.pay.commission", "current.pay.sign_on")
    ]
