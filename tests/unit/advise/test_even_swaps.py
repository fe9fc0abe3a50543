"""Even swaps: the nearest value of one fact that is enough, against trying many of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest

from offerkit.advise.compare import even_swaps as module
from offerkit.advise.compare.even_swaps import IN_RUNNING, even_swaps
from offerkit.advise.compare.models import EvenSwap
from offerkit.advise.compare.scores import OutcomeRange
from offerkit.advise.what_if.amounts import with_amount
from offerkit.check.constants import exact_decimal
from offerkit.criteria import parse_criteria
from offerkit.evaluate.program import Program, Ruling
from offerkit.load import read_offer
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.values import amount_of, show
from tests.strategies.offers import with_all

STEPS = {
    "leave.days": (0, 45, 0.5),
    "pay.base": (20_000, 99_000, 1000),
    "travel.share": (0, 100, 1),
    "commute.time": (0, 12, 0.125),
    "contract.garden_leave": (0, 30, 0.5),
    "clients.count": (0, 12, 0.25),
}
"""The least and the greatest amount that is tried of each fact, in its unit, and the step."""
OWN = """
scale mood: sad < calm < glad < merry
fact my.mood: mood
"""


def criteria(seed: int) -> str:
    """Return criteria about amounts and levels, with few statements or dozens, in no order."""
    draw = Random(seed)
    many = seed % 3

    def places(fact: str, unit: str, top: float) -> Iterator[str]:
        step = top / 20
        for _ in range(draw.randint(8, 12) if many == 2 else many + 1):
            low = draw.randint(0, 14)
            high = low + draw.randint(1, 6)
            first, last = (f"{round(at * step, 2):f}".rstrip("0").rstrip(".") for at in (low, high))
            kind = draw.choice(("pro", "con"))
            yield draw.choice(
                (
                    f"{kind} if {fact} {draw.choice(('<', '<=', '>', '>='))} {first}{unit}",
                    f"{kind} if {fact} between {first}{unit} and {last}{unit}",
                    f"{kind} if {fact} > {first}{unit} and {fact} < {last}{unit}",
                    f"prefer {fact} from {first}{unit} to {last}{unit}",
                    f"prefer {fact} from {last}{unit} to {first}{unit}",
                )
            )

    lines = [
        *places("leave.days", "", 40),
        *places("pay.base", "k USD per year", 90),
        *places("travel.share", "%", 90),
        *places("commute.time", " min", 800),
        *places("contract.garden_leave", " weeks", 30),
        *draw.choices(
            (
                "pro if work.interest >= good",
                "con if work.interest = great",
                "con if my.mood >= glad",
                "con if my.mood = glad",
                "con if visa.needed",
            ),
            k=3,
        ),
    ]
    if seed % 2:
        lines += places("clients.count", "", 12)
        lines.append("prefer leave.days + clients.count from 3 to 20")
    else:
        lines.append("pro if clients.contact >= often and leave.days > 9")
        lines += ["pro if clients.contact >= often"][: seed // 2 % 2]
    barriers = (
        f"dealbreaker if leave.days between {draw.randint(0, 20)} and {draw.randint(21, 25)}",
        f"dealbreaker if travel.share > {draw.randint(20, 90)}%",
        "dealbreaker if my.mood = sad",
        f"dealbreaker if {'clients.count > 8' if seed % 2 else 'visa.needed and leave.days < 9'}",
        f"caution if leave.days < {draw.randint(1, 30)}",
    )
    if seed % 7 == 3:
        lines = ["pro if clients.contact >= often and pay.base > 50k USD per year"]
    kept = [line for line in dict.fromkeys(lines) if draw.random() < 0.9]
    text = "\n".join(f"{line} weight {draw.randint(1, 6)}" for line in kept)
    marks = draw.choice(("decline below 40%\naccept at 60%", "decline below 30%", "accept at 55%"))
    return "\n".join((OWN, text, *draw.sample(barriers, draw.randint(0, 3)), marks))


def offer(draw: Random) -> str:
    """Return an offer; what is about clients may not apply."""
    said = {
        "leave.days": draw.choice((0, 3, 9, 14, 18, 22, 25, 31, 38)),
        "pay.base": f'"{draw.randint(25, 95)}k USD per year"',
        "travel.share": f'"{draw.randint(0, 100)}%"',
        "commute.time": f'"{draw.randint(1, 8)} hours"',
        "contract.garden_leave": f'"{draw.randint(1, 25)} weeks"',
        "work.interest": f'"{draw.choice(("poor", "fair", "good", "great"))}"',
        "my.mood": f'"{draw.choice(("sad", "calm", "glad", "merry"))}"',
        "visa.needed": draw.choice(("true", "false")),
    }
    if draw.random() < 0.5:
        said["clients.count"] = draw.randint(1, 10)
    if draw.random() < 0.5:
        said["clients.contact"] = f'"{draw.choice(("never", "often"))}"'
    return "\n".join(f"{fact} = {value}" for fact, value in said.items() if draw.random() < 0.95)


class Tried:
    """An offer, with every one of some values of a fact."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.program: Program = ruling.program
        self.outcomes = cache(self._outcomes)

    def _outcomes(self, path: str, value: Any) -> OutcomeRange | None:
        try:
            changed = with_all(self.ruling.offer, {path: value}, self.program.schema)
        except ValueError:  # out of bounds, or against another fact
            return None
        return OutcomeRange.of_offer(self.program, changed)

    def is_enough(self, path: str, value: Any, goal: OutcomeRange) -> bool:
        found = self.outcomes(path, value)
        return found is not None and found.worst >= goal.best

    def values(self, path: str) -> list[Any]:
        """The values to try: those of a fact that the offer states."""
        found: Any = self.program.world.getter(FactPath(path))(self.ruling.offer)
        if isinstance(found, Ordinal | Level):
            return list(type(found) if isinstance(found, Ordinal) else found.scale)
        if path not in STEPS or amount_of(found) is None:
            return []
        low, high, step = map(Decimal, STEPS[path])
        return [with_amount(low + step * at, found) for at in range(int((high - low) / step) + 1)]


def place(value: Any) -> Fraction:
    """Where a level or an amount is, in its own unit."""
    if isinstance(value, Ordinal | Level):
        return Fraction(value.rank)
    return Fraction(value if isinstance(value, Decimal) else value.amount)


def check(tried: Tried, goal: OutcomeRange, path: str, swap: EvenSwap | None) -> None:
    """Hold a swap of a fact, or that there is none, against values in small steps."""
    values = tried.values(path)
    found: Any = tried.program.world.getter(FactPath(path))(tried.ruling.offer)
    start = place(found)
    near = [place(it) for it in values if tried.is_enough(path, it, goal)]
    nearest = min(near, key=lambda at: (abs(at - start), -at), default=None)
    if swap is None:
        assert nearest is None
        return
    outcomes = tried.outcomes(path, swap.needed)
    assert outcomes is not None
    assert outcomes.worst >= goal.best
    assert swap.matched is (outcomes.worst == outcomes.best and outcomes == goal)
    assert swap.found == found
    if isinstance(found, Ordinal | Level):
        assert swap.bound == nearest == place(swap.needed)
        return
    side = 1 if place(swap.needed) > start else -1
    assert 0 <= (place(swap.needed) - swap.bound) * side <= Fraction(1, 100)
    # At the bound, or next to it, it is enough.
    near_by = swap.bound, round(swap.bound + side * Fraction(1, 10**8), 9)
    amounts = [it for at in near_by if (it := exact_decimal(at)) is not None]
    assert any(tried.is_enough(path, with_amount(it, found), goal) for it in amounts)
    if nearest is not None:
        assert abs(swap.bound - start) <= abs(nearest - start)


@pytest.mark.parametrize("seed", range(20))
def test_no_value_that_is_nearer_is_enough(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ALONE", (8, 2)[seed % 4 == 1 or seed % 4 == 2])
    text, draw = criteria(seed), Random(seed)
    checked = parse_criteria(text)
    # What hangs on a number leaps where that is 0: the number is left out.
    left_out = {"clients.count"} if "clients.contact" in text else set[str]()
    rulings = [
        checked.program.decide(read_offer(offer(draw), schema=checked.schema)) for _ in range(3)
    ]
    for ruling in rulings:
        tried, mine = Tried(ruling), OutcomeRange.of_offer(ruling.program, ruling.offer)
        goals = [OutcomeRange.of_offer(it.program, it.offer) for it in rulings if it is not ruling]
        for goal in (*goals, IN_RUNNING):
            if mine.worst >= goal.best or not goal.in_running:
                continue
            swaps, _ = even_swaps(ruling, goal)
            known = {swap.fact.path: swap for swap in swaps}
            assert len(known) == len(swaps)
            for path in (*STEPS, "work.interest", "my.mood"):
                if path not in left_out and tried.values(path):
                    check(tried, goal, path, known.get(path))


UP = "prefer leave.days from 0 to 30 weight 10\n"
DOWN = "prefer leave.days from 30 to 0 weight 10\n"


@pytest.mark.parametrize("alone", [1, 8])
@pytest.mark.parametrize(
    ("criteria", "ahead", "behind", "bound", "needed"),
    [
        # down as far as up, and to the last day of a year
        ("pro if leave.days < 10", "9", "11", "10", "9.99"),
        ("pro if leave.days > 365.5", "366", "11", "365.5", "365.51"),
        ("prefer leave.days from 0 to 800", "20", "0", "20", "20"),
        # as fine as 12 decimals, and no finer
        (
            "pro if leave.days > 10 and leave.days < 10.000000000005",
            "10.000000000002",
            "9",
            "10",
            "10.000000000001",
        ),
        (
            "pro if leave.days > 10 and leave.days < 10.0000000000005",
            "10.0000000000002",
            "9",
            None,
            None,
        ),
        (
            "pro if leave.days = 10.1234567890123",
            "10.1234567890123",
            "9",
            "10.1234567890123",
            "10.1234567890123",
        ),
        (
            "pro if leave.days = 10.1234567890123\ncon if leave.days between 4 and 10.5 weight 0.1",
            "10.1234567890123",
            "11",
            "10.1234567890123",
            "10.1234567890123",
        ),
        (
            "pro if leave.days > 10.00000000000001\npro if leave.days >= 10.00000000000002\n"
            "con if leave.days < 5 weight 0.1",
            *("12", "9", "10.00000000000002", "10.01"),
        ),
        (
            "prefer leave.days from 10 to 10.0000000000005",
            *("10.0000000000003", "9", "10.0000000000005", "10.01"),
        ),
        # where one amount alone is enough, with others that change nothing
        (
            "pro if leave.days = 12\npro if leave.days > 10 and leave.days < 11",
            "12",
            "13",
            "12",
            "12",
        ),
        (
            "pro if leave.days = 12\npro if leave.days > 13 and leave.days < 15 weight 0.1",
            "12",
            "11",
            "12",
            "12",
        ),
        # the next hundredth is beyond what is enough
        (
            "pro if leave.days > 10 weight 5\npro if leave.days > 10.003\n"
            "con if leave.days > 10.006 weight 9",
            "10.001",
            "9",
            "10",
            "10.001",
        ),
        # inside an interval to whose ends a third of it is rounded
        (f"{UP}pro if leave.days > 10\npro if leave.days >= 11.5", "10.7", "10", "10.7", "10.7"),
        (f"{UP}pro if leave.days >= 10 weight 5", "9.3", "8.5", "9.3", "9.3"),
        (f"{DOWN}pro if leave.days < 10\npro if leave.days <= 8.5", "9.3", "10", "9.3", "9.3"),
        (f"{DOWN}pro if leave.days <= 10 weight 5", "10.7", "11.5", "10.7", "10.7"),
    ],
)
def test_one_amount(
    monkeypatch: pytest.MonkeyPatch,
    alone: int,
    criteria: str,
    ahead: str,
    behind: str,
    bound: str | None,
    needed: str | None,
) -> None:
    monkeypatch.setattr(module, "_MOST_ALONE", alone)
    checked = parse_criteria(criteria)
    one, other = (
        checked.program.decide(read_offer(f"leave.days = {days}", schema=checked.schema))
        for days in (ahead, behind)
    )
    swaps, _ = even_swaps(other, OutcomeRange.of_decision(one))
    found = [(swap.bound, swap.needed) for swap in swaps]
    assert found == (
        [] if bound is None or needed is None else [(Fraction(bound), Decimal(needed))]
    )


@pytest.mark.parametrize(
    ("criteria", "ahead", "behind", "needed"),
    [
        # in the unit of the offer, whatever that of the criteria
        (
            "pro if pay.base > 60k USD per year",
            *('pay.base = "70k USD per year"', 'pay.base = "4k USD per month"'),
            "5,000.01 USD per month",
        ),
        # within the bounds of the fact, which are in another unit
        (
            "prefer commute.time from 0 min to 3600 min",
            *('commute.time = "690 min"', 'commute.time = "1 hour"'),
            "11.5 hours",
        ),
        # of two levels as near, the higher
        (
            f"{OWN}con if my.mood = glad\ncon if my.mood = sad",
            *('my.mood = "merry"', 'my.mood = "glad"'),
            "merry",
        ),
    ],
)
def test_in_its_own_unit(criteria: str, ahead: str, behind: str, needed: str) -> None:
    checked = parse_criteria(criteria)
    one, other = (
        checked.program.decide(read_offer(text, schema=checked.schema)) for text in (ahead, behind)
    )
    (swap,), _ = even_swaps(other, OutcomeRange.of_decision(one))
    assert show(swap.needed) == needed


@pytest.mark.parametrize("alone", [1, 8])
def test_what_brings_back_an_offer_where_what_is_weighed_applies_or_not(
    monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(module, "_MOST_ALONE", alone)
    checked = parse_criteria(
        """
        dealbreaker if leave.days < 20
        dealbreaker if leave.days between 30 and 40
        pro if clients.contact >= often
        decline below 40%
        """
    )
    for said in ("clients.count = 0", 'clients = "none"', 'clients.contact = "often"'):
        out = checked.program.decide(read_offer(f"leave.days = 10\n{said}", schema=checked.schema))
        swaps, _ = even_swaps(out, IN_RUNNING)
        assert [(it.fact.path, it.bound) for it in swaps] == [("leave.days", Fraction(20))]


@pytest.mark.parametrize("alone", [1, 8])
def test_what_applies_for_now_may_fall_away(monkeypatch: pytest.MonkeyPatch, alone: int) -> None:
    monkeypatch.setattr(module, "_MOST_ALONE", alone)
    checked = parse_criteria(
        """
        prefer leave.days from 0 to 30 weight 4
        pro if leave.days > 9 and clients.count * 0 + team.size > 3 weight 2
        pro if visa.needed
        """
    )
    one, other = (
        checked.program.decide(read_offer(text, schema=checked.schema))
        for text in (
            'leave.days = 18\nteam.size = 5\nvisa.needed = false\nclients = "none"',
            "leave.days = 5\nteam.size = 5\nvisa.needed = false",
        )
    )
    swaps, _ = even_swaps(other, OutcomeRange.of_decision(one))
    assert [(it.fact.path, it.bound) for it in swaps] == [("leave.days", Fraction(18))]


def test_only_what_multiplies_a_fact_that_is_tried_leaves_it_out() -> None:
    checked = parse_criteria("prefer leave.days + team.size * manager.reports from 0 to 200")
    one, other = (
        checked.program.decide(
            read_offer(
                f'leave.days = {days}\nteam.size = "2..3"\nmanager.reports = "3..4"',
                schema=checked.schema,
            )
        )
        for days in (40, 10)
    )
    swaps, left_out = even_swaps(other, OutcomeRange.of_decision(one))
    assert ([swap.fact.path for swap in swaps], left_out) == (["leave.days"], ())
