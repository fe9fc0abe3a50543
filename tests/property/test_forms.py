"""Quantities written out: no value outside the ends, narrower parts narrower ends, ends reached."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import mul

from attrs import frozen
from hypothesis import assume, event, given
from hypothesis import strategies as st

from offerkit.forms import Form, Symbol
from offerkit.intervals import Interval
from tests.lengths import fewer

NAMES = "abcd"
Box = Mapping[str, Interval]
Terms = tuple[tuple[int, tuple[str, ...]], ...]


@frozen
class Fractional:
    """A fraction of two sums of products of names, with its factors."""

    over: Terms
    under: Terms

    def form(self, box: Box, prefix: str = "") -> Form:
        """Return it with each name known as far as the box says."""
        names = {name: Form.within(Symbol(prefix + name, known)) for name, known in box.items()}
        sums = (
            sum(
                (reduce(mul, (names[name] for name in product_), Form.of(factor)))
                for factor, product_ in terms
            )
            + Form.of(0)
            for terms in (self.over, self.under)
        )
        return next(sums) / next(sums)

    def at(self, point: Mapping[str, Fraction]) -> Fraction:
        """Return its value where every name has one."""
        over, under = (
            sum(
                factor * reduce(mul, (point[name] for name in names), Fraction(1))
                for factor, names in terms
            )
            for terms in (self.over, self.under)
        )
        return Fraction(over) / under


def terms(low: int, powers: int) -> st.SearchStrategy[Terms]:
    products = st.lists(st.sampled_from(NAMES), max_size=3).filter(
        lambda names: all(names.count(name) <= powers for name in names)
    )
    return st.lists(st.tuples(st.integers(low, 3), products.map(tuple)), max_size=4).map(tuple)


def fractionals(powers: int) -> st.SearchStrategy[Fractional]:
    under = st.tuples(st.integers(1, 3), terms(0, powers)).map(lambda it: ((it[0], ()), *it[1]))
    return st.builds(Fractional, terms(-3, powers), under)


WHOLE: Terms = ((1, ()),)
ENDS = st.fractions(min_value=0, max_value=5, max_denominator=3)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[Box, Box, dict[str, Fraction]]:
    """A box, a narrower one, and a point in it."""
    wide, narrow, point = {}, {}, {}
    for name in NAMES:
        ends = sorted(draw(st.lists(ENDS, min_size=5, max_size=5)))
        if draw(st.booleans()):
            ends[4] = None  # type: ignore[call-overload]
        wide[name], narrow[name] = Interval(ends[0], ends[4]), Interval(ends[1], ends[3])
        point[name] = ends[2]
    return wide, narrow, point


@given(fractionals(3), boxes())
def test_no_value_is_outside_and_narrower_is_narrower(
    fraction: Fractional, case: tuple[Box, Box, dict[str, Fraction]]
) -> None:
    wide, narrow, point = case
    outer, inner = fraction.form(wide).interval, fraction.form(narrow).interval
    event("narrower" if outer != inner else "same")
    assert inner in outer
    assert Interval.exact(fraction.at(point)) in inner
    exact = fraction.form({name: Interval.exact(value) for name, value in point.items()})
    assert exact.interval == Interval.exact(fraction.at(point))


@given(fractionals(1), boxes())
def test_both_ends_are_reached_where_no_name_has_two_powers(
    fraction: Fractional, case: tuple[Box, Box, dict[str, Fraction]]
) -> None:
    _, box, _ = case
    ends = (dict.fromkeys((interval.low, interval.high)) for interval in box.values())
    corners = [dict(zip(box, corner, strict=True)) for corner in product(*ends)]
    values = [fraction.at(corner) for corner in corners]  # type: ignore[arg-type]
    assert fraction.form(box).interval == Interval(min(values), max(values))


FAR = 10**9
"""In place of an end that is missing: so far away that what it leads to is as far."""

SIDES = st.none() | st.fractions(-5, 5, max_denominator=3)


@given(terms(-3, 1), st.lists(st.tuples(SIDES, SIDES), min_size=4, max_size=4))
def test_ends_of_a_sum_are_reached_below_0_and_where_some_are_missing(
    sum_: Terms, sides: list[tuple[Fraction | None, Fraction | None]]
) -> None:
    box, ends = {}, []
    for name, (one, other) in zip(NAMES, sides, strict=True):
        if one is not None and other is not None:
            one, other = sorted((one, other))
        box[name] = Interval(one, other)
        far = (-FAR if one is None else one, FAR if other is None else other)
        ends.append(dict.fromkeys(map(Fraction, far)))
    of = Fractional(sum_, WHOLE)
    values = [of.at(dict(zip(NAMES, corner, strict=True))) for corner in product(*ends)]
    low, high = (None if abs(end) > FAR / 1000 else end for end in (min(values), max(values)))
    assert of.form(box).interval == Interval(low, high)


@given(fractionals(1), st.lists(ENDS, min_size=4, max_size=4))
def test_ends_do_not_depend_on_names(fraction: Fractional, lows: list[Fraction]) -> None:
    box = {name: Interval(low, None) for name, low in zip(NAMES, lows, strict=True)}
    found = {str(fraction.form(box, prefix).interval) for prefix in map(str, range(16))}
    assert len(found) == 1


@given(fractionals(2), ENDS, st.fractions(-5, 5, max_denominator=3), boxes())
def test_ends_follow_from_those_of_what_it_is_a_multiple_of_and_more(
    fraction: Fractional,
    more: Fraction,
    factor: Fraction,
    case: tuple[Box, Box, dict[str, Fraction]],
) -> None:
    form = fraction.form(case[0]).scaled(factor) + more
    written_out = Form(form.over, form.under).interval
    event("a fraction" if len(form.under) > 1 else "a sum")
    assert form.interval == written_out


@given(fractionals(2), fractionals(2), boxes())
def test_a_difference_with_itself_is_nothing(
    one: Fractional, other: Fractional, case: tuple[Box, Box, dict[str, Fraction]]
) -> None:
    box, _, _ = case
    a, b = one.form(box), other.form(box)
    assert (a - a).is_zero
    assert ((a + b) - b - a).sign == Interval.exact(0)
    above_0 = Fractional(other.under, ((1, ()),)).form(box)
    assert (a / above_0 * above_0 - a).sign == Interval.exact(0)


@fewer(20)  # each works out eight forms
@given(terms(-3, 2), terms(0, 2), boxes())
def test_a_product_or_quotient_as_one_unknown_is_sound_and_monotone(
    over: Terms, under: Terms, case: tuple[Box, Box, dict[str, Fraction]]
) -> None:
    wide, narrow, point = case
    one, other = Fractional(over, WHOLE), Fractional(under, WHOLE)
    assume(other.at(point) > 0)
    exact = {name: Interval.exact(value) for name, value in point.items()}
    for of, value in (
        (Form.times, one.at(point) * other.at(point)),
        (Form.per, one.at(point) / other.at(point)),
    ):
        outer, inner, known = (of(one.form(box), other.form(box)) for box in (wide, narrow, exact))
        event("narrower" if outer.interval != inner.interval else "same")
        assert inner.interval in outer.interval
        assert Interval.exact(value) in inner.interval
        assert known.interval == Interval.exact(value)
        # One of the same parts is the same unknown.
        assert (of(one.form(wide), other.form(wide)) - outer).is_zero
    a, b = one.form(wide), other.form(wide)
    assert (a.times(b) - b.times(a)).is_zero
    assert (a.times(b).per(b) - a.times(b).per(b)).is_zero
