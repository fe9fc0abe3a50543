"""Deciding raises nothing: what a constructor lets in is decided, or refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationUnit,
    Money,
    Offer,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    parse_criteria,
)
from offerkit.model.offer import groups_of
from offerkit.model.schema import schema_of
from offerkit.scales import Frequency, Level, Quality, Scale

T = TypeVar("T")

CRITERIA = parse_criteria("""
scale noise: silent < calm < loud
fact a.yes: yes/no
fact a.text: text
fact a.set: set of text
fact a.number: number
fact a.percent: percent
fact a.money: money
fact a.pay: pay
fact a.walk: duration in min
fact a.noise: noise
fact a.day: date
fact a.kind: text {"one", "two"}
dealbreaker if a.yes
pro if a.text = "x" or a.kind = "one"
pro if a.set overlaps {"x"}
con if a.number > 3 or current.a.number + a.number > 1
con if a.percent > 3% and a.money > 3 USD
caution if a.pay > 3 USD per year or a.walk > 3 min
caution if a.day > 2026-01-01 or a.noise >= promised.a.noise
prefer pay.total from 40k to 90k USD per year
prefer a.number from 1 to 9
pro if size of clients.names > 2
accept at 60%
""")
PATHS = sorted(CRITERIA.schema.own)
FACTS = [info.path for info in schema_of().facts.values() if not info.derived]
SCALES = [Scale("noise", ("silent", "calm", "loud")), Scale("noise", ("loud", "calm", "silent"))]

_amounts = st.one_of(
    st.sampled_from([None, True, 3, 1.5, "3", Fraction(1, 3), float("nan")]),
    st.sampled_from("NaN sNaN Infinity -0 1E999 -1E999 1E-999 0 3 55000 -4".split()).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10, max_value=10**6),
    st.just(Decimal("1" * 90)),
)
_texts = st.sampled_from(["x", "", "unknown", "USD", "usd", "year", "\ud800", "does not apply"])
_others = st.sampled_from(
    [None, 3, 1.5, [], ["x"], {}, {"x"}, object(), b"x", datetime(2026, 1, 1), int]  # noqa: DTZ001
)
_currencies = st.sampled_from(["USD", "EUR", "usd", "", None, 3, ["USD"]])
_days = st.dates() | st.just(date.max) | st.just(date.min)
_levels = st.sampled_from([*Frequency, *Quality, "often", None, -1, 0, 1, 2, 3, True])


def tried(build: Callable[..., T], *parts: Any) -> tuple[T | None, str]:
    """Return what is built, or how it is refused."""
    try:
        return build(*parts), ""
    except (TypeError, ValueError) as refused:
        return None, str(refused)


def _built(build: Callable[..., T], *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return what a constructor makes of parts, or None where it refuses them by name."""

    def attempt(parts: tuple[Any, ...]) -> T | None:
        made, refused = tried(build, *parts)
        assert not refused or any(name in refused for name in (":", "range", "at_most")), refused
        return made

    return st.tuples(*parts).map(attempt)


_single = st.one_of(
    _amounts,
    _texts,
    _others,
    _days,
    _levels,
    st.booleans(),
    _built(Percent, _amounts),
    _built(Money, _amounts, _currencies),
    _built(Pay, _amounts, _currencies, st.sampled_from([*Period, "year", None])),
    _built(Duration, _amounts, st.sampled_from([*DurationUnit, "min", None])),
    _built(Level, st.sampled_from([*SCALES, None]), _levels),
)
_sets = st.frozensets(st.sampled_from(["x", "y", "", "unknown", 3]), max_size=3)
values = st.one_of(
    st.sampled_from([UNKNOWN, DOES_NOT_APPLY]),
    _single,
    _built(Range, _single, _single),
    _single.flatmap(lambda end: _built(Range, st.just(end), st.just(end))),
    _built(AtLeast, _single),
    _built(AtMost, _single),
    _sets,
    _built(TextSet, _sets | _others, _sets | _others),
    st.tuples(_built(Percent, _amounts), _built(Percent, _amounts)),
)


def _with(path: str, value: Any) -> Offer:
    """Return an offer with a fact, made as a program makes it."""
    *groups, name = path.split(".")
    holders = [Offer]
    for group in groups:
        holders.append(groups_of(holders[-1])[group])  # type: ignore[arg-type]
    made: Any = holders[-1](**{name: value})
    for holder, group in zip(reversed(holders[:-1]), reversed(groups), strict=True):
        made = holder(**{group: made})
    assert isinstance(made, Offer)
    return made


@given(
    st.dictionaries(st.sampled_from([*PATHS, *PATHS, "a.missing", "pay.base", "a"]), values),
    st.sampled_from(["", "promised", "current"]),
)
def test_own_facts_are_decided_or_refused_by_name(own: dict[str, Any], view: str) -> None:
    offer, refused = tried(lambda: Offer(own=own))
    if offer is None:
        event("refused when built")
        assert refused.startswith(("own", *own)), refused
        return
    seen = Offer(**{view: offer}) if view else offer  # type: ignore[arg-type]
    decision, refused = tried(CRITERIA.decide, seen)
    if decision is None:
        event("refused when decided")
        assert any(f"{path}:" in refused or f"{path}`" in refused for path in own), refused
        return
    event("decided")
    assert decision.verdict is CRITERIA.verdict(seen)


@given(st.sampled_from(FACTS), values)
def test_facts_of_groups_are_decided_or_refused_by_name(path: str, value: Any) -> None:
    offer, refused = tried(_with, path, value)
    if offer is None:
        event("refused")
        assert refused.startswith(path.partition(".")[0]), refused
        return
    event("decided")
    assert CRITERIA.decide(offer).verdict is CRITERIA.verdict(offer)
