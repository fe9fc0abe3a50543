"""Values of facts: what they refuse, in which words, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from offerkit.currencies import currency_in, in_currency_of
from offerkit.scales import Frequency, Level, Scale
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    grouped,
    plain,
    show,
    unit_of,
    value_text,
    written_weight,
)

D = Decimal
MOOD = Scale("mood", ("sad", "happy"))
NO_RANGE = "expected a quantity, a date or a level; of anything else there are no ranges, got "


def usd(amount: str) -> Pay:
    return Pay(D(amount), "USD", Period.YEAR)


def minutes(amount: int) -> Duration:
    return Duration(D(amount), DurationUnit.MINUTE)


REFUSED: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: Percent(3), TypeError, 'Percent.amount: expected an exact Decimal("3"), got 3'),  # type: ignore[arg-type]
    (
        lambda: Money(0.5, "USD"),  # type: ignore[arg-type]
        TypeError,
        'Money.amount: expected an exact Decimal("0.5"), got 0.5',
    ),
    (lambda: Percent("3"), TypeError, "Percent.amount: expected an exact Decimal, got '3'"),  # type: ignore[arg-type]
    (lambda: Percent(True), TypeError, "Percent.amount: expected an exact Decimal, got True"),  # type: ignore[arg-type]
    (
        lambda: Percent(D("-Infinity")),
        ValueError,
        "Percent.amount: expected a finite number, got -Infinity",
    ),
    (
        lambda: Money(D("1e1001"), "USD"),
        ValueError,
        "Money.amount: expected a number of at most 1000 digits, got 1E+1001",
    ),
    (
        lambda: Money(D(1), 840),  # type: ignore[arg-type]
        TypeError,
        'Money.currency: expected a code such as "USD", got 840',
    ),
    (lambda: Money(D(1), "US"), ValueError, "Money.currency: 'US' is not an ISO 4217 currency"),
    (
        lambda: Pay(D(1), "USD", "year"),  # type: ignore[arg-type]
        TypeError,
        "Pay.per: expected a Period, such as Period.YEAR, got 'year'; write Period.YEAR",
    ),
    (
        lambda: Duration(D(1), "min"),  # type: ignore[arg-type]
        TypeError,
        "Duration.unit: expected a DurationUnit, such as DurationUnit.MINUTE, got 'min'; "
        "write DurationUnit.MINUTE",
    ),
    (lambda: Range("a", "b"), TypeError, f"Range.low: {NO_RANGE}'a'"),
    (lambda: Range(D(1), 2), TypeError, f"Range.high: {NO_RANGE}2"),
    (
        lambda: AtLeast(datetime.fromisoformat("2026-01-02")),
        TypeError,
        f"AtLeast.low: {NO_RANGE}datetime.datetime(2026, 1, 2, 0, 0)",
    ),
    (
        lambda: AtMost(AtLeast(D(1))),
        TypeError,
        f"AtMost.high: {NO_RANGE}AtLeast(low=Decimal('1')); a range of ranges",
    ),
    (
        lambda: AtLeast(Range(D(1), D(2))),
        TypeError,
        f"AtLeast.low: {NO_RANGE}{Range(D(1), D(2))!r}; a range of ranges",
    ),
    (
        lambda: AtLeast(AtMost(D(1))),
        TypeError,
        f"AtLeast.low: {NO_RANGE}AtMost(high=Decimal('1')); a range of ranges",
    ),
    (lambda: AtLeast(D("NaN")), ValueError, "AtLeast.low: expected a finite number, got NaN"),
    (
        lambda: Range(D(1), minutes(3)),
        ValueError,
        "both ends of a range have one unit, got 1..3 min",
    ),
    (
        lambda: Range(Percent(D(1)), D(2)),
        ValueError,
        "both ends of a range have one unit, got 1%..2",
    ),
    (
        lambda: Range(Money(D(1), "EUR"), Money(D(2), "USD")),
        ValueError,
        "both ends of a range have one unit, got 1 EUR..2 USD",
    ),
    (
        lambda: Range(Level(MOOD, 0), Level(Scale("size", ("small", "large")), 1)),
        ValueError,
        "both ends of a range have one unit, got sad..large",
    ),
    (
        lambda: Range(usd("2"), usd("1")),
        ValueError,
        "a range runs from low to high, got 2 USD per year..1 USD per year",
    ),
    (
        lambda: TextSet({"a"}),  # type: ignore[arg-type]
        TypeError,
        "TextSet.at_least: expected a frozenset of str, got {'a'}",
    ),
    (
        lambda: TextSet(frozenset(), frozenset({3})),  # type: ignore[arg-type]
        TypeError,
        "TextSet.at_most: expected a frozenset of str, got frozenset({3})",
    ),
    (
        lambda: TextSet(frozenset({"a"}), frozenset({"b"})),
        ValueError,
        "at_most must contain all of at_least",
    ),
]


@pytest.mark.parametrize(("make", "error", "words"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_is_refused_is_named(
    make: Callable[[], object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as found:
        make()
    assert str(found.value) == words


def test_what_is_as_large_as_a_range_may_be_is_taken() -> None:
    assert Range(D(1), D(1)).high == 1
    assert Range(minutes(60), Duration(D(1), DurationUnit.HOUR)).high.base == 60
    assert Range(Level(MOOD, 0), Level(MOOD, 1)).high.level == "happy"
    assert Range(Frequency.OFTEN, Frequency.OFTEN).low is Frequency.OFTEN
    assert TextSet(frozenset({"acme"}), frozenset({"Acme", "Bolt"})).at_most is not None


SHOWN: list[tuple[FactValue, str, str]] = [
    (UNKNOWN, "unknown", "unknown"),
    (DOES_NOT_APPLY, "does not apply", "does not apply"),
    (True, "yes", "yes"),
    (False, "no", "no"),
    ("Oslo", '"Oslo"', '"Oslo"'),
    (frozenset({"b", "a"}), '{"a", "b"}', '{"a", "b"}'),
    ((Percent(D(25)), Percent(D(75))), "25%, 75%", "25%, 75%"),
    (D("1234.50"), "1,234.5", "1,234.5"),
    (D("-0.5"), "-0.5", "-0.5"),
    (D("1e3"), "1,000", "1,000"),
    (Percent(D("12.50")), "12.5%", "12.5%"),
    (Money(D(5000), "USD"), "5,000 USD", "5,000 USD"),
    (minutes(1), "1 min", "1 min"),
    (Duration(D(1), DurationUnit.HOUR), "1 hour", "1 hour"),
    (Duration(D("1.50"), DurationUnit.HOUR), "1.5 hours", "1.5 hours"),
    (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
    (Frequency.OFTEN, "often", "often"),
    (AtLeast(D(1234)), "at least 1,234", "at least 1,234"),
    (AtMost(D(1234)), "at most 1,234", "at most 1,234"),
    (Range(D(1), D(1234)), "1..1,234", "1 to 1,234"),
    (Range(Percent(D(1)), Percent(D(2))), "1%..2%", "1 to 2%"),
    (Range(Money(D(1), "USD"), Money(D(2), "USD")), "1 USD..2 USD", "1 to 2 USD"),
    (Range(usd("1"), usd("2")), "1 USD per year..2 USD per year", "1 to 2 USD per year"),
    (Range(minutes(30), minutes(45)), "30 min..45 min", "30 to 45 min"),
    (
        Range(minutes(45), Duration(D(1), DurationUnit.HOUR)),
        "45 min..1 hour",
        "45 min to 1 hour",
    ),
    (Range(Frequency.RARELY, Frequency.OFTEN), "rarely..often", "rarely to often"),
    (TextSet(frozenset({"b", "a"})), 'at least {"a", "b"}', 'at least {"a", "b"}'),
    (
        TextSet(frozenset({"a"}), frozenset({"a", "b"})),
        'at least {"a"}, at most {"a", "b"}',
        'at least {"a"}, at most {"a", "b"}',
    ),
]


@pytest.mark.parametrize(("value", "text", "read"), SHOWN, ids=[row[1] for row in SHOWN])
def test_a_value_is_shown_and_read_out(value: FactValue, text: str, read: str) -> None:
    assert (show(value), value_text(value)) == (text, read)


def test_the_texts_of_ranges_are_those_of_their_ends() -> None:
    assert str(Range(D("1234.50"), D(2000))) == "1234.50..2000"
    assert str(AtLeast(usd("1000"))) == "at least 1,000 USD per year"
    assert (repr(UNKNOWN), repr(DOES_NOT_APPLY)) == ("UNKNOWN", "DOES_NOT_APPLY")


def test_the_unit_that_two_ends_have_in_common() -> None:
    one, other = Level(MOOD, 0), Scale("size", ("small", "large"))
    assert unit_of(minutes(3)) is DurationUnit.MINUTE
    assert (unit_of(usd("1")), unit_of(Money(D(1), "USD"))) == (("USD", Period.YEAR), "USD")
    assert (unit_of(one), unit_of(Level(other, 0))) == (MOOD, other)
    assert (unit_of(D(1)), unit_of(Percent(D(1)))) == (Decimal, Percent)


def test_numbers_are_written_in_full() -> None:
    written = {"1e3": "1000", "1e-3": "0.001", "1.500": "1.5", "2.00": "2", "100": "100"}
    assert {text: plain(D(text)) for text in written} == written
    with localcontext(capitals=0):
        assert {text: plain(D(text)) for text in written} == written
    assert [grouped(D(text)) for text in ("-0", "-1234.5", "0.10")] == ["-0", "-1,234.5", "0.1"]
    assert written_weight(Fraction(3, 2)) == "1.5"
    assert written_weight(Fraction(1, 3)) == "0." + "3" * 18
    assert written_weight(Fraction(35), in_percent=True) == "35%"


def test_examples_are_in_the_currency_of_most_amounts_of_a_file() -> None:
    words = "an amount, such as `5k USD`"
    euros = "an amount, such as `5k EUR`"
    assert in_currency_of("pro if pay.base > 5k EUR per year", words) == euros
    assert in_currency_of("1 EUR, 2 SEK, 3 EUR and 4 XYZ", words) == euros
    assert in_currency_of('currency = "EUR"', words) == euros
    assert in_currency_of("1 EUR and 2 USD", words) == words
    assert in_currency_of("nothing of it", words) == words
    assert in_currency_of("1 EUR", "no amount") == "no amount"
    assert (currency_in("nothing at all"), currency_in("nothing", "SEK")) == ("USD", "SEK")
