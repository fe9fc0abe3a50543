"""Prices of weights, on numbers that can be worked out by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from offerkit.advise.prices import Priced, PriceList
from offerkit.criteria import parse_criteria
from offerkit.load import read_offer
from offerkit.render.text.prices import render_prices
from offerkit.values import Duration, DurationUnit, Pay, Percent, Period

CRITERIA = """\
prefer "Money"     pay.base from 40k to 80k USD per year weight 4
prefer "Time off"  leave.days from 10 to 30              weight 2
prefer "Short way" commute.time from 1 hour to 10 min    weight 1
prefer "Teaching"  manager.mentoring from never to always weight 2
prefer "Travel"    travel.share from 60% to 0%           weight 3
pro "Fun" if work.interest >= good                       weight 5
con "Far" if commute.time > 45 min                       weight 1
"""


def priced(text: str = CRITERIA, measure: str | None = None) -> PriceList:
    return parse_criteria(text, name="my.criteria").prices(measure)


def test_by_weight_and_slope() -> None:
    found = {price.finding.label: price for price in priced().prices}
    assert [(label, int(price.exact), str(price.priced)) for label, price in found.items()] == [
        ("Fun", 50_000, "whole"),
        ("Travel", 500, "step"),  # 30,000 for 60 points
        ("Time off", 1_000, "step"),  # 20,000 for 20 days
        ("Teaching", 5_000, "level"),  # 20,000 for four steps
        ("Short way", 2_000, "step"),  # 10,000 for 50 minutes
        ("Far", 10_000, "whole"),
    ]
    assert found["Time off"].worth == Pay(Decimal(1_000), "USD", Period.YEAR)
    assert found["Travel"].step == Percent(Decimal(1))
    assert found["Short way"].step == Duration(Decimal(10), DurationUnit.MINUTE)
    assert [found[label].more for label in ("Time off", "Short way", "Fun")] == [True, False, None]
    assert [label for label, price in found.items() if price.beyond] == ["Fun"]
    assert found["Teaching"].priced is Priced.LEVEL


def test_the_page() -> None:
    page = " ".join(render_prices(priced()).split())
    for line in (
        "Measured by Money (40,000 USD per year to 80,000 USD per year, weight 4).",
        "* 1 day more of Time off: 1,000 USD per year",
        "* 10 min less of Short way: 2,000 USD per year",
        "* 1% less of Travel: 500 USD per year",
        "* one level up in Teaching: 5,000 USD per year",
        "* Fun: 50,000 USD per year (more than all of Money)",
        "* not Far: 10,000 USD per year",
    ):
        assert line in page


def test_a_price_that_is_no_decimal_is_about_one() -> None:
    found = priced(CRITERIA.replace("to 30 ", "to 16 "))
    page = render_prices(found)
    assert "1 day more of Time off: about 3,333.33 USD per year" in page
    (price,) = (one for one in found.prices if one.finding.label == "Time off")
    assert price.exact == Fraction(20_000, 6)


def test_by_another_measure() -> None:
    found = priced(measure="time  OFF")
    assert found.measure is not None
    assert found.measure.finding.label == "Time off"
    money = next(one for one in found.prices if one.finding.label == "Money")
    assert money.step == Pay(Decimal(1_000), "USD", Period.YEAR)
    assert money.exact == 1
    page = render_prices(found)
    assert "1,000 USD per year more of Money: 1 day (all of it is worth more than all" in page
    assert "Fun: 50 days (more than all of Time off)" in page
    with pytest.raises(ValueError, match='no preference of an amount is called "Teaching"'):
        priced(measure="Teaching")


def test_an_amount_even_without_pay_and_nothing_without_an_amount() -> None:
    found = priced("prefer commute.time from 60 min to 10 min\npro if visa.needed weight 2")
    assert found.prices[0].worth == Duration(Decimal(100), DurationUnit.MINUTE)
    none = priced("pro if visa.needed\nprefer manager.mentoring from never to always")
    assert (none.measure, none.prices) == (None, ())
    assert "nothing to measure by" in render_prices(none)
    alone = priced(CRITERIA.splitlines()[0])
    assert "nothing else is weighed" in render_prices(alone)


def test_prices_are_what_the_score_says() -> None:
    """A step of each is made up for by its price of the measure, taken away."""
    criteria = parse_criteria(CRITERIA)
    base = "leave.days = {}\npay.base = '{} USD per year'\ntravel.share = '{}%'"
    offers = [
        read_offer(base.format(*values), schema=criteria.schema)
        for values in ((20, 60_000, 30), (21, 59_000, 30), (20, 59_500, 29))
    ]
    scores = {criteria.decide(offer).score for offer in offers}
    assert len(scores) == 1


def test_as_data() -> None:
    data = priced().to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["format"] == "offerkit/prices/1"
    assert data["measure"]["statement"]["label"] == "Money"
    assert data["prices"][2]["worth"]["text"] == "1,000 USD per year"
