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
