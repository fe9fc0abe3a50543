"""Quantities of which a range is supposed, as questions and proposals do."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import HypotheticalFacts
from offerkit.check.checker import check_expression
from offerkit.evaluate.facts import Stretch, World
from offerkit.evaluate.semantics import judge, meeting
from offerkit.intervals import Interval
from offerkit.load import read_offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.span import Source
from offerkit.values import Duration, Money, Pay, one_end

SCHEMA = schema_of()
TWO_JOBS = """\
contract.kind = "permanent"
hours.week = 40
hours.days_week = 5
leave.unpaid = 0
leave.days = 20
remote.policy = "onsite"
current.contract.kind = "permanent"
current.hours.week = 20
current.leave.unpaid = 0
"""


def supposing(
    text: str, ranges: Mapping[str, tuple[int, int]], units: str
) -> tuple[c.Core, HypotheticalFacts]:
    """Return a condition, and facts of which ranges are supposed in units as an offer has them."""
    core, _, checked, found = check_expression(Source("case", text), SCHEMA)
    assert core is not None, found
    world = World.of(checked, SCHEMA)
    given, stretches = {}, {}
    for name, (low, high) in ranges.items():
        fact = FactPath(name.removeprefix("current."), View("current" * name.startswith("current")))
        value = one_end(world.getter(fact)(read_offer(units)))
        assert isinstance(value, Duration | Money | Pay)
        given[fact] = value
        stretches[fact] = Stretch(Interval(Fraction(low), Fraction(high)), value)
    return core, HypotheticalFacts(world, read_offer(TWO_JOBS), given, stretches)


@pytest.mark.parametrize(
    ("text", "ranges", "units", "sides"),
    [
        (
            "pay.base < 20k USD per year",
            {"pay.base": (10, 20)},
            'pay.base = "10 USD/hour"',
            [(10 * 2080, 20 * 2080), (20_000, 20_000)],
        ),
        (
            "current.pay.base < 20k USD per year",
            {"current.pay.base": (10, 20)},
            'current.pay.base = "10 USD/hour"',
            [(10 * 1040, 20 * 1040), (20_000, 20_000)],
        ),
        (
            "commute.cost < 20k USD per year",
            {"commute.cost": (10, 20)},
            'commute.cost = "10 USD/day"',
            [(2_400, 4_800), (20_000, 20_000)],
        ),
        (
            "contract.notice_mine < 1 month",
            {"contract.notice_mine": (0, 50)},
            'contract.notice_mine = "0 days"',
            [(0, 50), (28, 31)],
        ),
        (
            "contract.notice_mine < 1 month",
            {"contract.notice_mine": (0, 2)},
            'contract.notice_mine = "0 months"',
            [(0, 2), (1, 1)],
        ),
    ],
)
def test_a_range_is_converted_as_what_is_stated(
    text: str, ranges: dict[str, tuple[int, int]], units: str, sides: list[tuple[int, int]]
) -> None:
    core, facts = supposing(text, ranges, units)
    assert isinstance(core, c.Less)
    found = meeting(core, facts)
    assert found is not None
    intervals = [one.interval for one in found.measures]
    assert intervals == [Interval(Fraction(low), Fraction(high)) for low, high in sides]


def test_two_ranges_are_two() -> None:
    core, facts = supposing(
        "pay.sign_on - pay.retention > pay.retention - pay.sign_on",
        {"pay.sign_on": (10, 20), "pay.retention": (10, 20)},
        'pay.sign_on = "10 USD"\npay.retention = "10 USD"',
    )
    found = judge(core, facts)
    assert str(found.truth) == "unknown"
    assert list(map(str, found.missing)) == ["pay.sign_on", "pay.retention"]
