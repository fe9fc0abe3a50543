"""Law: an offer that is written and read again is the same offer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from hypothesis import event, example, given

from offerkit.datatypes import (
    Bounds,
    DateType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.load import load_offer, read_offer, save_offer, write_offer
from offerkit.model.facts import PayFacts
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer, complete_counter
from offerkit.model.schema import schema_of
from offerkit.scales import Scale
from offerkit.values import DOES_NOT_APPLY, Money, Pay, Period, Range
from tests.strategies.offers import offers

MOOD = Scale("mood", ("sour", "even", "bright"))
OWN = tuple(
    FactInfo(path, datatype, Bounds(None, None), "")
    for path, datatype in (
        ("agency.awards", Number()),
        ("agency.mood", OrdinalType(MOOD)),
        ("agency.desk.size", TextType()),
        ("agency.desk.extras", TextSetType()),
        ("manager.kind", TextType(("calm", "loud"))),
        ("pay.lunch", PayType()),
        ("pay.tip", MoneyType()),
        ("team.party", DateType()),
        ("team.dog", YesNo()),
    )
)
SCHEMA = schema_of().extended(OWN)


def described(offer: Offer) -> None:
    event(f"kind {offer.offer.kind}")
    event("with views" if offer.promised or offer.current else "without views")


@given(offers(notes=True))
def test_toml_round_trip(offer: Offer) -> None:
    described(offer)
    assert read_offer(write_offer(offer)) == offer


@given(offers(SCHEMA, paths=[*SCHEMA.own, "pay.base", "offer.kind"]))
def test_toml_round_trip_of_declared_facts(offer: Offer) -> None:
    described(offer)
    assert read_offer(write_offer(offer), schema=SCHEMA) == offer


@pytest.mark.parametrize("suffix", [".toml", ".json", ".yaml"])
@given(offer=offers(notes=True))
@example(offer=Offer(posting={"0\x85": "\x7f\u2028\ufeff\x00\n", "yes": "no", "~": "1.5"}))
def test_file_round_trip(suffix: str, offer: Offer) -> None:
    if suffix == ".yaml":
        pytest.importorskip("yaml")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"offer{suffix}"
        save_offer(offer, path)
        assert load_offer(path) == offer
        assert list(Path(folder).iterdir()) == [path]


@given(offers(paths=["offer.kind", "pay.base", "equity.schedule", "equity.vesting", "work.tools"]))
def test_a_completed_counter_offer_is_read_back_as_it_is(offer: Offer) -> None:
    present = None if offer.current is DOES_NOT_APPLY else offer.current
    counter = evolve(offer, offer=evolve(offer.offer, kind="counter"), current=present)
    completed = complete_counter(counter)
    assert complete_counter(completed) == completed
    assert read_offer(write_offer(completed)) == completed
    assert read_offer(write_offer(counter)) == counter


@given(offers(notes=True))
def test_writing_is_stable(offer: Offer) -> None:
    text = write_offer(offer)
    assert write_offer(read_offer(text)) == text


def test_an_amount_with_three_digits_behind_the_point_comes_back() -> None:
    pay = Range(
        Pay(Decimal("60.125"), "KWD", Period.YEAR), Pay(Decimal("72.5"), "KWD", Period.YEAR)
    )
    offer = Offer(pay=PayFacts(base=pay, sign_on=Money(Decimal("1.250"), "KWD")))
    assert read_offer(write_offer(offer)) == offer
