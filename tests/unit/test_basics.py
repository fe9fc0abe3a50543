"""Truths, verdicts, intervals, levels and values: their order, their texts, what they refuse."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import (
    StatementKind,
    Thresholds,
    UnitRange,
    Verdict,
    contribution,
)
from offerkit.intervals import (
    ZERO,
    Interval,
    equal,
    greatest,
    least,
    less,
    less_equal,
    total,
)
from offerkit.kleene import Kleene
from offerkit.literals import readings
from offerkit.scales import Frequency, Level, Remoteness, Scale, everyday_of
from offerkit.values import AtLeast, AtMost, Money, Percent

MOOD = Scale("mood", ("sad", "fine", "happy"))
ORDERS = (operator.lt, operator.le, operator.gt, operator.ge)
SORTED: tuple[tuple[Any, ...], ...] = (
    (Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT),
    tuple(MOOD),
    tuple(Frequency),
)


@pytest.mark.parametrize("ordered", SORTED)
@pytest.mark.parametrize("relation", ORDERS)
def test_what_has_an_order_compares_as_it_stands_in_it(
    ordered: tuple[Any, ...], relation: Callable[[Any, Any], bool]
) -> None:
    for (at, one), (beside, other) in product(enumerate(ordered), repeat=2):
        assert relation(one, other) is relation(at, beside)


@pytest.mark.parametrize("relation", ORDERS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MOOD.level("sad"), Scale("mood", ("sad", "happy")).level("happy")),
        (MOOD.level("sad"), "happy"),
        (Frequency.NEVER, Remoteness.REMOTE),
        (Frequency.NEVER, 1),
        (Verdict.DECLINE, "accept"),
        (Verdict.DECLINE, Verdict.FIND_OUT),
        (Verdict.FIND_OUT, Verdict.FIND_OUT),
    ],
)
def test_what_has_no_common_order_does_not_compare(
    one: Any, other: Any, relation: Callable[[Any, Any], bool]
) -> None:
    with pytest.raises(TypeError):
        relation(one, other)


def test_what_a_verdict_does_not_compare_with_is_named() -> None:
    words = "a verdict compares with verdicts only, not with 'accept'"
    with pytest.raises(TypeError, match=words):
        Verdict.ACCEPT < "accept"  # noqa: B015
    words = (
        r"^Verdict\.FIND_OUT is neither above nor below a verdict: "
        "it can become any of those that are possible$"
    )
    with pytest.raises(TypeError, match=words):
        Verdict.ACCEPT < Verdict.FIND_OUT  # noqa: B015


def test_verdicts_sort_by_their_keys_with_what_is_open_second() -> None:
    assert [verdict.value for verdict in sorted(Verdict, key=lambda it: it.key)] == [
        *("decline", "find_out", "consider", "accept")
    ]
    assert [verdict.key for verdict in Verdict] == [0, 2, 3, 1]


def test_a_truth_is_no_bool() -> None:
    words = r"^a Kleene truth value is not a bool; compare it with Kleene\.TRUE$"
    with pytest.raises(TypeError, match=words):
        bool(Kleene.TRUE)


@pytest.mark.parametrize(
    ("truth", "applies", "if_it_applies", "holds", "possible", "text"),
    [
        (Kleene.TRUE, "true", "true", "true", ["true"], "true"),
        (Kleene.FALSE, "true", "false", "false", ["false"], "false"),
        (Kleene.UNKNOWN, "true", "unknown", "unknown", ["true", "false"], "unknown"),
        (Kleene.DOES_NOT_APPLY, *("false", "unknown", "false"), ["does not apply"], None),
        (Kleene.NOT_TRUE, *("unknown", "false", "false"), ["false", "does not apply"], "unknown"),
        (Kleene.NOT_FALSE, *("unknown", "true", "unknown"), ["true", "does not apply"], "unknown"),
        (
            *(Kleene.ANYTHING, "unknown", "unknown", "unknown"),
            *(["true", "false", "does not apply"], "unknown"),
        ),
    ],
)
def test_what_is_said_of_each_truth(
    truth: Kleene,
    applies: str,
    if_it_applies: str,
    holds: str,
    possible: list[str],
    text: str | None,
) -> None:
    assert str(truth.applies) == applies
    assert str(truth.if_it_applies) == if_it_applies
    assert str(truth.holds) == holds
    assert list(map(str, truth.possible)) == possible
    assert str(truth) == (text or "does not apply")
    assert truth.is_open is (len(possible) > 1)


@pytest.mark.parametrize("truth", Kleene)
@pytest.mark.parametrize("kind", [it for it in StatementKind if it is not StatementKind.PREFER])
def test_only_what_is_weighed_and_applies_contributes(kind: StatementKind, truth: Kleene) -> None:
    ends = {"true": (1, 1), "false": (0, 0), "unknown": (0, 1)}[str(truth.if_it_applies)]
    found = contribution(kind, truth)
    if truth is Kleene.DOES_NOT_APPLY or kind not in {StatementKind.PRO, StatementKind.CON}:
        assert found is None
    else:
        low, high = ends if kind is StatementKind.PRO else (1 - ends[1], 1 - ends[0])
        assert found == UnitRange(Fraction(low), Fraction(high))


def test_a_range_within_1_is_shown_in_whole_percent() -> None:
    assert str(UnitRange(Fraction(1, 3), Fraction(1, 3))) == "33%"
    assert str(UnitRange(Fraction(1, 3), Fraction(1))) == "33% to 100%"
    assert str(UnitRange(Fraction(333, 1000), Fraction(334, 1000))) == "33%"


def test_thresholds_are_shares_of_1() -> None:
    text = "pro if visa.needed\n"
    both = parse_criteria(f"{text}decline below 50%\naccept at 62.5%")
    found = Thresholds.of(both.checked)
    assert (found.decline_below, found.accept_at) == (Fraction(1, 2), Fraction(5, 8))
    assert Thresholds.of(parse_criteria(text).checked).all == ()
    # Nothing lacks a score unless that is said.
    assert found.possible(Kleene.FALSE, 7, 7, 10) == (Verdict.ACCEPT,)
    assert found.possible(Kleene.FALSE, 7, 7, 10, may_lack=True) == (
        *(Verdict.CONSIDER, Verdict.ACCEPT),
    )
    assert found.ranks(Kleene.FALSE, 7, 7, 10) == (2, 2)
    assert found.ranks(Kleene.FALSE, 4, 7, 10) == (0, 2)


def interval(low: int | None, high: int | None) -> Interval:
    return Interval.of(low, high)


FAR = 10**6
ENDS = range(-2, 3)
INTERVALS = [
    interval(low, high)
    for low, high in product((None, *ENDS), repeat=2)
    if low is None or high is None or low <= high
]


def ends(of: Interval) -> tuple[Fraction, Fraction]:
    """Return the ends of an interval, far away where there are none."""
    low = Fraction(-FAR) if of.low is None else of.low
    return low, Fraction(FAR) if of.high is None else of.high


def near(low: Fraction, high: Fraction) -> Interval:
    """Return the interval with ends, without those that are far away."""
    return Interval(low if low > -FAR / 8 else None, high if high < FAR / 8 else None)


@pytest.mark.parametrize("one", INTERVALS, ids=str)
def test_what_intervals_come_to_is_what_their_values_come_to(one: Interval) -> None:
    for other in INTERVALS:
        (low, high), (least_, most) = ends(one), ends(other)
        products = [left * right for left in (low, high) for right in (least_, most)]
        assert one * other == near(min(products), max(products))
        assert one + other == near(low + least_, high + most)
        assert one.hull(other) == near(min(low, least_), max(high, most))
        for end in other.low, other.high:
            if end is not None:
                assert one.at_least(end) == near(max(low, end), max(high, end))
                assert one.at_most(end) == near(min(low, end), min(high, end))
        assert least((one, other)) == near(min(low, least_), min(high, most))
        assert greatest((one, other)) == near(max(low, least_), max(high, most))
        both = max(low, least_), min(high, most)
        assert one.intersection(other) == (near(*both) if both[0] <= both[1] else None)
        assert (other in one) is (low <= least_ and most <= high)
        sure, never = high < least_, low >= most
        apart = sure or most < low
        assert str(less(one, other)) == ("true" if sure else "false" if never else "unknown")
        expected = "true" if low == high == least_ == most else "false" if apart else "unknown"
        assert str(equal(one, other)) == expected
        assert less_equal(one, other) is ~less(other, one)
    assert total((one, one, one)) == near(3 * ends(one)[0], 3 * ends(one)[1])


def test_ends_of_an_interval_may_come_in_either_order() -> None:
    assert interval(3, 2) == Interval(Fraction(2), Fraction(3))
    assert interval(None, 3) == Interval(None, Fraction(3))
    assert interval(3, None) == Interval(Fraction(3), None)
    assert interval(None, None) == Interval()
    assert interval(3, 3) == Interval.exact(3)


def test_an_interval_times_0_is_0() -> None:
    assert interval(2, None).scaled(Fraction(0)) == ZERO
    assert interval(2, None).scaled(Fraction(-3)) == interval(None, -6)
    assert interval(2, 5).scaled(Fraction(3)) == interval(6, 15)


def test_only_what_is_positive_has_an_inverse() -> None:
    for below in (interval(None, 3), interval(-1, 3)):
        with pytest.raises(ValueError, match=r"^only a positive interval has an inverse$"):
            below.inverse()
    assert interval(2, 4).inverse() == Interval(Fraction(1, 4), Fraction(1, 2))
    assert interval(0, 4).inverse() == Interval(Fraction(1, 4), None)
    assert interval(2, None).inverse() == Interval(Fraction(0), Fraction(1, 2))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Scale(3, ("a",)), "Scale.name: expected str, got 3"),  # type: ignore[arg-type]
        (
            lambda: Scale("a", ["b"]),  # type: ignore[arg-type]
            r"Scale.levels: expected a tuple of str, got \['b'\]",
        ),
        (
            lambda: Scale("a", ("b", 3)),  # type: ignore[arg-type]
            r"Scale.levels: expected a tuple of str, got \('b', 3\)",
        ),
        (lambda: Level(MOOD, "1"), "Level.rank: expected int, got '1'"),  # type: ignore[arg-type]
        (lambda: Level(MOOD, True), "Level.rank: expected int, got True"),
        (
            lambda: Level("mood", 1),  # type: ignore[arg-type]
            "Level.scale: expected Scale, got 'mood'",
        ),
    ],
)
def test_what_a_scale_and_a_level_refuse(make: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=rf"^{words}$"):
        make()


def test_a_level_is_one_of_its_scale() -> None:
    assert str(MOOD) == "sad < fine < happy"
    assert str(Frequency.NEVER) == Frequency.NEVER.level == "never"
    for rank in (-1, 3):
        with pytest.raises(ValueError, match=rf"^Level\.rank: expected 0 to 2, got {rank}$"):
            Level(MOOD, rank)
    assert [str(level) for level in MOOD] == ["sad", "fine", "happy"]
    assert [level.rank for level in MOOD] == [0, 1, 2]


def test_amounts_that_nobody_could_read_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^Percent.amount: expected a finite number, got NaN$"):
        Percent(Decimal("NaN"))
    Percent(Decimal("1e1000"))
    Percent(Decimal("1e-1000"))
    for amount in ("1e1001", "1e-1001"):
        words = rf"^Percent.amount: expected a number of at most 1000 digits, got {amount.upper()}"
        with pytest.raises(ValueError, match=words.replace("1E1001", r"1E\+1001")):
            Percent(Decimal(amount))


def test_everyday_words_are_those_of_a_scale_that_is_built_in() -> None:
    frequency = Frequency.scale()
    assert everyday_of(frequency)
    assert everyday_of(Scale("frequency", ("never", "always"))) == {}
    assert everyday_of(MOOD) == {}


def test_open_ranges_have_texts() -> None:
    assert str(AtLeast(Money(Decimal(5), "USD"))) == "at least 5 USD"
    assert str(AtMost(Decimal(5))) == "at most 5"


def test_digits_that_are_neither_grouped_nor_a_fraction_have_no_reading() -> None:
    assert readings("12.34,5") == ()
    assert readings("1.234,5") == ("1234.5",)
    assert readings("12,34,567.8") == ("1234567.8",)
