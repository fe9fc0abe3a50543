"""Offers that a program builds: what they take, and counter-offers."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from offerkit.currencies import CURRENCIES
from offerkit.model.facts import (
    ClientsFacts,
    CommuteFacts,
    CompanyFacts,
    ContractFacts,
    EquityFacts,
    HoursFacts,
    ManagerFacts,
    OfferFacts,
    PayFacts,
    RoleFacts,
    WorkFacts,
)
from offerkit.model.offer import Offer, complete_counter, with_facts
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
    TextSet,
)

D = Decimal
YEAR = Period.YEAR


def usd(amount: int, per: Period = YEAR) -> Pay:
    return Pay(D(amount), "USD", per)


def months(amount: int) -> Duration:
    return Duration(D(amount), DurationUnit.MONTH)


def percents(*shares: int) -> tuple[Percent, ...]:
    return tuple(Percent(D(share)) for share in shares)


# --- what is fine ----------------------------------------------------------------------------


def test_an_empty_offer_knows_nothing_but_that_it_is_new() -> None:
    offer = Offer()
    assert offer.offer.kind == "new"
    assert offer.pay.base is UNKNOWN
    assert offer.promised is None
    assert offer == Offer(pay=PayFacts(), sources={}, own={})


def test_offers_share_what_they_do_not_say() -> None:
    assert Offer().pay is Offer(role=RoleFacts(title="Planner")).pay


def test_offers_are_values() -> None:
    offer = Offer(pay=PayFacts(base=usd(50)), own={"a.b": True}, sources={"pay.base": "letter"})
    assert hash(offer) == hash(evolve(offer))
    assert pickle.loads(pickle.dumps(offer)) == offer
    with pytest.raises(AttributeError):
        offer.pay = PayFacts()  # type: ignore[misc]


def test_ranges_and_partial_sets_are_values_of_facts() -> None:
    clients = ClientsFacts(names=TextSet(frozenset({"Acme"}), None), count=Range(D(1), D(3)))
    manager = ManagerFacts(presence=Range(Frequency.RARELY, Frequency.OFTEN))
    offer = Offer(clients=clients, manager=manager)
    assert offer.clients.count == Range(D(1), D(3))


def test_what_a_mapping_says_later_changes_nothing() -> None:
    sources = {"pay.base": "letter"}
    offer = Offer(sources=sources)
    sources.clear()
    assert offer.sources == {"pay.base": "letter"}


def test_declared_facts_that_are_unknown_are_left_out() -> None:
    assert Offer(own={"agency.mood": UNKNOWN}) == Offer()


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "error", "words"),
    [
        (lambda: RoleFacts(title=3), TypeError, ["role.title", "text", "3"]),  # type: ignore[arg-type]
        (lambda: RoleFacts(is_new="yes"), TypeError, ["role.is_new", "bool"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(count=3), TypeError, ["clients.count", "Decimal"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(count=3.5), TypeError, ["clients.count", "Decimal"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(count=True), TypeError, ["clients.count"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(names="Acme"), TypeError, ["clients.names", "set"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(names={"Acme"}), TypeError, ["clients.names"]),  # type: ignore[arg-type]
        (lambda: ClientsFacts(names=frozenset({3})), TypeError, ["clients.names"]),  # type: ignore[arg-type]
        (lambda: PayFacts(base=Money(D(5), "USD")), TypeError, ["pay.base", "per period"]),  # type: ignore[arg-type]
        (lambda: PayFacts(base=Pay(5.0, "USD", YEAR)), TypeError, ["Pay.amount", "Decimal"]),  # type: ignore[arg-type]
        (lambda: PayFacts(base=Pay(5, "USD", YEAR)), TypeError, ["Pay.amount", 'Decimal("5")']),  # type: ignore[arg-type]
        (lambda: PayFacts(base=Pay(D(5), "usd", YEAR)), ValueError, ["Pay.currency", "usd"]),
        (lambda: PayFacts(base=usd(-1)), ValueError, ["pay.base", "at least 0"]),
        (lambda: PayFacts(base=Range(usd(2), usd(1))), ValueError, ["low to high"]),
        (
            lambda: PayFacts(base=Range(usd(1), usd(2, Period.WEEK))),
            ValueError,
            ["one unit", "USD per week"],
        ),
        (lambda: PayFacts(bonus_paid=Percent(D(201))), ValueError, ["from 0% to 200%"]),
        (lambda: HoursFacts(week=D(0)), ValueError, ["hours.week", "from 1 to 168"]),
        (lambda: HoursFacts(week=D("NaN")), ValueError, ["hours.week", "digits"]),
        (lambda: HoursFacts(week=D("1." + "1" * 18)), ValueError, ["18 digits"]),
        (lambda: ClientsFacts(count=D("1E+18")), ValueError, ["18 digits"]),
        (lambda: ClientsFacts(count=D("-0")), ValueError, ["digits"]),
        (lambda: CommuteFacts(time=months(1)), ValueError, ["commute.time", "hours"]),
        (
            lambda: CommuteFacts(time=Duration(D(13), DurationUnit.HOUR)),
            ValueError,
            ["from 0 to 12 hours"],
        ),
        (lambda: ManagerFacts(presence=Quality.GOOD), TypeError, ["manager.presence"]),  # type: ignore[arg-type]
        (lambda: ManagerFacts(presence="often"), TypeError, ["manager.presence"]),  # type: ignore[arg-type]
        (
            lambda: ManagerFacts(presence=Range(Frequency.OFTEN, Frequency.NEVER)),
            ValueError,
            ["low to high"],
        ),
        (lambda: RoleFacts(title=Range("a", "b")), TypeError, ["no ranges"]),  # type: ignore[arg-type]
        (
            lambda: ClientsFacts(count=Range(Range(D(1), D(1)), D(2))),  # type: ignore[arg-type]
            TypeError,
            ["range of ranges"],
        ),
        (lambda: ContractFacts(kind="fulltime"), ValueError, ["contract.kind", "permanent"]),  # type: ignore[arg-type]
        (lambda: CompanyFacts(name="  "), ValueError, ["company.name"]),
        (lambda: CompanyFacts(name="unknown"), ValueError, ["company.name", "UNKNOWN"]),
        (
            lambda: WorkFacts(tasks=frozenset({"a", "Unknown "})),
            ValueError,
            ["work.tasks", "UNKNOWN"],
        ),
        (
            lambda: WorkFacts(tasks=frozenset(map(str, range(1001)))),
            ValueError,
            ["1000", "1001"],
        ),
        (lambda: OfferFacts(start=datetime(2026, 1, 1)), TypeError, ["offer.start", "date"]),  # noqa: DTZ001
        (lambda: EquityFacts(schedule=percents(50, 40)), ValueError, ["equity.schedule", "90%"]),
        (lambda: EquityFacts(schedule=(50, 50)), TypeError, ["equity.schedule"]),  # type: ignore[arg-type]
        (
            lambda: EquityFacts(schedule=percents(50, 50), vesting=months(36)),
            ValueError,
            ["equity.schedule", "36 months"],
        ),
        (lambda: EquityFacts(vesting=months(0)), ValueError, ["equity.vesting", "at least 1"]),
        (lambda: Offer(pay=usd(5)), TypeError, ["pay", "PayFacts"]),  # type: ignore[arg-type]
        (lambda: Offer(promised=PayFacts()), TypeError, ["promised"]),  # type: ignore[arg-type]
        (lambda: Offer(promised=Offer(current=Offer())), ValueError, ["promised", "views"]),
        (lambda: Offer(own={"mood": True}), ValueError, ["own", "mood"]),
        (lambda: Offer(own={"agency.count": 3}), TypeError, ["agency.count", "Decimal"]),  # type: ignore[dict-item]
        (lambda: Offer(own={"agency.name": ""}), ValueError, ["agency.name"]),
        (lambda: CompanyFacts(name="\ud800"), ValueError, ["company.name", "d800"]),
        (lambda: Offer(sources={"pay.base": "\ud800"}), ValueError, ["pay.base", "d800"]),
        (lambda: Offer(posting={"\udfff": "x"}), ValueError, ["udfff"]),
    ],
)
def test_wrong_values_are_refused_with_their_path(
    build: Callable[[], Any], error: type[Exception], words: list[str]
) -> None:
    with pytest.raises(error) as raised:
        build()
    for word in words:
        assert word in str(raised.value)


@pytest.mark.parametrize(
    "vesting",
    [months(24), Duration(D(2), DurationUnit.YEAR), Range(months(12), months(48)), UNKNOWN],
)
def test_a_schedule_may_agree_with_the_vesting(vesting: Any) -> None:
    assert EquityFacts(schedule=percents(50, 50), vesting=vesting).vesting == vesting


def test_currencies_are_the_ones_in_use() -> None:
    assert {"USD", "EUR", "CHF", "XCG", "ZWG", "SLE"} <= CURRENCIES
    assert CURRENCIES.isdisjoint({"HRK", "DEM", "XAU", "XTS", "ZWL", "ANG", "BGN"})


# --- views -----------------------------------------------------------------------------------


def test_the_kind_of_a_view_is_open_unless_it_is_a_counter_offer() -> None:
    counter = Offer(offer=OfferFacts(kind="counter"))
    offer = Offer(promised=Offer(), current=counter)
    assert offer.promised is not None
    assert isinstance(offer.current, Offer)
    assert offer.promised.offer.kind is UNKNOWN
    assert offer.current.offer.kind == "counter"


# --- counter-offers --------------------------------------------------------------------------

PRESENT = Offer(
    offer=OfferFacts(source="a friend"),
    pay=PayFacts(base=usd(50_000), sign_on=Money(D(1), "USD")),
    manager=ManagerFacts(name="Jo Hart", presence=Frequency.SOMETIMES),
    own={"agency.mood": True, "agency.pets": False},
)
COUNTER = Offer(
    offer=OfferFacts(kind="counter"),
    pay=PayFacts(base=usd(62_000)),
    own={"agency.pets": True},
    current=PRESENT,
    sources={"current.manager.name": "myself", "current.pay.base": "slip", "pay.base": "letter"},
)


def test_a_counter_offer_takes_what_it_does_not_say_from_the_present_job() -> None:
    completed = complete_counter(COUNTER)
    assert completed.pay.base == usd(62_000)
    assert completed.pay.sign_on == Money(D(1), "USD")
    assert completed.manager == PRESENT.manager
    assert completed.own == {"agency.mood": True, "agency.pets": True}
    assert completed.current == COUNTER.current


def test_the_paper_is_not_completed() -> None:
    assert complete_counter(COUNTER).offer.source is UNKNOWN


def test_sources_are_taken_along_with_the_facts() -> None:
    assert complete_counter(COUNTER).sources == {
        "current.manager.name": "myself",
        "current.pay.base": "slip",
        "manager.name": "myself",
        "pay.base": "letter",
    }


def test_what_is_said_to_be_unknown_stays_unknown() -> None:
    completed = complete_counter(COUNTER, ["manager.name", "agency.mood"])
    assert completed.manager == ManagerFacts(presence=Frequency.SOMETIMES)
    assert completed.own == {"agency.pets": True}
    assert "manager.name" not in completed.sources


@pytest.mark.parametrize("kind", ["new", UNKNOWN])
def test_other_offers_stay_as_they_are(kind: Any) -> None:
    offer = evolve(COUNTER, offer=OfferFacts(kind=kind))
    assert complete_counter(offer) is offer


def test_without_a_present_job_there_is_nothing_to_take() -> None:
    offer = evolve(COUNTER, current=None)
    assert complete_counter(offer) is offer


def test_what_was_filled_in_is_known_to_be_so() -> None:
    completed = complete_counter(COUNTER)
    assert {"manager.name", "pay.sign_on", "agency.mood"} <= completed.inherited
    assert completed.inherited.isdisjoint({"pay.base", "agency.pets", "offer.source"})
    renamed = with_facts(completed, {"manager.name": "Lee Park"})
    assert completed.inherited - renamed.inherited == {"manager.name"}
    assert evolve(completed, offer=OfferFacts()).inherited == frozenset()
    assert evolve(completed, current=None).inherited == frozenset()


def test_a_vesting_plan_of_its_own_is_not_inherited_in_part() -> None:
    present = Offer(equity=EquityFacts(vesting=months(24), schedule=percents(50, 50)))
    completed = complete_counter(Offer(offer=OfferFacts(kind="counter"), current=present))
    assert completed.inherited == {"equity.vesting", "equity.schedule"}
    assert with_facts(completed, {"equity.schedule": percents(40, 60)}).inherited == frozenset()


def test_completing_twice_changes_nothing() -> None:
    completed = complete_counter(COUNTER)
    assert complete_counter(completed) == completed


def test_a_vesting_plan_is_taken_as_a_whole() -> None:
    present = Offer(equity=EquityFacts(vesting=months(48), kind="rsu"))
    own_plan = EquityFacts(schedule=percents(50, 50))
    offer = Offer(offer=OfferFacts(kind="counter"), current=present, equity=own_plan)
    completed = complete_counter(offer).equity
    assert (completed.schedule, completed.vesting) == (percents(50, 50), UNKNOWN)
    assert completed.kind == "rsu"


# --- other values ----------------------------------------------------------------------------


def test_with_facts_sets_facts_by_path() -> None:
    offer = with_facts(Offer(), {"offer.start": date(2026, 1, 1), "role.title": "Planner"})
    assert offer.offer.start == date(2026, 1, 1)
    assert offer.role.title == "Planner"
    assert with_facts(offer, {"role.title": UNKNOWN}).role == RoleFacts()


def test_of_views_nobody_says_that_they_are_open() -> None:
    offer = Offer(promised=Offer(), current=Offer(offer=OfferFacts(answer="accepted")))
    assert offer.offer.answer == "open"
    assert isinstance(offer.promised, Offer)
    assert isinstance(offer.current, Offer)
    assert (offer.promised.offer.answer, offer.current.offer.answer) == (UNKNOWN, "accepted")
