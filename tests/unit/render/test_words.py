from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerkit.criteria import parse_criteria
from offerkit.load import read_offer
from offerkit.render.words.common import percent_text
from offerkit.render.words.negotiate import headline
from offerkit.scales import Frequency
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    value_text,
)


@pytest.mark.parametrize(
    ("share", "landmarks", "text"),
    [
        (Fraction(0), (), "0%"),
        (Fraction(1), (), "100%"),
        (Fraction(2, 3), (), "67%"),
        (Fraction(1, 8), (), "12%"),
        (Fraction(7, 10), (70,), "70%"),
        (Fraction(696, 1000), (70,), "69.6%"),
        (Fraction(6999, 10_000), (70,), "69.99%"),
        (Fraction(2999, 10_000), (30, 70), "29.99%"),
        (Fraction(1, 1000), (), "0.1%"),
        (Fraction(999, 1000), (), "99.9%"),
        (Fraction(70_001, 100_000), (70,), "70.001%"),
        (Fraction(1, 10**12), (), "0%"),
    ],
)
def test_percent_text(share: Fraction, landmarks: tuple[int, ...], text: str) -> None:
    assert percent_text(share, map(Decimal, landmarks)) == text


@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 100))
def test_rounding_never_crosses_a_landmark(share: Fraction, mark: int) -> None:
    shown = Fraction(percent_text(share, [Decimal(mark)]).removesuffix("%"))
    assert (shown < mark, shown > mark) == (100 * share < mark, 100 * share > mark)
    assert abs(shown - 100 * share) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (UNKNOWN, "unknown"),
        (Range(Percent(Decimal(5)), Percent(Decimal(10))), "5 to 10%"),
        (Range(Money(Decimal(1000), "USD"), Money(Decimal(2000), "USD")), "1,000 to 2,000 USD"),
        (
            Range(
                Pay(Decimal(46_000), "USD", Period.YEAR), Pay(Decimal(52_000), "USD", Period.YEAR)
            ),
            "46,000 to 52,000 USD per year",
        ),
        (
            Range(
                Duration(Decimal(45), DurationUnit.MINUTE),
                Duration(Decimal(60), DurationUnit.MINUTE),
            ),
            "45 to 60 min",
        ),
        (Range(Frequency.RARELY, Frequency.OFTEN), "rarely to often"),
        (Range(Decimal(3), Decimal("4.5")), "3 to 4.5"),
        (Pay(Decimal(50_000), "USD", Period.YEAR), "50,000 USD per year"),
        (Duration(Decimal(1), DurationUnit.WEEK), "1 week"),
        (frozenset({"b", "a"}), '{"a", "b"}'),
    ],
)
def test_value_text(value: FactValue, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("threshold", "verdict"), [("", "consider"), ("accept at 70%", "consider or better")]
)
def test_good_answers_may_be_worth_more_than_the_goal(threshold: str, verdict: str) -> None:
    rules = "dealbreaker if manager.presence < often\npro if visa.needed\n"
    criteria = parse_criteria(f"{rules}negotiable leave.days\n{threshold}")
    negotiation = criteria.decide(read_offer("visa.needed = true")).negotiate()
    said = f"If the answers are good, it is {verdict} with nothing to ask for."
    assert headline(negotiation) == said
