"""Divisors that may be 0: what to write instead works, and says the same."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest

from offerkit.criteria import parse_criteria
from offerkit.diagnostics import Diagnostic
from offerkit.errors import CriteriaError
from offerkit.kleene import Kleene
from offerkit.load import read_offer

FREE = "fact a.x: number\nfact a.y: number\nfact a.z: number\n"
BOUNDED = "fact a.x: number\nfact a.y: number from 0.25 to 50\nfact a.z: number from 0.25 to 50\n"
COMPARISONS = (
    "a.x / a.y >= 1.5",
    "1.5 < a.x / a.y",
    "a.x / a.y = 2",
    "a.x / a.y != 2",
    "a.x / a.y <= 150%",
    "a.x / a.y - 1 > 25%",
    "(a.x - a.y) / a.y > 0.25",
    "2 * a.x / a.y < 3",
    "a.x * 2 / a.y * 3 < 9",
    "100 * (a.x / a.y - 1) between 10 and 120",
    "a.x / a.y between 1 and a.z",
    "a.x / a.y > a.x / a.z",
    "a.x / a.y / a.z > 1",
    "1 / a.y + 1 / a.z >= 1.5",
    "-(a.x / a.y) < -2",
    "min(a.x / a.y, a.z) >= 2",
    "(a.x + 1) / (a.y + a.z - 0) > 2",
)


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    try:
        parse_criteria(text)
    except CriteriaError as error:
        return error.diagnostics
    return ()


def offered(mistake: Diagnostic) -> str:
    assert mistake.hint is not None
    found = re.search("`(.*)`", str(mistake.hint))
    assert found is not None, mistake
    return found[1]


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_the_product_that_a_hint_names_says_the_same(comparison: str) -> None:
    wrong = mistakes(f"{FREE}dealbreaker if {comparison}")
    assert wrong
    assert {mistake.code for mistake in wrong} <= {"division-by-zero", "percent-or-number"}
    instead = offered(next(one for one in wrong if one.code == "division-by-zero"))
    in_words = comparison.replace("150%", "1.5").replace("25%", "0.25")
    hinted = parse_criteria(f"{FREE}dealbreaker if {instead}")
    divided = parse_criteria(f"{BOUNDED}dealbreaker if {in_words}")
    values = [Decimal(it) for it in ("0", "0.5", "1", "1.5", "2", "3", "8")]
    for x, y, z in product(values, values[1:], values[1:]):
        offer = f"[a]\nx = {x}\ny = {y}\nz = {z}"
        truths = [
            criteria.decide(read_offer(offer, schema=criteria.schema)).findings[0].truth
            for criteria in (hinted, divided)
        ]
        assert truths[0] is truths[1], (instead, x, y, z)
        assert truths[0] in {Kleene.TRUE, Kleene.FALSE}


@pytest.mark.parametrize(
    "statement",
    [
        "pro if pay.base / current.pay.base >= 1.15",
        "pro if pay.base / current.pay.base >= pay.sign_on / current.pay.sign_on",
        "pro if team.size / a.b >= 2",
        "pro if pay.base / a.b >= 2 USD per year and commute.time / current.commute.time > 1",
        "pro if contract.notice_mine / current.contract.notice_mine > 2",
        "prefer pay.base / current.pay.base from 1 to 2",
        "prefer team.turnover / current.team.turnover from 2 to 1",
        "let ratio = pay.base / current.pay.base\npro if ratio > 2",
        "let share = 1 / team.turnover\npro if share > 2",
    ],
)
def test_each_hint_put_in_checks(statement: str) -> None:
    text = f"fact a.b: number from -5 to 5\n{statement}"
    for _ in range(4):
        wrong = [one for one in mistakes(text) if one.code == "division-by-zero"]
        if not wrong:
            break
        mistake, instead = wrong[0], offered(wrong[0])
        span = mistake.primary.span
        start, end = span.start, span.end
        if "says the same" in str(mistake.hint):
            start = max(text.rfind(" if ", 0, start) + 4, text.rfind(" and ", 0, start) + 5)
            after = re.search(r" and |$", text[end:])
            assert after is not None
            end += after.start()
        text = text[:start] + instead + text[end:]
    assert mistakes(text) == ()


def test_a_name_that_squares_is_refused_where_it_grows_too_large() -> None:
    lines = ["let p0 = team.size * 1.5"]
    lines += [f"let p{number} = p{number - 1} * p{number - 1}" for number in range(1, 40)]
    [mistake] = mistakes("\n".join([*lines, "pro if p39 > 3"]))
    assert mistake.code == "number-too-large"
    assert mistake.primary.span.text == "p4 * p4"


def test_a_long_product_is_refused_and_not_followed() -> None:
    [mistake] = mistakes(f"pro if {' * '.join(['team.size'] * 20_000)} > 3")
    assert mistake.code == "number-too-large"


def test_a_long_chain_of_names_that_do_not_grow_is_read() -> None:
    lines = ["let p0 = team.size / hours.week"]
    lines += [
        f"let p{number} = min(p{number - 1}, p{number - 1} + 1) - 1" for number in range(1, 900)
    ]
    assert mistakes("\n".join([*lines, "pro if p899 > 3"])) == ()
