"""Derived facts: narrower parts give a narrower result, and every result is among the possible."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.datatypes import (
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextType,
    YesNo,
)
from offerkit.evaluate.facts import Facts, Scope, World
from offerkit.evaluate.quantities import measure_fact
from offerkit.intervals import Interval, equal, greatest, least, less, less_equal, total
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
)
from tests.strategies.offers import BONUS, FOLLOWING, completions, known_values

SCHEMA = schema_of()
BEHIND = {
    "leave.unlimited": "leave.days",
    "remote.policy": "remote.days",
    "contract.kind": "benefits.retirement_match",
}
"""Facts by which others are hidden, which say that they are not if they are stated."""
WORLDS = (World(SCHEMA), World(SCHEMA, rates={("EUR", "USD"): Fraction(27, 25)}))


def _parts(path: str) -> tuple[str, ...]:
    # The hours count wherever something may be paid by the hour.
    return tuple({*base_parts(path), "hours.week", "hours.days_week"})


@st.composite
def _learning(draw: st.DrawFn, *, fully: bool) -> tuple[FactPath, Offer, Offer]:
    """A derived fact, and an offer before and after more of its parts were learned.

    All but a few parts are known to begin with: where most are open, so is the result, and
    nothing that is learned of a single part would show.
    """
    path = draw(st.sampled_from(sorted(DERIVED)))
    parts = _parts(path)
    known = draw(completions(Offer(), SCHEMA, paths=parts, fully=True))
    for following in FOLLOWING:
        if draw(st.booleans()):
            known = with_facts(known, {following: draw(known_values(SCHEMA.facts[following]))})
    learnable = sorted(set(parts).difference(FOLLOWING))
    open_ = draw(st.lists(st.sampled_from(learnable), max_size=4, unique=True))
    # What is stated behind these says how they turn out.
    open_ += [behind for on, behind in BEHIND.items() if on in open_]
    before = with_facts(known, dict.fromkeys(open_, UNKNOWN))
    learned = known if draw(st.booleans()) else None
    later = learned or draw(completions(before, SCHEMA, paths=parts, fully=fully))
    return FactPath(path), before, later


def _interval(fact: FactPath, offer: Offer, world: World) -> Interval:
    scope = Scope("USD", DERIVED[fact.path].per)
    return measure_fact(fact, Facts(world, offer), scope).interval


@given(_learning(fully=False), st.sampled_from(WORLDS))
def test_learning_a_part_never_widens(case: tuple[FactPath, Offer, Offer], world: World) -> None:
    fact, before, after = case
    wide, narrow = _interval(fact, before, world), _interval(fact, after, world)
    event(f"{fact}: {'narrower' if wide != narrow else 'same'}")
    assert narrow in wide


@given(_learning(fully=True))
def test_all_parts_known_give_a_value_within(case: tuple[FactPath, Offer, Offer]) -> None:
    """A single value, unless the equity cannot be sold."""
    fact, before, after = case
    found = _interval(fact, after, WORLDS[1])
    assert found in _interval(fact, before, WORLDS[1])
    assert found.low is not None
    assert found.low >= 0
    if after.equity.liquid is True or after.equity.kind == "none":
        assert found.is_exact
    assert found.high is not None


BIG = Decimal(10) ** 12
"""More than any amount with an end comes to."""
UNITS: Mapping[type, Callable[[Decimal, Period], Scalar]] = {
    PayType: lambda amount, per: Pay(amount, "USD", per),
    MoneyType: lambda amount, _: Money(amount, "USD"),
    PercentType: lambda amount, _: Percent(amount),
    Number: lambda amount, _: amount,
}


def _value(path: str, amount: Decimal, per: Period = Period.YEAR) -> Scalar:
    """Return the value of a fact with an amount, and for pay a period."""
    datatype = SCHEMA.facts[path].datatype
    if isinstance(datatype, DurationType):
        clock = DurationFamily.CLOCK in datatype.families
        return Duration(amount, DurationUnit.MINUTE if clock else DurationUnit.MONTH)
    return UNITS[type(datatype)](amount, per)


def _extremes(path: str, value: FactValue) -> list[FactValue]:
    """Return the values between which all that a fact may be lie."""
    if isinstance(value, Range):
        return [value.low, value.high]
    info = SCHEMA.facts[path]
    if value is not UNKNOWN or path == "equity.schedule" or path in FOLLOWING:
        return [value]
    if isinstance(info.datatype, OrdinalType):
        return [*(info.ordinal or ())]
    if isinstance(info.datatype, YesNo):
        return [False, True]
    if isinstance(info.datatype, TextType):
        return [*(info.datatype.values or ())]
    low, high = info.bounds.low, info.bounds.high
    ends = low or Decimal(0), BIG if high is None else high
    # Pay per hour may depend on other facts than pay per year.
    pers = (Period.YEAR, Period.HOUR) if path == "pay.base" else (Period.YEAR,)
    return [_value(path, end, per) for end in ends for per in pers]


@st.composite
def _partly_known(draw: st.DrawFn) -> tuple[str, dict[str, FactValue]]:
    """A derived fact and its parts, of which some are unknown or ranges."""
    path = draw(st.sampled_from(sorted(DERIVED)))
    other_way = draw(st.sampled_from(BONUS))
    parts = sorted(part for part in _parts(path) if part != other_way)
    open_ = draw(st.lists(st.sampled_from(parts), max_size=6, unique=True))
    found: dict[str, FactValue] = {}
    for part in parts:
        info = SCHEMA.facts[part]
        if isinstance(info.datatype, YesNo | TextType | OrdinalType):
            choices = _extremes(part, UNKNOWN)
            found[part] = UNKNOWN if part in open_ else draw(st.sampled_from(choices))
        elif (
            (part in FOLLOWING and draw(st.booleans()))
            or part == "equity.schedule"
            or (part in open_ and draw(st.booleans()))
        ):
            found[part] = UNKNOWN
        else:
            low, high = int(info.bounds.low or 0) + 1, int(min(info.bounds.high or 90, 90))
            ends = sorted(draw(st.lists(st.integers(low, high), min_size=2, max_size=2)))
            per = draw(st.sampled_from(Period))
            one, other = (_value(part, Decimal(end), per) for end in ends)
            found[part] = Range(one, other) if part in open_ and one != other else one
    # What is stated behind these says how they turn out.
    for on, behind in BEHIND.items():
        if found.get(on) is UNKNOWN and behind in found:
            found[behind] = UNKNOWN
    if "leave.days" in found:
        # Weeks and days are worked and paid: two powers of one fact.
        found["hours.days_week"] = Decimal(5)
        # Of what is left of the days that are paid, a week is worked: where only some days reach
        # that limit, it is an unknown of its own, whose ends they need not reach together.
        days = found.get("pay.days_year")
        if isinstance(days, Range) and not _is_far(days, found["leave.days"]):
            found["pay.days_year"] = days.low
    return path, found


def _is_far(days: Range[Scalar], leave: FactValue) -> bool:
    """Return whether more than a week is left of the days paid, however many are days of leave."""
    most = leave.high if isinstance(leave, Range) else leave
    low = days.low
    assert isinstance(low, Decimal)
    return isinstance(most, Decimal) and low - most >= 5


@given(_partly_known())
def test_completions_reach_both_ends(case: tuple[str, dict[str, FactValue]]) -> None:
    path, values = case
    fact = FactPath(path)
    corners = product(*(_extremes(part, value) for part, value in values.items()))
    offers = (with_facts(Offer(), dict(zip(values, corner, strict=True))) for corner in corners)
    found = [_interval(fact, offer, WORLDS[1]) for offer in offers]
    ends = _interval(fact, with_facts(Offer(), values), WORLDS[1])
    event(f"{fact}: {'single' if ends.is_exact else 'with an end' if ends.high else 'without'}")
    low = min(one.low for one in found if one.low is not None)
    high = max(one.high for one in found if one.high is not None)
    assert ends.low is not None
    assert ends.low <= low < ends.low + Fraction(1, 1_000)
    assert high == ends.high if ends.high is not None else high > BIG / 10**6


# --- the intervals they are computed with --------------------------------------------------------

ENDS = st.fractions(min_value=-5, max_value=5, max_denominator=4)


@st.composite
def _intervals(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a number in it."""
    low, inside, high = sorted(draw(st.lists(ENDS, min_size=3, max_size=3)))
    return Interval(draw(st.sampled_from((low, None))), draw(st.sampled_from((high, None)))), inside


def _holds(interval: Interval, value: Fraction) -> bool:
    return Interval.exact(value) in interval


@given(_intervals(), _intervals(), ENDS)
def test_operations_hold_every_result(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction], factor: Fraction
) -> None:
    (a, x), (b, y) = one, other
    assert _holds(a + b, x + y)
    assert _holds(a * b, x * y)
    assert _holds(a.scaled(factor), x * factor)
    assert _holds(a.hull(b), x)
    assert _holds(a.hull(b), y)
    assert _holds(least((a, b)), min(x, y))
    assert _holds(greatest((a, b)), max(x, y))
    assert _holds(total((a, b, a)), x + y + x)
    assert _holds(a.at_least(factor), max(x, factor))
    assert _holds(a.at_most(factor), min(x, factor))
    if a.low is not None and a.low >= 0 and x > 0:
        assert _holds(a.inverse(), 1 / x)


@given(_intervals(), _intervals())
def test_comparisons_are_certain_only_when_every_choice_agrees(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    (a, x), (b, y) = one, other
    assert less(a, b) in {Kleene.UNKNOWN, Kleene.of(x < y)}
    assert less_equal(a, b) in {Kleene.UNKNOWN, Kleene.of(x <= y)}
    assert equal(a, b) in {Kleene.UNKNOWN, Kleene.of(x == y)}
    assert less(Interval.exact(x), Interval.exact(y)) is Kleene.of(x < y)
    assert equal(Interval.exact(x), Interval.exact(y)) is Kleene.of(x == y)
