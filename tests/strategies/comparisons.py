"""Several offers by one file of criteria, and criteria with other weights."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import attrs
from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from offerkit.core import CheckedLeaving, CheckedStatement
from offerkit.criteria import Criteria, parse_criteria
from offerkit.load import write_offer
from offerkit.model.offer import Offer
from offerkit.scales import Frequency, Quality
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
)
from tests.strategies.decisions import cases, joined, paths_read
from tests.strategies.offers import offers, with_all, with_view

NAMES: Final = ("acme", "borealis", "current job?", "Dana's", "Zürich")


def _pay(amount: int, per: Period = Period.YEAR, currency: str = "USD") -> Pay:
    return Pay(Decimal(amount), currency, per)


def _minutes(amount: int) -> Duration:
    return Duration(Decimal(amount), DurationUnit.MINUTE)


_VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    "pay.base": (
        *(_pay(thousands * 1_000) for thousands in (38, 45, 50, 52, 60, 75)),
        _pay(4_000, Period.MONTH),
        _pay(44_000, currency="EUR"),
        _pay(25, Period.HOUR),
        Range(_pay(46_000), _pay(52_000)),
    ),
    "pay.bonus_target": (Percent(Decimal(0)), Percent(Decimal(10))),
    "pay.sign_on": (Money(Decimal(0), "USD"), Money(Decimal(5_000), "USD")),
    "commute.time": (
        *map(_minutes, (10, 25, 45, 70)),
        Duration(Decimal(1), DurationUnit.HOUR),
        Range(_minutes(20), _minutes(50)),
    ),
    "leave.days": tuple(map(Decimal, (0, 15, 20, 25, 30))),
    "travel.share": tuple(Percent(Decimal(share)) for share in (0, 20, 33, 100)),
    "hours.week": tuple(map(Decimal, (32, 40))),
    "manager.presence": tuple(Frequency),
    "work.interest": (*Quality, Range(Quality.FAIR, Quality.GREAT)),
    "visa.needed": (True, False),
}
_WEIGHED: Final = (
    'pro "Pays the rent" if pay.base >= 50k USD per year',
    "pro if pay.base > 50k USD per year",
    "con if pay.base < 4k USD per month",
    "pro if pay.base + 5k USD per year between 45k USD per year and 65k USD per year",
    "pro if pay.base > current.pay.base",
    "pro if pay.base >= 28 USD/hour",
    "pro if commute.time < 30 min or pay.base >= 60k USD per year",
    "con if commute.time > 45 min",
    "con if leave.days = 20",
    "pro if leave.days + 5 >= 30",
    "pro if manager.presence >= often",
    "con if visa.needed",
    "pro if current.visa.needed",
    "pro if max(pay.base, 45k USD per year) > 55k USD per year",
    'prefer "Money" pay.base from 40k to 80k USD per year',
    'prefer "By the hour" pay.base from 20 to 40 USD/hour',
    'prefer "Euros" pay.base from 30k to 61k EUR per year',
    "prefer pay.cash from 40k to 70k USD per year",
    "prefer pay.cash_first_year from 40k to 70k USD per year",
    'prefer "Short way" commute.time from 60 min to 10 min',
    "prefer leave.days from 13 to 29",
    "prefer travel.share from 60% to 0%",
    "prefer hours.week from 45 to 30",
    "prefer manager.presence from never to always",
    "prefer work.interest from poor to great",
)
_BREAKING: Final = (
    "dealbreaker if manager.presence < sometimes",
    "dealbreaker if pay.base < 45k USD per year",
    "dealbreaker if visa.needed",
    "dealbreaker if travel.share > 30%",
    'leaving "Bored" until work.interest >= good',
    "caution if visa.needed",
)
_THRESHOLDS: Final = ("decline below 30%", "accept at 70%", "accept at 55%", "")


@frozen
class Several:
    """Criteria and a few offers, by name."""

    criteria: Criteria[Offer]
    offers: Mapping[str, Offer]
    paths: tuple[str, ...]

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        # As the files that people would write: as attrs they are too long to show.
        texts = (f"--- {name}\n{write_offer(offer)}" for name, offer in self.offers.items())
        printer.text("\n".join([self.criteria.file.span.source.text, *texts]))


@st.composite
def _simple_offers(draw: st.DrawFn, criteria: Criteria[Offer]) -> Offer:
    """Offers that mostly state what the criteria read, as single values."""

    def facts() -> dict[str, Any]:
        values = {path: draw(st.sampled_from(values)) for path, values in _VALUES.items()}
        missing = draw(st.sampled_from((None, None, None, *_VALUES)))
        if missing is not None:
            values[missing] = UNKNOWN
        values["pay.bonus_guaranteed"] = True
        return values

    offer = with_all(Offer(), facts(), criteria.schema)
    if draw(st.booleans()):
        present = {"pay.base": draw(st.sampled_from(_VALUES["pay.base"])), "visa.needed": UNKNOWN}
        offer = with_view(offer, "current", with_all(Offer(), present, criteria.schema))
    return offer


@st.composite
def several(
    draw: st.DrawFn,
    *,
    least: int = 2,
    most: int = 4,
    statements: int = 1,
    breaking: bool = True,
) -> Several:
    """Criteria of a few common statements, and offers of which most is known."""
    weighed = st.lists(st.sampled_from(_WEIGHED), min_size=statements, max_size=5, unique=True)
    chosen = draw(weighed)
    steps = draw(st.sampled_from((1, 2)))
    lines = [f"{line} weight {draw(st.integers(1, 6)) / steps}" for line in chosen]
    if breaking:
        lines += draw(st.lists(st.sampled_from(_BREAKING), max_size=2, unique=True))
    lines += [draw(st.sampled_from(_THRESHOLDS)), "rate 1 EUR = 1.08 USD"]
    criteria = parse_criteria(joined(lines))
    found = draw(st.lists(_simple_offers(criteria), min_size=least, max_size=most))
    names = draw(st.permutations(NAMES))
    return Several(criteria, dict(zip(names, found, strict=False)), paths_read(criteria))


@st.composite
def several_of_any_kind(draw: st.DrawFn) -> Several:
    """Any criteria, and offers of which little is known."""
    case = draw(cases(max_size=4))
    others = draw(st.lists(offers(case.criteria.schema, paths=case.paths), min_size=1, max_size=2))
    found = dict(zip(NAMES, [case.offer, *others], strict=False))
    return Several(case.criteria, found, case.paths)


def reweighed(
    criteria: Criteria[Offer], weights: Mapping[CheckedStatement, int]
) -> Criteria[Offer]:
    """Return criteria in which some statements have other weights."""

    def other(statement: CheckedStatement) -> CheckedStatement:
        if isinstance(statement, CheckedLeaving) or statement not in weights:
            return statement
        return attrs.evolve(statement, weight=weights[statement])

    statements = tuple(map(other, criteria.checked.statements))
    return evolve(criteria, checked=evolve(criteria.checked, statements=statements))
