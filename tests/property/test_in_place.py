"""Comparisons compiled in place, cell by cell: every operator on values, ranges and nothing."""

from decimal import Decimal
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.semantics import judge
from offerkit.model.offer import Offer, with_facts
from offerkit.scales import Frequency
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
)

OPERATORS = ("<", "<=", ">", ">=", "=", "!=")
NUMBERS = (Decimal(0), Decimal(1), Decimal(2))


def pays(currency: str, per: Period) -> list[Pay]:
    return [Pay(1_200 * number, currency, per) for number in NUMBERS]


def durations(unit: DurationUnit) -> list[Duration]:
    return [Duration(60 * number, unit) for number in NUMBERS]


LINES: dict[str, tuple[str, list[list[Any]], tuple[str, ...]]] = {
    "level": ("manager.presence", [list(Frequency)[:3]], ("never", "rarely", "sometimes")),
    "number": ("team.size", [list(NUMBERS)], ("0", "1", "2")),
    "percent": ("team.turnover", [[Percent(n) for n in NUMBERS]], ("0%", "1%", "2%")),
    "money": (
        "pay.sign_on",
        [[Money(n, currency) for n in NUMBERS] for currency in ("USD", "EUR")],
        ("0 USD", "1 USD", "2 USD"),
    ),
    "pay": (
        "pay.base",
        [
            *[pays("USD", per) for per in Period],
            pays("EUR", Period.YEAR),
        ],
        ("0 USD per year", "1200 USD per year", "100 USD per month", "1200 USD/hour"),
    ),
    "clock": (
        "commute.time",
        [durations(DurationUnit.MINUTE), [Duration(n, DurationUnit.HOUR) for n in NUMBERS]],
        ("0 min", "60 min", "2 hours"),
    ),
    "calendar": (
        "contract.probation",
        [[Duration(n, unit) for n in NUMBERS] for unit in list(DurationUnit)[2:]],
        ("6 days", "1 week", "3 weeks", "1 month", "1 year"),
    ),
}


def known(units: list[list[Any]]) -> list[Any]:
    """Return values and ranges of each unit, and not knowing."""
    found: list[Any] = [UNKNOWN]
    for values in units:
        found += [*values, *(Range(a, b) for a, b in combinations_with_replacement(values, 2))]
    return found


def assert_agree(criteria: Criteria[Offer], offer: Offer) -> None:
    """Fail unless every statement came to what the readable walk makes of it."""
    program = criteria.program
    facts = Facts(program.world, offer)
    expected = [judge(s.condition, facts).truth.value for s in criteria.checked.statements]  # type: ignore[union-attr]
    assert list(program.survey(offer)[1]) == expected


@pytest.mark.parametrize("kind", LINES)
def test_a_fact_and_a_constant(kind: str) -> None:
    path, units, constants = LINES[kind]
    criteria = parse_criteria(
        "\n".join(
            f'caution "{side}" if {left} {operator} {right}'
            for constant, operator in product(constants, OPERATORS)
            for side, left, right in (("l", path, constant), ("r", constant, path))
            if kind != "level" or side == "l"
        )
    )
    for value in known(units):
        assert_agree(criteria, with_facts(Offer(), {path: value}))


@pytest.mark.parametrize("kind", LINES)
def test_two_facts(kind: str) -> None:
    path, units, _ = LINES[kind]
    criteria = parse_criteria(
        "\n".join(f"caution if {path} {operator} promised.{path}" for operator in OPERATORS)
    )
    values = known(units)
    for found, told in product(values[:: 1 + len(values) // 30], repeat=2):
        promised = with_facts(Offer(), {path: told})
        assert_agree(criteria, with_facts(Offer(promised=promised), {path: found}))


TEXTS = (UNKNOWN, "a", "A ", "b")


@pytest.mark.parametrize(("found", "told"), tuple(product(TEXTS, repeat=2)))
def test_texts(found: Any, told: Any) -> None:
    criteria = parse_criteria(
        """
        caution if manager.name = promised.manager.name
        caution if manager.name != "a"
        caution if "a" = manager.name
        caution if manager.name in {"a", "c"}
        caution if manager.name not in {}
        """
    )
    promised = with_facts(Offer(), {"manager.name": told})
    assert_agree(criteria, with_facts(Offer(promised=promised), {"manager.name": found}))


SETS = (
    UNKNOWN,
    frozenset[str](),
    frozenset({"a"}),
    frozenset({"A ", "b"}),
    TextSet(frozenset({"a"})),
    TextSet(frozenset(), frozenset({"b"})),
    TextSet(frozenset({"a"}), frozenset({"a", "b"})),
)


@pytest.mark.parametrize(("found", "told"), tuple(product(SETS, repeat=2)))
def test_sets(found: Any, told: Any) -> None:
    criteria = parse_criteria(
        """
        caution if clients.names overlaps {"a", "c"}
        caution if {"a"} overlaps clients.names
        caution if clients.names within {"a"}
        caution if {"a", "b"} within clients.names
        caution if {} within clients.names
        caution if clients.names includes "a"
        caution if clients.names overlaps promised.clients.names
        caution if clients.names within promised.clients.names
        caution if manager.name in clients.names
        """
    )
    promised = with_facts(Offer(), {"clients.names": told})
    assert_agree(criteria, with_facts(Offer(promised=promised), {"clients.names": found}))


@pytest.mark.parametrize(("found", "told"), tuple(product((True, False, UNKNOWN), repeat=2)))
def test_truths(found: Any, told: Any) -> None:
    criteria = parse_criteria(
        """
        let both = visa.needed and promised.visa.needed
        caution if visa.needed
        caution if visa.needed = no
        caution if visa.needed = promised.visa.needed
        caution if both
        caution if not both or visa.needed
        caution if (visa.needed or promised.visa.needed) and not (both and visa.needed)
        """
    )
    promised = with_facts(Offer(), {"visa.needed": told})
    assert_agree(criteria, with_facts(Offer(promised=promised), {"visa.needed": found}))


@pytest.mark.parametrize("kind", LINES)
def test_grades(kind: str) -> None:
    """Grades of the survey are those of the walk, on either side of both ends and between."""
    from offerkit.core import CheckedPreference
    from offerkit.evaluate.semantics import grade

    path, units, constants = LINES[kind]
    ends = [
        (constants[0], constants[1]),
        (constants[1], constants[0]),
        (constants[0], constants[2]),
    ]
    criteria = parse_criteria(
        "\n".join(f"prefer {path} from {a} to {b}" for a, b in ends if a != b)
    )
    for value in known(units):
        offer = with_facts(Offer(), {path: value})
        facts = Facts(criteria.program.world, offer)
        found = criteria.decide(offer).preferences
        for statement, finding in zip(criteria.program.statements, found, strict=True):
            assert isinstance(statement, CheckedPreference)
            assert finding.value is not None
            interval = grade(statement, facts).interval
            assert (finding.value.low, finding.value.high) == (interval.low, interval.high)
