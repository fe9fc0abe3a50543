"""Verdicts by cells: no wider than the truth where that is cheap, and never wider later."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from offerkit.criteria import parse_criteria
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from tests.oracle import (
    CITIES,
    KINDS,
    LEVELS,
    NUMBERS,
    TRUTHS,
    changed,
    disagreements,
    disagreements_on,
    sample,
)


@pytest.mark.parametrize("seed", range(40))
def test_z3_says_the_same(seed: int) -> None:
    """Of the verdicts, of each rule, of all pairs, and of other criteria."""
    of = sample(seed)
    assert disagreements(of) == []
    assert disagreements_on(of, changed(seed, of)) == []


def stated(path: str, chance: Random) -> str:
    """Return a line of an offer that states a fact."""
    if path in NUMBERS:
        number = chance.choice((0, 1, 3, 4, 5, 20, 30, 45, 60))
        return f'{path} = "{number} min"' if path == "commute.time" else f"{path} = {number}"
    if path in LEVELS:
        return f'{path} = "{chance.choice(LEVELS[path])}"'
    if path in TRUTHS:
        return f"{path} = {chance.choice(('true', 'false'))}"
    names = KINDS if path == "contract.kind" else (*CITIES, "Rome")
    return f'{path} = "{chance.choice(names)}"'


def roughly(path: str, chance: Random) -> str:
    """Return a line of an offer that states a range of a number."""
    low, high = sorted(chance.sample((0, 2, 3, 4, 5, 20, 40, 45, 50), 2))
    unit = " min" if path == "commute.time" else ""
    return f'{path} = "{low}..{high}{unit}"'


@pytest.mark.parametrize("seed", range(60))
def test_learning_leaves_no_more_verdicts_and_order_does_not_matter(seed: int) -> None:
    """Each fact that is learned, one after the other, a range first for some."""
    of, chance = sample(seed), Random(seed)
    text = "".join(reversed(of.text.splitlines(keepends=True)))
    other = parse_criteria(text)
    paths = [*NUMBERS, *LEVELS, *TRUTHS, "contract.kind", "location.city"]
    chance.shuffle(paths)
    # What is remote after a way to work was stated corrects that, and correcting is not learning.
    paths.sort(key=lambda path: path != "remote.policy")
    lines: dict[str, str] = {}
    before = set(of.criteria.decide(Offer()).possible)
    for path in paths:
        rough = path in NUMBERS and chance.random() < 0.5
        for line in [*([roughly(path, chance)] if rough else []), stated(path, chance)]:
            if rough and line == lines.get(path):
                continue
            if path in lines and not within(line, lines[path]):
                continue
            lines[path] = line
            offer = read_offer("\n".join(lines.values()), format="toml")
            decision = of.criteria.decide(offer)
            assert set(decision.possible) <= before, (of.text, lines)
            assert other.decide(offer).possible == decision.possible
            assert of.criteria.verdict(offer) is decision.verdict
            before = set(decision.possible)


def within(line: str, rough: str) -> bool:
    """Return whether a number is in the range that was stated of it before."""
    number = Decimal(line.partition(" = ")[2].strip('"').removesuffix(" min"))
    ends = rough.partition(" = ")[2].strip('"').removesuffix(" min").split("..")
    return Decimal(ends[0]) <= number <= Decimal(ends[-1])


_PAID = (
    "pay.total {} {}k USD per year",
    "pay.base {} {}k USD per year",
    "pay.base {} {} USD per hour",
    "pay.per_hour {} {} USD per hour",
    "contract.notice_mine {} {} days",
    "contract.notice_mine {} {} months",
    "hours.paid {} {}00",
)
"""Comparisons of what offers convert."""
_LEARNED = (
    (
        "pay.base",
        ("30000..80000 USD per year", "40000..60000 USD per year"),
    ),
    ("pay.base", ("20..60 USD per hour", "30..40 USD per hour", "35 USD per hour")),
    ("contract.notice_mine", ("20..120 days", "60..93 days", "90 days")),
    ("contract.notice_mine", ("1..6 months", "2..4 months", "3 months")),
    ("hours.week", ("40",)),
    ("leave.days", ("25",)),
    ("pay.bonus_target", ("0%",)),
    ("equity.kind", ("none",)),
    ("benefits.retirement_match", ("0%",)),
    ("contract.kind", ("permanent",)),
)


@pytest.mark.parametrize("seed", range(4))
def test_learning_what_is_converted_leaves_no_more_verdicts(seed: int) -> None:
    chance = Random(seed)

    def compared() -> str:
        form, place = chance.choice(_PAID), chance.choice((1, 3, 20, 30, 40, 90))
        return form.format(chance.choice(("<", "<=", ">", ">=")), place)

    lines = [
        f'{chance.choice(("dealbreaker", "pro", "con"))} "{number}" '
        f"if {compared()} {chance.choice(('and', 'or'))} {compared()}"
        for number in range(4)
    ]
    criteria = parse_criteria("\n".join([*lines, 'pro "any" if visa.sponsored', "accept at 60%"]))
    learned, values = list(_LEARNED), dict[str, str]()
    chance.shuffle(learned)
    before = criteria.decide(Offer()).possible
    for path, stages in learned:
        if path in values:
            continue
        for value in stages:
            values[path] = value
            said = [
                f"{name} = {of}" if of.isdigit() else f'{name} = "{of}"'
                for name, of in values.items()
            ]
            offer = read_offer("\n".join(said), format="toml")
            after = criteria.decide(offer).possible
            assert set(after) <= set(before), (lines, values)
            before = after
