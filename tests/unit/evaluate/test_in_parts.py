"""Criteria that are too long to be compiled in place are decided as short ones are."""

from __future__ import annotations

from itertools import product

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.generated import functions
from offerkit.load import read_offer

CRITERIA = """\
pro "all" if visa.needed and equity.liquid and leave.days > 20 weight 1
pro "any" if visa.needed or equity.liquid or leave.days > 20 weight 2
pro "two" if at least 2 of (visa.needed, equity.liquid, leave.days > 20) weight 4
con "much" if leave.days > 30 weight 8
accept at 60%
"""


@pytest.mark.parametrize("room", [0, 1, 2, 3, 5, 8])
def test_what_is_not_in_place_is_the_same(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    offers = [
        read_offer(f"visa.needed = {one}\nequity.liquid = {other}\nleave.days = {days}")
        for one, other, days in product(("true", '"unknown"'), ("false", '"unknown"'), (15, 25, 35))
    ]
    usual = [parse_criteria(CRITERIA).decide(offer) for offer in offers]
    monkeypatch.setattr(functions, "MOST_IN_PLACE", room)
    # With a comment, so that nothing compiled before is used.
    short = parse_criteria(f"# {room}\n{CRITERIA}")
    for offer, decision in zip(offers, usual, strict=True):
        found = short.decide(offer)
        assert (found.possible, found.score) == (decision.possible, decision.score)
        assert [one.may_be for one in found.findings] == [one.may_be for one in decision.findings]
        assert short.verdict(offer) is decision.verdict
