"""Months and days: the calendar of the definition is that of ``datetime``, and the laws hold."""

from __future__ import annotations

import calendar as stdlib
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.calendar import days_of, in_days, in_months, moved
from offerkit.criteria import parse_criteria
from offerkit.intervals import Interval
from offerkit.model.offer import Offer
from tests.strategies.criteria import FACTS, Scope, orderings
from tests.strategies.decisions import Case, assert_narrower, paths_read
from tests.strategies.offers import completions, offers

_DATES = st.dates(date(1800, 1, 1), date(2300, 12, 31))
_FRACTIONS = st.fractions(-60, 60, max_denominator=12)


def months_after(day: date, months: int) -> date:
    """Return the date some months after another, as the definition says it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, stdlib.monthrange(year, month + 1)[1]))


@given(_DATES, st.integers(0, 600))
def test_consecutive_months_have_a_number_of_days_that_is_possible(day: date, months: int) -> None:
    first = day.replace(day=1)
    low, high = days_of(months)
    assert low <= (months_after(first, months) - first).days <= high
    # So has each date that is moved by as many months, and the months of the calendar on average.
    assert low <= (months_after(day, months) - day).days <= high
    assert low <= Fraction(146_097, 4_800) * months <= high


@given(st.integers(1, 60))
def test_both_ends_occur(months: int) -> None:
    firsts = [date(year, month, 1) for year in range(1896, 1908) for month in range(1, 13)]
    lengths = {(months_after(first, months) - first).days for first in firsts}
    assert days_of(months) == (min(lengths), max(lengths))


@given(_DATES, st.integers(-600, 600))
def test_a_date_moves_as_in_the_calendar(day: date, months: int) -> None:
    found = moved(Interval.exact(day.toordinal()), Interval.exact(months))
    assert found == Interval.exact(months_after(day, months).toordinal())


@given(_DATES, st.integers(0, 90), _FRACTIONS, st.fractions(0, 3, max_denominator=4))
def test_moves_are_monotone(day: date, more: int, months: Fraction, wider: Fraction) -> None:
    dates = Interval.of(day.toordinal(), (day + timedelta(more)).toordinal())
    wide = moved(dates, Interval.of(months, months + wider))
    for end in (dates.low, dates.high):
        for by in (months, months + wider):
            assert end is not None
            assert moved(Interval.exact(end), Interval.exact(by)) in wide
            assert moved(Interval.exact(end), Interval.exact(by)) in dates + in_days(
                Interval.of(months, months + wider)
            )


@given(st.integers(0, 4_000))
def test_days_in_months_contain_the_months_that_may_have_them(days: int) -> None:
    found = in_months(Interval.exact(days))
    for months in range(140):
        low, high = days_of(months)
        if low <= days <= high:
            assert Interval.exact(months) in found


_SCOPE = Scope({kind: FACTS[kind] for kind in ("calendar", "date")}, views=False)


@st.composite
def _durations_and_more(draw: st.DrawFn) -> tuple[Case, Offer]:
    """Conditions on dates and durations, an offer, and what more of it is known later."""
    kind = st.sampled_from(("dealbreaker if ", "caution if ", "pro if "))
    texts = st.lists(orderings(_SCOPE, 2), min_size=1, max_size=3)
    lines = [draw(kind) + text for text in draw(texts)]
    ends = draw(
        st.sampled_from(("0 months to 1 year", "90 days to 30 days", "1 month to 9 months"))
    )
    lines.append(f"prefer contract.notice_mine + contract.probation from {ends}")
    criteria = parse_criteria("\n".join(lines))
    paths = paths_read(criteria)
    case = Case(criteria, draw(offers(criteria.schema, paths=paths)), paths)
    later = completions(case.offer, criteria.schema, paths=paths, fully=draw(st.booleans()))
    return case, draw(later)


@given(_durations_and_more())
def test_the_laws_hold_of_dates_and_durations(pair: tuple[Case, Offer]) -> None:
    case, later = pair
    before, after = case.criteria.decide(case.offer), case.criteria.decide(later)
    event("months and days" if after.missing_days else "settled or missing")
    assert_narrower(before, after)
