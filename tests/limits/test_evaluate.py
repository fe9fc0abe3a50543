"""Deciding by criteria as large as may be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from offerkit.criteria import parse_criteria
from offerkit.evaluate.verdict import UnitRange
from offerkit.paths import FactPath
from offerkit.scales import Frequency
from tests.unit.evaluate.test_decide import CONSIDER, DECLINE, long_condition, offer


def test_a_long_condition_is_compiled_in_time() -> None:
    criteria = long_condition(8_000)
    known = offer(team__size=Decimal(7_999))
    assert criteria.verdict(known) is DECLINE
    assert criteria.decide(offer()).missing == (FactPath("team.size"),)


def test_a_long_chain_of_names_is_no_deep_recursion() -> None:
    lines = ["let n0 = visa.sponsored"]
    lines += [f"let n{i} = not n{i - 1}" for i in range(1, 1_500)]
    criteria = parse_criteria("\n".join([*lines, "dealbreaker if n1499"]))
    assert criteria.verdict(offer(visa__sponsored=False)) is DECLINE
    assert criteria.decide(offer(visa__sponsored=True)).verdict is CONSIDER


@pytest.mark.parametrize("step", ["{} + 1", "-{}", "3 - {}"])
def test_a_long_chain_of_sums_is_no_deep_recursion_either(step: str) -> None:
    lines = ["let n0 = team.size"]
    lines += [f"let n{i} = {step.format(f'n{i - 1}')}" for i in range(1, 1_501)]
    decision = parse_criteria("\n".join([*lines, "dealbreaker if n1500 > 1505"])).decide(offer())
    assert decision.missing == (FactPath("team.size"),)
    assert [question.fact for question in decision.questions()] == [FactPath("team.size")]
    assert decision.explain().statements[0].root.missing == (FactPath("team.size"),)


def test_many_statements() -> None:
    lines = [f'pro "{n}" if team.size > {n} and manager.presence >= often' for n in range(1_990)]
    criteria = parse_criteria("\n".join(lines))
    known = offer(team__size=Decimal(995), manager__presence=Frequency.OFTEN)
    assert criteria.decide(known).score == UnitRange(Fraction(1, 2), Fraction(1, 2))
